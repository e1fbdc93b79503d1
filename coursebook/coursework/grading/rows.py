"""The rows of the table as they become known: each on the disk before the next is begun."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

FILE: Final = "rows.jsonl"


class Score(BaseModel):
    """The points of one question, and what its failed tests say."""

    model_config = ConfigDict(frozen=True)

    question: str
    points: float
    possible: float
    missed: list[str] = []


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

    @property
    def graded(self) -> bool:
        return bool(self.scores)


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
        fresh = self.path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.writelines(grade.model_dump_json() + "\n" for grade in self.grades.values())
        fresh.replace(self.path)

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
