"""Every learning goal of a chapter is practiced and checked, and graded where the table says so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docutils.nodes import make_id

from alliance import explorers
from coursebook.book import pages_folder, root
from coursebook.catalog import uses
from coursebook.catalog.goals import EXERCISES, QUIZZES, Goal, goals, listing
from coursebook.quizzes.chapter import taught
from coursebook.tables.frames import load

SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.M | re.S)


def parts(source: str) -> set[str]:
    """The parts of a chapter that a goal may be practiced in, named as the table names them."""
    found = {f"fig-{name}" for name in re.findall(r"^    name=\"([\w-]+)\"", source, re.M)}
    for heading, text in SECTION.findall(source):
        section = make_id(heading)
        items = re.findall(r"^(\d+)\. ", text, re.M)
        shown = re.findall(r"^from alliance\.explorers import (\w+)$", text, re.M)
        tasks = max((len(getattr(explorers, name).tasks) for name in shown), default=0)
        items += [str(number) for number in range(1, tasks + 1)]
        found |= {section, *(f"{section}-{number}" for number in items)}
    return found


def unpracticed(found: list[Goal], chapters: dict[str, set[str]]) -> list[str]:
    """A line for each goal that nothing practices, or for a part that its chapter does not have."""
    lines = [f"{_name(goal)}: nothing practices it" for goal in found if not goal.practiced]
    return lines + [
        f"{_name(goal)}: practiced in {part!r}, which book/{goal.chapter}.md does not have"
        for goal in found
        for part in goal.practiced
        if part not in chapters[goal.chapter]
    ]


def unchecked(found: list[Goal]) -> list[str]:
    return [
        f"{_name(goal)}: no item of {QUIZZES}/{goal.chapter}.yaml checks it"
        for goal in found
        if not goal.checked
    ]


def ungraded(found: list[Goal], questions: dict[str, set[str]]) -> list[str]:
    """A line for each exercise or question that the table names and that does not exist."""
    entries = [(goal, *entry.partition(":")[::2]) for goal in found for entry in goal.graded]
    return [
        f"{_name(goal)}: graded by {EXERCISES}/{slug} {question}".rstrip() + ", which is not there"
        for goal, slug, question in entries
        if slug not in questions or (question and question not in questions[slug])
    ]


def _name(goal: Goal) -> str:
    return f"data/learning_goals.csv, {goal.chapter}, goal {goal.number}"


def masters(root: Path) -> dict[str, set[str]]:
    """The questions of each exercise, by the names that its master gives them."""
    return {
        path.parent.name: set(re.findall(r"^name: (q\d+)$", path.read_text("utf-8"), re.M))
        for path in (root / EXERCISES).glob("*/master.md")
    }


@pytest.fixture(scope="module")
def found() -> list[Goal]:
    return goals(load("learning_goals"))


@pytest.fixture(scope="module")
def chapters() -> dict[str, set[str]]:
    texts = {page: (pages_folder() / f"{page}.md").read_text("utf-8") for page in uses.pages()}
    return {page: parts(text) for page, text in texts.items()}


def test_every_chapter_teaches_three_goals_or_more(found: list[Goal]) -> None:
    counts = pd.Series([goal.chapter for goal in found]).value_counts(sort=False)
    assert len(counts) == 17
    assert counts.min() >= 3


def test_the_table_has_a_row_for_every_goal_and_no_other(found: list[Goal]) -> None:
    rows = load("learning_goals")[["chapter", "goal"]].itertuples(index=False, name=None)
    assert list(rows) == [(goal.chapter, goal.number) for goal in found]


def test_every_goal_is_practiced(found: list[Goal], chapters: dict[str, set[str]]) -> None:
    lines = unpracticed(found, chapters)
    assert not lines, "\n" + "\n".join(lines)


def test_every_goal_is_checked_by_a_quiz(found: list[Goal]) -> None:
    lines = unchecked(found)
    assert not lines, "\n" + "\n".join(lines)


def test_what_grades_a_goal_exists(found: list[Goal]) -> None:
    lines = ungraded(found, masters(root()))
    assert not lines, "\n" + "\n".join(lines)


def test_every_exercise_grades_a_goal(found: list[Goal]) -> None:
    graded = {entry.partition(":")[0] for goal in found for entry in goal.graded}
    assert graded == set(masters(root()))


def test_goals_are_read_as_the_chapter_has_them() -> None:
    source = (
        "## Learning goals\n\nYou can\n\n- **sort** *x*\n  by date;\n- **end**.\n\n## The end\n"
    )
    assert taught(source) == ["sort x by date", "end"]


def test_gaps_are_found(found: list[Goal], chapters: dict[str, set[str]]) -> None:
    first = next(goal for goal in found if goal.chapter == "introduction")
    goal = replace(first, practiced=("try-it-9",), checked=0, graded=("none:q1", "one:q9"))
    where = "data/learning_goals.csv, introduction, goal 1: "
    assert unpracticed([goal], chapters) == [
        f"{where}practiced in 'try-it-9', which book/introduction.md does not have"
    ]
    assert unpracticed([replace(goal, practiced=())], chapters) == [f"{where}nothing practices it"]
    assert unchecked([goal]) == [f"{where}no item of data/quizzes/introduction.yaml checks it"]
    assert ungraded([goal], {"one": {"q1"}}) == [
        f"{where}graded by exercises/none q1, which is not there",
        f"{where}graded by exercises/one q9, which is not there",
    ]


def test_the_page_counts_items_and_names_exercises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_toc.yml").write_text("root: book/a\n")
    for folder in ("book", QUIZZES, f"{EXERCISES}/sums"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "book" / "a.md").write_text("# A\n\n## Learning goals\n\n- **add**.\n\n## End\n")
    (tmp_path / QUIZZES / "a.yaml").write_text("items: [{goal: 1}, {goal: 1}]\n")
    (tmp_path / EXERCISES / "sums" / "master.md").write_text("# ASSIGNMENT CONFIG\n\n# Sums?\n")
    row = {"chapter": "a", "goal": 1, "practiced": "try-it-1;fig-x", "graded": "sums:q1;sums:q2"}
    monkeypatch.setenv("COURSEBOOK_HOST", "page")
    page = BeautifulSoup(listing(pd.DataFrame([row]), tmp_path).html(), "html.parser")
    assert [cell.get_text() for cell in page.select("tbody tr > *")] == [
        "Add",
        "A",
        "Try it, task 1; Figure",
        "2 quiz items",
        "Sums? (questions 1, 2)",
    ]
    assert [str(a["href"]) for a in page.select("a")] == [
        "../a.html",
        "../a.html#try-it",
        "../a.html#fig-x",
    ]
