"""Explorers: declared once, shown with two faces (a page and a notebook), driven by one model."""

from alliance.explorer.controls import Choice, ControlError, Number, Switch
from alliance.explorer.declaration import Explorer, around
from alliance.explorer.formats import Amount, Label, Month, Year
from alliance.explorer.parts import Action, Breakdown, Column, Notice, Preset, Readout
from alliance.explorer.validation import DeclarationError

__all__ = [
    "Action",
    "Amount",
    "Breakdown",
    "Choice",
    "Column",
    "ControlError",
    "DeclarationError",
    "Explorer",
    "Label",
    "Month",
    "Notice",
    "Number",
    "Preset",
    "Readout",
    "Switch",
    "Year",
    "around",
]
