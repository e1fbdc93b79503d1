"""A course's rules for grades: `grading.toml`, which stands beside the submissions or is named.

[late]
due = 2026-11-30T18:00:00     # for platforms that write the time into names of files
grace_minutes = 15
percent_each_day = 10         # of the points, for each day begun
percent_at_most = 50
percent_without_a_time = 10   # where a platform says LATE and no more, as Canvas does
excused = ["20251234"]

[total]
drop_lowest = 1               # of the exercises, by percent, in totals.csv

[feedback]
expected = false              # whether a student's file also says what was expected
"""

from __future__ import annotations

import math
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from coursebook.coursework.draw import normalized
from coursebook.coursework.grading.handed_in import HandedIn

FILE: Final = "grading.toml"

Percent = Annotated[float, Field(ge=0, le=100)]


class SettingsError(ValueError):
    """Settings that cannot be read; the message says file, field, found and allowed."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Late(_Part):
    """What being late costs."""

    due: datetime | None = None
    grace_minutes: Annotated[int, Field(ge=0)] = 0
    percent_each_day: Percent = 0
    percent_at_most: Percent = 100
    percent_without_a_time: Percent = 0
    excused: frozenset[str] = frozenset()

    @field_validator("excused")
    @classmethod
    def _as_ids(cls, found: frozenset[str]) -> frozenset[str]:
        return frozenset(normalized(each) for each in found)

    @field_validator("due")
    @classmethod
    def _local(cls, found: datetime | None) -> datetime | None:
        if found is not None and found.tzinfo is not None:
            raise ValueError("write it in the course's own time, without a zone")
        return found

    def percent(self, handed: HandedIn, student_id: str) -> float:
        """How many percent of the points a submission loses."""
        if student_id in self.excused:
            return 0
        if handed.at is not None and self.due is not None:
            over = handed.at - self.due - timedelta(minutes=self.grace_minutes)
            days = math.ceil(over / timedelta(days=1)) if over > timedelta() else 0
            return min(days * self.percent_each_day, self.percent_at_most)
        return self.percent_without_a_time if handed.late else 0


class Total(_Part):
    """How several exercises become one number."""

    drop_lowest: Annotated[int, Field(ge=0, le=10)] = 0


class Feedback(_Part):
    """What students are told."""

    expected: bool = False


class Settings(_Part):
    """All rules of a course; without a file, nothing is taken off and nothing dropped."""

    late: Late = Late()
    total: Total = Total()
    feedback: Feedback = Feedback()


def read(path: Path | None) -> Settings:
    """The rules in a file, or those that hold without one.

    Raises
    ------
    SettingsError
        Where the file is no TOML, or has a field that is unknown or of a wrong kind.
    """
    if path is None:
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"settings {path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise SettingsError("\n".join(_told(path, each) for each in error.errors())) from error
    except ValueError as error:
        raise SettingsError(f"settings {path}: not TOML: {error}") from error


def _told(path: Path, fault: object) -> str:
    told: dict[str, object] = dict(fault)  # type: ignore[call-overload]
    where = ".".join(map(str, told["loc"]))  # type: ignore[call-overload]
    known = {name: ", ".join(part.annotation.model_fields)  # type: ignore[union-attr]
             for name, part in Settings.model_fields.items()}  # fmt: skip
    if told["type"] == "extra_forbidden":
        part = where.partition(".")[0]
        return f"settings {path}, {where}: unknown; allowed: {known.get(part, ', '.join(known))}"
    return f"settings {path}, {where}: found {told['input']!r}; {told['msg']}"
