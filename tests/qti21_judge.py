"""QTI 2.1 as a learning platform processes it: an answer becomes a score and feedback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from coursebook.quizzes import qti21


def find21(element: ET.Element, tag: str) -> list[ET.Element]:
    return list(element.iter(f"{{{qti21.QTI}}}{tag}"))


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def said21(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


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
