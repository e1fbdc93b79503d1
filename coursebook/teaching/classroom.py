"""Papers for the room, made from what the book has: name plates, and questions to vote on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from string import ascii_uppercase
from typing import Final

from coursebook.catalog import uses
from coursebook.teaching import book
from coursebook.teaching.documents import Audience, Document, front_matter
from coursebook.teaching.places import Places

PLATE: Final = "Name plate"
"""The style of a plate's words, in Word and in the style sheet."""
CUT: Final = "Cut along the lines, fold in the middle, and stand one before each role."
VOTE: Final = (
    "One question for each chapter. Read it aloud, let everybody vote by a show of hands, give two "
    "minutes with a neighbor, and vote again. The chapter's quiz has the same question, and says "
    "why an answer is right or wrong."
)


def papers(places: Places) -> Iterator[Document]:
    """The papers that there is something to write on."""
    for folder in sorted(places.exercises.rglob("roles")):
        yield plates(places, PurePosixPath(folder.relative_to(places.exercises).as_posix()))
    if questions := list(polls(places)):
        body = "\n\n".join(["# Poll questions", VOTE, *questions])
        name = PurePosixPath("poll-questions")
        yield Document(name, "Poll questions", Audience.STUDENTS, body, "data/quizzes/")


def plates(places: Places, roles: PurePosixPath) -> Document:
    """A plate to fold for each brief in a folder of roles: name, side and seat, on both faces."""
    cards = []
    for path in sorted((places.exercises / roles).glob("*.md")):
        fields, _ = front_matter(path.read_text(encoding="utf-8"), str(path))
        name = str(fields.get("title", path.stem)).rpartition(": ")[2]
        seat = ", ".join(str(fields[each]) for each in ("side", "seat") if each in fields)
        face = f"**{name}**\n\n{seat}"
        behind, before = (
            f':::: {{.{side} custom-style="{PLATE}"}}\n{face}\n::::' for side in ("behind", "front")
        )
        cards.append(f"::::: plate\n{behind}\n\n{before}\n:::::")
    body = "\n\n".join(["# Name plates", CUT, *cards])
    where = roles.parent / "name-plates"
    return Document(where, "Name plates", Audience.STUDENTS, body, f"exercises/{roles}/")


def polls(places: Places) -> Iterator[str]:
    """For each chapter the question to vote on, without what is right."""
    for page in uses.pages(places.root):
        asked = book.poll(page)
        if asked is not None:
            options = [
                f"- **{letter}** {text}"
                for letter, text in zip(ascii_uppercase, asked.options, strict=False)
            ]
            title = uses.title(page, places.root)
            yield "\n\n".join([f"### {title}", asked.question, "\n".join(options)])
