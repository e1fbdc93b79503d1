"""Explorers: declared once, shown with two faces (a page and a notebook), driven by one model."""

from alliance.explorer.controls import Choice, ControlError, Number, Switch
from alliance.explorer.declaration import (
    Column,
    DeclarationError,
    Explorer,
    Notice,
    Preset,
    Readout,
    around,
)
from alliance.explorer.formats import Amount, Label, Month, Year

__all__ = [
    "Amount",
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
