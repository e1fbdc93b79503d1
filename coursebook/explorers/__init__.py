"""Explorers: declared once, shown with two faces (a page and a notebook), driven by one model."""

from coursebook.explorers.controls import Choice, ControlError, Number, Switch
from coursebook.explorers.declaration import Explorer, around
from coursebook.explorers.formats import Amount, Label, Month, Year
from coursebook.explorers.parts import Action, Breakdown, Column, Notice, Preset, Readout
from coursebook.explorers.validation import DeclarationError

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
