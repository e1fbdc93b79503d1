"""GIFT holds what the quizzes hold: taken apart here by the rules of the format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from a_quiz import changed, project, written
from quiz_answers import feedback, plain, words
from quizzes_of_the_book import IDS, ITEMS

from coursebook.quizzes.exported import matching, shares
from coursebook.quizzes.gift import gift
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)


def unescaped(text: str) -> str:
    return words(re.sub(r"\\([~=#{}:\\])", r"\1", text))


def parsed_gift(text: str) -> dict[str, tuple[str, str]]:
    """The question and the answers of each entry, by its title."""
    found = {}
    for block in re.split(r"\n{2,}", text.strip()):
        block = "\n".join(line for line in block.splitlines() if not line.startswith("//"))
        if block.startswith("$CATEGORY:"):
            continue
        entry = re.fullmatch(
            r"::((?:\\.|[^:])+)::\[html\]((?:\\.|[^{\\])*)\{\n(.*)\n\}", block, re.S
        )
        assert entry, block
        found[unescaped(entry[1])] = (unescaped(entry[2]), entry[3])
    return found


@every_item
def test_gift_holds_the_question_and_its_answers(questions: Questions, item: Item) -> None:
    question, body = parsed_gift(gift([questions]))[f"{questions.name}: {item.id}"]
    assert question == plain(item.question)
    lines = [re.split(r"(?<!\\)#", line, maxsplit=1) for line in body.split("\n")]
    match item:
        case Single() | Several():
            signs = shares(item) if isinstance(item, Several) else []
            for index, (option, (answer, why)) in enumerate(zip(item.options, lines, strict=True)):
                sign = f"~%{signs[index]}%" if signs else "=" if option.correct else "~"
                assert answer.startswith(sign)
                assert unescaped(answer.removeprefix(sign)) == plain(option.text)
                assert unescaped(why) == plain(option.feedback)
        case Numeric():
            assert lines[0] == ["", ""]
            numbers = [line[0] for line in lines[1:]]
            assert numbers[0] == f"={item.answer:.10g}:{item.tolerance:.10g}"
            assert numbers[-1] == "~"
            assert all(each.startswith("=%0%") for each in numbers[1:-1])
            assert [unescaped(line[1]) for line in lines[1:]] == [plain(t) for t in feedback(item)]
        case Order() | Match():
            pairs, _ = matching(item)
            expected = [f"={plain(entry)} -> {given}" for entry, given in pairs]
            assert [unescaped(line[0]) for line in lines[: len(pairs)]] == expected
            general = unescaped(body.rpartition("####")[2])
            # GIFT has one feedback for a matching question: of an order, that to the right one.
            for text in feedback(item) if isinstance(item, Match) else feedback(item)[:1]:
                assert plain(text) in general


@pytest.mark.parametrize("sign", list("~=#{}:\\"))
def test_a_sign_of_gift_in_a_text_is_a_text(tmp_path: Path, sign: str) -> None:
    questions = written(
        project(tmp_path), changed(lambda item: item.update(question=f"a {sign} b?"), 0)
    )
    question, _ = parsed_gift(gift([questions]))["a: one-thing"]
    assert question == f"a {sign} b?"


def test_shares_make_one_whole() -> None:
    for _, item in ITEMS:
        if isinstance(item, Several):
            right = [float(each) for each in shares(item) if not each.startswith("-")]
            wrong = [float(each) for each in shares(item) if each.startswith("-")]
            assert sum(right) == pytest.approx(100, abs=0.01)
            assert sum(wrong) == pytest.approx(-100, abs=0.01)
