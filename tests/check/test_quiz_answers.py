"""How an answer is judged, and what the notebook says to it."""

from __future__ import annotations

import math
from contextlib import suppress
from itertools import combinations
from typing import Any

import pytest
from a_quiz import SHEET
from hypothesis import given
from hypothesis import strategies as st
from quiz_answers import NUMBERS, UNREADABLE, right_answer, wrong_answers
from quizzes_of_the_book import IDS, ITEMS, QUIZZES

from coursebook.quizzes.answers import ASK, RIGHT, NoAnswerError, judge, number, shuffled, written
from coursebook.quizzes.items import (
    Item,
    Match,
    Numeric,
    Order,
    Several,
    Sheet,
    Single,
    claim_kinds,
)
from coursebook.quizzes.notebook import NotebookFace, Part
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)


@every_item
def test_the_right_answer_is_right(questions: Questions, item: Item) -> None:
    verdict = judge(item, right_answer(item))
    assert verdict.right
    assert verdict.summary == RIGHT
    assert verdict.lines


@every_item
def test_every_wrong_answer_is_wrong_and_teaches(questions: Questions, item: Item) -> None:
    for answer in wrong_answers(item):
        verdict = judge(item, answer)
        assert not verdict.right, answer
        assert verdict.summary.startswith("Not right yet.")
        assert all(line.text for line in verdict.lines)


@every_item
def test_no_answer_is_not_judged(questions: Questions, item: Item) -> None:
    nothing: Any
    match item:
        case Single():
            nothing = None
        case Several():
            nothing = set()
        case Numeric():
            nothing = " "
        case Match():
            nothing = [None, *["reported"] * (len(item.claims) - 1)]
        case Order():
            return  # a list is always in some order
    with pytest.raises(NoAnswerError, match=ASK[item.kind]):
        judge(item, nothing)


@every_item
def test_each_choice_gets_its_own_feedback(questions: Questions, item: Item) -> None:
    if isinstance(item, Single):
        said = [judge(item, index).lines[0].text for index in range(len(item.options))]
        assert said == [option.feedback for option in item.options]
    if isinstance(item, Several):
        for size in range(1, len(item.options)):
            for chosen in combinations(range(len(item.options)), size):
                verdict = judge(item, chosen)
                if not verdict.right:
                    expected = [item.options[index].feedback for index in chosen]
                    assert [line.text for line in verdict.lines] == expected


@every_item
def test_a_number_is_right_up_to_its_tolerance(questions: Questions, item: Item) -> None:
    if not isinstance(item, Numeric):
        return
    for sign in (-1, 1):
        assert judge(item, repr(item.answer + sign * item.tolerance)).right
        assert not judge(item, repr(item.answer + sign * item.tolerance * 1.01)).right
    for near in item.feedback.near:
        (line,) = judge(item, repr(near.value)).lines
        assert line.text == near.text


SMALL = {item.kind: item for item in Sheet.model_validate(SHEET).items}


@pytest.mark.parametrize(
    ("kind", "given_", "summary", "lines"),
    (
        ("single", 0, "Not right yet.", [(False, "", "No: a.")]),
        ("single", 1, RIGHT, [(True, "", "Yes: b.")]),
        (
            "several",
            {0, 2},
            "Not right yet. Wrongly chosen: 1. Still missing: 1.",
            [(False, "A", "No: a."), (True, "C", "Yes: c.")],
        ),
        (
            "several",
            {0},
            "Not right yet. Wrongly chosen: 1. Still missing: 2.",
            [(False, "A", "No: a.")],
        ),
        (
            "several",
            {1, 2},
            RIGHT,
            [(False, "A", "No: a."), (True, "B", "Yes: b."), (True, "C", "Yes: c.")],
        ),
        ("numeric", "1.234,5", "Not right yet.", [(False, "1,234.5 things", "No.")]),
        ("numeric", "15.20", "Not right yet.", [(False, "15.2 things", "Subtract.")]),
        ("numeric", "12", RIGHT, [(True, "12 things", "Yes.")]),
        ("order", [0, 2, 1], "Not right yet. In their place: 1 of 3.", [(False, "", "No.")]),
        ("order", [0, 1, 2], RIGHT, [(True, "", "Yes.")]),
        (
            "match",
            ["reported", "judgment", "judgment"],
            "Not right yet. Rightly matched: 2 of 3.",
            [
                (True, "It was.", "*Reported fact.* Seen."),
                (True, "It is bad.", "*The author's judgment.* Judged."),
                (False, "It will be.", "*Forecast.* Expected."),
            ],
        ),
    ),
)
def test_a_verdict_says_how_far_it_is_and_why_part_by_part(
    kind: str, given_: Any, summary: str, lines: list[tuple[bool, str, str]]
) -> None:
    verdict = judge(SMALL[kind], given_)
    assert verdict.summary == summary
    assert [(line.right, line.part, line.text) for line in verdict.lines] == lines


@pytest.mark.parametrize(
    ("answer_", "bound", "outside"),
    ((0.7, "0.8", "0.800001"), (0.3, "0.2", "0.199999"), (1e6 + 0.2, "1000000.3", "1000000.302")),
)
def test_a_bound_that_no_double_holds_is_inclusive(
    answer_: float, bound: str, outside: str
) -> None:
    """As 0.7 + 0.1 is not 0.8 in doubles."""
    item = SMALL["numeric"].model_copy(update={"answer": answer_, "tolerance": 0.1})
    assert judge(item, bound).right
    assert not judge(item, outside).right


@pytest.mark.parametrize(
    ("value", "text"),
    ((24.0, "24"), (100, "100"), (0.5, "0.5"), (1402.8, "1,402.8"), (-3e6, "-3,000,000"),
     (1e-6, "0.000001"), (0, "0")),
)  # fmt: skip
def test_a_number_is_written_in_groups_without_zeros_at_its_end(value: float, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_with_point_and_comma(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NoAnswerError):
        number(text)


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_a_number_that_the_page_writes_can_be_read(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    assert number(written(value)) == pytest.approx(value, abs=1e-6)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NoAnswerError):
        assert math.isfinite(number(text))


# --- the notebook ---------------------------------------------------------------------------------


def answer(part: Part, given_: Any) -> None:
    """Set the controls of a question to an answer."""
    item = part.item
    match item:
        case Single():
            part.controls[0].value = given_
        case Several():
            for index, box in enumerate(part.controls):
                box.value = index in given_
        case Numeric():
            part.controls[0].value = given_
        case Order():
            for entry, control in zip(shuffled(item), part.controls, strict=True):
                control.value = given_.index(entry)
        case Match():
            for control, kind in zip(part.controls, given_, strict=True):
                control.value = kind


@pytest.mark.parametrize("questions", QUIZZES, ids=lambda quiz: quiz.name)
def test_notebook_judges_and_counts(questions: Questions) -> None:
    face = NotebookFace(questions)
    total = len(face.parts)
    for done, part in enumerate(face.parts, start=1):
        answer(part, wrong_answers(part.item)[0])
        part.check.click()
        assert "Not right yet." in part.feedback.value
        assert f"{done - 1} of {total}" in face.progress.value
        answer(part, right_answer(part.item))
        assert part.feedback.value == ""  # what was said of another answer is not true of this one
        part.check.click()
        assert RIGHT in part.feedback.value
        assert 'role="status"' in part.feedback.value
        assert f"{done} of {total}" in face.progress.value


def test_notebook_asks_for_an_answer() -> None:
    for part in NotebookFace(QUIZZES[0]).parts:
        if part.item.kind in ASK:
            part.check.click()
            assert ASK[part.item.kind] in part.feedback.value


def test_notebook_wants_a_place_for_each_entry() -> None:
    part = next(
        part for quiz in QUIZZES for part in NotebookFace(quiz).parts if part.item.kind == "order"
    )
    for control in part.controls:
        control.value = 0
    part.check.click()
    assert "a place of its own" in part.feedback.value


@every_item
def test_every_claim_can_be_matched_with_every_kind(questions: Questions, item: Item) -> None:
    if isinstance(item, Match):
        for kind in claim_kinds():
            verdict = judge(item, [kind] * len(item.claims))
            assert [line.right for line in verdict.lines] == [c.kind == kind for c in item.claims]
