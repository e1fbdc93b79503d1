"""Bargaining over packages: what each is worth to two sides, and which of them could be agreed.

A package takes one option on each issue. An option has a score for each side, a whole number from
0 (serves it worst) to 10 (serves it best); a side weights the issues by whole numbers from 0 to
10. The value of a package to a side is the weighted mean of its scores, scaled to 0-100:

    value = 10 * sum(weight_i * score_i) / sum(weight_i)

Comparisons are made on the whole-number sums, so that equal packages are equal to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from operator import mul
from typing import Any, Final

from coursebook.explorers.formula import (
    NEVER,
    both,
    ceil,
    choose,
    floor,
    highest,
    highest_from,
    lowest,
    maximum,
    total,
    where,
)

TOP_SCORE: Final = 10
FULL: Final = 100

# Above every sum of weight times score, and every sum of two gains: makes "first this, then that"
# one whole number. Products of gains stay below 1e8, so that all is exact in double precision.
_ABOVE: Final = 1_000_000


@dataclass(frozen=True)
class Side:
    """One side of the table.

    `scores` holds the scores of each issue's options (0-10), `weights` one weight per issue
    (0-10), `walk` the value of no deal (0-100), and `ratify` the value that those at home ask for
    (0-100).
    """

    scores: Sequence[Sequence[Any]]
    weights: Sequence[Any]
    walk: Any
    ratify: Any

    @property
    def weightless(self) -> Any:
        """Whether all weights are 0; a mean needs a weight, so that all issues then count alike."""
        return sum(self.weights) == 0

    @property
    def shares(self) -> list[Any]:
        """The weights in use."""
        return [where(self.weightless, 1, weight) for weight in self.weights]

    @property
    def weight(self) -> Any:
        """The sum of the weights in use, above 0."""
        return where(self.weightless, len(self.weights), sum(self.weights))

    def value(self, points: Any) -> Any:
        """Weighted points as a value from 0 to 100."""
        return TOP_SCORE * points / self.weight

    def given_up(self, issue: int, option: Any) -> Any:
        """How much value an option costs the side against its own best option on the issue."""
        scores = self.scores[issue]
        return self.value(self.shares[issue] * (maximum(*scores) - choose(scores, option)))


@dataclass(frozen=True)
class Packages:
    """All packages over the issues, numbered from 0; the last issue's option changes fastest."""

    options: Sequence[int]

    @property
    def count(self) -> int:
        """How many packages there are."""
        return prod(self.options)

    @property
    def strides(self) -> list[int]:
        """By how much the number grows when an issue's option does."""
        return list(accumulate(reversed(self.options[1:]), mul, initial=1))[::-1]

    def number(self, chosen: Sequence[Any]) -> Any:
        """The number of the package with these options."""
        return sum(o * stride for o, stride in zip(chosen, self.strides, strict=True))

    def option(self, package: Any, issue: int) -> Any:
        """The option that a package takes on an issue."""
        higher = floor(package / self.strides[issue])
        return higher - self.options[issue] * floor(higher / self.options[issue])

    def points(self, side: Side, package: Any) -> Any:
        """The weighted points of a package, looked up in two halves rather than six issues."""
        half = len(self.options) // 2
        size = prod(self.options[half:])
        first = floor(package / size)
        upper = choose(_tallies(side.shares[:half], side.scores[:half]), first)
        return upper + choose(
            _tallies(side.shares[half:], side.scores[half:]), package - size * first
        )


def _tallies(weights: Sequence[Any], scores: Sequence[Sequence[Any]]) -> list[Any]:
    """The weighted points of every choice of options on these issues, in the packages' order."""
    sums: list[Any] = [0]
    for weight, options in zip(weights, scores, strict=True):
        worth = [weight * score for score in options]
        sums = [before + each for before in sums for each in worth]
    return sums


def _joint(gain_a: Any, gain_b: Any, a: Side, b: Side) -> Any:
    """What is best for two sides where neither loses: the product of gains, then their sum.

    `NEVER` where one loses. Gains are weighted points; the sum compares them as values.
    """
    together = gain_a * gain_b * _ABOVE + gain_a * b.weight + gain_b * a.weight
    return where(both(gain_a >= 0, gain_b >= 0), together, NEVER)


def package_deal(
    package: Any, *, options: Sequence[int], washington: Side, seoul: Side, chosen: Sequence[Any]
) -> dict[str, Any]:
    """Every package's worth to both sides, and which could be agreed, improved and ratified.

    Parameters
    ----------
    package : the numbers 0 to n - 1 of all packages, in order
    options : how many options each issue has
    chosen : the option of each issue that is on the table, counted from 0

    Returns
    -------
    Columns: `washington` and `seoul` (values), `efficient` (no package is better for one side and
    as good for the other), `in_zone` (both values at least the walk-away values), `ratifiable`
    (both values reach the walk-away value and what home asks for), `on_table`, `is_nash`,
    `is_home_nash`, and `marked` (efficient or on the table).

    Single values: `now_washington`, `now_seoul`; `standing` of the chosen package (0 both take it,
    1 Washington walks away, 2 Seoul, 3 both); `passes` (0 both ratify, 1 Washington does not,
    2 Seoul, 3 both); `zone_count`, `ratifiable_count`, `efficient_count`; `zone_empty`;
    `opens_washington` and `opens_seoul` (0 if the zone is not empty, else the whole number by
    which this side's walk-away value alone must fall, or `NEVER`); `nash` (number of the package
    with the largest product of gains over the walk-away values within the zone, then the largest
    sum, then the lowest number; `NEVER` if the zone is empty), `nash_washington`, `nash_seoul`
    (or `NEVER`) and `nash_passes` (as `passes`, or `NEVER`); `home_nash`, the same among the
    packages that both could ratify (or `NEVER`), and its values; `better` (the package that is best
    by the same rule against the chosen one, which is returned itself if none is better), its gains
    over the chosen one, `better_washington_by` and `better_seoul_by`, and `improvable`.

    Nash, J. F. (1950), The Bargaining Problem; Putnam, R. D. (1988), Diplomacy and Domestic
    Politics: The Logic of Two-Level Games.
    """
    all_packages = Packages(options)
    a, b = washington, seoul
    points_a, points_b = (all_packages.points(side, package) for side in (a, b))
    number = all_packages.number(chosen)
    now_a, now_b = (all_packages.points(side, number) for side in (a, b))

    # Efficient: among all that give Washington as much, none gives Seoul more, and of those that
    # give Seoul the same, none gives Washington more.
    rank = points_b * _ABOVE + points_a
    efficient = highest_from(rank, key=points_a) == rank

    over_a, over_b = (
        TOP_SCORE * points - side.walk * side.weight
        for side, points in ((a, points_a), (b, points_b))
    )
    worth = _joint(over_a, over_b, a, b)
    in_zone = worth > NEVER
    best = highest(worth)
    zone_empty = best == NEVER
    nash = where(zone_empty, NEVER, lowest(where(worth == best, package, _ABOVE)))

    gain = _joint(points_a - now_a, points_b - now_b, a, b)
    largest = highest(gain)
    improvable = largest > 0
    better = where(improvable, lowest(where(gain == largest, package, _ABOVE)), number)

    def bar(side: Side) -> Any:
        return maximum(side.walk, side.ratify) * side.weight

    def passes(points_a: Any, points_b: Any) -> Any:
        """Who would not ratify: 0 nobody, 1 Washington, 2 Seoul, 3 neither."""
        return where(TOP_SCORE * points_a < bar(a), 1, 0) + where(
            TOP_SCORE * points_b < bar(b), 2, 0
        )

    ratifiable = both(TOP_SCORE * points_a >= bar(a), TOP_SCORE * points_b >= bar(b))
    on_table = package == number

    def opens(side: Side, points: Any, other_takes_it: Any) -> Any:
        """How far a side's walk-away value must fall to meet the best that the other would take."""
        reach = highest(where(other_takes_it, points, NEVER))
        fall = ceil(side.walk - side.value(reach))
        return where(zone_empty, where(reach == NEVER, NEVER, fall), 0)

    def short(points: Any, side: Side, bar: Any) -> Any:
        return TOP_SCORE * points < bar * side.weight

    home_worth = where(ratifiable, worth, NEVER)
    home_best = highest(home_worth)
    home_number = lowest(where(home_worth == home_best, package, _ABOVE))
    home_nash = where(home_best == NEVER, NEVER, home_number)

    def values_of(number: Any) -> tuple[Any, Any]:
        """What a package is worth to either side, or `NEVER` if there is none."""
        found = where(number == NEVER, 0, number)
        return tuple(
            where(number == NEVER, NEVER, side.value(all_packages.points(side, found)))
            for side in (a, b)
        )

    nash_washington, nash_seoul = values_of(nash)
    home_washington, home_seoul = values_of(home_nash)
    better_a, better_b = (all_packages.points(side, better) for side in (a, b))
    nash_at = where(nash == NEVER, 0, nash)
    nash_passes = passes(*(all_packages.points(side, nash_at) for side in (a, b)))
    return {
        "washington": a.value(points_a),
        "seoul": b.value(points_b),
        "efficient": efficient,
        "in_zone": in_zone,
        "ratifiable": ratifiable,
        "on_table": on_table,
        "is_nash": package == nash,
        "is_home_nash": package == home_nash,
        "marked": where(on_table, True, efficient),
        "now_washington": a.value(now_a),
        "now_seoul": b.value(now_b),
        "standing": where(short(now_a, a, a.walk), 1, 0) + where(short(now_b, b, b.walk), 2, 0),
        "passes": passes(now_a, now_b),
        "zone_count": total(in_zone),
        "ratifiable_count": total(ratifiable),
        "efficient_count": total(efficient),
        "zone_empty": zone_empty,
        "opens_washington": opens(a, points_a, over_b >= 0),
        "opens_seoul": opens(b, points_b, over_a >= 0),
        "nash": nash,
        "nash_washington": nash_washington,
        "nash_seoul": nash_seoul,
        "nash_passes": where(nash == NEVER, NEVER, nash_passes),
        "home_nash": home_nash,
        "home_nash_washington": home_washington,
        "home_nash_seoul": home_seoul,
        "better": better,
        "better_washington_by": a.value(better_a - now_a),
        "better_seoul_by": b.value(better_b - now_b),
        "improvable": improvable,
    }
