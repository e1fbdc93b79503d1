"""Exercise *When does OPCON transfer?*: each student's conditions, rule, weights and wording."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any, Final

import numpy as np

from alliance.explorers import opcon_conditions
from alliance.models.opcon import FULL, Clock, months_until
from coursebook.coursework.draw import Draw
from coursebook.coursework.explored import Explored
from coursebook.explorers import Month

SLUG: Final = "when-does-opcon-transfer"

CLOCK: Final[Clock] = opcon_conditions.constants["clock"]
TERM: Final = CLOCK.term_end - CLOCK.start

Condition = tuple[int, int, int]
"""Level now, pace and bar, in points, points a year and points."""


def _conditions(levels: Sequence[int], paces: Sequence[int], waits: Sequence[int]) -> list[Any]:
    """All conditions of these levels and paces that pass after as many months."""
    return [
        (level, pace, bar)
        for level, pace, bar in product(levels, paces, BARS)
        if months_until(level, pace, bar) in waits
    ]


BARS: Final = (74, 76, 78, 79, 82)
# The three lie so far apart that nothing ties. The last passes after the term and the second well
# within it, for everybody.
LAST: Final = _conditions(range(46, 62), range(3, 6), range(TERM + 11, TERM + 21))
SECOND: Final = _conditions(range(46, 66), range(5, 7), range(TERM - 9, TERM - 2))
FIRST: Final = _conditions(range(52, 74), range(5, 9), range(TERM - 31, TERM - 18))
# The third condition is never the first to pass: its wording then would not matter to the date.
ORDERS: Final = tuple(order for order in permutations((1, 2, 3)) if order[2] != 3)
WEIGHTS: Final = tuple(w for w in product((1, 2, 3), repeat=3) if len(set(w)) > 1)
# The weighted rule brings the transfer into the term, though not at once.
WEIGHTED_BARS: Final = tuple(range(66, 80))
WEIGHTED_WAITS: Final = range(18, TERM)
# A wording moves the date by three months at least, and no bar above what one can ask for.
STEPS: Final = (9, 10, 11, 12, 13, 14, 16, 17, 18)
MOVED: Final = 3
DATE_YEARS: Final = (2028, 2029)


def month_number(text: str) -> int | None:
    """The month that an explorer shows as "March 2031", counted from year 0; else `None`."""
    name, _, year = " ".join(text.split()).partition(" ")
    names = [month.lower() for month in _MONTH.months]
    if name.lower() not in names or not (year.isascii() and year.isdigit()):
        return None
    return 12 * int(year) + names.index(name.lower())


_MONTH: Final = Month(never="")


@dataclass(frozen=True)
class Scenario(Explored):
    """One student's scenario.

    `conditions` are 1, 2 and 3 in order; `weights` likewise. `weighted_bar` and `wording_step` in
    points, `pace_range` in points a year.
    """

    declared = opcon_conditions

    conditions: tuple[Condition, ...]
    weights: tuple[int, ...]
    weighted_bar: int
    wording_step: int
    date_year: int
    pace_range: int = 1

    @property
    def settings(self) -> dict[str, Any]:
        """The explorer's controls in this scenario, under the rule that all three must pass."""
        rows = zip(self.conditions, self.weights, strict=True)
        each = {
            f"{name}_{number}": value
            for number, ((level, pace, bar), weight) in enumerate(rows, start=1)
            for name, value in {"level": level, "pace": pace, "bar": bar, "weight": weight}.items()
        }
        return each | {
            "weighted_bar": self.weighted_bar,
            "wording_step": self.wording_step,
            "date_year": self.date_year,
            "pace_range": self.pace_range,
        }

    def __str__(self) -> str:
        lines = (
            f"Condition {number}: level {level}, {pace} points a year, bar {bar}, weight {weight}."
            for number, ((level, pace, bar), weight) in enumerate(
                zip(self.conditions, self.weights, strict=True), start=1
            )
        )
        return (
            " ".join(lines) + f" Bar for the average {self.weighted_bar}; a wording moves the "
            f"third bar by {self.wording_step}; paces may be off by {self.pace_range}; date to "
            f"check: June {self.date_year}."
        )


def _weighted_means(conditions: Sequence[Condition], weights: Sequence[int]) -> list[int]:
    """The weighted mean of the capped levels by month, times 12 and the sum of the weights."""
    months = np.arange(WEIGHTED_WAITS.stop)
    means = sum(
        weight * np.minimum(12 * FULL, 12 * level + pace * months)
        for (level, pace, _), weight in zip(conditions, weights, strict=True)
    )
    return [int(mean) for mean in np.asarray(means)]


def _is_fit(means: Sequence[int], bar: int) -> bool:
    """Whether the weighted rule decides when it should, and not by the last digit.

    A mean that stands at the bar exactly would pass or not by how a student's code rounds.
    """
    wait = bisect_left(means, bar)
    return wait in WEIGHTED_WAITS and means[wait] != bar


def scenario(student_id: str) -> Scenario:
    """The scenario that belongs to a student ID."""
    draw = Draw(student_id, SLUG)
    order = draw.choose("order", ORDERS)
    drawn = [
        draw.choose("last to pass", LAST),
        draw.choose("second to pass", SECOND),
        draw.choose("first to pass", FIRST),
    ]
    conditions = tuple(drawn[order.index(number)] for number in (1, 2, 3))
    averages = [
        (weights, bar)
        for weights in WEIGHTS
        for means in [_weighted_means(conditions, weights)]
        for bar in WEIGHTED_BARS
        if _is_fit(means, bar * 12 * sum(weights))
    ]
    weights, weighted_bar = draw.choose("weights and bar for the average", averages)
    level, pace, bar = conditions[2]
    last = max(months_until(*condition) for condition in conditions)
    steps = [
        step for step in STEPS if months_until(level, pace, min(bar + step, FULL)) >= last + MOVED
    ]
    return Scenario(
        conditions=conditions,
        weights=weights,
        weighted_bar=weighted_bar,
        wording_step=draw.choose("step of a wording", steps),
        date_year=draw.choose("date", DATE_YEARS),
    )
