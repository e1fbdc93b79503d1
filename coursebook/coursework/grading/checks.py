"""How many points a submission gets: Otter's hidden tests, where none of its code runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from otter.execute import Checker
from otter.nbmeta_config import NBMetadataConfig

from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.rows import Missed, Score


def check(exercise: Exercise, environment: Mapping[str, Any]) -> list[Score]:
    """Score the questions of an exercise.

    Parameters
    ----------
    exercise
        The exercise with its tests.
    environment
        The student's answers by name.

    Returns
    -------
    list of Score
        One for each question that tests can grade.
    """
    return [_score(exercise, question, dict(environment)) for question in exercise.questions]


def _score(exercise: Exercise, question: str, environment: dict[str, Any]) -> Score:
    path = exercise.tests / f"{question}.py"
    result = Checker.check(str(path), NBMetadataConfig(), global_env=environment)
    asked = names_asked(path)
    texts = [
        str(case.test_case.failure_message or case.test_case.name)
        for case in result.test_case_results
        if not case.passed
    ]
    missed = [Missed(text=text, names=asked.get(text, [])) for text in texts]
    points, possible = float(result.score), float(result.possible)
    return Score(question=question, points=points, possible=possible, missed=missed)


@cache
def names_asked(path: Path) -> dict[str, list[str]]:
    """For each test of a file, by what it says where it fails: the answers that it asks for."""
    found: dict[str, list[str]] = {}
    for test in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(test, ast.FunctionDef):
            said = [
                keyword.value.value
                for decorator in test.decorator_list
                if isinstance(decorator, ast.Call)
                for keyword in decorator.keywords
                if keyword.arg == "failure_message" and isinstance(keyword.value, ast.Constant)
            ]
            found |= {str(each): [name.arg for name in test.args.args] for each in said}
    return found
