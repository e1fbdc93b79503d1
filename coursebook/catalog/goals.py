"""Where each learning goal is taught, practiced, checked and graded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from coursebook.book import root as book_root
from coursebook.catalog import uses
from coursebook.catalog.about import Listing
from coursebook.charts.markup import escape
from coursebook.face.host import on_page
from coursebook.quizzes.chapter import read, taught

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

QUIZZES: Final = "data/quizzes"
EXERCISES: Final = "exercises"

_HEADING: Final = re.compile(r"^# (?!ASSIGNMENT)(.+)$", re.M)
_TASK: Final = re.compile(r"(try-it|discuss|check-the-source)-(\d+)")
_SECTIONS: Final = {
    "try-it": "Try it, task",
    "discuss": "Discuss, question",
    "check-the-source": "Check the source, step",
}


@dataclass(frozen=True)
class Goal:
    """A learning goal, and where it comes up again.

    Parameters
    ----------
    chapter, number, text
        Where it is listed, counted from 1, and its words.
    practiced, graded
        The entries of the table `learning_goals`.
    checked
        How many items of the chapter's quiz name it.
    """

    chapter: str
    number: int
    text: str
    practiced: tuple[str, ...] = ()
    checked: int = 0
    graded: tuple[str, ...] = ()


def checked(root: Path, chapter: str) -> Counter[int]:
    """How many items of a chapter's quiz check each goal; none if there is no quiz."""
    file = root / QUIZZES / f"{chapter}.yaml"
    if not file.is_file():
        return Counter()
    quiz = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Counter(item["goal"] for item in quiz["items"])


def goals(table: pd.DataFrame, root: Path | None = None) -> list[Goal]:
    """Every goal that a chapter lists, in the book's order.

    Parameters
    ----------
    table
        With the columns `chapter`, `goal` (its number), `practiced` and `graded`.
    root
        The book's folder; by default that of the book at hand.

    Returns
    -------
    list of Goal
        Each with its row of the table, if there is one.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["chapter", "goal", "practiced", "graded"]
    >>> [(goal.chapter, goal.checked) for goal in goals(pd.DataFrame(columns=columns))]
    [('water', 4)]
    """
    root = root or book_root()
    rows = {(row["chapter"], row["goal"]): row for row in table.to_dict("records")}
    return [
        Goal(
            chapter,
            number,
            text,
            practiced=_split(rows.get((chapter, number), {}).get("practiced")),
            checked=counts[number],
            graded=_split(rows.get((chapter, number), {}).get("graded")),
        )
        for chapter in uses.pages(root)
        for counts in [checked(root, chapter)]
        for number, text in enumerate(taught(_source(root, chapter)), start=1)
    ]


def listing(table: pd.DataFrame, root: Path | None = None) -> Listing:
    """The goals as a table, for a page in a folder below that of the chapters.

    Parameters
    ----------
    table
        As `goals` takes it.
    root
        The book's folder; by default that of the book at hand.

    Returns
    -------
    Listing
        One row for each goal.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["chapter", "goal", "practiced", "graded"]
    >>> [row[3] for row in listing(pd.DataFrame(columns=columns)).rows]
    ['4 quiz items']
    """
    root = root or book_root()
    found = goals(table, root)
    rows = [
        [
            escape(goal.text[:1].upper() + goal.text[1:]),
            _link(goal.chapter, "", uses.title(goal.chapter, root)),
            "; ".join(
                _link(goal.chapter, *_place(root, goal.chapter, entry)) for entry in goal.practiced
            ),
            _count(goal.checked),
            "; ".join(_told(root, goal.graded)),
        ]
        for goal in found
    ]
    headings = ["After the chapter you can", "Taught in", "Practiced in", "Checked by", "Graded in"]
    return Listing("The learning goals of all chapters", headings, rows)


def _split(cell: object) -> tuple[str, ...]:
    return tuple(cell.split(";")) if isinstance(cell, str) else ()


def _source(root: Path, page: str) -> str:
    return (root / "book" / f"{page}.md").read_text(encoding="utf-8")


def _place(root: Path, chapter: str, entry: str) -> tuple[str, str]:
    """The part of the page to which an entry leads, and what it is called."""
    if task := _TASK.fullmatch(entry):
        return task[1], f"{_SECTIONS[task[1]]} {task[2]}"
    if entry.startswith("fig-"):
        return entry, "Figure"
    passage = read(root / "book" / f"{chapter}.md").passages.get(entry)
    return entry, passage.label if passage else entry.replace("-", " ").capitalize()


def _link(chapter: str, part: str, words: str) -> str:
    if not on_page():
        return escape(words)
    return f'<a href="../{chapter}.html{"#" if part else ""}{part}">{escape(words)}</a>'


def _count(items: int) -> str:
    return f"{items} quiz item{'s' * (items != 1)}" if items else ""


def _told(root: Path, graded: tuple[str, ...]) -> Iterator[str]:
    """Each exercise by its title, with the questions that grade the goal."""
    exercises: dict[str, list[str]] = {}
    for entry in graded:
        slug, _, question = entry.partition(":")
        exercises.setdefault(slug, []).extend([question.removeprefix("q")] if question else [])
    for slug, questions in exercises.items():
        title = escape(_title(root, slug))
        word = "question" if len(questions) == 1 else "questions"
        yield f"{title} ({word} {', '.join(questions)})" if questions else title


def _title(root: Path, slug: str) -> str:
    master = root / EXERCISES / slug / "master.md"
    text = master.read_text(encoding="utf-8") if master.is_file() else ""
    found = _HEADING.search(text)
    return found[1].strip() if found else slug.replace("-", " ").capitalize()
