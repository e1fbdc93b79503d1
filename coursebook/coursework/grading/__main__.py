"""The command that grades: `python -m coursebook.coursework.grading SUBMISSIONS`."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.progress import Progress

from coursebook.book import book, root
from coursebook.coursework.draw import IdError, normalized
from coursebook.coursework.grading import confine, submissions
from coursebook.coursework.grading.exercise import Exercise, ExerciseError, load_all
from coursebook.coursework.grading.grade import Grade, Task, grade
from coursebook.coursework.grading.report import report, with_twins_named, write_grades

# Folders that a submission must not read; a container and Bubblewrap hide them altogether.
HIDDEN = ("_build", ".git", "exercises", "tests")


def main(arguments: Sequence[str] | None = None) -> None:
    """Grade the submissions in the folder that the command line names."""
    asked = _parser().parse_args(arguments)
    folder = asked.submissions.resolve()
    out = (asked.out or folder.with_name(f"{folder.name}-grades")).resolve()
    if not folder.is_dir():
        sys.exit(f"submissions: found no folder {str(asked.submissions)!r}")
    if out == folder or folder in out.parents:
        sys.exit("out: the grades would be taken for a submission; choose another folder")
    paths = submissions.found(folder)
    if not paths:
        sys.exit(f"submissions: found no file in {str(asked.submissions)!r}")
    try:
        with tempfile.TemporaryDirectory(prefix="tests-") as tests:
            exercises = load_all(Path(tests))
            _check_choice("exercise", asked.exercise, list(exercises))
            roster = read_roster(asked.roster) if asked.roster else frozenset()
            level = prepared(asked.isolation)
            limits = confine.Limits(seconds=asked.seconds, memory_mb=asked.memory)
            with tempfile.TemporaryDirectory(prefix="jobs-") as jobs:
                tasks = [
                    Task(
                        path=path,
                        name=path.relative_to(folder).as_posix(),
                        only=asked.exercise,
                        exercises=exercises,
                        level=level,
                        limits=limits,
                        jobs=Path(jobs),
                        modules=[f"{book().package}.explorers"],
                        hidden=[str(folder), tests, *(str(root() / each) for each in HIDDEN)],
                        roster=roster,
                    )
                    for path in paths
                ]
                grades = with_twins_named(sorted(graded(tasks, asked.jobs), key=lambda g: g.file))
            write(out, grades, exercises, level, roster)
    except (ExerciseError, RosterError) as error:
        sys.exit(str(error))


class RosterError(ValueError):
    """A roster that cannot be read."""


def read_roster(path: Path) -> frozenset[str]:
    """The IDs in the column `id` of a CSV file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return frozenset(normalized(row["id"]) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RosterError(f"roster {path}: cannot be read: {error}") from error
    except KeyError as error:
        raise RosterError(f"roster {path}: found no column 'id'") from error
    except IdError as error:
        raise RosterError(f"roster {path}: {error}") from error


def prepared(level: str) -> str:
    """The level of isolation that was asked for, made ready, or the strongest one that is ready."""
    _check_choice("isolation", level, list(confine.LEVELS))
    if not level:
        return confine.best_level()
    if level == "container":
        if not confine.engine():
            raise ExerciseError("isolation: found no Docker or Podman that answers")
        if not confine.has_image():
            confine.build_image()
    if level == "bubblewrap" and not confine.has_bubblewrap():
        raise ExerciseError("isolation: bubblewrap is not installed, or the kernel forbids it")
    return level


def graded(tasks: Sequence[Task], jobs: int) -> Iterator[Grade]:
    """The grades as they come in, with a progress bar on standard error."""
    with (
        Progress(disable=not sys.stderr.isatty()) as progress,
        ProcessPoolExecutor(max_workers=jobs) as pool,
    ):
        bar = progress.add_task("Grading", total=len(tasks))
        for done in as_completed([pool.submit(grade, task) for task in tasks]):
            progress.advance(bar)
            yield done.result()


def write(
    out: Path,
    grades: Sequence[Grade],
    exercises: dict[str, Exercise],
    level: str,
    roster: frozenset[str],
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    write_grades(out / "grades.csv", grades)
    missing = sorted(roster - {grade.student_id for grade in grades})
    text = report(grades, exercises, level=level, missing=missing)
    (out / "report.md").write_text(text, encoding="utf-8")
    number = sum(each.graded for each in grades)
    print(f"{number} of {len(grades)} graded, confined by: {level}")
    print(f"{out / 'grades.csv'}\n{out / 'report.md'}")


def _check_choice(name: str, found: str, allowed: Sequence[str]) -> None:
    if found and found not in allowed:
        raise ExerciseError(f"{name}: found {found!r}; allowed: {', '.join(allowed)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grading", description="Grade a folder of submissions.")
    parser.add_argument("submissions", type=Path, help="a folder; subfolders are looked into")
    parser.add_argument("--exercise", default="", help="only this one; default: as each file says")
    parser.add_argument("--out", type=Path, help="where grades.csv and report.md go")
    parser.add_argument("--roster", type=Path, help="a CSV file with a column id")
    parser.add_argument("--isolation", default="", help=", ".join(confine.LEVELS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="submissions at a time")
    parser.add_argument("--seconds", type=int, default=120, help="time for one submission")
    parser.add_argument("--memory", type=int, default=2048, help="megabytes for one process")
    return parser


if __name__ == "__main__":
    main()
