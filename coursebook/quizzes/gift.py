"""Quizzes in Moodle's GIFT: one text file, to be imported into the question bank.

The format is described in Moodle's documentation under *GIFT format*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coursebook.book import book
from coursebook.quizzes.exported import matching, number, shares
from coursebook.quizzes.items import Item, Match, Numeric, Option, Order, Several, Single
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import explained, inline


def gift(quizzes: Iterable[Questions]) -> str:
    """Write quizzes as GIFT.

    Parameters
    ----------
    quizzes
        In the order in which they shall appear.

    Returns
    -------
    str
        The content of a text file, in which each quiz is a category.

    Examples
    --------
    >>> from coursebook.quizzes.reading import read
    >>> gift([read("water")]).splitlines()[0]
    '$CATEGORY: $course$/top/The Great Lakes/Water that stays'
    """
    return "\n\n".join(block for questions in quizzes for block in _blocks(questions)) + "\n"


def _blocks(questions: Questions) -> Iterable[str]:
    # A slash would begin a category within the category.
    title = questions.chapter.title.replace("/", "//")
    yield f"$CATEGORY: $course$/top/{book().title}/{title}"
    for item in questions.items:
        goal = questions.chapter.goals[item.goal - 1]
        yield (
            f"// {questions.name}, goal {item.goal}: {goal}\n"
            f"::{_escaped(f'{questions.name}: {item.id}')}::[html]{_text(item.question)}"
            f"{{\n{_answers(item)}\n}}"
        )


def _answers(item: Item) -> str:
    match item:
        case Single():
            lines = [_option("=" if option.correct else "~", option) for option in item.options]
        case Several():
            lines = [
                _option(f"~%{share}%", option)
                for option, share in zip(item.options, shares(item), strict=True)
            ]
        case Numeric():
            right = f"={number(item.answer)}:{number(item.tolerance)}#{_text(item.feedback.right)}"
            near = [
                f"=%0%{number(each.value)}:{number(each.tolerance)}#{_text(each.text)}"
                for each in item.feedback.near
            ]
            lines = ["#", right, *near, f"~#{_text(item.feedback.wrong)}"]
        case Order():
            lines = [*_pairs(item), f"####{_text(item.feedback.right)}"]
        case Match():
            why = " ".join(f"{claim.text} {explained(claim)}" for claim in item.claims)
            lines = [*_pairs(item), f"####{_text(why)}"]
    return "\n".join(lines)


def _option(sign: str, option: Option) -> str:
    return f"{sign}{_text(option.text)}#{_text(option.feedback)}"


def _pairs(item: Order | Match) -> list[str]:
    """Each entry and what belongs to it; answers that belong to none stand alone."""
    pairs, answers = matching(item)
    unused = [answer for answer in answers if answer not in {given for _, given in pairs}]
    return [
        *(f"={_text(entry)} -> {_escaped(given)}" for entry, given in pairs),
        *(f"= -> {_escaped(answer)}" for answer in unused),
    ]


def _text(text: str) -> str:
    return _escaped(inline(text))


def _escaped(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", text)
