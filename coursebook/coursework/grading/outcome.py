"""All that grading leaves in its folder, made anew from the rows and the points by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coursebook.coursework.grading import by_hand, feedback, gradebooks, readable
from coursebook.coursework.grading.confine import WORTH
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.report import report, with_twins_named, write_grades
from coursebook.coursework.grading.results import checked_against, named, results
from coursebook.coursework.grading.rosters import Roster
from coursebook.coursework.grading.rows import Grade
from coursebook.coursework.grading.settings import Settings


def write(
    out: Path,
    found: Sequence[Grade],
    exercises: Mapping[str, Exercise],
    level: str,
    roster: Roster,
    settings: Settings,
) -> None:
    """Write tables, reports, collected answers, files to import and feedback; say where."""
    grades = checked_against(sorted(found, key=lambda each: each.file), roster)
    grades = with_twins_named(grades, roster)
    entries = by_hand.updated(by_hand.read(out / by_hand.FILE), grades, exercises)
    by_hand.write(out / by_hand.FILE, entries)
    made = results(grades, exercises, entries, roster, settings)
    write_grades(out / "grades.csv", made)
    for slug in sorted({each.exercise for each in grades if each.graded}):
        text = by_hand.collected(grades, exercises[slug], exercises[slug].rubric)
        title = f"{exercises[slug].title}: answers in words"
        readable.write(out / f"written-{slug}.html", title, text)
    files = gradebooks.write(out, made, exercises, roster, settings)
    pages = feedback.write(out, made, exercises, entries)
    missing = roster.ids - {roster.find(grade.student_id) for grade in grades}
    names = [named(roster, each) for each in sorted(missing)]
    text = report(made, exercises, level=level, missing=names, files=files)
    readable.write(out / "report.html", "Grading report", text)
    number = sum(each.graded for each in grades)
    print(f"{number} of {len(grades)} graded. Boundary: {WORTH[level]}")
    print(f"{out / 'report.html'}\n{out / 'grades.csv'}")
    print("\n".join(f"{out.name}/{line}" for line in files))
    print(f"{out.name}/{feedback.FOLDER}/: {pages} pages for students")
