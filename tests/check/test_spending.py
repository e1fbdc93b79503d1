"""The spending path: identities, direction and bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alliance.models.spending import (
    NO_YEARS_LEFT,
    Baseline,
    compound,
    required_growth,
    share_path,
    spending_path,
)
from coursebook.explorers.formula import NEVER

BASE = Baseline(
    year=2024,
    share=2.5,
    gdp=2500.0,
    announced_growth=8.0,
    related_share=1.5,
    enacted_growth=(3.0, 7.0),
)
GREW = {2025: 3.0, 2026: 7.0}
"""By how many percent the budget grew, year by year; later by what was announced."""
YEARS = np.arange(2024, 2046)

scenarios = st.fixed_dictionaries(
    {
        "target": st.floats(1, 6),
        "target_year": st.integers(2026, 2045),
        "growth": st.floats(-2, 10),
        "exchange_rate": st.floats(800, 2000),
        "definition": st.sampled_from(["core", "nato"]),
        "spread": st.floats(0, 3),
        "inflation": st.floats(-1, 6),
        "prices": st.sampled_from(["nominal", "constant"]),
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
    path = run(**scenario | {"prices": "nominal"})
    budget, gdp = BASE.gdp * BASE.share / 100, BASE.gdp
    found = BASE.year if path["core_target"] <= BASE.share else NEVER
    for year in range(BASE.year + 1, 2046):
        budget *= 1 + GREW.get(year, BASE.announced_growth) / 100
        gdp *= 1 + scenario["growth"] / 100
        share = 100 * budget / gdp
        assume(abs(share - path["core_target"]) > 1e-9)
        if found == NEVER and share >= path["core_target"]:
            found = year
    assert path["crossing_year"] == found


@given(scenarios)
def test_growth_left_leads_from_the_last_enacted_budget_to_the_target(
    scenario: dict[str, Any],
) -> None:
    path, nominal = run(**scenario), run(**scenario | {"prices": "nominal"})
    enacted = BASE.gdp * BASE.share / 100 * 1.03 * 1.07
    if scenario["target_year"] == 2026:
        assert path["growth_left"] == path["growth_left_nominal"] == NO_YEARS_LEFT
        assert nominal["over_enacted"] == pytest.approx(nominal["budget_then"] - enacted)
        return
    budget, real = enacted, enacted / path["deflator"][2]
    for _ in range(scenario["target_year"] - 2026):
        budget *= 1 + path["growth_left_nominal"] / 100
        real *= 1 + path["growth_left"] / 100
    assert budget == pytest.approx(nominal["budget_then"], abs=1e-8)
    assert real == pytest.approx(path["budget_then"], abs=1e-8)


def test_announced_growth_starts_where_the_last_enacted_budget_stands() -> None:
    path = run(target=3.5, target_year=2035, growth=0, exchange_rate=1400, definition="core")
    budget = 62.5
    for place, rate in ((1, 3.0), (2, 7.0), (3, 8.0), (4, 8.0)):
        budget *= 1 + rate / 100
        assert path["steady"][place] == pytest.approx(budget)


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
    assert nato["related_then"] == pytest.approx(nato["related"][index(scenario["target_year"])])
    assert core["related_then"] == 0


@given(scenarios)
def test_won_and_dollars_differ_by_the_exchange_rate_alone(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    assert path["budget_then_usd"] * scenario["exchange_rate"] == pytest.approx(
        path["budget_then"] * 1000
    )


# Prices and uncertainty ---------------------------------------------------------------------


def stepped(scenario: dict[str, Any]) -> dict[str, Any]:
    """The path found by walking from year to year, with no power, no column and no share path."""
    core = scenario["target"] - (BASE.related_share if scenario["definition"] == "nato" else 0)
    core, way = max(core, 0), scenario["target_year"] - BASE.year
    found: dict[str, Any] = {"cumulative": 0.0}
    low, central, high = BASE.gdp, BASE.gdp, BASE.gdp
    level, share, steady = 1.0, BASE.share, BASE.gdp * BASE.share / 100
    for year in YEARS:
        if year > BASE.year:
            low += low * (scenario["growth"] - scenario["spread"]) / 100
            central += central * scenario["growth"] / 100
            high += high * (scenario["growth"] + scenario["spread"]) / 100
            level += level * scenario["inflation"] / 100
            steady += steady * GREW.get(int(year), BASE.announced_growth) / 100
            if year <= scenario["target_year"]:
                share += (core - BASE.share) / way
        worth = level if scenario["prices"] == "constant" else 1.0
        sums = {
            "budget": central * share,
            "budget_low": low * share,
            "budget_high": high * share,
            "extra": central * (share - BASE.share),
            "extra_low": low * (share - BASE.share),
            "extra_high": high * (share - BASE.share),
            "steady": 100 * steady,
        }
        row = {name: value / 100 / worth for name, value in sums.items()}
        if year <= scenario["target_year"]:
            found["cumulative"] += row["extra"]
        found[int(year)] = {**row, "price_level": 100 * level / worth}
    return found


@given(scenarios)
def test_the_path_is_found_by_stepping_through_the_years(scenario: dict[str, Any]) -> None:
    path, walked = run(**scenario), stepped(scenario)
    for place, year in enumerate(YEARS):
        for name, value in walked[int(year)].items():
            assert path[name][place] == pytest.approx(value, rel=1e-9, abs=1e-9), (year, name)
    then = walked[scenario["target_year"]]
    assert path["budget_then"] == pytest.approx(then["budget"], abs=1e-9)
    assert path["extra_then_low"] == pytest.approx(then["extra_low"], abs=1e-9)
    assert path["extra_then_high"] == pytest.approx(then["extra_high"], abs=1e-9)
    assert path["cumulative_then"] == pytest.approx(walked["cumulative"], abs=1e-8)
    for suffix in ("", "_low", "_high"):
        rate, budget = path[f"required_growth{suffix}"], walked[BASE.year]["budget"]
        for _ in range(scenario["target_year"] - BASE.year):
            budget += budget * rate / 100
        assert budget == pytest.approx(then[f"budget{suffix}"], abs=1e-8)


@given(scenarios)
def test_without_spread_and_in_nominal_prices_nothing_is_added(scenario: dict[str, Any]) -> None:
    """What the path was before it knew of prices and of uncertainty, to the last bit."""
    plain = {name: scenario[name] for name in scenario if name not in ("spread", "prices")}
    path, same = run(**plain), run(**plain | {"inflation": 0.0})
    for name in ("budget", "extra", "cumulative_extra", "steady_share", "required_growth"):
        assert np.array_equal(path[name], same[name])
    for name in ("budget", "extra", "gdp"):
        assert np.array_equal(path[f"{name}_low"], path[name])
        assert np.array_equal(path[f"{name}_high"], path[name])


@given(scenarios)
def test_lower_growth_never_gives_a_larger_budget(scenario: dict[str, Any]) -> None:
    path = run(**scenario)
    assert (path["budget_low"] <= path["budget"] + 1e-9).all()
    assert (path["budget"] <= path["budget_high"] + 1e-9).all()
    assert path["required_growth_low"] <= path["required_growth"] + 1e-9
    assert path["required_growth"] <= path["required_growth_high"] + 1e-9


@given(scenarios)
def test_real_growth_and_inflation_compound_to_nominal_growth(scenario: dict[str, Any]) -> None:
    nominal = run(**scenario | {"prices": "nominal"})["required_growth"]
    real = run(**scenario | {"prices": "constant"})["required_growth"]
    together = (1 + real / 100) * (1 + scenario["inflation"] / 100)
    assert 100 * (together - 1) == pytest.approx(nominal, abs=1e-9)


@given(scenarios)
def test_prices_change_sums_and_never_shares(scenario: dict[str, Any]) -> None:
    nominal = run(**scenario | {"prices": "nominal"})
    constant = run(**scenario | {"prices": "constant"})
    assert np.array_equal(nominal["share"], constant["share"])
    assert constant["steady_share"] == pytest.approx(nominal["steady_share"])
    assert constant["budget"] * constant["price_index"] == pytest.approx(nominal["budget"])
    assert constant["price_level"] == pytest.approx(100)
    assert nominal["price_level"] == pytest.approx(100 * nominal["price_index"])


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
