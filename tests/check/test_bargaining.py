"""The package deal: one sort and a few maxima against looking at every package and every pair."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.models.bargaining import Packages, Side, package_deal
from coursebook.explorers.formula import NEVER

scores = st.integers(0, 10)
values = st.integers(0, 100)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[list[int], list[int]]]:
    """Two sides' scores for two to four issues of two to four options, ties among them."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=4))
    # Few different scores make many packages equal.
    score = st.integers(0, draw(st.sampled_from([2, 10])))
    column = lambda size: draw(st.lists(score, min_size=size, max_size=size))  # noqa: E731
    return [(column(size), column(size)) for size in sizes]


@st.composite
def bargains(draw: st.DrawFn) -> dict[str, Any]:
    """A table, with weights (all zero at times), walk-away values and a chosen package."""
    issues = draw(tables())
    weights = st.lists(scores, min_size=len(issues), max_size=len(issues))
    return {
        "scores": issues,
        "weights": [draw(weights), draw(weights)],
        "walk": [draw(values), draw(values)],
        "ratify": [draw(values), draw(values)],
        "chosen": [draw(st.integers(0, len(issue[0]) - 1)) for issue in issues],
    }


def run(bargain: dict[str, Any]) -> dict[str, Any]:
    sides = [
        Side(
            scores=[issue[i] for issue in bargain["scores"]],
            weights=bargain["weights"][i],
            walk=bargain["walk"][i],
            ratify=bargain["ratify"][i],
        )
        for i in (0, 1)
    ]
    options = [len(issue[0]) for issue in bargain["scores"]]
    return package_deal(
        np.arange(Packages(options).count),
        options=options,
        washington=sides[0],
        seoul=sides[1],
        chosen=bargain["chosen"],
    )


class Oracle:
    """The same questions, answered package by package in whole numbers."""

    def __init__(self, bargain: dict[str, Any]) -> None:
        self.bargain = bargain
        self.weights = [w if any(w) else [1] * len(w) for w in bargain["weights"]]
        self.sums = [sum(w) for w in self.weights]
        self.all = list(product(*(range(len(issue[0])) for issue in bargain["scores"])))
        self.points = [
            tuple(
                sum(w * issue[i][o] for w, issue, o in zip(
                    self.weights[i], bargain["scores"], package, strict=True))
                for i in (0, 1)
            )
            for package in self.all
        ]  # fmt: skip
        self.now = self.points[self.all.index(tuple(bargain["chosen"]))]

    def over(self, points: tuple[int, ...], bars: list[int]) -> list[int]:
        """How far ten times the points lie above the bars, in weighted points."""
        return [10 * p - bar * s for p, bar, s in zip(points, bars, self.sums, strict=True)]

    def dominated(self, points: tuple[int, ...]) -> bool:
        return any(
            other != points and other[0] >= points[0] and other[1] >= points[1]
            for other in self.points
        )

    def zone(self) -> list[int]:
        walk = self.bargain["walk"]
        return [i for i, p in enumerate(self.points) if min(self.over(p, walk)) >= 0]

    def best(self, gains: dict[int, list[int]]) -> int:
        """The package with the largest product of gains, then sum, then the lowest number."""

        def rank(number: int) -> tuple[int, int, int]:
            a, b = gains[number]
            return (a * b, a * self.sums[1] + b * self.sums[0], -number)

        return max(gains, key=rank)


@given(bargains())
@settings(max_examples=200)
def test_the_frontier_is_what_no_other_package_beats(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    assert [*result["efficient"]] == [not oracle.dominated(p) for p in oracle.points]
    assert result["efficient_count"] == sum(result["efficient"]) > 0


@given(bargains())
def test_values_are_weighted_means_on_a_scale_of_100(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    for side, name in enumerate(("washington", "seoul")):
        expected = [10 * p[side] / oracle.sums[side] for p in oracle.points]
        assert [*result[name]] == expected
        assert min(expected) >= 0
        assert max(expected) <= 100
        assert result[f"now_{name}"] == 10 * oracle.now[side] / oracle.sums[side]


@given(bargains())
@settings(max_examples=200)
def test_the_nash_solution_is_the_largest_product_in_the_zone(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    zone = oracle.zone()
    assert [*np.flatnonzero(result["in_zone"])] == zone
    assert result["zone_count"] == len(zone)
    assert result["zone_empty"] == (not zone)
    if not zone:
        assert result["nash"] == NEVER
        assert not result["is_nash"].any()
        return
    over = {i: oracle.over(oracle.points[i], bargain["walk"]) for i in zone}
    assert result["nash"] == oracle.best(over)
    assert result["efficient"][int(result["nash"])]
    assert result["nash_washington"] == result["washington"][int(result["nash"])]
    assert result["nash_seoul"] == result["seoul"][int(result["nash"])]


@given(bargains())
@settings(max_examples=200)
def test_the_best_to_ratify_is_the_same_among_those_that_pass_at_home(
    bargain: dict[str, Any],
) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    bars = [max(pair) for pair in zip(bargain["walk"], bargain["ratify"], strict=True)]
    passing = [i for i, p in enumerate(oracle.points) if min(oracle.over(p, bars)) >= 0]
    if result["nash"] != NEVER:
        short = [over < 0 for over in oracle.over(oracle.points[int(result["nash"])], bars)]
        assert result["nash_passes"] == short[0] + 2 * short[1]
    else:
        assert result["nash_passes"] == NEVER
    if not passing:
        assert result["home_nash"] == result["home_nash_seoul"] == NEVER
        assert not result["is_home_nash"].any()
        return
    over = {i: oracle.over(oracle.points[i], bargain["walk"]) for i in passing}
    home = int(result["home_nash"])
    assert home == oracle.best(over)
    assert result["efficient"][home]
    assert result["home_nash_washington"] == result["washington"][home]
    assert result["home_nash_seoul"] == result["seoul"][home]


@given(bargains())
@settings(max_examples=200)
def test_a_better_deal_is_the_best_that_hurts_neither(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    gains = {
        i: [p[0] - oracle.now[0], p[1] - oracle.now[1]]
        for i, p in enumerate(oracle.points)
        if min(p[0] - oracle.now[0], p[1] - oracle.now[1]) >= 0 and p != oracle.now
    }
    assert result["improvable"] == bool(gains)
    better = int(result["better"])
    if not gains:
        assert oracle.all[better] == tuple(bargain["chosen"])
        return
    assert better == oracle.best(gains)
    by = [10 * gain / total for gain, total in zip(gains[better], oracle.sums, strict=True)]
    assert [result[f"better_{side}_by"] for side in ("washington", "seoul")] == by
    assert result["efficient"][better], "one press is enough"


@given(bargains(), st.sampled_from([0, 1]), values)
def test_a_higher_walk_away_value_never_widens_the_zone(
    bargain: dict[str, Any], side: int, other: int
) -> None:
    low, high = (
        run(bargain | {"walk": [v if i == side else w for i, w in enumerate(bargain["walk"])]})
        for v in sorted((bargain["walk"][side], other))
    )
    assert not np.any(high["in_zone"] & ~low["in_zone"])
    assert not np.any(high["ratifiable"] & ~low["ratifiable"])


@given(bargains())
@settings(max_examples=200)
def test_an_empty_zone_says_which_fall_opens_it_and_no_smaller_one_does(
    bargain: dict[str, Any],
) -> None:
    result = run(bargain)
    for side, name in enumerate(("washington", "seoul")):
        fall = result[f"opens_{name}"]

        def opened(by: int, side: int = side) -> bool:
            walk = [w - by if i == side else w for i, w in enumerate(bargain["walk"])]
            return bool(Oracle(bargain | {"walk": walk}).zone())

        if not result["zone_empty"]:
            assert fall == 0
        elif fall == NEVER:
            assert not opened(bargain["walk"][side])
        else:
            assert opened(int(fall))
            assert not opened(int(fall) - 1)


@given(bargains())
def test_a_package_is_ratified_where_it_meets_all_four_values(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)
    expected = [
        min(oracle.over(p, bargain["walk"]) + oracle.over(p, bargain["ratify"])) >= 0
        for p in oracle.points
    ]
    assert [*result["ratifiable"]] == expected
    assert result["ratifiable_count"] == sum(expected)
    assert not np.any(result["ratifiable"] & ~result["in_zone"])


@given(bargains())
def test_the_standing_of_the_chosen_package_names_who_objects(bargain: dict[str, Any]) -> None:
    result, oracle = run(bargain), Oracle(bargain)

    def objectors(bars: list[int]) -> int:
        short = oracle.over(oracle.now, bars)
        return (short[0] < 0) + 2 * (short[1] < 0)

    assert result["standing"] == objectors(bargain["walk"])
    both = [max(pair) for pair in zip(bargain["walk"], bargain["ratify"], strict=True)]
    assert result["passes"] == objectors(both)


@given(bargains())
def test_what_a_side_gives_is_what_separates_it_from_its_own_best_package(
    bargain: dict[str, Any],
) -> None:
    result = run(bargain)
    for i, name in enumerate(("washington", "seoul")):
        columns = [issue[i] for issue in bargain["scores"]]
        side = Side(scores=columns, weights=bargain["weights"][i], walk=0, ratify=0)
        given_up = sum(side.given_up(n, o) for n, o in enumerate(bargain["chosen"]))
        assert given_up == pytest.approx(max(result[name]) - result[f"now_{name}"])


@given(bargains())
def test_without_weights_all_issues_count_alike(bargain: dict[str, Any]) -> None:
    none, one = ([[n] * len(bargain["scores"])] * 2 for n in (0, 1))
    weightless, equal = run(bargain | {"weights": none}), run(bargain | {"weights": one})
    for name, value in weightless.items():
        assert np.array_equal(value, equal[name]), name
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


@given(st.lists(st.integers(1, 4), min_size=2, max_size=5))
def test_packages_are_numbered_with_the_last_issue_fastest(options: list[int]) -> None:
    packages = Packages(options)
    for number, chosen in enumerate(product(*map(range, options))):
        assert packages.number(chosen) == number
        assert [packages.option(number, i) for i in range(len(options))] == [*chosen]
