"""The HTML of a table of words: rows and columns with a cell for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from coursebook.charts.words import element, mark


@dataclass(frozen=True)
class Cell:
    """What stands in a cell.

    Parameters
    ----------
    words, detail : str
        HTML; the detail is smaller and stands below.
    tone : int
        The number of its color, 0 for none.
    toned : str
        What the color says, where the words do not.
    strong : str
        What its emphasis says; empty for none.
    """

    words: str = ""
    detail: str = ""
    tone: int = 0
    toned: str = ""
    strong: str = ""


EMPTY: Final = Cell()


def html(
    corner: str,
    rows: Sequence[str],
    columns: Mapping[str, str],
    cells: Mapping[tuple[str, str], Cell],
    *,
    blank: str,
) -> str:
    """The table; `columns` has the headings by the names that `cells` uses.

    The roles say what the elements are: on a phone the style sheet lays them out as lists, and some
    browsers then forget.
    """
    across = "".join(
        f'<th role="columnheader" scope="col">{escape(head)}</th>'
        for head in ([corner, *columns.values()] if any(rows) else columns.values())
    )
    body = "".join(
        f'<tr role="row">{_head(row)}'
        + "".join(
            _cell(cells.get((row, name), EMPTY), head, blank) for name, head in columns.items()
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="words-scroll" tabindex="0" role="region" aria-label="{escape(corner)}">'
        f'<table class="words-table columns-{len(columns)}" role="table">'
        f'<thead role="rowgroup"><tr role="row">{across}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _head(row: str) -> str:
    return f'<th role="rowheader" scope="row">{escape(row)}</th>' if row else ""


def _cell(cell: Cell, head: str, blank: str) -> str:
    before = f'<td role="cell" data-heading="{escape(head)}"'
    if not cell.words:
        reason = cell.detail or escape(blank)
        return f'{before} class="blank">{reason}</td>'
    classes = " ".join(
        filter(None, (f"tone tone-{cell.tone}" if cell.tone else "", "strong" * bool(cell.strong)))
    )
    toned = mark(cell.tone) + escape(cell.toned) if cell.toned else ""
    return (
        f'{before} class="{classes}">{element("p", "means", escape(cell.strong))}'
        f"{element('p', 'toned', toned)}{element('p', 'said', cell.words)}"
        f"{element('p', 'detail', cell.detail)}</td>"
    )
