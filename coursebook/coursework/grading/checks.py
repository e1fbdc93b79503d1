"""How many points a submission gets: Otter's hidden tests, where none of its code runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otter.execute import Checker
from otter.nbmeta_config import NBMetadataConfig

from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.rows import Score


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
    missed = [
        str(case.test_case.failure_message or case.test_case.name)
        for case in result.test_case_results
        if not case.passed
    ]
    points, possible = float(result.score), float(result.possible)
    return Score(question=question, points=points, possible=possible, missed=missed)
