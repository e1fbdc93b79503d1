"""Scenarios for an explorer: its corners, its presets and random ones, always the same."""

from __future__ import annotations

import itertools
import math
import os
import random

from coursebook.explorers import Choice, Explorer, Number, Switch
from coursebook.explorers.controls import Control, Value

Scenario = dict[str, str]
"""Values by control, as a reader types them."""


def written(control: Control, value: Value) -> str:
    """A value as a reader types it."""
    if isinstance(control, Number):
        return f"{value:.{control.decimals}f}"
    if isinstance(control, Switch):
        return "yes" if value else "no"
    return str(value)


def ends(control: Control) -> list[str]:
    """The bounds of a number, every option of a choice, both states of a switch."""
    if isinstance(control, Number):
        return [written(control, control.minimum), written(control, control.maximum)]
    return list(control.options) if isinstance(control, Choice) else ["no", "yes"]


def defaults(explorer: Explorer) -> Scenario:
    return {control.name: written(control, control.default) for control in explorer.controls}


MOST_SETS = 240
"""Beyond so many sets of options, a part of them stands for all."""


def sets_of_options(others: list[Control]) -> list[tuple[str, ...]]:
    """Every set of options; if these are too many, enough of them for every pair of options."""
    if math.prod(len(ends(other)) for other in others) <= MOST_SETS:
        return list(itertools.product(*map(ends, others)))
    chance = random.Random(f"pairs of {len(others)}")  # noqa: S311 - the same ones every time
    missing = {
        ((one, first), (two, second))
        for one, two in itertools.combinations(range(len(others)), 2)
        for first in ends(others[one])
        for second in ends(others[two])
    }
    found = []
    while missing:
        options = [chance.choice(ends(other)) for other in others]
        for place, option in chance.choice(sorted(missing)):
            options[place] = option
        missing -= set(itertools.combinations(enumerate(options), 2))
        found.append(tuple(options))
    return found


def corners(explorer: Explorer) -> list[Scenario]:
    """Each control at each end, then all numbers at one end under sets of options."""
    start = defaults(explorer)
    single = [start | {control.name: end} for control in explorer.controls for end in ends(control)]
    numbers = [control for control in explorer.controls if isinstance(control, Number)]
    others = [control for control in explorer.controls if not isinstance(control, Number)]
    together = [
        {number.name: ends(number)[side] for number in numbers}
        | dict(zip((other.name for other in others), options, strict=True))
        for options in sets_of_options(others)
        for side in (0, 1)
    ]
    return single + together


def some_corners(explorer: Explorer, about: int = 20) -> list[Scenario]:
    """All corners by night, by day about so many from first to last."""
    found = corners(explorer)
    return found if os.environ.get("NIGHTLY") else found[:: 1 + len(found) // about]


def presets(explorer: Explorer) -> list[Scenario]:
    return [
        {
            name: written(explorer.by_name[name], value)
            for name, value in explorer.settings(**preset.values).items()
        }
        for preset in explorer.presets
    ]


def at_random(explorer: Explorer, count: int, *, seed: int = 1950) -> list[Scenario]:
    """Scenarios from all over the grids of the controls."""
    chance = random.Random(f"{explorer.name} {seed}")  # noqa: S311 - the same ones every time

    def drawn(control: Control) -> str:
        if not isinstance(control, Number):
            return chance.choice(ends(control))
        steps = round((control.maximum - control.minimum) / control.step)
        return written(control, control.minimum + chance.randint(0, steps) * control.step)

    return [{c.name: drawn(c) for c in explorer.controls} for _ in range(count)]
