"""Each chapter says on which day it was last checked, and *About* says what that means."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from book_text import chapters, source

LINE = re.compile(
    r"^Reading time: about \d+ minutes\. \[Last checked\]\(about\.md\): (\w+ \d+, \d{4})$", re.M
)
TOMORROW = dt.date.today() + dt.timedelta(days=1)
"""Where the day begins first, it is tomorrow already."""


def checked(text: str) -> dt.date:
    """The day that stands under a chapter's title."""
    days = LINE.findall(text)
    assert len(days) == 1, (
        'after the reading time belongs "[Last checked](about.md): November 30, 2026", once'
    )
    day = dt.datetime.strptime(days[0], "%B %d, %Y").date()
    assert day <= TOMORROW, f"{days[0]} lies in the future"
    return day


def test_each_chapter_has_its_day(root: Path) -> None:
    for name in chapters(root):
        assert checked(source(root, name)), name


def test_about_says_what_was_checked_and_what_was_not(root: Path) -> None:
    about = source(root, "about")
    assert "## What was checked, and what was not" in about
    assert "No class has been taught with this book" in about
    assert "report:issues" in about


@pytest.mark.parametrize(
    "day",
    ["", " [Last checked](about.md): November 31, 2026", " [Last checked](about.md): May 1, 2999"],
)
def test_a_missing_or_impossible_day_is_found(day: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        checked(f"Reading time: about 9 minutes.{day}\n")
