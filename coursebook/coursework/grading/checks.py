"""Otter's hidden tests, run on a submission's answers where nothing of the submission runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otter.execute import Checker
from otter.nbmeta_config import NBMetadataConfig

from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.rows import Score


def check(exercise: Exercise, environment: Mapping[str, Any]) -> list[Score]:
    """The scores of an exercise's questions, for answers by name."""
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
