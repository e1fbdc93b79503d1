"""The scenarios for classes without Python: six of each exercise, named by letters."""

from __future__ import annotations

from typing import Any, Final

from coursebook.book import module
from coursebook.catalog import uses
from coursebook.catalog.about import Listing
from coursebook.charts.markup import escape
from coursebook.face.host import on_page

LETTERS: Final = "ABCDEF"
TITLES: Final = {
    "claim": "Reading a claim",
    "cost": "What would it cost?",
    "troops": "Who pays for the troops?",
    "opcon": "When does OPCON transfer?",
    "deal": "A deal both can sign",
}
"""Captions, by which a screen reader tells the tables of a page apart."""


def scenario(exercise: str, letter: str) -> Any:
    """The scenario of a letter: A is the draw of the ID `worksheet-a`, and so on."""
    return module(f"coursework.{exercise}").scenario(f"worksheet-{letter}")


def markdown(exercise: str) -> str:
    """The scenarios as a table in Markdown, for a worksheet on paper."""
    rows = [f"| {letter} | {scenario(exercise, letter)} |" for letter in LETTERS]
    return "\n".join(["| scenario | what it sets |", "|---|---|", *rows])


def listing(exercise: str, explorer: str = "") -> Listing:
    """The scenarios as a table on a page.

    Parameters
    ----------
    exercise
        A module of the book's `coursework`, such as `cost`.
    explorer
        The name of an explorer in Python; with one, each scenario links to it.

    Returns
    -------
    Listing
        End a cell with it.
    """
    page = uses.explorers()[explorer] if explorer else ""

    def row(letter: str) -> list[str]:
        drawn = scenario(exercise, letter)
        label = f"Scenario {letter}"
        if page and on_page():
            label = f'<a href="{page}.html{escape(drawn.link)}">{label}</a>'
        return [label, escape(str(drawn))]

    caption = f"Scenarios: {TITLES[exercise]}"
    return Listing(caption, ["Scenario", "What it sets"], [row(letter) for letter in LETTERS])
