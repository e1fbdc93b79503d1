"""Exercise *What would it cost?*: scenarios that ask the same of everybody."""

from __future__ import annotations

from functools import cache

import pytest

from alliance import load
from alliance.coursework import cost
from alliance.coursework.cost import Scenario, scenario
from alliance.explorers.spending_data import baseline

IDS = [f"2025{number:04}" for number in range(2000)]


@cache
def scenarios() -> list[Scenario]:
    return [scenario(each) for each in IDS]


def budget_growth(drawn: Scenario) -> float:
    years = drawn.target_year - baseline().year
    return 100 * ((1 + drawn.growth / 100) * (drawn.target / baseline().share) ** (1 / years) - 1)


def largest_target(drawn: Scenario) -> float:
    years = drawn.target_year - baseline().year
    return baseline().share * ((1 + drawn.limit / 100) / (1 + drawn.growth / 100)) ** years


def test_a_scenario_is_drawn_once_and_for_all() -> None:
    assert scenario("Example") == Scenario(
        table_year=2012,
        target=3.45,
        target_year=2034,
        growth=3.4,
        exchange_rate=1400.0,
        limit=5.4,
    )


def test_few_students_share_a_scenario() -> None:
    assert len(set(scenarios())) > 0.98 * len(IDS)


def test_the_explorer_starts_from_the_scenario() -> None:
    drawn = scenario("example")
    assert drawn.explorer.defaults == drawn.explorer.settings(**drawn.settings)
    assert f"target={drawn.target:g}" in drawn.link


def test_every_table_year_is_in_the_tables() -> None:
    years = set(cost.TABLE_YEARS)
    assert years <= set(load("defense_share").query("iso3 == 'KOR'")["year"])
    assert years <= set(load("gdp").query("kind == 'actual'")["year"])
    assert years <= set(load("exchange_rate")["year"])


def test_hard_and_easy_scenarios_differ_little() -> None:
    for drawn in scenarios():
        # As many rows in the table and bars in the chart, give or take two.
        assert 8 <= drawn.target_year - baseline().year + 1 <= 12
        assert 5 < budget_growth(drawn) < 12


def test_the_limit_always_asks_for_a_lower_target_that_the_slider_reaches() -> None:
    slider = scenario("example").explorer.by_name["target"]
    for drawn in scenarios():
        found = largest_target(drawn)
        assert drawn.limit < budget_growth(drawn)
        # The way there is never so short that the answer could be taken for the question.
        assert 0.1 < drawn.target - found < 1.3
        assert found > baseline().share
        assert slider.minimum < found


def test_at_the_largest_target_the_explorer_shows_the_limit() -> None:
    for drawn in scenarios()[:50]:
        values = drawn.explorer.compute(target=round(largest_target(drawn), 2)).values
        assert values["required_growth"] == pytest.approx(drawn.limit, abs=0.05)
