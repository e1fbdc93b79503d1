"""The outcome: grades.csv, a line for each submission, and report.md on what failed most."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from coursebook.coursework.grading.confine import UNSAFE, WORTH
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.rosters import Roster
from coursebook.coursework.grading.rows import Grade

FORMULA: Final = ("=", "+", "-", "@")
"""A cell that begins so, even behind spaces, may be run by a spreadsheet."""

MOST: Final = 10


def with_twins_named(grades: Sequence[Grade]) -> list[Grade]:
    """Say of submissions with one ID in one exercise that there are several."""
    files: dict[tuple[str, str], list[str]] = {}
    for grade in grades:
        if grade.student_id:
            files.setdefault((grade.exercise, grade.student_id), []).append(grade.file)
    told = []
    for grade in grades:
        others = [
            file for file in files.get((grade.exercise, grade.student_id), []) if file != grade.file
        ]
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        note = f" The same student ID stands in {', '.join(others[:3])}{more}." if others else ""
        told.append(grade.model_copy(update={"status": grade.status + note}))
    return told


def with_strangers_named(grades: Sequence[Grade], roster: Roster) -> list[Grade]:
    """Grades with the points taken from those whose ID is on no roster; all if there is none."""
    return [_stranger(g) if g.graded and not roster.find(g.student_id) else g for g in grades]


def _stranger(grade: Grade) -> Grade:
    status = f"Not graded. Its student ID {grade.student_id!r} is not on the roster."
    return grade.model_copy(update={"status": status, "scores": []})


def write_grades(path: Path, grades: Sequence[Grade], by_hand: Mapping[str, float | None]) -> None:
    """The table, with a column for each question of the exercises that were handed in.

    `by_hand` has the points that a person gave, by file; None where some are still missing.
    """
    questions = sorted({score.question for grade in grades for score in grade.scores})
    after = ("total", "possible", "status", "by_hand", "hand_points", "missed", "boundary")
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "file", "exercise", *questions, *after])
        for grade in grades:
            points = {score.question: f"{score.points:g}" for score in grade.scores}
            given = by_hand.get(grade.file)
            missed = [f"{s.question}: {text}" for s in grade.scores for text in s.missed]
            table.writerow(
                harmless(cell)
                for cell in (
                    grade.student_id,
                    grade.file,
                    grade.exercise,
                    *(points.get(question, "") for question in questions),
                    f"{sum(s.points for s in grade.scores):g}" if grade.graded else "",
                    f"{sum(s.possible for s in grade.scores):g}" if grade.graded else "",
                    grade.status,
                    grade.by_hand,
                    "" if given is None else f"{given:g}",
                    " | ".join(missed),
                    WORTH.get(grade.level, ""),
                )
            )
    fresh.replace(path)


def harmless(text: str) -> str:
    """Text for a cell: on one line, printable, and no formula."""
    line = _printable(text)
    return f"'{line}" if line.lstrip().startswith(FORMULA) else line


def report(
    grades: Sequence[Grade],
    exercises: Mapping[str, Exercise],
    *,
    level: str,
    missing: Iterable[str] = (),
) -> str:
    """What a teacher wants to know before looking at single submissions, in Markdown."""
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
    lines += _list("On the roster, nothing handed in", list(missing))
    return "\n".join(_printable(line) for line in lines) + "\n"


def _told(grade: Grade) -> str:
    status = grade.status.removeprefix(UNSAFE).removeprefix("Not graded. ")
    blank = f" {grade.by_hand}." if "(" in grade.by_hand else ""
    return f"`{grade.file.replace('`', ' ')}`: {status.removeprefix('Graded.').strip()}{blank}"


def _exercise(exercise: Exercise, grades: Sequence[Grade]) -> list[str]:
    totals = sorted(sum(score.points for score in grade.scores) for grade in grades)
    possible = sum(score.possible for score in grades[0].scores)
    rows = []
    for number, question in enumerate(exercise.questions):
        scores = [grade.scores[number] for grade in grades]
        mean = sum(score.points for score in scores) / len(scores)
        full = sum(not score.missed for score in scores)
        rows.append(
            f"| {question} | {mean:.1f} of {scores[0].possible:g} | {full} of {len(scores)} |"
        )
    failed = Counter(
        f"{score.question}: {text}" for grade in grades for score in grade.scores
        for text in score.missed
    )  # fmt: skip
    most = [f"{count} of {len(grades)}: {text}" for text, count in failed.most_common(MOST)]
    by_hand = ", ".join(f"{name} ({points} points)" for name, points in exercise.manual.items())
    return [
        f"## {exercise.title}",
        "",
        f"{len(grades)} graded. Points: lowest {totals[0]:g}, median {_median(totals):g}, highest "
        f"{totals[-1]:g}, of {possible:g}. To be graded by hand: {by_hand or 'nothing'}.",
        "",
        "| question | mean points | all tests passed |",
        "|---|---|---|",
        *rows,
        "",
        *_list("What failed most", most, level=3),
    ]


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _list(heading: str, items: Sequence[str], *, level: int = 2) -> list[str]:
    if not items:
        return []
    return [f"{'#' * level} {heading}", "", *(f"- {item}" for item in items), ""]


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)
