"""The quizzes as a whole: every goal is checked, the kinds vary, every number stands in data/."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from book.test_prose_numbers import known_values, numerals
from book_text import chapters
from bs4 import BeautifulSoup
from quizzes_of_the_book import QUIZZES, texts

from coursebook.quizzes.items import Item, Numeric, Order, Several, Single
from coursebook.quizzes.reading import Questions
from coursebook.tables.frames import load

every_quiz = pytest.mark.parametrize("questions", QUIZZES, ids=lambda quiz: quiz.name)


def test_every_chapter_has_a_quiz(root: Path) -> None:
    assert sorted(quiz.name for quiz in QUIZZES) == sorted(chapters(root))


@every_quiz
def test_every_goal_has_a_question(questions: Questions) -> None:
    goals = range(1, len(questions.chapter.goals) + 1)
    assert {item.goal for item in questions.items} == set(goals)


@every_quiz
def test_four_to_six_questions_of_several_kinds(questions: Questions) -> None:
    kinds = [item.kind for item in questions.items]
    assert 4 <= len(kinds) <= 6
    assert len(set(kinds)) >= 3
    runs = {kind: max(len([*run]) for key, run in groupby(kinds) if key == kind) for kind in kinds}
    assert runs.get("single", 0) <= 2


@every_quiz
def test_right_options_are_not_told_by_their_place(questions: Questions) -> None:
    places = [
        index
        for item in questions.items
        if isinstance(item, Single)
        for index, option in enumerate(item.options)
        if option.correct
    ]
    assert len(places) < 2 or any(one != other for one, other in pairwise(places))


def facts() -> set[Decimal]:
    """The numbers among the paper's facts."""
    found = set()
    for value in load("paper_facts").value.dropna():
        try:
            found.add(abs(Decimal(str(value))))
        except InvalidOperation:
            continue  # a value in words
    return found


def of_item(item: Item) -> set[Decimal]:
    """The answer of a numeric item, which coursebook.quizzes.figures holds to data/."""
    return {Decimal(str(item.answer))} if isinstance(item, Numeric) else set()


def unknown(questions: Questions, root: Path) -> Iterator[str]:
    """A line for each number of a quiz that stands nowhere in data/."""
    source = (root / "book" / f"{questions.name}.md").read_text(encoding="utf-8")
    known = known_values(questions.name, source) | facts()
    for item in questions.items:
        own = known | of_item(item) | cells(item)
        for text in texts(item.model_dump(by_alias=True)):
            for numeral in numerals(text):
                if numeral.value not in own:
                    yield (
                        f"data/quizzes/{questions.name}.yaml, item {item.id!r}: {numeral.text} is "
                        "in no table that the chapter loads and no fact of the paper; add it to "
                        f"data/cited_figures.csv (chapter {questions.name}), or correct it: {text}"
                    )


def cells(item: Item) -> set[Decimal]:
    """The numbers from which a numeric item computes its answer."""
    if not isinstance(item, Numeric):
        return set()
    found = set()
    for cell in item.figure.values.values():
        rows = load(cell.table)
        for column, value in cell.where.items():
            rows = rows[rows[column].astype(str) == str(value)]
        found |= {abs(Decimal(str(value))) for value in rows[cell.column]}
    return found


@every_quiz
def test_every_number_stands_in_the_data(questions: Questions, root: Path) -> None:
    found = list(unknown(questions, root))
    assert not found, "\n" + "\n".join(found)


def test_a_wrong_number_is_found(root: Path) -> None:
    first, *others = QUIZZES[0].items
    planted = first.model_copy(update={"question": "Is it 987.6 percent?"})
    questions = Questions(QUIZZES[0].name, QUIZZES[0].chapter, (planted, *others))
    (found,) = unknown(questions, root)
    assert f"item {first.id!r}: 987.6 is in no table" in found


@pytest.fixture(scope="module")
def pages(built_book: Path) -> dict[str, BeautifulSoup]:
    """The page of each quiz."""
    return {
        quiz.name: BeautifulSoup(
            (built_book / "book" / f"{quiz.name}.html").read_text("utf-8"), "html.parser"
        )
        for quiz in QUIZZES
    }


@every_quiz
def test_page_asks_every_question_and_leads_to_its_passage(
    questions: Questions, pages: dict[str, BeautifulSoup]
) -> None:
    page = pages[questions.name]
    assert len(page.select(".quiz")) == 1
    anchors = {str(tag["id"]) for tag in page.find_all(id=True)}
    for item in questions.items:
        form = page.select_one(f"form#quiz-{item.id}")
        assert form, item.id
        (link,) = form.select(".quiz-origin a")
        assert str(link["href"]).removeprefix("#") in anchors


@every_quiz
def test_nothing_on_the_page_looks_like_a_control_before_its_script(
    questions: Questions, pages: dict[str, BeautifulSoup]
) -> None:
    """Each control stands in a part that is hidden, or is hidden itself."""
    page = pages[questions.name]
    for control in page.select(".quiz :is(input, button, select)"):
        assert control.has_attr("hidden") or control.find_parent(hidden=True), control


@every_quiz
def test_page_holds_an_answer_to_every_question(
    questions: Questions, pages: dict[str, BeautifulSoup]
) -> None:
    page = pages[questions.name]
    for item in questions.items:
        answer = page.select_one(f"form#quiz-{item.id} details.quiz-answer:not([open])")
        assert answer, item.id
        words = " ".join(answer.get_text().split())
        match item:
            case Single() | Several():
                expected = [option.feedback for option in item.options]
            case Numeric():
                expected = [item.feedback.right, item.unit]
            case Order():
                expected = [item.feedback.right]
            case _:
                expected = [claim.feedback for claim in item.claims]
        for text in expected:
            assert text.replace("*", "") in words
