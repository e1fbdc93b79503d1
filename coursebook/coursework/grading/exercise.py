"""What the grader knows about an exercise: what to take from a notebook, tests, questions."""

from __future__ import annotations

import json
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from coursebook.coursework.build import AUTOGRADER, built
from coursebook.coursework.draw import EXAMPLE, seeds
from coursebook.coursework.grading.submissions import Cell, read
from coursebook.coursework.grading.written import Place, places


class ExerciseError(ValueError):
    """An exercise that does not exist, or has not been built."""


@dataclass(frozen=True)
class Exercise:
    """An exercise as the grader uses it.

    Parameters
    ----------
    slug, title
        The name of its folder, and what readers see.
    scenario
        The module whose `scenario(student_id)` draws a student's numbers.
    values
        The names to read from a student's notebook.
    calls
        The functions to call in it, each with lists of arguments.
    manual
        Points of the questions that a person grades.
    tests
        The folder of Otter's test files, one for each question.
    """

    slug: str
    title: str
    scenario: str
    values: list[str]
    calls: Mapping[str, list[list[Any]]]
    manual: Mapping[str, int]
    tests: Path
    handed_out: Sequence[Cell]
    rubric: str
    solution: Sequence[str]
    """The code of the right notebook, for the example's ID."""

    @property
    def questions(self) -> list[str]:
        """The questions that tests grade."""
        return sorted(path.stem for path in self.tests.glob("*.py"))

    @property
    def places(self) -> list[Place]:
        """Where the answers in words belong, which a person grades."""
        return places(list(self.manual), self.handed_out)

    def solution_of(self, student_id: str) -> list[str]:
        """The code of the right notebook for a student."""
        own = f"student_id = {json.dumps(student_id)}"
        return [cell.replace(f'student_id = "{EXAMPLE}"', own) for cell in self.solution]

    def request(self, cells: Sequence[str], student_id: str) -> dict[str, Any]:
        """What the runner is asked: to run these cells for a student, and to tell the answers."""
        return {
            "cells": cells,
            "values": self.values,
            "calls": self.calls,
            "seeds": seeds([self.slug], [student_id]),
        }

    def scenario_of(self, student_id: str) -> Any:
        """The scenario drawn from an ID; ValueError if the text cannot be one."""
        return import_module(self.scenario).scenario(student_id)


def load(slug: str, into: Path) -> Exercise:
    """An exercise that has been built; its tests are unpacked below the folder `into`."""
    folder = built() / "instructor" / slug
    if not (folder / AUTOGRADER).is_file():
        raise ExerciseError(f"exercise {slug!r}: not built yet; run: make exercises")
    with zipfile.ZipFile(folder / AUTOGRADER) as archive:
        names = [name for name in archive.namelist() if name.startswith("tests/")]
        archive.extractall(into / slug, names)
    told = tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))
    return Exercise(
        slug=slug,
        title=told["title"],
        scenario=told["scenario"],
        values=told["values"],
        calls=told.get("calls", {}),
        manual=told.get("manual", {}),
        tests=into / slug / "tests",
        handed_out=read((built() / "exercises" / slug / f"{slug}.ipynb").read_bytes()).cells,
        rubric=(folder / "rubric.md").read_text(encoding="utf-8"),
        solution=read((folder / "solution.ipynb").read_bytes()).code,
    )


def load_all(into: Path, only: str = "") -> dict[str, Exercise]:
    """Every exercise that has been built, or one of them; ExerciseError if there is none."""
    found = sorted(path.parent.name for path in (built() / "instructor").glob(f"*/{AUTOGRADER}"))
    if not found:
        raise ExerciseError("no exercise is built yet; run: make exercises")
    if only and only not in found:
        raise ExerciseError(f"exercise: found {only!r}; allowed: {', '.join(found)}")
    return {slug: load(slug, into) for slug in found if slug == (only or slug)}
