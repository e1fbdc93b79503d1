"""Answers in words, which a person grades: where they stand, and which are blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coursebook.coursework.grading.submissions import Cell

UNWRITTEN: Final = "_Type your answer here, replacing this text._"
BLANK: Final = "left blank"
GONE: Final = "its cell is gone; other text of the student's stands in its place"
LONGEST: Final = 20_000

# As in a browser, a comment that is not closed goes on to the end; so no text is read twice.
_NOT_SEEN: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>|&nbsp;|[\s*_#>`~\-]", re.S)


@dataclass(frozen=True)
class Place:
    """Where a question's answer belongs: a cell of the notebook as it was handed out."""

    question: str
    cell_id: str
    number: int
    """Which of the cells for answers in words it is, counted from 0."""


def places(questions: Sequence[str], handed_out: Sequence[Cell]) -> list[Place]:
    """The places of the questions' answers, in a notebook as it was handed out."""
    cells = [cell for cell in handed_out if cell.cell_type == "markdown" and cell.is_answer]
    if len(cells) != len(questions):
        raise ValueError(f"found {len(cells)} cells for {len(questions)} answers in words")
    pairs = enumerate(zip(questions, cells, strict=True))
    return [Place(question, cell.id, number) for number, (question, cell) in pairs]


def answer(place: Place, handed_out: Sequence[Cell], found: Sequence[Cell]) -> tuple[str, str]:
    """A question's answer, and a note where it is blank or not where it belongs.

    The cell is looked for by its name, then by its tag. Where there is none, for an editor lost
    both or the student deleted it, any text that was not handed out is taken for the answer.
    """
    words = [cell for cell in found if cell.cell_type != "code"]
    tagged = [cell for cell in words if cell.is_answer]
    named = [cell for cell in words if cell.id and cell.id == place.cell_id]
    by_tag = tagged[place.number : place.number + 1]
    known = {_bare(cell.text) for cell in handed_out} | {_bare(UNWRITTEN), ""}
    own = [cell for cell in words if _bare(cell.text) not in known]
    for cell in (*named, *by_tag):
        if _bare(cell.text.replace(UNWRITTEN, "")) and cell in own:
            return cell.text[:LONGEST], ""
    text = "\n\n".join(cell.text for cell in own if not cell.is_answer)[:LONGEST]
    return (text, GONE) if text else ("", BLANK)


def _bare(text: str) -> str:
    """What a reader sees of a text, without marks and spaces."""
    return _NOT_SEEN.sub("", text)
