"""How long both books take to build: from nothing and after an edit, with one chapter and with ten."""

from __future__ import annotations

from pathlib import Path

from comparison import books
from comparison.growth import TIMES
from comparison.table import Row, amount, grown

Seconds = dict[tuple[int, str], float]
KINDS = {"nothing": "Build from nothing", "edit": "Build after a sentence is added"}
TARGETS = {"nothing": "25 s", "edit": "5 s"}


def rows(folder: Path, chapter: str) -> list[Row]:
    ours = seconds(books.our_book, folder / "built-ours", chapter)
    plain = seconds(books.plain_book, folder / "built-plain", chapter)
    return [
        row
        for kind, label in KINDS.items()
        for row in (
            Row(
                f"{label}, {TIMES} chapters",
                amount(ours[TIMES, kind], "s"),
                amount(plain[TIMES, kind], "s"),
                TARGETS[kind],
            ),
            Row(
                f"{label}, 1 → {TIMES} chapters",
                grown(ours[1, kind], ours[TIMES, kind], "s"),
                grown(plain[1, kind], plain[TIMES, kind], "s"),
            ),
        )
    ]


def seconds(write: books.Writer, folder: Path, chapter: str) -> Seconds:
    """Seconds by the number of chapters and the kind of build."""
    folder.mkdir()
    found = {}
    for number in (1, TIMES):
        book = write(folder / str(number), books.times(chapter, number))
        found[number, "nothing"] = book.build()
        book.edit()
        found[number, "edit"] = book.build()
    return found
