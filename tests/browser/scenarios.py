"""Scenarios for an explorer: its corners, its presets and random ones, always the same."""

from __future__ import annotations

import itertools
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


def corners(explorer: Explorer) -> list[Scenario]:
    """Each control at each end, then all numbers at one end under every set of options."""
    start = defaults(explorer)
    single = [start | {control.name: end} for control in explorer.controls for end in ends(control)]
    numbers = [control for control in explorer.controls if isinstance(control, Number)]
    others = [control for control in explorer.controls if not isinstance(control, Number)]
    together = [
        {number.name: ends(number)[side] for number in numbers}
        | dict(zip((other.name for other in others), options, strict=True))
        for options in itertools.product(*map(ends, others))
        for side in (0, 1)
    ]
    return single + together


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
