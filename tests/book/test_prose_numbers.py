"""Every number in a chapter's prose stands in data/.

A numeral counts as known if its value stands in a table that the chapter load()s, or
in `cited_figures` for this chapter. What is no figure is told by its form: calendar
dates, years and decades, note and chapter numbers, numbers of list items, and numerals
that belong to a name ("F-35").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import book_text
import pytest
from book_text import source

from coursebook.tables.frames import load

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
)
YEAR = r"(?:19\d\d|20\d\d|2100)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
AND = r"\s*(?:,\s*and|,|and|or|to|-|\N{EN DASH})\s*"

NOT_PROSE = (
    re.compile(r"\{[\w:-]+\}`[^`]*`"),  # a role, such as a citation
    re.compile(r"`[^`]*`"),  # code
    re.compile(r"<[^>\n]+>"),  # an address in angle brackets
    re.compile(r"(?<=\])\([^)\s]*\)"),  # where a link leads
    re.compile(r"\bhttps?://\S+"),
    re.compile(r"^\([\w-]+\)=$", re.M),  # a label
    re.compile(r"^%.*$", re.M),  # a comment
    re.compile(r"^\s*:[\w-]+:.*$", re.M),  # an option of a directive
)
NOT_A_FIGURE = (
    re.compile(r"^(?:#{1,6}\s+|\s*)\d+[.)]\s", re.M),  # the number of a list item or heading
    re.compile(rf"\b(?:foot|end)?notes?\s+\d+(?:{AND}\d+)*\b", re.I),
    re.compile(rf"\bchapters?\s+\d+(?:{AND}\d+)*\b", re.I),
    re.compile(rf"\b(?:{MONTHS})\s+{DAY}(?:{AND}{DAY})?\b(?!\.\d|,\d)"),
    re.compile(rf"\b{DAY}\s+(?:{MONTHS})\b"),
    re.compile(rf"(?<![\d.,]){YEAR}s?(?:[-\N{{EN DASH}}](?:{YEAR}|\d\d))?\b(?![.,]?\d)"),
    re.compile(r"\b[A-Za-z]+-?\d[\w-]*"),  # part of a name
    re.compile(r"\babout \d+ minutes\b"),  # counted in test_reading_times.py
)
NUMERAL = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(\{[\w-]+\})?.*$")
PROSE_DIRECTIVES = {
    f"{{{name}}}"
    for name in ("admonition", "attention", "caution", "danger", "dropdown", "hint", "important",
                 "note", "seealso", "tip", "warning")
}  # fmt: skip


class Numeral(NamedTuple):
    """A number as a chapter prints it."""

    line: int
    text: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.text.replace(",", ""))


def prose(source: str) -> str:
    """The chapter with everything blanked that is not prose; lines keep their numbers."""
    lines: list[str] = []
    open_fences: list[tuple[str, bool]] = []
    in_front_matter = source.startswith("---")
    for number, line in enumerate(source.splitlines()):
        if in_front_matter:
            in_front_matter = number == 0 or line.strip() != "---"
            lines.append("")
            continue
        fence = FENCE.match(line)
        hidden = any(not shown for _, shown in open_fences)
        if fence and open_fences and line.strip() == open_fences[-1][0]:
            open_fences.pop()
        elif fence and not hidden:
            shown = fence[2] in PROSE_DIRECTIVES or (fence[1][0] == ":" and fence[2] is None)
            open_fences.append((fence[1], shown))
        lines.append("" if fence or hidden else line)
    text = "\n".join(lines)
    for pattern in NOT_PROSE:
        text = pattern.sub(blank, text)
    return text


def blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def numerals(source: str) -> Iterator[Numeral]:
    """Every number of the prose that is a figure."""
    text = prose(source)
    for pattern in NOT_A_FIGURE:
        text = pattern.sub(blank, text)
    for number, line in enumerate(text.splitlines(), start=1):
        for found in NUMERAL.finditer(line):
            yield Numeral(number, found[0].rstrip(","))


def loaded_tables(source: str) -> set[str]:
    """The tables that the code cells load by name."""
    cells = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", source, re.M | re.S)
    names = set()
    for cell in cells:
        code = "\n".join(line for line in cell.splitlines() if not line.startswith(":"))
        for node in ast.walk(ast.parse(code)):
            match node:
                case ast.Call(func=ast.Name(id="load"), args=[ast.Constant(value=str(name))]):
                    names.add(name)
    return names


def values(table: str) -> set[Decimal]:
    """All numbers in the numeric fields of a table, without their sign."""
    found = set()
    for _, column in load(table).select_dtypes("number").items():
        found |= {abs(Decimal(str(value))) for value in column.dropna()}
    return found


def known_values(chapter: str, source: str) -> set[Decimal]:
    """The numbers that a chapter may print."""
    cited = load("cited_figures")
    known = set().union(*(values(name) for name in loaded_tables(source)))
    for value in cited[cited.chapter == chapter].value.dropna():
        try:
            known.add(abs(Decimal(str(value))))
        except InvalidOperation:
            continue  # a figure that is a word
    return known


def unknown_numbers(path: Path) -> list[str]:
    """What is printed and stands nowhere, each with where to add it."""
    source = path.read_text(encoding="utf-8")
    known = known_values(path.stem, source)
    return [
        f"{path.parent.name}/{path.name}, line {numeral.line}: {numeral.text} is in no table that "
        f"the chapter loads; add it to data/cited_figures.csv (chapter {path.stem}), or correct it"
        for numeral in numerals(source)
        if numeral.value not in known
    ]


def chapters(root: Path) -> list[Path]:
    pages = sorted((root / "book").rglob("*.md"))
    return [page for page in pages if "{code-cell}" in page.read_text(encoding="utf-8")]


def test_every_number_stands_in_the_data(root: Path) -> None:
    found = chapters(root)
    assert found
    unknown = [message for page in found for message in unknown_numbers(page)]
    assert not unknown, "\n" + "\n".join(unknown)


def test_a_wrong_number_is_found(root: Path, tmp_path: Path) -> None:
    chapter = chapters(root)[0]
    text = chapter.read_text(encoding="utf-8")
    planted = "\nIn 2024 it came to 987.6 percent (note 29).\n"
    copy = tmp_path / chapter.name
    copy.write_text(text + planted, encoding="utf-8")
    messages = [m for m in unknown_numbers(copy) if "987.6" in m]
    line = len((text + planted).splitlines())
    assert messages == [
        f"{tmp_path.name}/{chapter.name}, line {line}: 987.6 is in no table that the chapter "
        f"loads; add it to data/cited_figures.csv (chapter {chapter.stem}), or correct it"
    ]


DISCUSSED = re.compile(r"^## \d+\. .*\n\nChapter: \[[^\]]*\]\(\.\./([\w-]+)\.md\)$", re.M)


def discussed(guide: str) -> dict[str, str]:
    """What the discussion guide says about each chapter, by the chapter's name."""
    parts = DISCUSSED.split(guide)
    return {
        chapter: re.sub(r"\bDiscuss \d+", "", text)
        for chapter, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def foreign_numbers(root: Path, guide: str) -> list[str]:
    """Numbers of the discussion guide that the chapter under discussion may not print."""
    found = []
    for chapter, text in discussed(guide).items():
        known = known_values(chapter, source(root, chapter))
        found += [
            f"book/instructors/discussions.md, {chapter}: {numeral.text} is no number of that "
            f"chapter"
            for numeral in numerals(text)
            if numeral.value not in known
        ]
    return found


def test_the_discussion_guide_has_a_part_for_every_chapter_in_order(root: Path) -> None:
    assert list(discussed(source(root, "instructors/discussions"))) == book_text.chapters(root)


def test_its_numbers_are_those_of_the_chapter(root: Path) -> None:
    found = foreign_numbers(root, source(root, "instructors/discussions"))
    assert not found, "\n" + "\n".join(found)


def test_a_foreign_number_is_found(root: Path) -> None:
    guide = "## 4. China\n\nChapter: [China](../china.md)\n\nIt took 987.6 percent.\n"
    (message,) = foreign_numbers(root, guide)
    assert message.endswith("china: 987.6 is no number of that chapter")


@pytest.mark.parametrize(
    "sentence",
    [
        "On November 14, 2025, and again on December 12, it met.",
        "From 1990 to 2024, in the 1990s, in 2025-2029 and in 2024-25.",
        "See notes 66 and 68, note 29, endnotes 3, 4 and 5, and Chapter 2.",
        "The F-35 and the M1A2 are weapons.",
        "1. First item of a list",
        "## 3. A heading",
        "Reading time: about 9 minutes",
        "As {cite:t}`lee2025unity` says ({cite:p}`nato2025hague`, note 28).",
        "Read `figure 12` at <https://example.org/9> or [here](page-8.md).",
        "A meeting from 3 to 5 words: May 3 to 5.".replace("3 to 5 words", "some words"),
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert list(numerals(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It takes 3.5 percent of GDP, or 1,402.8 billion won.", ["3.5", "1,402.8"]),
        ("USD 10.7 billion in 2018, more than 90 percent.", ["10.7", "90"]),
        ("The 57th meeting was held.", ["57"]),
        ("Growth was 8.2, 7.5 and then 4.", ["8.2", "7.5", "4"]),
        ("2,401 trillion won, not 2,236.", ["2,401", "2,236"]),
        ("The share of 2024 was 2.56.", ["2.56"]),
        ("In May 2025 it rose by 5 percent.", ["5"]),
        (":::{note}\nA note with 12 cases.\n:::", ["12"]),
        ("```{code-cell} ipython3\nx = 5\n```\nThen 6.", ["6"]),
    ],
)
def test_what_is_a_figure(sentence: str, expected: list[str]) -> None:
    assert [numeral.text for numeral in numerals(sentence)] == expected
