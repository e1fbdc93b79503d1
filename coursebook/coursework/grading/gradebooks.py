"""Grades on their way back: files that Canvas and Moodle import, and a total over exercises.

Canvas takes a column for each assignment behind the columns that tell whose row it is: `Student`,
`ID`, `SIS User ID`, `SIS Login ID`, `Section`. It knows a student by the second of them, or else by
the next two, and an assignment by the number behind its name, which a roster exported from Canvas
has. Moodle lets you choose which column is what; a grade comes together with its feedback, for
feedback alone would empty the grade. An empty cell would empty a grade in Canvas as well, so that
who has none yet stands in no file.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from coursebook.coursework.grading import whole
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.report import harmless
from coursebook.coursework.grading.results import Result, full_name
from coursebook.coursework.grading.rosters import Person, Roster
from coursebook.coursework.grading.settings import Settings

CANVAS: Final = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE: Final = "    Points Possible"
MOODLE: Final = {
    "ID number": ("id number", "sis user id", "student id"),
    "Username": ("username", "sis login id"),
    "Email address": ("email address", "email"),
    "First name": (),
    "Last name": (),
}

Row = Sequence[str]


def write(
    out: Path,
    results: Sequence[Result],
    exercises: Mapping[str, Exercise],
    roster: Roster,
    settings: Settings,
) -> list[str]:
    """Write all files; returns a line for each of what is in it."""
    told = []
    final = [each for each in results if each.counts and each.final is not None]
    slugs = sorted({each.grade.exercise for each in results if each.grade.graded})
    for slug in slugs:
        own = [each for each in final if each.grade.exercise == slug]
        open_ = sum(each.grade.exercise == slug and each.counts and each.grade.graded
                    and each.final is None for each in results)  # fmt: skip
        left = f"; {open_} wait for points by hand" if open_ else ""
        for name, rows in (
            (f"canvas-{slug}.csv", canvas(own, exercises[slug], roster)),
            (f"moodle-{slug}.csv", moodle(own, exercises[slug], roster)),
        ):
            _write(out / name, rows)
            told.append(f"{name}: {len(own)} students{left}")
    if len(slugs) > 1:
        _write(out / "totals.csv", totals(results, slugs, roster, settings))
        told.append("totals.csv: all exercises together")
    return told


def canvas(results: Sequence[Result], exercise: Exercise, roster: Roster) -> list[Row]:
    """The rows of a gradebook as Canvas imports it."""
    column = next((each for each in roster.columns if _is_for(each, exercise)), exercise.title)
    possible = f"{results[0].possible:g}" if results else ""
    rows: list[Row] = [[*CANVAS, column], [POSSIBLE, "", "", "", "", possible]]
    for each in results:
        person = _person(roster, each)
        is_canvas = "sis user id" in person.cells
        own = [person.cell("student") or full_name(person),
               person.cell("id") if is_canvas else "",
               person.cell("sis user id") or person.written,
               person.cell("sis login id", "username"),
               person.cell("section")]  # fmt: skip
        rows.append([*own, f"{each.final:g}"])
    return rows


def _is_for(column: str, exercise: Exercise) -> bool:
    return column.lower() == exercise.title.lower() or column.lower().startswith(
        f"{exercise.title.lower()} ("
    )


def moodle(results: Sequence[Result], exercise: Exercise, roster: Roster) -> list[Row]:
    """The rows of a table for Moodle, with the columns that all students have."""
    people = [_person(roster, each) for each in results]
    cells = [
        [person.cell(*MOODLE["ID number"]) or person.written,
         person.cell(*MOODLE["Username"]), person.cell(*MOODLE["Email address"]),
         person.names[1], person.names[0]]
        for person in people
    ]  # fmt: skip
    used = [place for place in range(len(MOODLE)) if any(row[place] for row in cells)]
    header = [[*MOODLE][place] for place in used] or ["ID number"]
    rows: list[Row] = [[*header, exercise.title, f"{exercise.title} (feedback)"]]
    for each, row in zip(results, cells, strict=True):
        rows.append([*(row[place] for place in used), f"{each.final:g}", in_short(each)])
    return rows


def in_short(result: Result) -> str:
    """A result in a line."""
    grade = result.grade
    told = f"Checks: {grade.points:g} of {grade.possible:g} points."
    if result.hand_possible:
        told += f" Answers in words: {result.hand or 0:g} of {result.hand_possible:g}."
    return told + (f" Late: {result.off:g} percent off." if result.off else "")


def totals(
    results: Sequence[Result], slugs: Sequence[str], roster: Roster, settings: Settings
) -> list[Row]:
    """Each student's percent in each exercise, and their mean without the lowest ones."""
    graded = {each.grade.student_id for each in results if each.grade.graded}
    students = sorted(roster.people.keys() or graded)
    drop = min(settings.total.drop_lowest, len(slugs) - 1)
    rows: list[Row] = [["id", "name", *slugs, "dropped", "percent", "still missing"]]
    known = {(roster.find(each.grade.student_id), each.grade.exercise): each
             for each in results if each.counts and each.grade.graded}  # fmt: skip
    for student in students:
        own = {slug: known.get((student, slug)) for slug in slugs}
        waiting = [slug for slug, each in own.items() if each is not None and each.final is None]
        percent = {slug: _percent(each) for slug, each in own.items() if slug not in waiting}
        dropped = sorted(percent, key=lambda slug: percent[slug])[:drop] if not waiting else []
        kept = [value for slug, value in percent.items() if slug not in dropped]
        person = roster.people.get(student)
        rows.append(
            [
                person.written if person else harmless(student),
                harmless(full_name(person)) if person else "",
                *(f"{percent[slug]:.1f}" if slug in percent else "" for slug in slugs),
                ", ".join(dropped),
                "" if waiting else f"{fmean(kept):.1f}",
                ", ".join(waiting),
            ]
        )
    return rows


def _percent(result: Result | None) -> float:
    """What was reached, in percent; nothing where nothing was handed in."""
    return 100 * (result.final or 0) / result.possible if result else 0.0


def _person(roster: Roster, result: Result) -> Person:
    found = roster.find(result.grade.student_id) or result.grade.student_id
    return roster.people.get(found) or Person(result.grade.student_id, {})


def _write(path: Path, rows: Sequence[Row]) -> None:
    with whole.replacing(path) as file:
        csv.writer(file).writerows(rows)
