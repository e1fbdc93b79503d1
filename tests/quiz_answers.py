"""Right and wrong answers to any item, and what is to be said to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from itertools import chain, combinations, permutations, product
from typing import Any
from xml.etree import ElementTree as ET

from coursebook.quizzes.exported import matching
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single, claim_kinds
from coursebook.quizzes.wording import shuffled

NUMBERS = {
    "2.6": 2.6,
    "2,6": 2.6,
    " 2.6 % ": 2.6,
    "1,402.8": 1402.8,
    "1.402,8": 1402.8,
    "1 402,8": 1402.8,
    "1\N{NO-BREAK SPACE}402.8": 1402.8,
    "1,402": 1402,
    "1.402": 1.402,
    "1.402.800": 1402800,
    "12,345,678": 12345678,
    "-3": -3,
    "\N{MINUS SIGN}3,5": -3.5,
    "+4": 4,
    ".5": 0.5,
    "7.": 7,
    "007": 7,
}
UNREADABLE = ("", " ", "-", "ten", "2.6 percent", "1e5", "NaN", "Infinity", "1,2,3", "2..6", "--3",
              "3/4", "12,34,567", "9" * 21)  # fmt: skip

ASKED = {
    "single": "Choose an answer first.",
    "several": "Choose at least one answer first.",
    "numeric": "Write a number first, such as 2.5 or 1,200.",
    "match": "Answer for every claim first.",
}
"""What is said where nothing is answered; a list is always in some order."""


def right_answer(item: Item) -> Any:
    match item:
        case Single():
            return next(index for index, option in enumerate(item.options) if option.correct)
        case Several():
            return {index for index, option in enumerate(item.options) if option.correct}
        case Numeric():
            return repr(item.answer)
        case Order():
            return list(range(len(item.sequence)))
        case Match():
            return [claim.kind for claim in item.claims]


def wrong_answers(item: Item) -> list[Any]:
    """Several wrong answers, of different sorts."""
    match item:
        case Single():
            return [index for index, option in enumerate(item.options) if not option.correct]
        case Several():
            wrong = {index for index, option in enumerate(item.options) if not option.correct}
            return [wrong, wrong | right_answer(item)]
        case Numeric():
            mistakes = [repr(near.value) for near in item.feedback.near]
            return [*mistakes, repr(item.answer + 3 * item.tolerance), repr(-item.answer - 987.6)]
        case Order():
            return [shuffled(item), list(range(len(item.sequence)))[::-1]]
        case Match():
            return [[kind] * len(item.claims) for kind in claim_kinds()]


def answers_to(item: Item) -> Iterator[Any]:
    """All answers that a reader can give; of a number, those where the verdict turns."""
    match item:
        case Single():
            return iter(range(len(item.options)))
        case Several():
            indexes = range(len(item.options))
            sizes = range(1, len(indexes) + 1)
            return chain.from_iterable(map(set, combinations(indexes, size)) for size in sizes)
        case Numeric():
            bands = [item, *item.feedback.near]
            values = [item.answer, *(near.value for near in item.feedback.near)]
            return chain.from_iterable(
                _around(value, band.tolerance) for value, band in zip(values, bands, strict=True)
            )
        case Order():
            return map(list, permutations(range(len(item.sequence))))
        case Match():
            return map(list, product(claim_kinds(), repeat=len(item.claims)))


def _around(value: float, tolerance: float) -> Iterator[str]:
    """A number, its bounds, and a step outside each, as a reader would write them."""
    middle, reach = Decimal(repr(value)), Decimal(repr(tolerance))
    for times in ("-1.01", "-1", "0", "1", "1.01"):
        yield f"{middle + reach * Decimal(times):f}"


def words(markup: str | None) -> str:
    """A text without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup or "")).split())


def plain(text: str) -> str:
    return text.replace("*", "")


def feedback(item: Item) -> list[str]:
    """What an export must say: every feedback of the item."""
    match item:
        case Single() | Several():
            return [option.feedback for option in item.options]
        case Numeric():
            said = item.feedback
            return [said.right, *(near.text for near in said.near), said.wrong]
        case Order():
            return [item.feedback.right, item.feedback.wrong]
        case Match():
            return [claim.feedback for claim in item.claims]


def response(item: Item, answer: Any) -> dict[str, Any]:
    """An answer as the exports name its parts, by the name of the response."""
    match item:
        case Single():
            return {"response1": [f"answer{answer + 1}"]}
        case Several():
            return {"response1": [f"answer{index + 1}" for index in answer]}
        case Numeric():
            return {"response1": float(answer)}
        case Order():
            places = {item.sequence[entry]: place for place, entry in enumerate(answer)}
            pairs, _ = matching(item)
            return {
                f"response_{n}": [f"answer{places[entry] + 1}"]
                for n, (entry, _) in enumerate(pairs, start=1)
            }
        case Match():
            kinds = ["reported", "judgment", "forecast"]
            return {
                f"response_{n}": [f"answer{kinds.index(kind) + 1}"]
                for n, kind in enumerate(answer, start=1)
            }


def parse(document: bytes) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314 - our own file
