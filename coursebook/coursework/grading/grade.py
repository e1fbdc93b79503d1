"""How one submission becomes a grade: read it, run it confined, test its answers, report."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from coursebook.coursework.draw import EXAMPLE, IdError, normalized
from coursebook.coursework.grading import confine, inside
from coursebook.coursework.grading.answers import Other, restored
from coursebook.coursework.grading.checks import Score, check
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.submissions import UNWRITTEN, Notebook, SubmissionError, read

LARGEST_RESULT: Final = 10_000_000


@dataclass(frozen=True)
class Task:
    """A submission to grade, and how.

    Parameters
    ----------
    path, name
        The file, and what the table of grades calls it.
    only
        The one exercise to accept, or an empty text for all.
    exercises
        The exercises by slug.
    level, limits
        How the submission is confined.
    jobs
        A folder for the working folders of submissions.
    hidden
        Paths that a submission must not read.
    modules
        Modules to import before the submission is confined.
    roster
        The IDs that are accepted; if there are none, every valid ID is.
    """

    path: Path
    name: str
    only: str
    exercises: Mapping[str, Exercise]
    level: str
    limits: confine.Limits
    jobs: Path
    hidden: list[str]
    modules: list[str]
    roster: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grade:
    """The result of grading one submission; it has no scores if it could not be graded.

    Parameters
    ----------
    file
        What the table of grades calls the submission.
    status
        A sentence on what happened.
    student_id, exercise
        As far as they are known.
    scores
        One for each question that tests grade.
    by_hand
        What is left for a person to grade.
    """

    file: str
    status: str
    student_id: str = ""
    exercise: str = ""
    scores: list[Score] = field(default_factory=list)
    by_hand: str = ""

    @property
    def graded(self) -> bool:
        """Whether there are scores."""
        return bool(self.scores)


def grade(task: Task) -> Grade:
    """Grade a submission; whatever it does, there is a `Grade` that says what happened."""
    try:
        notebook = read(task.path)
        exercise = _exercise(task, notebook)
    except SubmissionError as error:
        return Grade(task.name, f"Not graded. {error}")
    try:
        told = _run(task, exercise, notebook)
        answers = {name: _answer(name, value) for name, value in told["answers"].items()}
        student_id = _checked_id(answers.get("student_id"), task.roster)
    except SubmissionError as error:
        return Grade(task.name, f"Not graded. {error}", exercise=exercise.slug)
    environment = {
        **dict.fromkeys([*exercise.values, *exercise.calls]),
        **answers,
        "student_id": student_id,
        "mine": exercise.scenario_of(student_id),
    }
    return Grade(
        file=task.name,
        status=_status(told),
        student_id=student_id,
        exercise=exercise.slug,
        scores=check(exercise, environment),
        by_hand=_by_hand(exercise, notebook),
    )


def _exercise(task: Task, notebook: Notebook) -> Exercise:
    name = notebook.exercise or task.only
    if task.only and name != task.only:
        raise SubmissionError(f"It is the notebook of {name!r}, not of {task.only!r}.")
    if name not in task.exercises:
        known = ", ".join(task.exercises)
        raise SubmissionError(f"It is no exercise's notebook: found {name!r}; known: {known}.")
    return task.exercises[name]


def _run(task: Task, exercise: Exercise, notebook: Notebook) -> dict[str, Any]:
    """Run the notebook, confined, in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(dir=task.jobs, ignore_cleanup_errors=True) as folder:
        job = Path(folder)
        shutil.copyfile(inside.__file__, job / "inside.py")
        result = job / "result.json"
        request = {
            "cells": notebook.cells,
            "modules": task.modules,
            "values": exercise.values,
            "calls": exercise.calls,
            "limits": task.limits.of_the_system,
            "hidden": [*task.hidden, str(task.jobs)],
            "writable": str(job),
            "result": str(result),
        }
        (job / "request.json").write_text(json.dumps(request), encoding="utf-8")
        ended = confine.run(task.level, job, task.limits)
        if ended.out_of_time:
            raise SubmissionError(
                f"It took more time than it may: {task.limits.seconds} seconds by the clock, "
                f"{task.limits.processor_seconds} of the processor."
            )
        return _result(result, ended.code or 0)


def _result(path: Path, code: int) -> dict[str, Any]:
    """Read what the process wrote down, with care: it may be a file of the student's making."""
    if path.is_symlink() or not path.is_file():
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise SubmissionError(
            f"It ended Python before its last cell was done ({how}): by its own command, or "
            "because it asked for too much memory."
        )
    if path.stat().st_size > LARGEST_RESULT:
        raise SubmissionError("Its answers are too large to be answers.")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        answers, stopped, refused = told["answers"], told["stopped"], told["refused"]
        if not (isinstance(answers, dict) and isinstance(stopped, list)):
            raise TypeError("not what the grader writes")
        return {"answers": answers, "stopped": stopped, "refused": [str(each) for each in refused]}
    except (ValueError, RecursionError, KeyError, TypeError, MemoryError) as error:
        raise SubmissionError("Its answers cannot be read.") from error


def _answer(name: str, told: Any) -> Any:
    try:
        return restored(told, name)
    except (ValueError, TypeError, RecursionError, MemoryError):
        return Other("unreadable")


def _checked_id(found: Any, roster: frozenset[str]) -> str:
    if not isinstance(found, str):
        raise SubmissionError("It has no student ID: `student_id` is not text.")
    try:
        student_id = normalized(found)
    except IdError as error:
        raise SubmissionError(f"It has no valid student ID: {error}.") from error
    if student_id == EXAMPLE:
        raise SubmissionError("It has no student ID: the example's still stands in it.")
    if roster and student_id not in roster:
        raise SubmissionError(f"Its student ID {student_id!r} is not on the roster.")
    return student_id


def _status(told: Mapping[str, Any]) -> str:
    sentences = ["Graded."]
    if told["stopped"]:
        number, kind, message = told["stopped"][0]
        more = len(told["stopped"]) - 1
        sentences.append(
            f"Code cell {number} stopped with {kind}"
            + (f": {message.rstrip('. ')}" if message else "")
            + (f" (and {more} more)." if more else ".")
        )
    if told["refused"]:
        sentences.append(f"It tried what is not allowed: {'; '.join(told['refused'][:3])}.")
    return " ".join(sentences)


def _by_hand(exercise: Exercise, notebook: Notebook) -> str:
    """The questions for a person to grade, with a mark on those left unanswered."""
    written = [text for text in notebook.written if text.strip()]
    blank = [text for text in written if text.strip().startswith(UNWRITTEN)]
    note = f" ({len(blank)} left blank)" if blank else ""
    return ", ".join(f"{name}: {points} points" for name, points in exercise.manual.items()) + note
