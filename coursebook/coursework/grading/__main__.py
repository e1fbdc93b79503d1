"""The command: `python -m coursebook.coursework.grading SUBMISSIONS`."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coursebook.book import root
from coursebook.coursework import draw
from coursebook.coursework.grading import (
    by_hand,
    confine,
    machine,
    outcome,
    rosters,
    settings,
    submissions,
    workers,
)
from coursebook.coursework.grading.exercise import ExerciseError, load_all
from coursebook.coursework.grading.grade import Task, grade, not_graded
from coursebook.coursework.grading.rosters import Roster
from coursebook.coursework.grading.rows import Grade, Rows
from coursebook.coursework.grading.watch import Limits

CHECKING = 120
"""Seconds beyond a submission's own for the tests on its answers, and for a worker to start."""


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    given = asked.submissions.resolve()
    out = (asked.out or given.with_name(f"{given.stem}-grades")).resolve()
    if not given.exists():
        sys.exit(f"submissions: found no folder {str(asked.submissions)!r}")
    if out == given or given in out.parents:
        sys.exit("out: the grades would be taken for a submission; choose another folder")
    try:
        with tempfile.TemporaryDirectory(prefix="grading-") as work:
            folder = given
            if given.is_file():
                folder = Path(work, "submissions")
                for sentence in submissions.unpacked(given, folder):
                    print(f"{given.name}: {sentence}", file=sys.stderr)
            paths = submissions.found(folder)
            if not paths:
                sys.exit(f"submissions: found no file in {str(asked.submissions)!r}")
            _grade_all(asked, folder, out, paths, Path(work))
    except submissions.SubmissionError as error:
        sys.exit(f"submissions {asked.submissions}: {error}")
    except (
        draw.SaltError,
        ExerciseError,
        rosters.RosterError,
        settings.SettingsError,
        confine.BoundaryError,
    ) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. What is graded is kept: the same command goes on from there.")


def _grade_all(
    asked: argparse.Namespace, folder: Path, out: Path, paths: Sequence[Path], work: Path
) -> None:
    draw.salt()  # one that is too short is told before anything runs
    tests, jobs = work / "tests", work / "jobs"
    jobs.mkdir()
    exercises = load_all(tests, asked.exercise)
    roster = rosters.read(asked.roster, asked.id_column) if asked.roster else Roster()
    beside = asked.submissions.resolve().with_name(settings.FILE)
    rules = settings.read(asked.settings or (beside if beside.exists() else None))
    limits = Limits(asked.seconds, min(asked.cell_seconds, asked.seconds), asked.memory)
    secrets = [root(), folder, asked.submissions, out, work, *filter(None, [asked.roster])]
    boundary = prepared(asked.isolation, secrets)
    confine.trial(boundary, limits, jobs)
    by_hand.read(out / by_hand.FILE)  # what is wrong in it is told before anything runs
    expected = rules.feedback.expected
    given = fingerprint(f"{boundary.level}\n{asked.exercise}\n{expected}\n{draw.salt()}", tests)
    tasks = [
        Task(path=path, name=name_of(path, folder), key=key_of(path, given),
             only=asked.exercise, exercises=exercises, boundary=boundary, limits=limits,
             jobs=jobs, expected=expected)
        for path in paths
    ]  # fmt: skip
    rows = Rows(out, {} if asked.again else {task.name: task.key for task in tasks})
    left = [task for task in tasks if task.name not in rows.grades]
    if len(left) < len(tasks):
        print(f"{len(tasks) - len(left)} were graded before; --again grades them anew")
    grade_each(left, rows, jobs=asked.jobs)
    outcome.write(out, list(rows.grades.values()), exercises, boundary.level, roster, rules)


def name_of(path: Path, folder: Path) -> str:
    """A submission's name in the table, whatever signs its file's name is made of."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def key_of(path: Path, given: str) -> str:
    """What a row holds for: a file's content, and all that is the same for every file."""
    try:
        return hashlib.sha256(given.encode() + submissions.content(path)).hexdigest()
    except submissions.SubmissionError:
        return ""


def fingerprint(used: str, tests: Path) -> str:
    """The tests of all exercises, and how they are used, as one short text."""
    found = hashlib.sha256(f"{used}\n".encode())
    for path in sorted(tests.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def grade_each(tasks: Sequence[Task], rows: Rows, *, jobs: int) -> None:
    """Grade side by side, each row on the disk as soon as it is known; a bar tells what is left."""
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task("Grading", total=len(tasks))
        seconds = max((task.limits.seconds for task in tasks), default=0) + CHECKING
        for task, found in workers.answers(grade, tasks, jobs=jobs, seconds=seconds):
            broken = f"The grader's own process {found} while it was at this file."
            rows.add(found if isinstance(found, Grade) else not_graded(task, broken))
            progress.advance(bar)


def prepared(level: str, secrets: Sequence[Path]) -> confine.Boundary:
    """The boundary asked for, made ready, or the one that this machine has."""
    _check_choice("isolation", level, list(confine.LEVELS))
    level = level or confine.best_level()
    if level == "container":
        if not machine.engine():
            raise confine.BoundaryError("isolation: found no Docker or Podman that answers")
        if not machine.has_container():
            confine.build_image()
    if level == "bubblewrap" and not machine.has_bubblewrap():
        raise confine.BoundaryError(
            "isolation: bubblewrap (0.8 or newer) is not installed, or the kernel forbids it"
        )
    return confine.Boundary(level, secrets)


def _check_choice(name: str, found: str, allowed: Sequence[str]) -> None:
    if found and found not in allowed:
        raise ExerciseError(f"{name}: found {found!r}; allowed: {', '.join(allowed)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grading", description="Grade a folder of submissions.")
    parser.add_argument("submissions", type=Path, help="a folder, or a zip as platforms make it")
    parser.add_argument("--exercise", default="", help="only this one; default: as each file says")
    parser.add_argument("--out", type=Path, help="where grades.csv and report.html go")
    parser.add_argument("--roster", type=Path, help="a CSV file, as platforms write it")
    parser.add_argument("--id-column", default="", help="the roster's column with the IDs")
    parser.add_argument("--settings", type=Path, help="default: grading.toml beside submissions")
    parser.add_argument("--again", action="store_true", help="also what was graded before")
    parser.add_argument("--isolation", default="", help=", ".join(confine.LEVELS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--seconds", type=int, default=120, help="time for one submission")
    parser.add_argument("--cell-seconds", type=int, default=20, help="computing time for a cell")
    parser.add_argument("--memory", type=int, default=2048, help="megabytes for one submission")
    return parser


if __name__ == "__main__":
    main()
