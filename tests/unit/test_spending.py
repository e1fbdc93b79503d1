"""The spending path: identities, direction and bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alliance.models.formula import NEVER
from alliance.models.spending import Baseline, compound, required_growth, share_path, spending_path

BASE = Baseline(year=2024, share=2.5, gdp=2500.0, announced_growth=8.0, related_share=1.5)
YEARS = np.arange(2024, 2046)

scenarios = st.fixed_dictionaries(
    {
        "target": st.floats(1, 6),
        "target_year": st.integers(2026, 2045),
        "growth": st.floats(-2, 10),
        "exchange_rate": st.floats(800, 2000),
        "definition": st.sampled_from(["core", "nato"]),
    }
)


def run(**scenario: Any) -> dict[str, Any]:
    return spending_path(YEARS, **scenario, baseline=BASE)


def index(year: int) -> int:
    return int(np.flatnonzero(year == YEARS)[0])


@given(scenarios)
def test_budget_is_gdp_times_share(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    assert path["budget"] == pytest.approx(path["gdp"] * path["share"] / 100)


@given(scenarios)
def test_extra_is_what_exceeds_todays_share_and_nothing_in_the_base_year(
    scenario: dict[str, Any],
) -> None:
    path = run(**scenario)
    assert path["extra"] == pytest.approx(path["budget"] - path["gdp"] * BASE.share / 100)
    assert path["extra"][0] == 0


@given(scenarios)
def test_cumulative_extra_is_the_sum_of_extras_from_the_first_year_after_the_base(
    scenario: dict[str, Any],
) -> None:
    path = run(**scenario)
    upto = index(scenario["target_year"])
    by_hand = sum(path["extra"][1 : upto + 1])
    assert path["cumulative_then"] == pytest.approx(by_hand, abs=1e-9)


@given(scenarios)
def test_the_share_moves_from_today_to_the_target_and_stays(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    reached = index(scenario["target_year"])
    assert path["share"][0] == pytest.approx(BASE.share)
    assert path["share"][reached:] == pytest.approx(path["core_target"], abs=1e-12)
    steps = np.diff(path["share"][: reached + 1])
    assert steps == pytest.approx(steps[0], abs=1e-12)


@given(scenarios)
def test_required_growth_leads_from_the_base_to_the_target(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    years = scenario["target_year"] - BASE.year
    there = compound(path["budget"][0], path["required_growth"], years)
    assert there == pytest.approx(path["budget_then"], abs=1e-9)


@given(scenarios)
def test_the_crossing_year_is_found_by_stepping_through_the_years(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    budget, gdp = BASE.gdp * BASE.share / 100, BASE.gdp
    found = BASE.year if path["core_target"] <= BASE.share else NEVER
    for year in range(BASE.year + 1, 2046):
        budget *= 1 + BASE.announced_growth / 100
        gdp *= 1 + scenario["growth"] / 100
        share = 100 * budget / gdp
        assume(abs(share - path["core_target"]) > 1e-9)
        if found == NEVER and share >= path["core_target"]:
            found = year
    assert path["crossing_year"] == found


@given(scenarios, st.floats(0.01, 1))
def test_a_higher_target_never_costs_less(scenario: dict[str, Any], more: float) -> None:
    low, high = run(**scenario), run(**scenario | {"target": scenario["target"] + more})
    assert (high["budget"] >= low["budget"] - 1e-9).all()
    assert high["cumulative_then"] >= low["cumulative_then"] - 1e-9


@given(scenarios)
def test_natos_count_costs_exactly_the_core_target_below_it(scenario: dict[str, Any]) -> None:
    assume(scenario["target"] > BASE.related_share)
    nato = run(**scenario | {"definition": "nato"})
    core = run(
        **scenario | {"definition": "core", "target": scenario["target"] - BASE.related_share}
    )
    assert nato["budget"] == pytest.approx(core["budget"])
    assert nato["related"] == pytest.approx(nato["gdp"] * BASE.related_share / 100)


@given(scenarios)
def test_won_and_dollars_differ_by_the_exchange_rate_alone(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    assert path["budget_then_usd"] * scenario["exchange_rate"] == pytest.approx(
        path["budget_then"] * 1000
    )


@given(scenarios)
def test_every_result_is_finite(scenario: dict[str, Any]) -> None:
    for name, value in run(**scenario).items():
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


def test_a_target_that_related_spending_fills_leaves_nothing_for_defense() -> None:
    path = run(target=1.2, target_year=2030, growth=3, exchange_rate=1400, definition="nato")
    assert path["nothing_left"]
    assert path["budget_then"] == 0
    assert path["required_growth"] == -100


def test_works_for_single_numbers_too() -> None:
    assert share_path(2029, start=2, start_year=2024, target=4, target_year=2034) == 3
    assert required_growth(100, 121, 2) == pytest.approx(10)


@pytest.mark.parametrize("field", ("share", "gdp"))
def test_an_impossible_baseline_is_refused_by_name(field: str) -> None:
    values = {
        "year": 2024, "share": 2.5, "gdp": 2500.0, "announced_growth": 8.0, "related_share": 1.5
    }  # fmt: skip
    with pytest.raises(ValueError, match=rf"Baseline\.{field}: found 0.*allowed"):
        Baseline(**values | {field: 0})  # type: ignore[arg-type]
