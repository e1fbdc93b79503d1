"""The rows of the table as they become known: each on the disk before the next is begun."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from coursebook.coursework.grading import whole

FILE: Final = "rows.jsonl"


class Missed(BaseModel):
    """What a failed test says, and the names of the answers that it asked for."""

    model_config = ConfigDict(frozen=True)

    text: str
    names: list[str] = []


class Score(BaseModel):
    """The points of one question, and its failed tests."""

    model_config = ConfigDict(frozen=True)

    question: str
    points: float
    possible: float
    missed: list[Missed] = []


class Grade(BaseModel):
    """What came of a submission; without scores where it was not graded.

    `key` says for what it holds: this content of the file, these tests, this level.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    status: str
    key: str = ""
    level: str = ""
    student_id: str = ""
    exercise: str = ""
    scores: list[Score] = []
    by_hand: str = ""
    written: dict[str, str] = {}
    found: dict[str, str] = {}
    """What was answered, in words, by name: for the answers that failed tests asked for."""
    expected: dict[str, str] = {}
    """What is right for this student; empty unless the course's settings ask for it."""

    @property
    def graded(self) -> bool:
        return bool(self.scores)

    @property
    def points(self) -> float:
        """The points that tests gave."""
        return sum(score.points for score in self.scores)

    @property
    def possible(self) -> float:
        """The most that tests could give."""
        return sum(score.possible for score in self.scores)

    def compared(self, missed: Missed) -> str:
        """What was found where a test failed, beside what was expected as far as it is told."""
        told = []
        for name in missed.names:
            if name in self.found:
                right = self.expected.get(name, "")
                more = f", expected {right}" if right and right != self.found[name] else ""
                told.append(f"`{name}`: found {self.found[name]}{more}")
        return "; ".join(told)


class Rows:
    """The rows of an earlier run that still hold, and those of this one, in one file.

    Parameters
    ----------
    folder
        Where the grades go.
    keys
        The key of each file of this run; rows with others are dropped.
    """

    def __init__(self, folder: Path, keys: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self.grades = {g.file: g for g in self._read() if g.key and keys.get(g.file) == g.key}
        with whole.replacing(self.path) as file:
            file.writelines(grade.model_dump_json() + "\n" for grade in self.grades.values())

    def _read(self) -> list[Grade]:
        """What stands in the file; a last line that was broken off is left out."""
        found = []
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                try:
                    found.append(Grade.model_validate_json(line))
                except ValidationError:
                    continue
        return found

    def add(self, grade: Grade) -> None:
        """Write a row; when this returns, it lies on the disk."""
        self.grades[grade.file] = grade
        with self.path.open("a", encoding="utf-8") as file:
            file.write(grade.model_dump_json() + "\n")
            file.flush()
            os.fsync(file.fileno())
