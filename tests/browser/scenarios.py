"""Scenarios for an explorer: its corners, its presets and random ones, always the same."""

from __future__ import annotations

import itertools
import math
import random

from browser.steps import Scenario

from alliance.explorer import Choice, Explorer, Number, Switch
from alliance.explorer.controls import Control, Value


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


MOST_SETS = 100
"""Beyond so many sets of options, a selection in which each option appears stands for all."""


def corners(explorer: Explorer) -> list[Scenario]:
    """Each control at each end, then all numbers at one end under every set of options."""
    start = defaults(explorer)
    single = [start | {control.name: end} for control in explorer.controls for end in ends(control)]
    numbers = [control for control in explorer.controls if isinstance(control, Number)]
    others = [control for control in explorer.controls if not isinstance(control, Number)]
    together = [
        {number.name: ends(number)[side] for number in numbers}
        | dict(zip((other.name for other in others), options, strict=True))
        for options in sets_of_options([ends(other) for other in others])
        for side in (0, 1)
    ]
    return single + together


def sets_of_options(options: list[list[str]]) -> list[tuple[str, ...]]:
    """Every set with one option of each control, or a selection where these would be too many.

    The selection is an even share of all sets, by a stride that takes every control through all
    its options, and ends with the last.
    """
    count = math.prod(map(len, options))
    every = list(itertools.product(*options))
    if count <= MOST_SETS:
        return every
    stride = next(step for step in range(count // MOST_SETS, count) if math.gcd(step, count) == 1)
    chosen = [every[(place * stride) % count] for place in range(MOST_SETS)]
    assert all(
        set(taken) == {*known}
        for taken, known in zip(zip(*chosen, strict=True), options, strict=True)
    )
    return [*chosen, every[-1]]


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
