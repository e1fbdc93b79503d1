"""Figures that are read: a timeline, a table of words, cards of quotations, texts side by side.

They are HTML, so that they can be enlarged, searched, selected, translated and heard. What all of
them need stands here; each kind has a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import Any, Final

import pandas as pd

Row = Mapping[Hashable, Any]
"""A row of a table, by its fields."""

Cite = Callable[[str], str]
"""Turns the cell `source` of a row into links, which differ between a page and a notebook."""

TONES: Final = 6
"""How many kinds a mark can tell apart, each by its shape as well as by its color."""


class FigureError(ValueError):
    """A figure lacks something that a reader needs; the message names figure and row."""


@dataclass(frozen=True)
class Words:
    """What a figure of words shows; `timeline`, `table`, `quotations` and others make it.

    Parameters
    ----------
    kind : str
        The class of its markup.
    data : DataFrame
        The rows that it shows, with a column `source`.
    make : callable
        Turns the figure's name and `Cite` into HTML. Raises FigureError.
    """

    kind: str
    data: pd.DataFrame
    make: Callable[[str, Cite], str]


def fields(where: str, data: pd.DataFrame, *names: str | None) -> None:
    """Refuse fields that the data does not have."""
    for name in names:
        if name is not None and name not in data.columns:
            there = ", ".join(map(str, data.columns))
            raise FigureError(f"{where}: no field {name!r}; the data has {there}")


def row_name(index: Hashable, row: Row) -> str:
    """How an error names a row: by its place in the table and its first cell."""
    number = index + 2 if isinstance(index, int) else index  # as a spreadsheet counts
    return f"row {number} ({next(iter(row.values()))})"


def text(row: Row, field: str | None) -> str:
    """A cell as text; empty where it is missing or no field is given."""
    if field is None:
        return ""
    value = row[field]
    return "" if value is None or value is pd.NA or value != value else str(value).strip()


def kinds_of(
    where: str, data: pd.DataFrame, field: str, given: Mapping[str, str]
) -> dict[str, str]:
    """The words for each value of a field, in the order of their marks: as given, or as it comes.

    A value that `given` does not name is refused, and so are more values than there are marks.
    """
    found = [str(value) for value in data[field].dropna().unique()]
    for value in found if given else []:
        if value not in given:
            raise FigureError(
                f"{where}, field {field}: found {value!r}{close(value, given)}; "
                f"named are {', '.join(given)}"
            )
    named = dict(given) or {value: value for value in found}
    if len(named) > TONES:
        raise FigureError(f"{where}, field {field}: {len(named)} kinds, and {TONES} can be shown")
    return named


def close(value: str, allowed: Iterable[str]) -> str:
    """What was perhaps meant, for an error.

    >>> close("Duloth", ["Duluth", "Toledo"])
    ' (perhaps Duluth)'
    """
    near = get_close_matches(value, list(allowed), n=1)
    return f" (perhaps {near[0]})" if near else ""


def mark(number: int) -> str:
    """The mark of a kind: a shape in a color, beside the words that say the kind."""
    return f'<span class="kind-mark mark-{number}" aria-hidden="true"></span>'


def unseen(words: str) -> str:
    """Words for a screen reader alone."""
    return f'<span class="unseen">{escape(words)}</span>'


def element(tag: str, css_class: str, content: str) -> str:
    """An element, or nothing where there is nothing to show; `content` is HTML."""
    return f'<{tag} class="{css_class}">{content}</{tag}>' if content else ""
