"""One submission: read it, run it confined, hold its answers to the tests, say what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursebook.coursework.draw import EXAMPLE, IdError, normalized
from coursebook.coursework.grading import confine, run, submissions
from coursebook.coursework.grading.answers import Other, in_words, restored
from coursebook.coursework.grading.checks import check
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.rows import Grade
from coursebook.coursework.grading.submissions import Notebook, SubmissionError
from coursebook.coursework.grading.watch import Limits
from coursebook.coursework.grading.written import answer


@dataclass(frozen=True)
class Task:
    """A submission to grade, and how."""

    path: Path
    name: str
    key: str
    only: str
    exercises: Mapping[str, Exercise]
    boundary: confine.Boundary
    limits: Limits
    jobs: Path
    expected: bool = False
    """Whether to find out what was right where a test failed, which takes as long again."""


def grade(task: Task) -> Grade:
    """Grade a submission. Whatever it does, there is one answer, and it says what happened."""
    try:
        return _grade(task)
    except SubmissionError as error:
        return not_graded(task, str(error))
    except Exception as error:  # noqa: BLE001 - no file may cost another one its grade
        return not_graded(task, f"The grader stumbled over it ({type(error).__name__}: {error}).")


def not_graded(task: Task, why: str, exercise: str = "", student_id: str = "") -> Grade:
    """The row of a submission that has no points yet."""
    return Grade(
        file=task.name,
        key=task.key,
        level=task.boundary.level,
        status=f"Not graded. {why}"[:1000],
        exercise=exercise,
        student_id=student_id,
    )


def _grade(task: Task) -> Grade:
    notebook = submissions.read(submissions.content(task.path))
    exercise = _exercise(task, notebook)
    by_hand, written = _by_hand(exercise, notebook)
    try:
        student_id = _checked_id(notebook.student_id) if notebook.student_id else ""
        request = exercise.request(notebook.code, student_id)
        outcome = run.run(task.boundary, request, task.limits, task.jobs)
        notes = " ".join(outcome.notes)
        if not outcome.started:
            raise SubmissionError(f"The boundary did not start it. {notes}")
        asked = {*exercise.values, *exercise.calls}
        answers = {name: _answer(name, v) for name, v in outcome.values.items() if name in asked}
        student_id = student_id or _checked_id(answers.get("student_id"))
    except SubmissionError as error:
        return not_graded(task, str(error), exercise.slug)
    environment = {
        **dict.fromkeys(asked),
        **answers,
        "student_id": student_id,
        "mine": exercise.scenario_of(student_id),
    }
    scores = check(exercise, environment)
    names = {name for score in scores for each in score.missed for name in each.names} & asked
    unsafe = confine.UNSAFE if task.boundary.level == "process" else ""
    return Grade(
        file=task.name,
        key=task.key,
        level=task.boundary.level,
        status=f"{unsafe}Graded. {notes}".strip(),
        student_id=student_id,
        exercise=exercise.slug,
        scores=scores,
        by_hand=by_hand,
        written=written,
        found={name: in_words(environment[name]) for name in sorted(names)},
        expected=right_answers(task, exercise, student_id, names) if task.expected else {},
    )


def right_answers(
    task: Task, exercise: Exercise, student_id: str, names: Set[str]
) -> dict[str, str]:
    """What is right for a student, in words, by name: from the exercise's own solution."""
    if not names:
        return {}
    request = exercise.request(exercise.solution_of(student_id), student_id)
    values = run.run(task.boundary, request, task.limits, task.jobs).values
    return {name: in_words(_answer(name, values[name])) for name in sorted(names & values.keys())}


def _exercise(task: Task, notebook: Notebook) -> Exercise:
    name = notebook.exercise or task.only
    if task.only and name != task.only:
        raise SubmissionError(f"It is the notebook of {name[:80]!r}, not of {task.only!r}.")
    if name not in task.exercises:
        known = ", ".join(task.exercises)
        raise SubmissionError(f"It is no exercise's notebook: found {name[:80]!r}; known: {known}.")
    return task.exercises[name]


def _answer(name: str, told: Any) -> Any:
    try:
        return restored(told, name)
    except (ValueError, TypeError, RecursionError, MemoryError, OverflowError):
        return Other("unreadable")


def _checked_id(found: Any) -> str:
    if not isinstance(found, str):
        raise SubmissionError("It has no student ID: `student_id` is not text.")
    try:
        student_id = normalized(found)
    except IdError as error:
        raise SubmissionError(f"It has no valid student ID: {error}.") from error
    if student_id == EXAMPLE:
        raise SubmissionError("It has no student ID: the example's still stands in it.")
    return student_id


def _by_hand(exercise: Exercise, notebook: Notebook) -> tuple[str, dict[str, str]]:
    """The questions for a person, blank ones marked as such, and what was written."""
    told, written = [], {}
    for place in exercise.places:
        text, note = answer(place, exercise.handed_out, notebook.cells)
        points = exercise.manual[place.question]
        told.append(f"{place.question}: {points} points" + (f" ({note})" if note else ""))
        written[place.question] = text
    return ", ".join(told), written
