"""How large a text can be so that it fits its place: estimated, without measuring a font."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

WIDTH: Final = 0.52
"""The width of an average letter of Arial, as a share of its size; a little on the safe side."""
LINE: Final = 1.2
GAP: Final = 0.6
"""The space after a paragraph, as a share of the size of its letters."""


def height(paragraphs: Sequence[str], size: float, width: float) -> float:
    """The height of paragraphs, in points.

    Parameters
    ----------
    paragraphs
        Their texts.
    size, width
        Of the letters, and of the place, in points.

    Returns
    -------
    float
        An estimate, in points.
    """
    across = max(1, int(width / (size * WIDTH)))
    lines = sum(len(textwrap.wrap(text, across)) or 1 for text in paragraphs)
    return size * (lines * LINE + len(paragraphs) * GAP)


def largest(
    paragraphs: Sequence[str], width: float, room: float, sizes: Sequence[float]
) -> float | None:
    """The first of these sizes, largest first, at which paragraphs fit; None if none does."""
    return next((size for size in sizes if height(paragraphs, size, width) <= room), None)


def groups(
    paragraphs: Sequence[str], width: float, room: float, size: float
) -> Iterator[tuple[int, int]]:
    """Where to cut paragraphs that do not fit in one place: the start and end of each group."""
    start = 0
    for end in range(1, len(paragraphs) + 1):
        if end == len(paragraphs) or height(paragraphs[start : end + 1], size, width) > room:
            yield start, end
            start = end
