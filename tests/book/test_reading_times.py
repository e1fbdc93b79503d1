"""The reading times on the chapters and on the first page are those of the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from book_text import chapters, minutes, source, title

TOLERANCE = 0.2
LINE = re.compile(
    r"\A(?:---\n.*?\n---\n)?\s*# [^\n]+\n\n(?:\*[^\n]+\*\n\n)?Reading time: about (\d+) minutes\b",
    re.S,
)


def printed(text: str) -> int:
    """The minutes that stand under a chapter's title."""
    found = LINE.match(text)
    assert found, 'below the title and the question belongs a line "Reading time: about 8 minutes"'
    return int(found[1])


def listed(root: Path) -> dict[tuple[str, str], int]:
    """The minutes on the first page, by title and name of the chapter."""
    rows = re.findall(
        r"^\[([^\]]+)\]\(([\w-]+)\.md\) about (\d+) minutes$",
        source(root, "intro"),
        re.M,
    )
    return {(text, name): int(count) for text, name, count in rows}


def test_the_first_page_lists_every_chapter_in_order(root: Path) -> None:
    expected = [(title(root, name), name) for name in chapters(root)]
    assert list(listed(root)) == expected


def test_times_are_those_of_the_text(root: Path) -> None:
    on_first_page = {name: count for (_, name), count in listed(root).items()}
    for name in chapters(root):
        text = source(root, name)
        counted = minutes(text)
        assert printed(text) == pytest.approx(counted, rel=TOLERANCE), (
            f"book/{name}.md: reads in {counted:.1f} minutes at 200 words a minute"
        )
        assert on_first_page[name] == printed(text), f"book/intro.md, {name}"


def test_a_wrong_time_is_found() -> None:
    text = "# Title\n\nReading time: about 9 minutes\n\n" + "word " * 1000
    assert printed(text) == 9
    assert minutes(text) != pytest.approx(9, rel=TOLERANCE)
