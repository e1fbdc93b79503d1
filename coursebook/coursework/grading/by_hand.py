"""Points that a person gives: a file of their own, which no regrade overwrites.

`by-hand.csv` has a row for each answer in words. Whoever grades fills in `points` and `comment`, in
a spreadsheet or an editor; grading again adds rows for new submissions and leaves the others alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from coursebook.coursework.draw import IdError, normalized
from coursebook.coursework.grading import readable, rosters, whole
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.report import harmless
from coursebook.coursework.grading.rosters import RosterError, rows_below
from coursebook.coursework.grading.rows import Grade

FILE: Final = "by-hand.csv"
FIELDS: Final = ("id", "exercise", "question", "possible", "points", "comment", "note")

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Entry:
    """One answer's points, or none yet; `note` says where an answer is blank."""

    points: float | None = None
    comment: str = ""
    note: str = ""
    possible: float = 0


def read(path: Path) -> dict[Key, Entry]:
    """What was entered, by ID, exercise and question; nothing where there is no file yet.

    Raises
    ------
    RosterError
        Where a row cannot be read; names file, row and field.
    """
    if not path.exists():
        return {}
    rows = rows_below(path, "id", "points by hand")
    names = rosters.lowered(next(rows)[1])
    missing = [field for field in FIELDS[:5] if field not in names]
    if missing:
        raise RosterError(f"points by hand {path}: found no column {missing[0]!r}; put it back")
    found = {}
    for number, row in rows:
        cells = dict(zip(names, [cell.strip() for cell in row], strict=False))
        if any(cells.values()):
            key, entry = _entry(cells, f"points by hand {path}, row {number}")
            found[key] = entry
    return found


def _entry(cells: Mapping[str, str], where: str) -> tuple[Key, Entry]:
    try:
        student_id = normalized(cells.get("id", "").lstrip("'"))
    except IdError as error:
        raise RosterError(f"{where}, 'id': {error}") from error
    possible = _number(cells.get("possible", ""), f"{where}, 'possible'") or 0
    points = _number(cells.get("points", ""), f"{where}, 'points'")
    if points is not None and not 0 <= points <= possible:
        raise RosterError(f"{where}, 'points': found {points:g}; allowed: 0 to {possible:g}")
    key = student_id, cells.get("exercise", ""), cells.get("question", "")
    return key, Entry(points, cells.get("comment", ""), cells.get("note", ""), possible)


def _number(text: str, where: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        raise RosterError(f"{where}: found {text!r}; allowed: a number, or nothing") from None


def updated(
    entries: Mapping[Key, Entry], grades: Sequence[Grade], exercises: Mapping[str, Exercise]
) -> dict[Key, Entry]:
    """The entries with one for each answer of the grades; what was entered stays as it is."""
    made = dict(entries)
    for grade in grades:
        if not grade.graded:
            continue
        for question, possible in exercises[grade.exercise].manual.items():
            key = grade.student_id, grade.exercise, question
            note = "" if grade.written.get(question) else "left blank"
            made[key] = replace(made.get(key, Entry()), possible=possible, note=note)
    return made


def write(path: Path, entries: Mapping[Key, Entry]) -> None:
    """Write all entries, at once or not at all."""
    with whole.replacing(path, "utf-8-sig") as file:
        table = csv.writer(file)
        table.writerow(FIELDS)
        for key, entry in entries.items():
            points = "" if entry.points is None else f"{entry.points:g}"
            table.writerow(
                [*map(harmless, key), f"{entry.possible:g}", points, entry.comment, entry.note]
            )


def points(entries: Mapping[Key, Entry], grade: Grade, exercise: Exercise) -> float | None:
    """A submission's points by hand, or None as long as one of them is missing."""
    keys = [(grade.student_id, grade.exercise, question) for question in exercise.manual]
    given = [entries.get(key, Entry()).points for key in keys]
    return None if None in given else sum(each for each in given if each is not None)


def collected(grades: Sequence[Grade], exercise: Exercise, rubric: str) -> str:
    """The answers in words of an exercise beside its rubric, to read them one after another."""
    own = rubric.strip().replace("# ", "## ", 1)
    lines = [f"# {exercise.title}: answers in words", "", own, ""]
    for question in exercise.manual:
        lines += [f"## {question}", ""]
        for grade in grades:
            text = grade.written.get(question, "")
            if grade.exercise != exercise.slug or not grade.graded or not text:
                continue
            lines += [f"### {grade.student_id}", "", readable.quoted(text), ""]
    return "\n".join(lines)
