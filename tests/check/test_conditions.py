"""A control is shown where it counts, and a task can be met: what a declaration says is tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alliance import explorers
from coursebook.explorers import Explorer, Task, validation
from coursebook.explorers.declaration import DeclarationError

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]


def needing(explorer: Explorer, name: str, needs: object) -> Explorer:
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


def test_a_control_that_is_never_shown_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'exchange_rate' is never shown"):
        needing(explorers.spending_path, "exchange_rate", lambda target: target < 0)


def test_a_task_that_no_setting_meets_is_refused() -> None:
    never = Task(name="never", text="Do it.", answer="No.", met=lambda level_1: level_1 < -1)
    with pytest.raises(DeclarationError, match="task 'never' can be met by no setting"):
        replace(explorers.opcon_conditions, tasks=[never])


def test_a_task_that_sets_what_no_control_takes_is_refused() -> None:
    wrong = Task(name="wrong", text="Do it.", answer="No.", sets={"rule": "none"})
    with pytest.raises(DeclarationError, match="task 'wrong': Rule: found 'none'"):
        replace(explorers.opcon_conditions, tasks=[wrong])
