"""How wide the columns of a table are: the same on paper and in Word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NARROWEST: Final = 12
WIDEST: Final = 44
TO_WRITE_IN: Final = 28
"""What a column with empty cells gets at least; all three in letters."""


def shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """The part of the table's width that each column gets, from the texts of all rows."""
    wishes = [wish([cell.strip() for cell in column]) for column in zip(*rows, strict=True)]
    return [each / sum(wishes) for each in wishes]


def wish(column: Sequence[str]) -> int:
    longest = max(len(cell) for cell in column)
    least = NARROWEST if all(column) else TO_WRITE_IN
    return min(WIDEST, max(least, longest))
