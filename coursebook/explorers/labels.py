"""Names at the end of lines that lie close: each beside its line, and none on another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ROOM: Final = 15
"""Pixels that a line of words needs."""


def apart(places: Sequence[str], room: int = ROOM) -> str:
    """An expression for the y of a name, pushed up where the one below it needs the room.

    Parameters
    ----------
    places : sequence of str
        Expressions of the pixels at which the lines end, from the lowest line up. The item that
        asks has the number of its own line, counted from 0, in `datum.place`.
    room
        Pixels from one name to the next.

    Returns
    -------
    str
        An expression of Vega's.

    Examples
    --------
    >>> apart(["80"])
    'min(datum.place < 0 ? 9999 : 80 - 15 * (datum.place - 0))'
    """
    rules = (
        f"datum.place < {below} ? 9999 : {place} - {room} * (datum.place - {below})"
        for below, place in enumerate(places)
    )
    return f"min({', '.join(rules)})"
