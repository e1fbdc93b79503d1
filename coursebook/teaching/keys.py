"""The answer key for all quizzes, made from `data/quizzes/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from coursebook.catalog import uses
from coursebook.quizzes import reading
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single, claim_kinds
from coursebook.quizzes.reading import Questions, QuizError
from coursebook.teaching.documents import Audience, Document
from coursebook.teaching.places import Places, TeachingError

TITLE: Final = "Quizzes: answer key"


def answer_key(places: Places) -> Document | None:
    """One document with all quizzes in the order of the chapters; None if there is no quiz."""
    data, book = places.root / "data", places.root / "book"
    written = reading.names(data)
    pages = [page for page in uses.pages(places.root) if page in written]
    strangers = [name for name in written if name not in pages]
    if strangers:
        raise TeachingError(
            f"data/quizzes/{strangers[0]}.yaml: found no page of this name in _toc.yml"
        )
    try:
        chapters = [chapter(reading.read(page, data, book)) for page in pages]
    except QuizError as error:
        raise TeachingError(str(error)) from None
    if not chapters:
        return None
    body = "\n\n".join([f"# {TITLE}", *chapters])
    return Document(
        PurePosixPath("quiz-answers"), TITLE, Audience.INSTRUCTOR, body, "data/quizzes/"
    )


def chapter(quiz: Questions) -> str:
    parts = [
        "\n\n".join(
            [
                f"### {number}. {item.question}",
                f"*Learning goal: {quiz.chapter.goals[item.goal - 1]}.*",
                *answers(item),
            ]
        )
        for number, item in enumerate(quiz.items, start=1)
    ]
    return "\n\n".join([f"## {quiz.chapter.title}", *parts])


def answers(item: Item) -> Iterator[str]:
    """The right answer, and the feedback to each choice."""
    match item:
        case Single() | Several():
            yield "\n".join(
                f"- {'**Right:** ' if option.correct else 'Wrong: '}{ended(option.text)} "
                f"{cell(option.feedback)}"
                for option in item.options
            )
        case Numeric():
            yield (
                f"**{item.answer:,g} {item.unit}**, give or take {item.tolerance:,g}. "
                f"{item.feedback.right}"
            )
            if item.feedback.near:
                yield "\n".join(f"- {near.value:,g}: {near.text}" for near in item.feedback.near)
        case Order():
            yield "\n".join(f"{place}. {cell(text)}" for place, text in enumerate(item.sequence, 1))
            yield item.feedback.right
        case Match():
            rows = [
                f"| {cell(claim.text)} | {claim_kinds()[claim.kind]} | {cell(claim.feedback)} |"
                for claim in item.claims
            ]
            yield "\n".join(["| Claim | Kind | Why |", "|---|---|---|", *rows])


def cell(text: str) -> str:
    """A text with everything escaped that would end a cell of a Markdown table."""
    return text.replace("|", "\\|")


def ended(text: str) -> str:
    """The same text, ended by a punctuation mark."""
    return cell(text if text.endswith((".", "?", "!")) else f"{text}.")
