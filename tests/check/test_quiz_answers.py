"""Every answer to every question, judged by the script of the pages."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from a_quiz import SHEET
from hypothesis import given
from hypothesis import strategies as st
from quiz_answers import ASKED, NUMBERS, UNREADABLE, answers_to, right_answer
from quiz_judge import Line, NoAnswerError, Verdict, as_kept, ask, judge
from quizzes_of_the_book import IDS, ITEMS

from coursebook.quizzes import page
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
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import written

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)
SMALL: dict[str, Item] = {item.kind: item for item in Sheet.model_validate(SHEET).items}
RIGHT = "Answered rightly."


@every_item
def test_every_answer_gets_its_verdict_and_its_words(questions: Questions, item: Item) -> None:
    judged = {repr(answer): judge(item, answer) for answer in answers_to(item)}
    assert judged == {repr(answer): expected(item, answer) for answer in answers_to(item)}
    if not isinstance(item, Numeric):
        assert sum(verdict.right for verdict in judged.values()) == 1
    assert all(line.text for verdict in judged.values() for line in verdict.lines)


def expected(item: Item, answer: Any) -> Verdict:
    """What the file of the quiz wants said, read from it without the page's markup."""
    right = answer == right_answer(item)
    count = ""
    match item:
        case Single():
            lines = [Line(right, "", item.options[answer].feedback)]
        case Several():
            shown = range(len(item.options)) if right else sorted(answer)
            options = [item.options[index] for index in shown]
            lines = [Line(option.correct, option.text, option.feedback) for option in options]
            wrong, missing = (len(a - b) for a, b in both_ways(answer, right_answer(item)))
            count = f" Wrongly chosen: {wrong}. Still missing: {missing}."
        case Numeric():
            right = within(answer, item.answer, item.tolerance)
            near = [n.text for n in item.feedback.near if within(answer, n.value, n.tolerance)]
            said = item.feedback.right if right else [*near, item.feedback.wrong][0]
            lines = [Line(right, f"{written(float(answer))} {item.unit}", said)]
        case Order():
            lines = [Line(right, "", item.feedback.right if right else item.feedback.wrong)]
            hits = sum(entry == place for place, entry in enumerate(answer))
            count = f" In their place: {hits} of {len(answer)}."
        case Match():
            labels = {kind: label.capitalize() for kind, label in claim_kinds().items()}
            lines = [
                Line(said == claim.kind, claim.text, f"*{labels[claim.kind]}.* {claim.feedback}")
                for claim, said in zip(item.claims, answer, strict=True)
            ]
            hits = sum(line.right for line in lines)
            count = f" Rightly matched: {hits} of {len(lines)}."
    return Verdict(right, RIGHT if right else f"Not right yet.{count}", tuple(lines))


def both_ways(one: set[int], other: set[int]) -> list[tuple[set[int], set[int]]]:
    return [(one, other), (other, one)]


def within(text: str, value: float, tolerance: float) -> bool:
    """As decimals, in which 0.1 and 0.2 are 0.3."""
    return abs(Decimal(text) - Decimal(repr(value))) <= Decimal(repr(tolerance))


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


@every_item
def test_what_a_browser_may_have_kept_is_an_answer_or_none(
    questions: Questions, item: Item
) -> None:
    rule = page.rule(item)

    def allowed(answer: Any) -> bool:
        return bool(ask("allows", item.kind, rule, answer))

    for answer in answers_to(item):
        assert allowed(as_kept(answer))
    size = rule.get("entries", len(rule.get("correct", [])))
    for kept in (None, -1, 0.5, "x" * 41, [], [0, 0], [-1], [size], [*range(1, size + 1)], ["0"],
                 [None], ["rumor"] * 4, [*range(50)], {"length": 3}, [[0]], True):  # fmt: skip
        assert not allowed(kept)


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        ("single", None),
        ("several", set()),
        ("numeric", " "),
        ("match", [None, "reported", "judgment"]),
    ],
)
def test_no_answer_is_not_judged(kind: str, nothing: Any) -> None:
    with pytest.raises(NoAnswerError, match=ASKED[kind]):
        judge(SMALL[kind], nothing)


@pytest.mark.parametrize(
    ("answer", "bound", "outside"),
    [(0.7, "0.8", "0.800001"), (0.3, "0.2", "0.199999"), (1e6 + 0.2, "1000000.3", "1000000.302")],
)
def test_a_bound_that_no_double_holds_is_inclusive(answer: float, bound: str, outside: str) -> None:
    """As 0.7 + 0.1 is not 0.8 in doubles."""
    item = SMALL["numeric"].model_copy(update={"answer": answer, "tolerance": 0.1})
    assert judge(item, bound).right
    assert not judge(item, outside).right


# --- numbers as readers write them ----------------------------------------------------------------


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_with_point_and_comma(text: str, value: float) -> None:
    assert ask("readNumber", text) == value


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_number_is_refused(text: str) -> None:
    message = "Write a number first" if text.strip(" -") == "" else "This is not a number"
    with pytest.raises(NoAnswerError, match=message):
        ask("readNumber", text)


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_a_number_is_written_alike_in_both_languages_and_can_be_read(
    digits: int, decimals: int
) -> None:
    value = digits / 10**decimals
    assert ask("written", value) == written(value)
    assert ask("readNumber", written(value)) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(24.0, "24"), (100, "100"), (0.5, "0.5"), (1402.8, "1,402.8"), (-3e6, "-3,000,000"),
     (1e-6, "0.000001"), (0, "0")],
)  # fmt: skip
def test_a_number_is_written_in_groups_without_zeros_at_its_end(value: float, text: str) -> None:
    assert ask("written", value) == written(value) == text


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NoAnswerError):
        # What is not finite comes back as nothing.
        assert isinstance(ask("readNumber", text), int | float)
