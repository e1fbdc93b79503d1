"""The outcome: grades.csv, a line for each submission, and report.html on what failed most."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Final

from coursebook.coursework.grading import whole
from coursebook.coursework.grading.confine import UNSAFE, WORTH
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.results import Result
from coursebook.coursework.grading.rosters import Roster
from coursebook.coursework.grading.rows import Grade
from coursebook.text.cells import is_formula

MOST: Final = 10


def with_twins_named(grades: Sequence[Grade], roster: Roster) -> list[Grade]:
    """Say of submissions with one ID in one exercise that there are several."""
    student = {grade.student_id: roster.find(grade.student_id) for grade in grades}
    files: dict[tuple[str, str], list[str]] = {}
    for grade in grades:
        if grade.student_id:
            key = grade.exercise, student[grade.student_id] or grade.student_id
            files.setdefault(key, []).append(grade.file)
    told = []
    for grade in grades:
        key = grade.exercise, student[grade.student_id] or grade.student_id
        others = [file for file in files.get(key, []) if file != grade.file]
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        note = f" The same student ID stands in {', '.join(others[:3])}{more}." if others else ""
        told.append(grade.model_copy(update={"status": grade.status + note}))
    return told


def write_grades(path: Path, results: Sequence[Result]) -> None:
    """The table, with a column for each question of the exercises that were handed in."""
    grades = [each.grade for each in results]
    questions = sorted({score.question for grade in grades for score in grade.scores})
    after = ("total", "possible", "status", "by_hand", "hand_points", "late_percent", "final",
             "final_possible", "counts", "missed", "boundary")  # fmt: skip
    with whole.replacing(path, "utf-8-sig") as file:  # else Excel misreads names
        table = csv.writer(file)
        table.writerow(["id", "file", "exercise", *questions, *after])
        table.writerows([harmless(cell) for cell in _row(each, questions)] for each in results)


def _row(result: Result, questions: Sequence[str]) -> Iterator[str]:
    grade = result.grade
    points = {score.question: f"{score.points:g}" for score in grade.scores}
    missed = [f"{score.question}: {each.text} {grade.compared(each)}".rstrip()
              for score in grade.scores for each in score.missed]  # fmt: skip
    yield from (grade.student_id, grade.file, grade.exercise)
    yield from (points.get(question, "") for question in questions)
    yield from (f"{grade.points:g}", f"{grade.possible:g}") if grade.graded else ("", "")
    yield from (grade.status, grade.by_hand)
    yield "" if result.hand is None or not grade.graded else f"{result.hand:g}"
    yield f"{result.off:g}" if result.late else ""
    yield "" if result.final is None else f"{result.final:g}"
    yield f"{result.possible:g}" if grade.graded else ""
    yield ("yes" if result.counts else "no") if grade.graded else ""
    yield " | ".join(missed)
    yield WORTH.get(grade.level, "")


def harmless(text: str) -> str:
    """Text for a cell: on one line, printable, and no formula."""
    line = _printable(text)
    return f"'{line}" if is_formula(line) else line


def report(
    results: Sequence[Result],
    exercises: Mapping[str, Exercise],
    *,
    level: str,
    missing: Iterable[str] = (),
    files: Iterable[str] = (),
) -> str:
    """What a teacher wants to know before looking at single submissions, in Markdown."""
    grades = [each.grade for each in results]
    graded = [grade for grade in grades if grade.graded]
    lines = [
        "# Grading report",
        "",
        f"{len(grades)} files, {len(graded)} graded, {len(grades) - len(graded)} not graded. "
        f"The boundary around each submission's code: {WORTH[level]}.",
        "",
    ]
    for slug in dict.fromkeys(grade.exercise for grade in graded):
        lines += _exercise(exercises[slug], [g for g in graded if g.exercise == slug])
    lines += _list("Not graded", [_told(g) for g in grades if not g.graded])
    noted = [g for g in graded if g.status.removeprefix(UNSAFE) != "Graded." or "(" in g.by_hand]
    lines += _list("Graded, with something to look at", [_told(g) for g in noted])
    late = [f"`{_bare(each.grade.file)}`: {each.off:g} percent off" for each in results
            if each.late]  # fmt: skip
    lines += _list("Late", late)
    again = [f"`{_bare(each.grade.file)}`" for each in results
             if each.grade.graded and not each.counts]  # fmt: skip
    lines += _list("Handed in again by the same student; the best one counts, not these", again)
    lines += _list("On the roster, nothing handed in", list(missing))
    lines += _list("Files to import", list(files))
    return "\n".join(_printable(line) for line in lines) + "\n"


def _bare(file: str) -> str:
    return file.replace("`", " ")


def _told(grade: Grade) -> str:
    status = grade.status.removeprefix(UNSAFE).removeprefix("Not graded. ")
    blank = f" {grade.by_hand}." if "(" in grade.by_hand else ""
    return f"`{_bare(grade.file)}`: {status.removeprefix('Graded.').strip()}{blank}"


def _exercise(exercise: Exercise, grades: Sequence[Grade]) -> list[str]:
    totals = sorted(grade.points for grade in grades)
    rows = []
    for question in dict.fromkeys(score.question for score in grades[0].scores):
        scores = [each for grade in grades for each in grade.scores if each.question == question]
        mean = fmean(score.points for score in scores)
        full = sum(not score.missed for score in scores)
        rows.append(
            f"| {question} | {mean:.1f} of {scores[0].possible:g} | {full} of {len(scores)} |"
        )
    failed = Counter(
        f"{score.question}: {each.text}" for grade in grades for score in grade.scores
        for each in score.missed
    )  # fmt: skip
    most = [f"{count} of {len(grades)}: {text}" for text, count in failed.most_common(MOST)]
    by_hand = ", ".join(f"{name} ({points} points)" for name, points in exercise.manual.items())
    return [
        f"## {exercise.title}",
        "",
        f"{len(grades)} graded. Points: lowest {totals[0]:g}, median {median(totals):g}, highest "
        f"{totals[-1]:g}, of {grades[0].possible:g}. To be graded by hand: {by_hand or 'nothing'}.",
        "",
        "| question | mean points | all tests passed |",
        "|---|---|---|",
        *rows,
        "",
        *_list("What failed most", most, level=3),
    ]


def _list(heading: str, items: Sequence[str], *, level: int = 2) -> list[str]:
    if not items:
        return []
    return [f"{'#' * level} {heading}", "", *(f"- {item}" for item in items), ""]


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)
