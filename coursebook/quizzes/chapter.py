"""What a quiz refers to in its chapter: the learning goals and the passages of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from docutils.nodes import make_id

_GOALS = re.compile(r"^## Learning goals\n(.*?)^## ", re.M | re.S)
_BULLET = re.compile(r"^- (.*(?:\n  .*)*)", re.M)
_HEADING = re.compile(r"^## (.+)$", re.M)
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.M | re.S)
_FIGURE = re.compile(r"^figure\((.*?)^\)", re.M | re.S)
_NAME = re.compile(r"^\s+name=\"([^\"]+)\"", re.M)
_TITLE = re.compile(r"^\s+title=\"((?:[^\"\\]|\\.)+)\"", re.M)


@dataclass(frozen=True)
class Passage:
    """A place in a chapter: its anchor on the page, and what readers call it."""

    anchor: str
    label: str


@dataclass(frozen=True)
class Chapter:
    """A chapter as far as a quiz needs it: its title, its goals, and its passages by anchor."""

    title: str
    goals: tuple[str, ...]
    passages: dict[str, Passage]


def read(path: Path) -> Chapter:
    """Read the title, goals and passages out of a chapter's file."""
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.M)
    prose = _CELL.sub("", text)
    headings = {
        make_id(heading): Passage(make_id(heading), heading) for heading in _HEADING.findall(prose)
    }
    figures = {
        name[1]: Passage(f"fig-{name[1]}", f"the figure \u201c{label[1]}\u201d")
        for call in _FIGURE.findall(text)
        if (name := _NAME.search(call)) and (label := _TITLE.search(call))
    }
    return Chapter(
        title=title[1] if title else path.stem,
        goals=tuple(taught(text)),
        passages=headings | figures,
    )


def taught(source: str) -> list[str]:
    r"""The learning goals that a chapter lists, in its own words, without marks of emphasis.

    >>> taught("## Learning goals\n\n- **tell** how long water stays.\n\n## Retention\n")
    ['tell how long water stays']
    """
    section = _GOALS.search(source)
    bullets = _BULLET.findall(section[1]) if section else []
    return [" ".join(plain(text).split()).rstrip(";.") for text in bullets]


def plain(text: str) -> str:
    """A text without its marks of emphasis.

    >>> plain("a *very* deep lake")
    'a very deep lake'
    """
    return re.sub(r"\*+", "", text).strip()
