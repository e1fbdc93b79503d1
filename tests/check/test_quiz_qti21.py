"""QTI 2.1 holds what the quizzes hold, and refers to nothing that is not there."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from quiz_answers import feedback, parse, plain, response, right_answer
from quizzes_of_the_book import IDS, ITEMS

from coursebook.quizzes import qti21
from coursebook.quizzes.items import Item, Numeric, Several, Single
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)

ORDER_21 = [
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
]
"""What an item is made of, in the order of the format."""


def item21(questions: Questions, item: Item) -> ET.Element:
    return parse(qti21.document(qti21.assessment_item(questions, item)))


def find21(element: ET.Element, tag: str) -> list[ET.Element]:
    return list(element.iter(f"{{{qti21.QTI}}}{tag}"))


def said21(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@every_item
def test_qti_21_holds_the_question_and_all_feedback(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    assert plain(item.question) in said21(find21(exported, "itemBody")[0])
    said = [said21(each) for each in find21(exported, "modalFeedback")]
    for text in feedback(item):
        assert any(plain(text) in each for each in said), text


@every_item
def test_qti_21_knows_the_right_answer(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    (declared,) = find21(exported, "responseDeclaration")
    correct = {each.text for each in find21(declared, "value")}
    expected = response(item, right_answer(item))
    match item:
        case Numeric():
            assert {float(each or "") for each in correct} == {item.answer}
        case Single() | Several():
            assert correct == set(expected["response1"])
        case _:
            assert correct == {
                f"{key.replace('response_', 'entry')} {each[0]}" for key, each in expected.items()
            }


@every_item
def test_qti_21_refers_to_what_is_there(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    declared = {
        each.get("identifier")
        for tag in ("responseDeclaration", "outcomeDeclaration")
        for each in find21(exported, tag)
    }
    used = {each.get("identifier") for each in find21(exported, "variable")}
    set_ = {each.get("identifier") for each in find21(exported, "setOutcomeValue")}
    assert used | set_ | {"RESPONSE", "SCORE", "FEEDBACK"} == declared
    shown = [each.get("identifier") for each in find21(exported, "modalFeedback")]
    assert len(shown) == len(set(shown))
    if isinstance(item, Single | Several):
        assert shown == [each.get("identifier") for each in find21(exported, "simpleChoice")]
    else:
        values = {each.text for each in find21(exported, "baseValue")}
        assert set(shown) <= values
    order = [each.tag.rpartition("}")[2] for each in exported]
    assert order == sorted(order, key=ORDER_21.index)
