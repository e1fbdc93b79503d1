"""The judge of a page's quizzes, asked without a browser."""

from __future__ import annotations

import atexit
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from javascript import JavaScript

from coursebook import face
from coursebook.quizzes import page
from coursebook.quizzes.items import Item

# What is not an answer is told by the message of an error of its own kind.
_ASKED = """(function_, given) => {
  const { answers } = window.coursebook;
  try {
    return { answer: answers[function_](...given) };
  } catch (error) {
    if (error instanceof answers.NoAnswer) return { message: error.message };
    throw error;
  }
}"""


class NoAnswerError(ValueError):
    """Nothing to judge yet; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """What is said to a part of an answer; `part` names it where there are several."""

    right: bool
    part: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, in one sentence, and why, in lines."""

    right: bool
    summary: str
    lines: tuple[Line, ...]


def judge(item: Item, answer: Any) -> Verdict:
    """The verdict on an answer, with its words as a quiz's file has them.

    `answer` is an index into the options (None: none chosen), the indexes of the chosen options,
    the text that was written, the entries' places in the right sequence, or the kinds of the
    claims (None where not said).
    """
    verdict = ask("judge", item.kind, page.rule(item), as_kept(answer))
    texts = _texts(page.key(item))
    lines = []
    for line in verdict["lines"]:
        text, part = texts[line["text"]]
        lines.append(Line(line["right"], line.get("part", part if line.get("named") else ""), text))
    return Verdict(verdict["right"], verdict["summary"], tuple(lines))


def as_kept(answer: Any) -> Any:
    """An answer as a page reads and keeps it."""
    match answer:
        case None:
            return []
        case int():
            return [answer]
        case set() | tuple():
            return sorted(answer)
    return answer


def ask(function: str, *given: Any) -> Any:
    """What a function of `answers.js` returns; NoAnswerError where it finds no answer."""
    found = _script().call(_ASKED, function, given)
    if "message" in found:
        raise NoAnswerError(found["message"])
    return found["answer"]


@lru_cache(maxsize=1)
def _script() -> JavaScript:
    folder = Path(face.__file__).parent
    script = JavaScript([folder / "numbers.js", folder / "answers.js"])
    atexit.register(script.__exit__)
    return script


@lru_cache
def _texts(key: str) -> list[tuple[str, str]]:
    """The texts of an answer key in their order, each with the name of its part, or none."""
    texts = BeautifulSoup(key, "html.parser").select("[data-text]")
    return [
        (_as_written(text), _as_written(part) if (part := _part(text)) else "") for text in texts
    ]


def _part(text: Tag) -> Tag | None:
    return text.parent.select_one("[data-part]") if text.parent else None


def _as_written(element: Tag) -> str:
    return unescape(re.sub(r"</?em>", "*", element.decode_contents()))
