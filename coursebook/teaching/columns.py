"""How wide the columns of a table are, the same in PDF and in Word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ACROSS: Final = 86
"""How many letters stand side by side on a page; the rest of this module counts in letters too."""
WIDEST: Final = 44
TO_WRITE_IN: Final = 28
"""What a column with empty cells gets at least."""
PADDING: Final = 3


def shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Divide a table's width among its columns.

    First each column gets room for its longest word; the rest goes to columns with more to say. A
    column with empty cells below its first is one to write in.

    Parameters
    ----------
    rows
        The texts of all cells, row by row.

    Returns
    -------
    list of float
        The share of each column; together they are 1.

    Examples
    --------
    >>> [round(share, 2) for share in shares([["Lake", "Years"], ["Superior", "191"]])]
    [0.58, 0.42]
    """
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=True)]
    least = [longest_word(column) + PADDING for column in columns]
    more = [max(0, wish(column) - need) for column, need in zip(columns, least, strict=True)]
    left = max(0, ACROSS - sum(least))
    widths = [
        need + left * extra / (sum(more) or 1) for need, extra in zip(least, more, strict=True)
    ]
    return [width / sum(widths) for width in widths]


def longest_word(column: Sequence[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def wish(column: Sequence[str]) -> int:
    longest = max(len(cell) for cell in column)
    return min(WIDEST, longest if all(column[1:]) else max(TO_WRITE_IN, longest))
