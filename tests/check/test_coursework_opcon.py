"""Exercise *When does OPCON transfer?*: scenarios that ask the same of everybody."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache

import pytest

from alliance.coursework.opcon import MOVED, TERM, Scenario, month_number, scenario
from alliance.explorers import opcon_conditions
from alliance.models.opcon import months_until, months_until_weighted

IDS = [f"2025{number:04}" for number in range(2000 if os.environ.get("NIGHTLY") else 600)]


@cache
def scenarios() -> list[Scenario]:
    return [scenario(each) for each in IDS]


def waits(drawn: Scenario) -> list[int]:
    return [int(months_until(*condition)) for condition in drawn.conditions]


def test_a_scenario_is_drawn_once_and_for_all() -> None:
    assert scenario("Example") == Scenario(
        conditions=((57, 6, 74), (51, 4, 76), (53, 5, 74)),
        weights=(3, 1, 1),
        weighted_bar=72,
        wording_step=14,
        date_year=2029,
    )


def test_few_students_share_a_scenario() -> None:
    # As few as would if there were fifty thousand scenarios.
    assert len(set(scenarios())) > (1 - len(IDS) / 100_000) * len(IDS)


def test_the_explorer_starts_from_the_scenario() -> None:
    drawn = scenario("example")
    assert drawn.explorer.defaults == drawn.explorer.settings(**drawn.settings)
    assert f"wording_step={drawn.wording_step}" in drawn.link


def test_one_condition_alone_decides_for_everybody() -> None:
    for drawn in scenarios():
        first, second, last = sorted(waits(drawn))
        assert last - second >= 12
        assert second - first >= 6


def test_each_condition_decides_for_some() -> None:
    decides = Counter(waits(drawn).index(max(waits(drawn))) + 1 for drawn in scenarios())
    assert min(decides[number] for number in (1, 2, 3)) > len(IDS) / 6


def test_all_three_pass_after_the_term_and_all_but_one_within_it() -> None:
    for drawn in scenarios():
        _, second, last = sorted(waits(drawn))
        assert second < TERM < last - 6


def test_the_weighted_rule_brings_the_transfer_into_the_term() -> None:
    for drawn in scenarios()[:100]:
        levels, paces, _ = (list(part) for part in zip(*drawn.conditions, strict=True))
        wait = months_until_weighted(levels, paces, list(drawn.weights), drawn.weighted_bar)
        assert 18 <= wait < TERM


def test_no_average_passes_by_the_last_digit() -> None:
    for drawn in scenarios():
        for month in range(TERM):
            twelfths = [min(1200, 12 * level + pace * month) for level, pace, _ in drawn.conditions]
            mean = sum(w * each for w, each in zip(drawn.weights, twelfths, strict=True))
            bar = 12 * drawn.weighted_bar * sum(drawn.weights)
            assert mean != bar
            if mean > bar:
                break


def test_the_wording_moves_the_date_and_no_bar_above_a_hundred() -> None:
    for drawn in scenarios()[:100]:
        shown = opcon_conditions.compute(**drawn.settings).values
        assert shown["transfer_paper"] - shown["transfer"] >= MOVED
        assert drawn.conditions[2][2] + drawn.wording_step <= 100


def test_paces_that_may_be_off_move_the_date_both_ways_and_never_to_never() -> None:
    for drawn in scenarios()[:100]:
        shown = opcon_conditions.compute(**drawn.settings).values
        assert 0 < shown["transfer_earliest"] < shown["transfer"] < shown["transfer_latest"]


def test_on_the_set_date_the_condition_that_decides_is_well_short() -> None:
    for drawn in scenarios()[:100]:
        shown = opcon_conditions.compute(**drawn.settings, rule="date").values
        last = waits(drawn).index(max(waits(drawn))) + 1
        assert shown[f"shortfall_{last}"] > 5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("June 2030", 12 * 2030 + 5),
        (" june  2030 ", 12 * 2030 + 5),
        ("never at these settings", None),
        ("2030-06", None),
        ("June", None),
        ("", None),
    ],
)
def test_a_month_is_read_as_the_explorer_shows_it(text: str, number: int | None) -> None:
    assert month_number(text) == number
