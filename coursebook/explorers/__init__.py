"""Explorers: declared once, shown alike by a page and a notebook, answered by one model."""

from coursebook.explorers.controls import Choice, ControlError, Number, Switch
from coursebook.explorers.declaration import DeclarationError
from coursebook.explorers.explorer import Explorer
from coursebook.explorers.formats import Amount, Duration, Label, Month, Year
from coursebook.explorers.hands import Hand, grip
from coursebook.explorers.headline import Headline, Part
from coursebook.explorers.labels import apart
from coursebook.explorers.parts import Action, Breakdown, Column, Notice, Preset, Readout, Row
from coursebook.explorers.signatures import around
from coursebook.explorers.tasks import Guess, Task

__all__ = [
    "Action",
    "Amount",
    "Breakdown",
    "Choice",
    "Column",
    "ControlError",
    "DeclarationError",
    "Duration",
    "Explorer",
    "Guess",
    "Hand",
    "Headline",
    "Label",
    "Month",
    "Notice",
    "Number",
    "Part",
    "Preset",
    "Readout",
    "Row",
    "Switch",
    "Task",
    "Year",
    "apart",
    "around",
    "grip",
]
