"""The scenarios for classes without Python: six of each exercise, named by letters."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from coursebook.book import module, root
from coursebook.catalog import uses
from coursebook.catalog.about import Listing
from coursebook.charts.markup import escape
from coursebook.face.host import on_page

LETTERS: Final = "ABCDEF"


def scenario(exercise: str, letter: str) -> Any:
    """The scenario of a letter: A is the draw of the ID `worksheet-a`, and so on."""
    return module(f"coursework.{exercise}").scenario(f"worksheet-{letter}")


def markdown(exercise: str) -> str:
    """The scenarios as a table in Markdown, for a worksheet on paper."""
    rows = [f"| {letter} | {scenario(exercise, letter)} |" for letter in LETTERS]
    return "\n".join(["| scenario | what it sets |", "|---|---|", *rows])


def title(exercise: str) -> str:
    """The title of the exercise whose scenarios a module draws, as its `answers.toml` gives it.

    The module's own name where the exercise is not there, as in what students of a course get.
    """
    for path in sorted((root() / "exercises").glob("*/answers.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if told["scenario"].rpartition(".")[2] == exercise:
            return str(told["title"])
    return exercise.capitalize()


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

    caption = f"Scenarios: {title(exercise)}"
    return Listing(caption, ["Scenario", "What it sets"], [row(letter) for letter in LETTERS])
