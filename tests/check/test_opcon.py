"""OPCON conditions: the closed formulas against stepping through the months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.opcon import (
    FASTEST,
    THERE,
    TOO_FAST,
    TRANSFER,
    Clock,
    level_after,
    months_until,
    months_until_weighted,
    opcon_conditions,
    pace_to_pass,
)
from coursebook.explorers.formula import NEVER

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
        "pace_range": st.integers(0, 20),
        "wording": st.sampled_from(["set", "paper", "ministry"]),
        "wording_step": st.integers(0, 50),
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


def bars(scenario: dict[str, Any]) -> list[int]:
    """The three bars as a reader would work them out: first the wording, then the concession."""
    moved = {"paper": 1, "ministry": -1, "set": 0}[scenario["wording"]] * scenario["wording_step"]
    third = min(100, max(0, scenario["bar_3"] + moved))
    return [
        max(0, bar - scenario["lowered_bar"])
        for bar in (scenario["bar_1"], scenario["bar_2"], third)
    ]


def stepped_waits(scenario: dict[str, Any], faster: int = 0) -> list[int]:
    """Months until each condition passes, by stepping, with every pace so much faster."""
    return [
        stepped(scenario[f"level_{i}"], max(0, scenario[f"pace_{i}"] + faster), bar)
        for i, bar in enumerate(bars(scenario), start=1)
    ]


def last_of(waits: list[int]) -> int:
    return NEVER if NEVER in waits else max(waits)


def in_order(months: float) -> float:
    """A month as one can compare it: never comes last."""
    return float("inf") if months == NEVER else months


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
    waits = stepped_waits(scenario)
    last = last_of(waits)
    assert result["transfer"] == (NEVER if last == NEVER else CLOCK.start + last)
    assert result["deciding"] == sum(2**i for i, wait in enumerate(waits) if wait == last)


@given(scenarios)
def test_whatever_the_rule_it_is_known_which_conditions_come_last_and_what_the_others_allow(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario)
    waits = stepped_waits(scenario)
    last = last_of(waits)
    others = [wait for wait in waits if wait != last]
    latest = max(others, default=NEVER)
    assert result["last"] == sum(2**i for i, wait in enumerate(waits) if wait == last)
    assert result["all_pass"] == (NEVER if last == NEVER else CLOCK.start + last)
    assert result["others"] == (CLOCK.start + latest if others else NEVER)
    assert result["others_last"] == sum(2**i for i, w in enumerate(waits) if others and w == latest)
    if len(others) == 2:
        assert result["pace_of_last"] == result["pace_needed"][waits.index(last)]
    else:
        assert result["pace_of_last"] == NEVER


@given(scenarios)
def test_no_pace_of_the_last_condition_helps_where_the_others_come_too_late(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario | {"rule": "all"})
    last = int(result["last"])
    if result["others"] <= CLOCK.term_end or last not in (1, 2, 4):
        return
    number = (1, 2, 4).index(last) + 1
    fastest = run(scenario | {"rule": "all", f"pace_{number}": FASTEST})
    assert fastest["transfer"] == NEVER or fastest["transfer"] > CLOCK.term_end


@given(scenarios)
def test_a_set_date_is_the_transfer_and_shows_what_is_missing(scenario: dict[str, Any]) -> None:
    result = run(scenario | {"rule": "date"})
    date = 12 * scenario["date_year"] + 5
    assert result["transfer"] == result["checked_month"] == date
    for i, bar in enumerate(bars(scenario), start=1):
        level = min(100, scenario[f"level_{i}"] + scenario[f"pace_{i}"] * (date - CLOCK.start) / 12)
        assert result[f"shortfall_{i}"] == pytest.approx(max(0, bar - level))


@given(scenarios, st.sampled_from(["all", "weighted"]))
def test_a_lower_bar_never_delays_the_transfer(scenario: dict[str, Any], rule: str) -> None:
    def month(lowered: int) -> float:
        return in_order(run(scenario | {"rule": rule, "lowered_bar": lowered})["transfer"])

    assert month(50) <= month(scenario["lowered_bar"]) <= month(0)


@given(scenarios, st.sampled_from([1, 2, 3]), st.sampled_from(["all", "weighted"]))
def test_a_faster_pace_never_delays_the_transfer(
    scenario: dict[str, Any], condition: int, rule: str
) -> None:
    def month(pace: int) -> float:
        return in_order(run(scenario | {"rule": rule, f"pace_{condition}": pace})["transfer"])

    assert month(40) <= month(scenario[f"pace_{condition}"]) <= month(0)


@given(scenarios)
def test_the_range_runs_from_the_month_at_the_fastest_to_that_at_the_slowest_paces(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario | {"rule": "all"})
    for end, faster in (("earliest", scenario["pace_range"]), ("latest", -scenario["pace_range"])):
        waits = stepped_waits(scenario, faster)
        last = last_of(waits)
        expected = [NEVER if wait == NEVER else CLOCK.start + wait for wait in [*waits, last]]
        assert list(result[end]) == expected
        assert result[f"transfer_{end}"] == expected[-1]
        assert result[f"deciding_{end}"] == sum(2**i for i, w in enumerate(waits) if w == last)


@given(scenarios)
def test_the_month_lies_within_its_range_under_every_rule(scenario: dict[str, Any]) -> None:
    result = run(scenario)
    for early, month, late in zip(
        result["earliest"], result["month"], result["latest"], strict=True
    ):
        assert in_order(early) <= in_order(month) <= in_order(late)
        if scenario["pace_range"] == 0:
            assert early == month == late


@given(scenarios)
def test_each_wording_gives_the_transfer_that_choosing_it_would_give(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario)
    months = [
        run(scenario | {"wording": wording})["transfer"] for wording in ("ministry", "set", "paper")
    ]
    assert [result["transfer_ministry"], result["transfer_paper"]] == [months[0], months[2]]
    assert sorted(months, key=in_order) == months


@given(scenarios)
def test_the_bars_are_those_of_the_wording_less_what_is_conceded(scenario: dict[str, Any]) -> None:
    assert list(run(scenario)["bar"]) == [*bars(scenario), 0]


@given(scenarios)
def test_the_pace_needed_is_the_slowest_that_passes_within_the_term(
    scenario: dict[str, Any],
) -> None:
    term = CLOCK.term_end - CLOCK.start
    for i, (bar, needed) in enumerate(
        zip(bars(scenario), run(scenario)["pace_needed"], strict=False), start=1
    ):
        level = scenario[f"level_{i}"]
        passing = [p for p in range(FASTEST + 1) if 0 <= stepped(level, p, bar) <= term]
        assert needed == (passing[0] if passing else TOO_FAST)


@given(points, points)
def test_a_term_too_short_for_the_fastest_pace_is_said_to_be_so(level: int, bar: int) -> None:
    gap = bar - level
    expected = THERE if gap <= 0 else TOO_FAST if 12 * gap > 12 * FASTEST else gap
    assert pace_to_pass(level, bar, months=12) == expected


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
        scenario
        | {"rule": "weighted", "lowered_bar": 0, "weighted_bar": 10, "date_year": 2030}
        | {"pace_range": 0, "wording": "set", "wording_step": 0}
    )
    assert result["weightless"]
    assert result["transfer"] == NEVER


def test_a_term_that_ends_before_the_clock_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Clock\.term_end: found 1.*allowed"):
        Clock(start=2, term_end=1)
