"""A control is shown where it counts, and a task can be met: what a declaration says is tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from small_explorer import RATE, growing, small

from alliance import explorers
from coursebook.explorers import Explorer, Switch, Task, validation
from coursebook.explorers.conditions import Condition
from coursebook.explorers.declaration import DeclarationError

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]


def needing(explorer: Explorer, name: str, needs: Condition) -> Explorer:
    """The same explorer, whose control `name` is shown under another condition."""
    controls = [
        replace(each, needs=needs) if each.name == name else each for each in explorer.controls
    ]
    return replace(explorer, controls=controls)


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_no_hidden_control_moves_a_result(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "TRIED", 30)  # at each import a few are tried
    validation.check(explorer)


def test_a_control_that_counts_while_hidden_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'bar_1' is not shown where its"):
        needing(explorers.opcon_conditions, "bar_1", lambda rule: rule == "date")


def with_silent(needs: Condition) -> Explorer:
    """An explorer with a control that moves nothing, shown under a condition."""

    def model(year: Any, *, rate: Any, silent: Any) -> dict[str, Any]:
        return growing(year, rate=rate)

    silent = Switch(name="silent", label="Silent", help="Nothing.", default=False, needs=needs)
    return small(controls=[RATE, silent], model=model)


def test_a_control_that_seldom_counts_is_not_taken_for_one_that_never_does() -> None:
    with_silent(lambda rate: rate == 5)


def test_a_control_that_is_never_shown_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'silent' is never shown"):
        with_silent(lambda rate: rate > 5)


def test_a_task_that_no_setting_meets_is_refused() -> None:
    never = Task(name="never", text="Do it.", answer="No.", met=lambda level_1: level_1 < -1)
    with pytest.raises(DeclarationError, match="task 'never' can be met by no setting"):
        replace(explorers.opcon_conditions, tasks=[never])


def test_a_task_that_sets_what_no_control_takes_is_refused() -> None:
    wrong = Task(name="wrong", text="Do it.", answer="No.", sets={"rule": "none"})
    with pytest.raises(DeclarationError, match="task 'wrong': Rule: found 'none'"):
        replace(explorers.opcon_conditions, tasks=[wrong])
