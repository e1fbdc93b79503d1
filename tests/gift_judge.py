"""GIFT as Moodle takes it in: the text becomes questions, and these judge answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from quiz_answers import words

_SIGNS: Final = "~=#{}:\\"
_HIDDEN: Final = {sign: chr(0xE000 + place) for place, sign in enumerate(_SIGNS)}
"""What an escaped sign becomes while the text is taken apart: a character that no text holds."""


@dataclass(frozen=True)
class Branch:
    """An answer that a question knows: what it is worth, from -1 to 1, and what is said to it."""

    text: str
    fraction: float
    feedback: str
    tolerance: float = 0


@dataclass(frozen=True)
class Question:
    """A question as it stands in the question bank."""

    title: str
    text: str
    kind: str
    branches: Sequence[Branch] = ()
    pairs: Sequence[tuple[str, str]] = ()
    general_feedback: str = ""

    def judged(self, answer: Any) -> tuple[float, list[str]]:
        """The fraction of the points, and what is said to the answer itself.

        `answer` is an option's text, a set of them, a number, or a text for each entry.
        """
        match self.kind:
            case "single":
                (chosen,) = (branch for branch in self.branches if branch.text == answer)
                return chosen.fraction, [chosen.feedback]
            case "several":
                several = [branch for branch in self.branches if branch.text in answer]
                worth = sum(branch.fraction for branch in several)
                return min(max(worth, 0), 1), [branch.feedback for branch in several]
            case "numerical":
                met = next(branch for branch in self.branches if _meets(branch, answer))
                return met.fraction, [met.feedback]
            case "match":
                asked = {entry: given for entry, given in self.pairs if entry}
                return _share_of_pairs(asked, answer), []
        raise AssertionError(self.kind)


def _meets(branch: Branch, answer: float) -> bool:
    if branch.text == "*":
        return True
    value = float(branch.text)
    reach = branch.tolerance + 1e-12 * max(abs(branch.tolerance), abs(value))
    return value - reach <= answer <= value + reach


def _share_of_pairs(asked: Mapping[str, str], answer: Mapping[str, str]) -> float:
    return sum(answer[entry] == given for entry, given in asked.items()) / len(asked)


def questions(text: str) -> Iterator[Question]:
    """The questions of a file; categories and comments are passed over."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.strip().startswith("//")]
        if not block.startswith("$CATEGORY:"):
            yield _question("\n".join(lines))


def _question(block: str) -> Question:
    hidden = re.sub(r"\\([~=#{}:\\])", lambda escaped: _HIDDEN[escaped[1]], block)
    entry = re.fullmatch(r"::([^:]+)::\[html\]([^{}]*)\{([^{}]*)\}", hidden)
    assert entry, block
    title, text, body = _shown(entry[1]), _shown(entry[2]), entry[3].strip()
    body, _, general = body.partition("####")
    if body.startswith("#"):
        return Question(title, text, "numerical", branches=list(_numbers(body[1:])))
    if "~" in body:
        kind = "single" if "=" in body else "several"
        return Question(title, text, kind, branches=list(_options(body)))
    pairs = [each.partition("->") for each in _parts(body, "=")]
    assert all(arrow for _, arrow, _ in pairs), block
    matched = [(_shown(left), _shown(right)) for left, _, right in pairs]
    return Question(title, text, "match", pairs=matched, general_feedback=_shown(general))


def _parts(body: str, sign: str) -> list[str]:
    """What stands behind each sign; nothing stands before the first."""
    before, *parts = body.split(sign)
    assert not before.strip(), before
    return [part.strip() for part in parts]


def _numbers(body: str) -> Iterator[Branch]:
    body, _, wrong = body.partition("~")
    for part in _parts(body, "="):
        branch = _weighed(part, default=1)
        value, _, tolerance = branch.text.partition(":")
        yield Branch(value, branch.fraction, branch.feedback, float(tolerance))
    if wrong:
        yield Branch("*", 0, _shown(wrong.strip().removeprefix("#")))


def _options(body: str) -> Iterator[Branch]:
    for part in _parts(body.replace("=", "~="), "~"):
        if part.startswith("="):
            yield _weighed(part[1:], default=1)
        else:
            yield _weighed(part, default=0)


def _weighed(part: str, *, default: float) -> Branch:
    """An answer with its weight in percent, if one stands before it, and its feedback."""
    weight = re.match(r"%(-?\d{1,3}(?:\.\d*)?)%", part)
    text, _, feedback = (part[weight.end() :] if weight else part).partition("#")
    fraction = float(weight[1]) / 100 if weight else default
    return Branch(_shown(text), fraction, _shown(feedback))


def _shown(text: str) -> str:
    """A text as a reader sees it."""
    for sign, hidden in _HIDDEN.items():
        text = text.replace(hidden, sign)
    return words(text)
