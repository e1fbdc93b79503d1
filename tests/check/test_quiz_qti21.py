"""QTI 2.1 holds what the quizzes hold, and judges as they do, processed as by a platform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from quiz_answers import answers_to, feedback, parse, plain, response, right_answer
from quizzes_of_the_book import IDS, ITEMS

from coursebook.quizzes import qti21
from coursebook.quizzes.answers import judge
from coursebook.quizzes.items import Item, Match, Numeric, Several, Single
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


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@dataclass
class Processing:
    """An item while it is judged: the values of its variables, as the format's types have them.

    A value is None while it is not set, a set where the cardinality is multiple.
    """

    item: ET.Element
    values: dict[str, Any]

    def __post_init__(self) -> None:
        for declared in find21(self.item, "outcomeDeclaration"):
            defaults = find21(declared, "value")
            value = typed(declared, defaults[0].text) if defaults else None
            self.values[declared.attrib["identifier"]] = value

    def run(self) -> None:
        (processing,) = find21(self.item, "responseProcessing")
        self.follow(processing)

    def follow(self, rules: Iterable[ET.Element]) -> None:
        for rule in rules:
            match local(rule):
                case "responseCondition":
                    self.choose(rule)
                case "setOutcomeValue":
                    self.values[rule.attrib["identifier"]] = self.value(rule[0])
                case other:
                    raise AssertionError(other)

    def choose(self, condition: ET.Element) -> None:
        """Follow the first branch that holds, and no other."""
        names = [local(branch) for branch in condition]
        middle = ["responseElseIf"] * (len(names) - 1)
        assert names in (["responseIf", *middle], ["responseIf", *middle[1:], "responseElse"])
        for branch in condition:
            if local(branch) == "responseElse":
                return self.follow(branch)
            test, *rules = branch
            if self.value(test):
                return self.follow(rules)
        return None

    def value(self, expression: ET.Element) -> Any:
        parts = list(expression)
        match local(expression), parts:
            case "variable", []:
                return self.values[expression.attrib["identifier"]]
            case "correct", []:
                return correct(self.item, expression.attrib["identifier"])
            case "baseValue", []:
                return typed(expression, expression.text)
            case "and", [_, *_]:
                return all(self.value(part) for part in parts)
            case "match", [first, second]:
                return bool(self.value(first) == self.value(second))
            case "gte", [first, second]:
                return bool(self.value(first) >= self.value(second))
            case "lte", [first, second]:
                return bool(self.value(first) <= self.value(second))
        raise AssertionError(local(expression))


def typed(holder: ET.Element, text: str | None) -> Any:
    """The text of a value as its base type has it."""
    match holder.attrib["baseType"]:
        case "float":
            return float(text or "")
        case "identifier" | "directedPair":
            return text
    raise AssertionError(holder.attrib["baseType"])


def correct(item: ET.Element, name: str) -> Any:
    """The correct response that an item declares."""
    (declared,) = (
        each for each in find21(item, "responseDeclaration") if each.get("identifier") == name
    )
    values = [typed(declared, each.text) for each in find21(declared, "value")]
    if declared.get("cardinality") == "multiple":
        return set(values)
    (value,) = values
    return value


def judged21(item: ET.Element, answer: Any) -> tuple[float, list[str]]:
    """The score, and the feedback, in the order in which it is shown."""
    processing = Processing(item, {"RESPONSE": answer})
    processing.run()
    shown = []
    for each in find21(item, "modalFeedback"):
        outcome = processing.values[each.attrib["outcomeIdentifier"]]
        named = outcome if isinstance(outcome, set) else {outcome}
        if (each.attrib["identifier"] in named) == (each.attrib["showHide"] == "show"):
            shown.append(said21(each))
    return processing.values["SCORE"], shown


def response21(item: Item, answer: Any) -> Any:
    """An answer as the one response of an item."""
    parts = response(item, answer)
    match item:
        case Numeric():
            return parts["response1"]
        case Single():
            return parts["response1"][0]
        case Several():
            return set(parts["response1"])
        case _:
            return {f"{key.replace('response_', 'entry')} {part[0]}" for key, part in parts.items()}


@every_item
def test_qti_21_judges_as_the_page_does(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    for answer in answers_to(item):
        verdict = judge(item, answer)
        score, shown = judged21(exported, response21(item, answer))
        assert score == (1 if verdict.right else 0), answer
        match item:
            case Several():
                # On a page, a right choice is explained with the options left out, too.
                expected = [item.options[index].feedback for index in sorted(answer)]
                assert shown == [plain(text) for text in expected]
            case Match():
                (text,) = shown
                assert all(plain(line.text) in text for line in verdict.lines)
            case _:
                assert shown == [plain(line.text) for line in verdict.lines]


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
    assert correct(exported, "RESPONSE") == response21(item, right_answer(item))


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
    order = [local(each) for each in exported]
    assert order == sorted(order, key=ORDER_21.index)
