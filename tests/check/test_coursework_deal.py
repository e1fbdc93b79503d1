"""Exercise *A deal both can sign*: scenarios that ask the same of everybody."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache

import pandas as pd

from alliance.coursework.deal import RATIFIABLE, WEIGHT, ZONE, Scenario, scenario
from alliance.explorers import package_deal
from alliance.explorers.package_options import VIEWS

IDS = [f"2025{number:04}" for number in range(2000 if os.environ.get("NIGHTLY") else 600)]
SOME = 60
"""So many scenarios are put to the explorer itself, which computes all packages each time."""


@cache
def scenarios() -> list[Scenario]:
    return [scenario(each) for each in IDS]


@cache
def before(drawn: Scenario) -> pd.DataFrame:
    return package_deal.compute(**drawn.settings).table


@cache
def after(drawn: Scenario) -> pd.DataFrame:
    return package_deal.compute(**drawn.settings_after).table


def test_a_scenario_is_drawn_once_and_for_all() -> None:
    assert scenario("Example") == Scenario(
        washington_view="home",
        seoul_view="alliance",
        washington_weights=(6, 8, 2, 3, 9, 5),
        seoul_weights=(2, 3, 9, 8, 6, 5),
        washington_walk=52,
        seoul_walk=62,
        ratify_above=4,
        start=("demand", "agreement", "north", "strait", "date", "suspend"),
        raised="seoul",
        raise_by=5,
    )


def test_few_students_share_a_scenario() -> None:
    # As few as would if there were fifty thousand scenarios.
    assert len(set(scenarios())) > (1 - len(IDS) / 100_000) * len(IDS)


def test_the_explorer_starts_from_the_scenario() -> None:
    drawn = scenario("example")
    assert drawn.explorer.defaults == drawn.explorer.settings(**drawn.settings)
    assert f"seoul_walk={drawn.seoul_walk}" in drawn.link


def test_each_side_has_every_view_and_rises_for_some() -> None:
    for side in VIEWS:
        views = Counter(getattr(drawn, f"{side}_view") for drawn in scenarios())
        assert min(views.values()) > len(IDS) / 3
    assert min(Counter(drawn.raised for drawn in scenarios()).values()) > len(IDS) / 3


def test_no_value_meets_a_bound_by_the_last_digit() -> None:
    for drawn in scenarios():
        assert sum(drawn.washington_weights) == sum(drawn.seoul_weights) == WEIGHT
        for settings in (drawn.settings, drawn.settings_after):
            for side in VIEWS:
                for bound in (settings[f"{side}_walk"], settings[f"{side}_ratify"]):
                    # A value is ten times a whole number, over the sum of the weights.
                    assert bound * WEIGHT % 10 != 0


def test_home_asks_for_more_than_the_walk_away_value() -> None:
    for drawn in scenarios():
        assert 2 <= drawn.washington_ratify - drawn.washington_walk <= 5
        assert 2 <= drawn.seoul_ratify - drawn.seoul_walk <= 5


def test_the_zone_is_neither_empty_nor_everything() -> None:
    for drawn in scenarios()[:SOME]:
        table = before(drawn)
        assert table["zone_count"].iloc[0] in ZONE
        assert RATIFIABLE <= table["ratifiable_count"].iloc[0] <= table["zone_count"].iloc[0]


def test_one_side_alone_walks_away_from_the_package_on_the_table() -> None:
    for drawn in scenarios()[:SOME]:
        assert before(drawn)["standing"].iloc[0] in (1, 2)


def test_the_button_finds_one_better_deal_that_helps_both() -> None:
    for drawn in scenarios()[:SOME]:
        table = before(drawn)
        gains = [table[side] - table[f"now_{side}"] for side in VIEWS]
        worth = (gains[0] * gains[1]).where((gains[0] > 0) & (gains[1] > 0), 0)
        best = table.index[worth > worth.max() - 1e-6]
        assert list(best) == [table["better"].iloc[0]]


def test_one_package_alone_is_the_nash_solution_before_and_after() -> None:
    for drawn in scenarios()[:SOME]:
        for table, settings in (
            (before(drawn), drawn.settings),
            (after(drawn), drawn.settings_after),
        ):
            gains = [table[side] - settings[f"{side}_walk"] for side in VIEWS]
            worth = (gains[0] * gains[1]).where((gains[0] > 0) & (gains[1] > 0), 0)
            assert list(table.index[worth > worth.max() - 1e-6]) == [table["nash"].iloc[0]]


def test_a_better_alternative_helps_its_side_and_hurts_the_other() -> None:
    for drawn in scenarios()[:SOME]:
        other = "seoul" if drawn.raised == "washington" else "washington"
        first, then = before(drawn).iloc[0], after(drawn).iloc[0]
        assert then[f"nash_{drawn.raised}"] - first[f"nash_{drawn.raised}"] > 0.1
        assert first[f"nash_{other}"] - then[f"nash_{other}"] > 0.1
