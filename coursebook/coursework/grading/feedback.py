"""A page for each student: points by question, what was found, the rubric, comments.

`feedback/SLUG/ID.html` is for one student each. `feedback-SLUG.zip` has the same pages under the
names that the platform gave the submissions, as Moodle and Canvas take them back all at once.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from coursebook import zips
from coursebook.coursework.build import fresh
from coursebook.coursework.grading import by_hand, readable
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.results import Result
from coursebook.coursework.grading.run import STRANGE

FOLDER: Final = "feedback"
ROW: Final = re.compile(r"^\|.*\|$", re.M)


def write(
    out: Path,
    results: Sequence[Result],
    exercises: Mapping[str, Exercise],
    entries: Mapping[by_hand.Key, by_hand.Entry],
) -> int:
    """Write a page for each student's submission that counts; returns their number."""
    fresh(out / FOLDER)
    own = [each for each in results if each.grade.graded and each.counts]
    for slug in sorted({each.grade.exercise for each in own}):
        exercise = exercises[slug]
        with zipfile.ZipFile(out / f"{FOLDER}-{slug}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for each in own:
                if each.grade.exercise == slug:
                    text = page(each, exercise, entries)
                    path = out / FOLDER / slug / f"{each.grade.student_id}.html"
                    readable.write(path, f"{exercise.title}: feedback", text)
                    name = PurePosixPath(each.grade.file).with_suffix(".html").as_posix()
                    archive.writestr(zips.entry(name), path.read_text(encoding="utf-8"))
    return len(own)


def page(result: Result, exercise: Exercise, entries: Mapping[by_hand.Key, by_hand.Entry]) -> str:
    """What a student is told, in Markdown."""
    grade = result.grade
    lines = [f"# {exercise.title}: feedback", "", f"Student ID: {grade.student_id}", ""]
    lines += [_total(result), "", *_notes(result)]
    lines += ["| Question | Points |", "|---|---|"]
    lines += [f"| {s.question} | {s.points:g} of {s.possible:g} |" for s in grade.scores]
    for question, possible in exercise.manual.items():
        points = entries.get((grade.student_id, exercise.slug, question), by_hand.Entry()).points
        given = "not graded yet" if points is None else f"{points:g} of {possible:g}"
        lines.append(f"| {question}, in words | {given} |")
    missed = [(score.question, each) for score in grade.scores for each in score.missed]
    if missed:
        lines += ["", "## What was missed", ""]
    for question, each in missed:
        compared = grade.compared(each)
        lines.append(f"- {question}: {readable.cell(each.text)} {readable.cell(compared)}".rstrip())
    for question in exercise.manual:
        entry = entries.get((grade.student_id, exercise.slug, question), by_hand.Entry())
        lines += ["", f"## {question}, in words", ""]
        if entry.comment:
            lines += [readable.cell(entry.comment), ""]
        lines += [readable.quoted(grade.written.get(question, "") or "Nothing was written."), ""]
        lines += ["What it is graded by:", "", *rubric(exercise.rubric)]
    return "\n".join(lines) + "\n"


def _total(result: Result) -> str:
    if result.final is None:
        grade = result.grade
        return (
            f"By checks: {grade.points:g} of {grade.possible:g} points. Answers in words "
            f"({result.hand_possible:g} points) are not graded yet."
        )
    late = f", {result.off:g} percent taken off for lateness" if result.off else ""
    return f"**{result.final:g} of {result.possible:g} points**{late}."


def _notes(result: Result) -> list[str]:
    """What went wrong while the notebook ran; what only the instructor is to look at stays out."""
    _, _, told = result.grade.status.partition("Graded.")
    told = told.partition(STRANGE)[0].partition("The same student ID stands in")[0].strip()
    return [f"While your notebook ran: {readable.cell(told)}", ""] if told else []


def rubric(text: str) -> list[str]:
    """The rows of a single-point rubric, without its columns to write in."""
    rows = [[each.strip() for each in row.strip("|").split("|")] for row in ROW.findall(text)]
    if len(rows) < 3 or len(rows[0]) < 3:
        return []
    kept = [f"| {row[1]} | {row[2]} |" for row in rows[2:] if len(row) >= 3]
    return ["| A full answer | Points |", "|---|---|", *kept]
