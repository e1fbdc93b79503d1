"""OPCON transition: when three conditions pass, and what the rule makes of it.

Levels, paces and bars are points from 0 to 100. They are the module's illustration: we know
of no public source that gives a level, and the allies do not publish their assessments.
Months are counted from year 0: `12 * year + month - 1`, so that June 2030 is 24365.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from coursebook.explorers.formula import NEVER, ceil, clamp, maximum, minimum, where

FULL: Final = 100
FASTEST: Final = 40
"""The fastest pace that is allowed, in points a year."""
THERE: Final = 0
TOO_FAST: Final = -2
"""What `pace_needed` holds where no pace is needed, and where it would be above `FASTEST`."""
TRANSFER: Final = 4
"""The row that stands for the transfer itself, after the rows of conditions 1, 2 and 3."""


@dataclass(frozen=True)
class Clock:
    """When the paths start and when the government's term ends, as months."""

    start: int
    term_end: int

    def __post_init__(self) -> None:
        if self.term_end <= self.start:
            raise ValueError(
                f"Clock.term_end: found {self.term_end}; "
                f"allowed: a month after start ({self.start})"
            )


def level_after(months: Any, *, level: Any, pace: Any) -> Any:
    """The level after some months, capped at 100: `min(100, level + pace * months / 12)`.

    `level` in points, `pace` in points a year.
    """
    return minimum(FULL, level + pace * months / 12)


def months_until(level: Any, pace: Any, bar: Any) -> Any:
    """The first whole month in which `level_after` reaches the bar, or `NEVER`.

        m = ceil(12 * (bar - level) / pace)

    0 if the level already stands at the bar; `NEVER` if it stands below and does not move.
    The bar is at most 100, so that the cap on levels never keeps a moving condition from passing.
    """
    needed = ceil(12 * (bar - level) / where(pace > 0, pace, 1))
    return where(level >= bar, 0, where(pace > 0, needed, NEVER))


def pace_to_pass(level: Any, bar: Any, *, months: int) -> Any:
    """The slowest whole pace, in points a year, at which the bar is reached within the months.

        p = ceil(12 * (bar - level) / months)

    `THERE` if the level already stands at the bar, `TOO_FAST` if p is above `FASTEST`.
    """
    needed = ceil(12 * (bar - level) / months)
    return where(level >= bar, THERE, where(needed > FASTEST, TOO_FAST, needed))


def worded_bar(bar: Any, *, wording: Any, step: Any) -> Any:
    """The bar of the third condition under a wording, between 0 and 100.

    `wording` is "paper" (`step` points higher, as it asks for denuclearization), "ministry" (as
    much lower, as it asks for a suitable environment) or "set" (the bar as it is).
    """
    raised = where(wording == "paper", bar + step, bar)
    return clamp(where(wording == "ministry", raised - step, raised), 0, FULL)


def months_until_weighted(levels: list[Any], paces: list[Any], weights: list[Any], bar: Any) -> Any:
    """The first whole month in which the weighted mean of the capped levels reaches the bar.

    The mean of capped lines is the lowest of the straight lines that arise when each condition
    is taken either as still moving or as full. It reaches the bar when all of these lines have:
    the answer is the latest of their crossings, and needs no search. `NEVER` if one never does.
    """
    needed_sum = bar * sum(weights)
    latest: Any = 0
    never: Any = False
    for size in range(1, len(levels) + 1):
        for moving in combinations(range(len(levels)), size):
            start = sum(
                weights[i] * (levels[i] if i in moving else FULL) for i in range(len(levels))
            )
            speed = sum(weights[i] * paces[i] for i in moving)
            gap = needed_sum - start
            crossing = ceil(12 * gap / where(speed > 0, speed, 1))
            latest = maximum(latest, where(gap > 0, crossing, 0))
            never = where(gap > 0, where(speed > 0, never, True), never)
    return where(never, NEVER, latest)


def opcon_conditions(
    row: Any,
    *,
    level_1: Any,
    level_2: Any,
    level_3: Any,
    pace_1: Any,
    pace_2: Any,
    pace_3: Any,
    bar_1: Any,
    bar_2: Any,
    bar_3: Any,
    lowered_bar: Any,
    rule: Any,
    weight_1: Any,
    weight_2: Any,
    weight_3: Any,
    weighted_bar: Any,
    date_year: Any,
    pace_range: Any,
    wording: Any,
    wording_step: Any,
    clock: Clock,
) -> dict[str, Any]:
    """When each condition passes, when the transfer falls, and what decides it.

    Parameters
    ----------
    row : 1, 2, 3 for the conditions, `TRANSFER` for the transfer; one value or a column
    level_i, pace_i, bar_i : points now, points a year, points that pass; 0-100, 0-40, 0-100
    lowered_bar : points by which every bar is lowered, 0-50
    rule : "all" (the last condition to pass decides), "weighted" (the weighted mean of the levels
        must reach `weighted_bar`) or "date" (the transfer is set for June of `date_year`)
    weight_i : 0-10
    pace_range : points a year by which all paces may turn out faster or slower, 0-20
    wording, wording_step : see `worded_bar`

    Returns
    -------
    Columns: `level`, `pace`, `bar` (as worded and lowered), `months` and `month` (when the row
    passes, or `NEVER`), `earliest` and `latest` (the same with all paces at the fast and at the
    slow end of their range), `level_then` and `shortfall` (points, in `checked_month`) and
    `pace_needed` (to pass within the term, see `pace_to_pass`). For the transfer row, level, pace
    and bar are 0, and the pace needed is `NEVER`: there is no one pace.

    Then single values: `transfer`, `transfer_earliest`, `transfer_latest`; `transfer_paper` and
    `transfer_ministry` (under either wording, at the paces as set); `checked_month` (the set date,
    or the end of the term); `outcome` (0 never, 1 within the term, 2 after it); `deciding`,
    `deciding_earliest`, `deciding_latest` (the sum of 1, 2 and 4 for the conditions that decide
    under "all"; 0 under the other rules); `shortfall_1` to `shortfall_3`; and `weightless` (all
    weights are 0 although the rule is "weighted").

    Whatever the rule: `last` (as `deciding` under "all"), `all_pass` (the month in which the last
    condition passes, or `NEVER`), `others` (the month by which all those have passed that are not
    last; `NEVER` if there are none), `others_last` (which of these come last, as a sum) and
    `pace_of_last` (the `pace_needed` of the last condition; `NEVER` if several come last).
    """
    levels = [level_1, level_2, level_3]
    paces = [pace_1, pace_2, pace_3]
    weights = [weight_1, weight_2, weight_3]
    average = maximum(weighted_bar - lowered_bar, 0)
    weightless = where(rule == "weighted", sum(weights) == 0, False)
    set_date = 12 * date_year + 5

    def lowered(third_wording: Any) -> list[Any]:
        third = worded_bar(bar_3, wording=third_wording, step=wording_step)
        return [maximum(bar - lowered_bar, 0) for bar in (bar_1, bar_2, third)]

    def outlook(paces: list[Any], bars: list[Any]) -> tuple[list[Any], Any, Any]:
        """The months until each condition and the transfer, and which conditions decide."""
        waits = [months_until(*triple) for triple in zip(levels, paces, bars, strict=True)]
        last = where(minimum(*waits) == NEVER, NEVER, maximum(*waits))
        weighted = months_until_weighted(levels, paces, weights, average)
        wait = where(
            rule == "date",
            set_date - clock.start,
            where(rule == "weighted", where(weightless, NEVER, weighted), last),
        )
        deciding = sum(where(each == last, 2**index, 0) for index, each in enumerate(waits))
        return waits, wait, where(rule == "all", deciding, 0)

    def dated(months: Any) -> Any:
        return where(months == NEVER, NEVER, clock.start + months)

    bars = lowered(wording)
    waits, wait, deciding = outlook(paces, bars)
    fastest = [pace + pace_range for pace in paces]
    slowest = [maximum(pace - pace_range, 0) for pace in paces]
    fast_waits, fast_wait, fast_deciding = outlook(fastest, bars)
    slow_waits, slow_wait, slow_deciding = outlook(slowest, bars)

    def pick(values: list[Any], transfer_value: Any) -> Any:
        """Each row's own value."""
        return where(
            row == 1,
            values[0],
            where(row == 2, values[1], where(row == 3, values[2], transfer_value)),
        )

    checked_month = where(rule == "date", set_date, clock.term_end)
    levels_then = [
        level_after(checked_month - clock.start, level=level, pace=pace)
        for level, pace in zip(levels, paces, strict=True)
    ]
    shortfalls = [maximum(bar - level, 0) for bar, level in zip(bars, levels_then, strict=True)]
    needed = [
        pace_to_pass(level, bar, months=clock.term_end - clock.start)
        for level, bar in zip(levels, bars, strict=True)
    ]
    months, transfer = pick(waits, wait), dated(wait)
    final = where(minimum(*waits) == NEVER, NEVER, maximum(*waits))
    is_last = [each == final for each in waits]
    before = [where(late, NEVER, each) for late, each in zip(is_last, waits, strict=True)]
    others = maximum(*before)
    last_of_others = [
        where(late, False, each == others) for late, each in zip(is_last, waits, strict=True)
    ]
    alone = sum(where(late, 1, 0) for late in is_last) == 1
    pace_of_last = sum(where(late, pace, 0) for late, pace in zip(is_last, needed, strict=True))
    return {
        "level": pick(levels, 0),
        "pace": pick(paces, 0),
        "bar": pick(bars, 0),
        "months": months,
        "month": dated(months),
        "earliest": dated(pick(fast_waits, fast_wait)),
        "latest": dated(pick(slow_waits, slow_wait)),
        "level_then": pick(levels_then, 0),
        "shortfall": pick(shortfalls, 0),
        "pace_needed": pick(needed, NEVER),
        "transfer": transfer,
        "transfer_earliest": dated(fast_wait),
        "transfer_latest": dated(slow_wait),
        "transfer_paper": dated(outlook(paces, lowered("paper"))[1]),
        "transfer_ministry": dated(outlook(paces, lowered("ministry"))[1]),
        "checked_month": checked_month,
        "outcome": where(transfer == NEVER, 0, where(transfer <= clock.term_end, 1, 2)),
        "deciding": deciding,
        "deciding_earliest": fast_deciding,
        "deciding_latest": slow_deciding,
        **{f"shortfall_{i}": shortfall for i, shortfall in enumerate(shortfalls, start=1)},
        "weightless": weightless,
        "last": _numbered(is_last),
        "all_pass": dated(final),
        "others": dated(others),
        "others_last": _numbered(last_of_others),
        "pace_of_last": where(alone, pace_of_last, NEVER),
    }


def _numbered(conditions: list[Any]) -> Any:
    """The sum of 1, 2 and 4 over the conditions for which it is true."""
    return sum(where(true, 2**index, 0) for index, true in enumerate(conditions))
