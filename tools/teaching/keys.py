"""The answer key of all quizzes, made from `data/quizzes/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from alliance import uses
from teaching.documents import Audience, Document
from teaching.places import Places, TeachingError

Item = dict[str, Any]

TITLE: Final = "Quizzes: answer key"
KINDS: Final = {
    "reported": "reported fact",
    "judgment": "the author's judgment",
    "forecast": "forecast",
}


def answer_key(places: Places) -> Document | None:
    """One document with the quizzes of all chapters, in the book's order; None without a quiz."""
    written = {path.stem: path for path in places.quizzes.glob("*.yaml")}
    pages = uses.pages(places.root)
    strangers = sorted(written.keys() - set(pages))
    if strangers:
        raise TeachingError(
            f"data/quizzes/{strangers[0]}.yaml: found no page of this name in _toc.yml"
        )
    chapters = [
        chapter(uses.title(page, places.root), written[page]) for page in pages if page in written
    ]
    if not chapters:
        return None
    body = "\n\n".join([f"# {TITLE}", *chapters])
    return Document(
        PurePosixPath("quiz-answers"), TITLE, Audience.INSTRUCTOR, body, "data/quizzes/"
    )


def chapter(title: str, path: Path) -> str:
    where = f"data/quizzes/{path.name}"
    try:
        items = yaml.safe_load(path.read_text(encoding="utf-8"))["items"]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise TeachingError(f"{where}: found no list 'items': {error}") from None
    parts = [item(each, number, where) for number, each in enumerate(items, start=1)]
    return "\n\n".join([f"## {title}", *parts])


def item(each: Item, number: int, where: str) -> str:
    name = f"{where}, item {each.get('id', number)}"
    kind = each.get("kind")
    if kind not in ANSWERS:
        raise TeachingError(f"{name}: kind: found {kind!r}; allowed: {', '.join(ANSWERS)}")
    try:
        lines = list(ANSWERS[kind](each))
        question, goal = " ".join(each["question"].split()), each["goal"]
    except (KeyError, TypeError) as error:
        raise TeachingError(f"{name}: its field {error} is missing or of another form") from None
    return "\n\n".join([f"### {number}. {question}", f"*Learning goal {goal}.*", *lines])


def options(each: Item) -> Iterator[str]:
    yield "\n".join(
        f"- {'**Right:** ' if option.get('correct') else 'Wrong: '}{flat(option['text'])}. "
        f"{flat(option['feedback'])}".replace("?. ", "? ").replace(".. ", ". ")
        for option in each["options"]
    )


def number(each: Item) -> Iterator[str]:
    answer = f"{each['answer']:,} {each['unit']}"
    yield f"**{answer}**, give or take {each['tolerance']:,}. {flat(each['feedback']['right'])}"
    near = each["feedback"].get("near", [])
    if near:
        yield "\n".join(f"- {mistake['value']:,}: {flat(mistake['text'])}" for mistake in near)


def order(each: Item) -> Iterator[str]:
    yield "\n".join(f"{place}. {flat(text)}" for place, text in enumerate(each["sequence"], 1))
    yield flat(each["feedback"]["right"])


def match(each: Item) -> Iterator[str]:
    rows = [
        f"| {flat(claim['text'])} | {KINDS[claim['is']]} | {flat(claim['feedback'])} |"
        for claim in each["claims"]
    ]
    yield "\n".join(["| Claim | Kind | Why |", "|---|---|---|", *rows])


def flat(text: str) -> str:
    """A text in one line, harmless in a cell of a table."""
    return " ".join(str(text).split()).replace("|", "\\|")


ANSWERS: Final[dict[str, Callable[[Item], Iterator[str]]]] = {
    "single": options,
    "several": options,
    "numeric": number,
    "order": order,
    "match": match,
}
