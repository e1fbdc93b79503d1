"""OPCON conditions: the closed formulas against stepping through the months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.formula import NEVER
from alliance.models.opcon import (
    TRANSFER,
    Clock,
    level_after,
    months_until,
    months_until_weighted,
    opcon_conditions,
)

CLOCK = Clock(start=24310, term_end=24365)
ROWS = np.array([1, 2, 3, TRANSFER])
# At a pace of one point a year everything that moves is full after a hundred years.
LONGEST = 1200

points = st.integers(0, 100)
paces = st.integers(0, 40)
weights = st.integers(0, 10)
scenarios = st.fixed_dictionaries(
    {f"level_{i}": points for i in (1, 2, 3)}
    | {f"pace_{i}": paces for i in (1, 2, 3)}
    | {f"bar_{i}": points for i in (1, 2, 3)}
    | {f"weight_{i}": weights for i in (1, 2, 3)}
    | {
        "rule": st.sampled_from(["all", "weighted", "date"]),
        "lowered_bar": st.integers(0, 50),
        "weighted_bar": points,
        "date_year": st.integers(2026, 2040),
    }
)


def run(scenario: dict[str, Any]) -> dict[str, Any]:
    return opcon_conditions(ROWS, **scenario, clock=CLOCK)


def stepped(level: int, pace: int, bar: int) -> int:
    """The first month in which the level, added up month by month in twelfths, is at the bar."""
    for month in range(LONGEST + 1):
        if min(1200, 12 * level + pace * month) >= 12 * bar:
            return month
    return NEVER


@given(points, paces, points)
def test_a_condition_passes_in_the_first_month_at_its_bar(level: int, pace: int, bar: int) -> None:
    assert months_until(level, pace, bar) == stepped(level, pace, bar)


@given(points, points)
def test_a_condition_that_stands_below_and_does_not_move_never_passes(level: int, bar: int) -> None:
    assert months_until(level, 0, bar) == (0 if level >= bar else NEVER)


@given(points, paces, st.integers(0, LONGEST))
def test_levels_are_capped_at_100(level: int, pace: int, months: int) -> None:
    assert level_after(months, level=level, pace=pace) <= 100


@given(
    st.tuples(points, points, points),
    st.tuples(paces, paces, paces),
    st.tuples(weights, weights, weights).filter(any),
    points,
)
def test_the_weighted_average_passes_in_the_first_month_at_its_bar(
    levels: tuple[int, ...], pace: tuple[int, ...], weight: tuple[int, ...], bar: int
) -> None:
    def reached(month: int) -> bool:
        twelfths = sum(
            w * min(1200, 12 * level + p * month)
            for w, level, p in zip(weight, levels, pace, strict=True)
        )
        return twelfths >= 12 * bar * sum(weight)

    found = next((month for month in range(LONGEST + 1) if reached(month)), NEVER)
    assert months_until_weighted(list(levels), list(pace), list(weight), bar) == found


@given(scenarios)
def test_under_all_the_last_condition_decides_and_is_named(scenario: dict[str, Any]) -> None:
    result = run(scenario | {"rule": "all"})
    waits = [
        stepped(
            scenario[f"level_{i}"],
            scenario[f"pace_{i}"],
            max(0, scenario[f"bar_{i}"] - scenario["lowered_bar"]),
        )
        for i in (1, 2, 3)
    ]
    last = NEVER if NEVER in waits else max(waits)
    assert result["transfer"] == (NEVER if last == NEVER else CLOCK.start + last)
    assert result["deciding"] == sum(2**i for i, wait in enumerate(waits) if wait == last)


@given(scenarios)
def test_a_set_date_is_the_transfer_and_shows_what_is_missing(scenario: dict[str, Any]) -> None:
    result = run(scenario | {"rule": "date"})
    date = 12 * scenario["date_year"] + 5
    assert result["transfer"] == result["checked_month"] == date
    for i in (1, 2, 3):
        level = min(100, scenario[f"level_{i}"] + scenario[f"pace_{i}"] * (date - CLOCK.start) / 12)
        bar = max(0, scenario[f"bar_{i}"] - scenario["lowered_bar"])
        assert result[f"shortfall_{i}"] == pytest.approx(max(0, bar - level))


@given(scenarios, st.sampled_from(["all", "weighted"]))
def test_a_lower_bar_never_delays_the_transfer(scenario: dict[str, Any], rule: str) -> None:
    def month(lowered: int) -> float:
        transfer = run(scenario | {"rule": rule, "lowered_bar": lowered})["transfer"]
        return float("inf") if transfer == NEVER else transfer

    assert month(50) <= month(scenario["lowered_bar"]) <= month(0)


@given(scenarios, st.sampled_from([1, 2, 3]), st.sampled_from(["all", "weighted"]))
def test_a_faster_pace_never_delays_the_transfer(
    scenario: dict[str, Any], condition: int, rule: str
) -> None:
    def month(pace: int) -> float:
        transfer = run(scenario | {"rule": rule, f"pace_{condition}": pace})["transfer"]
        return float("inf") if transfer == NEVER else transfer

    assert month(40) <= month(scenario[f"pace_{condition}"]) <= month(0)


@given(scenarios)
def test_the_outcome_says_on_which_side_of_the_term_the_transfer_falls(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario)
    within = NEVER < result["transfer"] <= CLOCK.term_end
    assert result["outcome"] == (0 if result["transfer"] == NEVER else 1 if within else 2)


@given(scenarios)
def test_every_result_is_finite(scenario: dict[str, Any]) -> None:
    for name, value in run(scenario).items():
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


def test_without_any_weight_there_is_no_average_and_the_model_says_so() -> None:
    scenario = {f"{name}_{i}": 50 for name in ("level", "bar") for i in (1, 2, 3)}
    scenario |= {f"pace_{i}": 5 for i in (1, 2, 3)} | {f"weight_{i}": 0 for i in (1, 2, 3)}
    result = run(
        scenario | {"rule": "weighted", "lowered_bar": 0, "weighted_bar": 10, "date_year": 2030}
    )
    assert result["weightless"]
    assert result["transfer"] == NEVER


def test_a_term_that_ends_before_the_clock_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Clock\.term_end: found 1.*allowed"):
        Clock(start=2, term_end=1)
