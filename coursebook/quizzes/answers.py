"""Judge an answer. `assets/quiz.js` judges alike on the page, and tests hold the two together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from coursebook.quizzes.items import (
    Claim,
    Item,
    Match,
    Numeric,
    Order,
    Several,
    Single,
    claim_kinds,
)

RIGHT: Final = "Answered rightly."
WRONG: Final = "Not right yet."
ASK: Final = {
    "single": "Choose an answer first.",
    "several": "Choose at least one answer first.",
    "numeric": "Write a number first, such as 2.5 or 1,200.",
    "match": "Answer for every claim first.",
}
NOT_A_NUMBER: Final = "This is not a number that can be read. Write digits, such as 2.5 or 1,200."

_SLACK: Final = 1e-9  # 0.1 + 0.2 is to count as 0.3
_SPACE: Final = re.compile(r"[\s\u00a0\u2009\u202f'\u2019_]")
_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.A)
_EUROPEAN: Final = re.compile(r"\d{1,3}(\.\d{3})*,\d+|\d{1,3}(\.\d{3}){2,}|\d+,\d+", re.A)
_PLAIN: Final = re.compile(r"\d+(\.\d*)?|\.\d+", re.A)


class NoAnswerError(ValueError):
    """Nothing to judge yet; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """What is said to a part of an answer; `part` names it where there are several.

    `right` says whether an option is right, or whether what was said of the part is.
    """

    right: bool
    part: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, in one sentence, and why, in lines."""

    right: bool
    summary: str
    lines: tuple[Line, ...]


def number(text: str) -> float:
    """The number that a reader wrote, with a point or a comma, with or without groups.

    >>> [number(text) for text in ("2.6", "2,6", "1,402.8", "1.402,8", "1,402", "-3 %")]
    [2.6, 2.6, 1402.8, 1402.8, 1402.0, -3.0]
    """
    digits = _SPACE.sub("", text).replace("\N{MINUS SIGN}", "-").removesuffix("%")
    sign, digits = (-1, digits[1:]) if digits[:1] == "-" else (1, digits.removeprefix("+"))
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _EUROPEAN.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    if not digits:
        raise NoAnswerError(ASK["numeric"])
    if not _PLAIN.fullmatch(digits) or len(digits) > 20:
        raise NoAnswerError(NOT_A_NUMBER)
    return sign * float(digits)


def written(value: float) -> str:
    """A number as the page writes it: groups of three, no zeros at the end."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def judge(item: Item, answer: Any) -> Verdict:
    """The verdict on an answer.

    `answer` is an index into the options (None: none chosen), the indexes of the chosen options,
    the text that was written, the entries' places in the right sequence, or the kinds of the
    claims (None where not said).
    """
    match item:
        case Single():
            if answer is None:
                raise NoAnswerError(ASK["single"])
            option = item.options[answer]
            line = Line(option.correct, "", option.feedback)
            return _verdict(option.correct, "", [line])
        case Several():
            return _several(item, set(answer))
        case Numeric():
            return _numeric(item, number(answer))
        case Order():
            return _order(item, list(answer))
        case Match():
            return _match(item, list(answer))


def _verdict(right: bool, count: str, lines: Sequence[Line]) -> Verdict:
    return Verdict(right, RIGHT if right else f"{WRONG} {count}".strip(), tuple(lines))


def _several(item: Several, chosen: set[int]) -> Verdict:
    if not chosen:
        raise NoAnswerError(ASK["several"])
    correct = {index for index, option in enumerate(item.options) if option.correct}
    right = chosen == correct
    lines = [
        Line(option.correct, option.text, option.feedback)
        for index, option in enumerate(item.options)
        if right or index in chosen
    ]
    wrong, missing = len(chosen - correct), len(correct - chosen)
    return _verdict(right, f"Wrongly chosen: {wrong}. Still missing: {missing}.", lines)


def _numeric(item: Numeric, value: float) -> Verdict:
    def close(to: float, tolerance: float) -> bool:
        return abs(value - to) <= tolerance + _SLACK * max(1, abs(to))

    right = close(item.answer, item.tolerance)
    near = next((n for n in item.feedback.near if close(n.value, n.tolerance)), None)
    text = item.feedback.right if right else near.text if near else item.feedback.wrong
    return _verdict(right, "", [Line(right, f"{written(value)} {item.unit}", text)])


def _order(item: Order, answer: list[int]) -> Verdict:
    in_place = sum(entry == place for place, entry in enumerate(answer))
    right = in_place == len(item.sequence)
    text = item.feedback.right if right else item.feedback.wrong
    count = f"In their place: {in_place} of {len(item.sequence)}."
    return _verdict(right, count, [Line(right, "", text)])


def _match(item: Match, answer: list[str | None]) -> Verdict:
    if None in answer:
        raise NoAnswerError(ASK["match"])
    lines = [
        Line(said == claim.kind, claim.text, explained(claim))
        for claim, said in zip(item.claims, answer, strict=True)
    ]
    hits = sum(line.right for line in lines)
    return _verdict(hits == len(lines), f"Rightly matched: {hits} of {len(lines)}.", lines)


def explained(claim: Claim) -> str:
    """What is said of a claim: its kind, and why."""
    return f"*{claim_kinds()[claim.kind].capitalize()}.* {claim.feedback}"


def shuffled(item: Order) -> list[int]:
    """The order in which entries are first shown: always the same, and never the right one."""
    places = list(range(len(item.sequence)))
    mixed = sorted(places, key=lambda i: sha256(f"{item.id} {item.sequence[i]}".encode()).digest())
    return mixed if mixed != places else [*mixed[1:], mixed[0]]
