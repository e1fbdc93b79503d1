"""GIFT holds what the quizzes hold, and judges as they do, taken in as by Moodle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from a_quiz import CHAPTER, SINGLE, changed, project, written
from gift_judge import Question, questions
from quiz_answers import answers_to, feedback, plain, response
from quiz_judge import judge
from quizzes_of_the_book import IDS, ITEMS, QUIZZES

from coursebook.book import book
from coursebook.quizzes.exported import matching, shares
from coursebook.quizzes.gift import gift
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single, claim_kinds
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("quiz", "item"), ITEMS, ids=IDS)


def imported(quiz: Questions, item: Item) -> Question:
    title = f"{quiz.name}: {item.id}"
    (found,) = (each for each in questions(gift([quiz])) if each.title == title)
    return found


def answer_in_gift(item: Item, answer: Any) -> Any:
    """An answer as a reader gives it on the platform."""
    match item:
        case Single():
            return plain(item.options[answer].text)
        case Several():
            return {plain(item.options[index].text) for index in answer}
        case Numeric():
            return float(answer)
        case Order() | Match():
            pairs, offered = matching(item)
            given = response(item, answer).values()
            places = [int(name.removeprefix("answer")) - 1 for (name,) in given]
            return {
                plain(entry): offered[place]
                for (entry, _), place in zip(pairs, places, strict=True)
            }


@every_item
def test_gift_judges_as_the_page_does(quiz: Questions, item: Item) -> None:
    question = imported(quiz, item)
    for answer in answers_to(item):
        verdict = judge(item, answer)
        fraction, said = question.judged(answer_in_gift(item, answer))
        assert (fraction == pytest.approx(1, abs=1e-4)) == verdict.right, answer
        match item:
            case Single() | Numeric():
                assert fraction in (0, 1)
                assert said == [plain(line.text) for line in verdict.lines]
            case Several():
                # On a page, a right choice is explained with the options left out, too.
                expected = [item.options[index].feedback for index in sorted(answer)]
                assert said == [plain(text) for text in expected]


@every_item
def test_gift_holds_the_question_and_all_feedback(quiz: Questions, item: Item) -> None:
    question = imported(quiz, item)
    assert question.text == plain(item.question)
    match item:
        case Single() | Several():
            assert [each.text for each in question.branches] == [
                plain(option.text) for option in item.options
            ]
            assert [each.feedback for each in question.branches] == [
                plain(text) for text in feedback(item)
            ]
        case Numeric():
            assert [each.feedback for each in question.branches] == [
                plain(text) for text in feedback(item)
            ]
        case Order():
            # GIFT has one feedback for a matching question: of an order, that to the right one.
            assert question.general_feedback == plain(item.feedback.right)
        case Match():
            for text in feedback(item):
                assert plain(text) in question.general_feedback


@every_item
def test_gift_offers_every_kind_of_claim(quiz: Questions, item: Item) -> None:
    if isinstance(item, Match):
        offered = {given for _, given in imported(quiz, item).pairs}
        assert offered == set(claim_kinds().values())


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.name)
def test_gift_holds_each_item_once(quiz: Questions) -> None:
    titles = [each.title for each in questions(gift([quiz]))]
    assert titles == [f"{quiz.name}: {item.id}" for item in quiz.items]


def test_gift_puts_a_chapter_in_one_category_and_names_each_goal(tmp_path: Path) -> None:
    folder = project(tmp_path)
    chapter = CHAPTER.replace("# A chapter", "# Guns/butter", 1)
    (folder / "book" / "a.md").write_text(chapter, encoding="utf-8")
    lines = gift([written(folder, changed(lambda item: item, SINGLE))]).splitlines()
    # A single slash would begin a category within the category.
    assert lines[0] == f"$CATEGORY: $course$/top/{book().title}/Guns//butter"
    assert [line for line in lines if line.startswith("//")] == [
        "// a, goal 1: name a thing",
        "// a, goal 1: name a thing",
        "// a, goal 2: count things",
        "// a, goal 2: count things",
        "// a, goal 1: name a thing",
    ]


@pytest.mark.parametrize("sign", list("~=#{}:\\"))
def test_a_sign_of_gift_in_a_text_is_a_text(tmp_path: Path, sign: str) -> None:
    def everywhere(item: dict[str, Any]) -> None:
        item["question"] = f"a {sign} b?"
        for option in item["options"]:
            option["text"] += f" {sign} c"
            option["feedback"] += f" {sign} d"

    quiz = written(project(tmp_path), changed(everywhere, SINGLE))
    question = imported(quiz, quiz.items[0])
    assert question.text == f"a {sign} b?"
    assert [each.text for each in question.branches] == [f"{name} {sign} c" for name in "ABC"]
    assert question.judged(f"B {sign} c") == (1, [f"Yes: b. {sign} d"])


def test_shares_make_one_whole() -> None:
    for _, item in ITEMS:
        if isinstance(item, Several):
            right = [float(each) for each in shares(item) if not each.startswith("-")]
            wrong = [float(each) for each in shares(item) if each.startswith("-")]
            assert sum(right) == pytest.approx(100, abs=0.01)
            assert sum(wrong) == pytest.approx(-100, abs=0.01)
