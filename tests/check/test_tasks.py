"""Tasks of explorers: each guess has the answer that its model answer gives, each can be met."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from small_explorer import small

from alliance import explorers
from coursebook.explorers import Explorer, Guess, Task, page
from coursebook.explorers.declaration import DeclarationError
from coursebook.explorers.tasks import MET

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
TASKS = {f"{each.name}: {task.name}": (each, task) for each in EXPLORERS for task in each.tasks}


@pytest.mark.parametrize(("explorer", "task"), TASKS.values(), ids=[*TASKS])
def test_a_task_is_not_met_at_the_start_and_is_met_by_its_solution(
    explorer: Explorer, task: Task
) -> None:
    if task.met:
        assert not explorer.results(explorer.defaults)[MET + task.name]
        assert explorer.results(explorer.settings(**task.solution))[MET + task.name]


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_an_explorer_has_three_tasks_one_to_guess_and_one_that_it_confirms(
    explorer: Explorer,
) -> None:
    assert 3 <= len(explorer.tasks) <= 5
    assert any(task.guess for task in explorer.tasks)
    assert any(task.met for task in explorer.tasks)


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_tasks_stand_as_a_list_for_paper_without_their_answers(explorer: Explorer) -> None:
    frame = BeautifulSoup(page.html(explorer), "html.parser")
    for code in frame.find_all("script"):
        code.extract()
    listed = [each.get_text() for each in frame.select(".explorer-tasks li")]
    assert [text.startswith(task.text) for text, task in zip(listed, explorer.tasks, strict=True)]
    assert not any(task.answer[:40] in frame.get_text() for task in explorer.tasks)


# What model answers say ---------------------------------------------------------------------


def answer(explorer: Explorer, name: str) -> str:
    return next(task.answer for task in explorer.tasks if task.name == name)


def test_the_earliest_year_is_the_first_that_needs_no_more_than_the_announced_growth() -> None:
    spending = explorers.spending_path
    needed = {
        year: spending.compute(target_year=year).values["growth_left"] for year in range(2027, 2046)
    }
    announced = spending.constants["baseline"].announced_growth
    earliest = min(year for year, growth in needed.items() if growth <= announced)
    assert answer(spending, "earliest").startswith(f"{earliest}, which is earlier than the 2035")


def test_the_rate_of_the_paper_s_payment_is_the_only_one_on_the_slider() -> None:
    costs = explorers.troop_costs
    rates = [
        rate
        for rate in range(800, 2001, 10)
        if costs.results(costs.settings(exchange_rate=rate))["met_rate"]
    ]
    assert rates == [1030]
    assert "1,030 won" in answer(costs, "rate")


def test_arms_purchases_alone_pass_half_and_no_other_part_does() -> None:
    costs = explorers.troop_costs
    nothing: dict[str, Any] = {"cash_counts": False}
    parts = {
        "cash": {},
        "base": nothing | {"humphreys": "korean"},
        "support": nothing | {"support": "all"},
        "arms": nothing | {"arms_counts": True},
    }
    shares = {name: costs.compute(**part).values["share_then"] for name, part in parts.items()}
    assert [name for name, share in shares.items() if share > 50] == ["arms"]
    assert costs.compute(humphreys="korean").values["share_then"] < 50


def test_only_the_whole_that_holds_the_payment_is_larger_than_the_demand() -> None:
    costs = explorers.troop_costs
    shares = [
        costs.compute(demand="five", denominator=whole).values["share_then"]
        for whole in costs.by_name["denominator"].options  # type: ignore[attr-defined]
    ]
    assert [share < 100 for share in shares] == [True, False, False, False]


def test_a_war_is_the_belief_that_never_matters() -> None:
    values = explorers.two_fears.compute().values
    assert [name for name in values if name.startswith("turn_") and values[name] == -1] == [
        "turn_war"
    ]


def test_no_pace_of_one_condition_brings_the_transfer_within_the_term() -> None:
    opcon = explorers.opcon_conditions
    for pace in ("pace_1", "pace_2", "pace_3"):
        fastest = opcon.by_name[pace].maximum  # type: ignore[attr-defined]
        assert opcon.compute(**{pace: fastest}).values["outcome"] == 2


def test_one_issue_alone_can_be_changed_so_that_nobody_loses() -> None:
    package = explorers.package_deal
    start = package.compute().values
    harmless = set()
    for issue in package.first:
        for option in package.by_name[str(issue)].options:  # type: ignore[attr-defined]
            now = package.compute(**{str(issue): option}).values
            gains = [now[name] - start[name] for name in ("now_washington", "now_seoul")]
            if min(gains) >= 0 and max(gains) > 0:
                harmless.add(issue)
    assert harmless == {"opcon"}


def test_leaving_out_poland_or_japan_puts_south_korea_first_once_more() -> None:
    ledger = explorers.who_carries_what
    firsts = {
        ally: ledger.compute(**{ally: False}).values["best"].bit_count()
        for ally in ("japan", "germany", "poland", "united_kingdom", "australia")
        if ledger.compute(**{ally: False}).values["best_rank"] == 1
    }
    assert {ally for ally, count in firsts.items() if count == 2} == {"japan", "poland"}


# What is refused ----------------------------------------------------------------------------


def test_a_solution_that_does_not_meet_its_task_is_refused() -> None:
    wrong = Task(
        name="fast", text="Go.", answer="So.", met=lambda rate: rate > 4, solution={"rate": 1}
    )
    with pytest.raises(DeclarationError, match="task 'fast' is not met by its solution"):
        small(tasks=[wrong])
    with pytest.raises(DeclarationError, match="task 'fast': Rate: found 9"):
        small(tasks=[replace(wrong, solution={"rate": 9})])


def test_two_tasks_of_one_name_are_refused() -> None:
    task = Task(name="go", text="Go.", answer="So.")
    with pytest.raises(DeclarationError, match="two tasks are named 'go'"):
        small(tasks=[task, task])


@pytest.mark.parametrize(
    ("guess", "why"),
    [
        ({"options": ("a", "b"), "years": (2030, 2031)}, "options and years"),
        ({"options": ("a",)}, "one option"),
        ({"years": (2031, 2030)}, "in order"),
    ],
)
def test_a_guess_that_cannot_be_answered_is_refused(guess: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Guess(ask="What?", **guess)
