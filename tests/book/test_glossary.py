"""The glossary defines each term once, and each chapter says what it is named for."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from book_text import chapters, plain, prose, source

GLOSSARY = re.compile(r"^```\{glossary\}\n(.*?)^```$", re.M | re.S)
CODE = re.compile(r"^```\{code-cell\}.*?^```$", re.M | re.S)
# Terms are explained where a question needs them, or together.
EXPLAINED = re.compile(r"^## (?:Concepts|[^\n]+\?)\n(.*?)(?=^## )", re.M | re.S)


class Entry(NamedTuple):
    """A term, what stands under it, and the chapters that it links to."""

    term: str
    definition: str
    links: list[str]

    @property
    def name(self) -> str:
        """The term as a sentence uses it: lower case, without its abbreviation."""
        return self.term.partition(" (")[0].lower()


def entries(glossary: str) -> list[Entry]:
    found = GLOSSARY.search(glossary)
    assert found, "book/glossary.md has no glossary"
    blocks = found[1].strip().split("\n\n")
    return [
        Entry(term, " ".join(lines.split()), re.findall(r"\]\(([\w-]+)\.md\)", lines))
        for term, _, lines in (block.partition("\n") for block in blocks)
    ]


def problems(glossary: str, texts: dict[str, str]) -> list[str]:
    """A line for each term that is defined twice, or not where the glossary says."""
    terms = entries(glossary)
    found = [
        f"{name!r} is defined {count} times; keep one definition"
        for name, count in Counter(entry.name for entry in terms).items()
        if count > 1
    ]
    for entry in terms:
        if not entry.definition or not entry.links:
            found.append(f"{entry.term!r} needs a definition and a link to a chapter")
        found += [
            f"{entry.term!r} leads to {chapter}, which does not use the term"
            for chapter in entry.links
            if entry.name not in prose(texts.get(chapter, "")).lower()
        ]
    defined = {entry.name for entry in terms}
    for chapter, text in texts.items():
        words = CODE.sub("", "".join(EXPLAINED.findall(text)))
        marked = re.findall(r"\*\*([^*]+)\*\*", words)
        found += [
            f"{term!r}, marked as a term in book/{chapter}.md, is not defined"
            for term in map(plain, marked)
            if not term.endswith((".", "?", ":")) and term.lower() not in defined
        ]
    return [f"book/glossary.md: {problem}" for problem in found]


def texts(root: Path) -> dict[str, str]:
    return {name: source(root, name) for name in chapters(root)}


def test_terms_are_defined_once_and_used_where_they_lead(root: Path) -> None:
    found = problems(source(root, "glossary"), texts(root))
    assert not found, "\n" + "\n".join(found)


def test_every_chapter_explains_a_term(root: Path) -> None:
    linked = {name for entry in entries(source(root, "glossary")) for name in entry.links}
    assert linked == set(chapters(root))


def test_terms_are_in_alphabetical_order(root: Path) -> None:
    names = [entry.name for entry in entries(source(root, "glossary"))]
    assert names == sorted(names)


def test_wrong_entries_are_found() -> None:
    glossary = (
        "```{glossary}\nveto\n  A no. See [China](china.md).\n\nVeto\n  A no.\n\n"
        "moon\n  A body. See [China](china.md).\n```\n"
    )
    chapter = (
        "## Who splits it?\n\nA **Veto** is not a **wedge\nstrategy**. **One thing.**\n\n"
        "## Discuss\n"
    )
    assert problems(glossary, {"china": chapter}) == [
        "book/glossary.md: 'veto' is defined 2 times; keep one definition",
        "book/glossary.md: 'Veto' needs a definition and a link to a chapter",
        "book/glossary.md: 'moon' leads to china, which does not use the term",
        "book/glossary.md: 'wedge strategy', marked as a term in book/china.md, is not defined",
    ]
