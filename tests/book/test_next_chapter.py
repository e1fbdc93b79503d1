"""Each chapter leads on to the one after it, so that the book can be read from end to end."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from book_text import chapters, source

GO_FURTHER = re.compile(r"^## Go further\n\n(.*?)(?=^## |\Z)", re.M | re.S)
ONWARD = re.compile(r"^- .*\bcontinue with (?:the )?\[[^\]]+\]\(([\w-]+)\.md\)\.$", re.M)


def led_to(text: str) -> list[str]:
    """Where the chapter tells its reader to continue."""
    found = GO_FURTHER.search(text)
    assert found, "a chapter closes with the heading Go further and a list"
    return ONWARD.findall(found[1])


def test_each_chapter_leads_to_the_next(root: Path) -> None:
    names = chapters(root)
    for name, following in itertools.pairwise(names):
        assert led_to(source(root, name)) == [following], f"book/{name}.md"


def test_the_last_chapter_leads_nowhere_on(root: Path) -> None:
    assert led_to(source(root, chapters(root)[-1])) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("- Who decides: continue with [China](china.md).", ["china"]),
        ("- The end: continue with the [Conclusion](conclusion.md).", ["conclusion"]),
        ("- Who decides: [China](china.md).", []),
    ],
)
def test_where_a_list_leads(last: str, expected: list[str]) -> None:
    assert led_to(f"# A\n\n## Go further\n\n- A book.\n{last}\n") == expected
