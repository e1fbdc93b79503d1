"""How wide the columns of a table are: the same on paper and in Word."""

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
    """The part of the table's width that each column gets, from the texts of all its rows.

    First each gets room for its longest word, then what is left goes to those with more to say. A
    column is to be written in where a cell below its first is empty.
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
