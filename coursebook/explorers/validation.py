"""Whether a declaration fits together: names, the model's parameters, presets, results."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from coursebook.explorers.controls import ControlError
from coursebook.explorers.parts import Column, Notice, Readout

if TYPE_CHECKING:
    from coursebook.explorers.declaration import Explorer

Model = Callable[..., Mapping[str, Any]]


class DeclarationError(ValueError):
    """An explorer is declared wrongly; the message names the explorer and what does not fit."""


def check(explorer: Explorer) -> None:
    """Hold a declaration to its rules; DeclarationError names what does not fit."""
    _check_names(explorer)
    _check_parameters(explorer)
    _check_presets(explorer)
    _check_results(explorer)


def _fail(explorer: Explorer, message: str) -> DeclarationError:
    return DeclarationError(f"explorer {explorer.name}: {message}")


def _check_names(explorer: Explorer) -> None:
    names = [control.name for control in explorer.controls]
    for kind, found in (
        ("controls", names),
        ("presets", [preset.name for preset in explorer.presets]),
        ("columns", [column.name for column in explorer.columns]),
        ("readouts", [readout.name for readout in explorer.readouts]),
        ("actions", [action.name for action in explorer.actions]),
    ):
        twice = sorted({name for name in found if found.count(name) > 1})
        if twice:
            raise _fail(explorer, f"two {kind} are named {twice[0]!r}; each needs its own name")
    both = sorted(set(names) & set(explorer.rows.columns))
    if both:
        raise _fail(explorer, f"{both[0]!r} names a control and a field of the rows")


def _check_parameters(explorer: Explorer) -> None:
    declared = {*explorer.by_name, *explorer.row_fields, *explorer.constants}
    parameters = inspect.signature(explorer.model).parameters.values()
    named = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    read = declared if takes_any(parameters) else {p.name for p in named}
    needed = {p.name for p in named if p.default is p.empty}
    for name in sorted(needed - declared):
        raise _fail(
            explorer,
            f"its model {called(explorer.model)} reads {name!r}, which nobody declared; "
            f"declared: {', '.join(sorted(declared))}",
        )
    for name in sorted(declared - read):
        raise _fail(
            explorer,
            f"{name!r} is declared, but its model {called(explorer.model)} does not read it",
        )


def _check_presets(explorer: Explorer) -> None:
    for preset in explorer.presets:
        try:
            explorer.settings(**preset.values)
        except ControlError as error:
            raise _fail(explorer, f"preset {preset.name!r}: {error}") from error


def _check_results(explorer: Explorer) -> None:
    explorer.program()
    for label, values in [("defaults", {}), *((p.name, p.values) for p in explorer.presets)]:
        results = explorer.results(explorer.settings(**values))
        known = {*results, *map(str, explorer.rows.columns)}
        parts: list[Column | Readout | Notice] = [
            *explorer.columns,
            *explorer.readouts,
            *explorer.notices,
        ]
        listed = [explorer.listed] if explorer.listed else []
        for name in [part.name for part in parts] + explorer.single_names + listed:
            if name not in known:
                raise _fail(
                    explorer,
                    f"shows {name!r}, which its model does not return; "
                    f"returned: {', '.join(results)}",
                )
        for name, value in results.items():
            if not np.all(np.isfinite(np.asarray(value, dtype=float))):
                raise _fail(explorer, f"at {label}, {name!r} is not a finite number: {value!r}")
        _check_actions(explorer, label, results)


def _check_actions(explorer: Explorer, label: str, results: Mapping[str, Any]) -> None:
    for action in explorer.actions:
        for name in action.values:
            if name not in explorer.by_name:
                raise _fail(
                    explorer,
                    f"action {action.name!r} sets {name!r}; allowed: {', '.join(explorer.by_name)}",
                )
        found = {name: float(np.ravel(value)[0]) for name, value in results.items()}
        try:
            explorer.after(action, found)
        except ControlError as error:
            raise _fail(explorer, f"at {label}, action {action.name!r}: {error}") from error


def takes_any(parameters: Iterable[inspect.Parameter]) -> bool:
    """Whether a model takes any keyword, as in `def mine(year, **settings)`."""
    return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


def called(model: Model) -> str:
    """The model's name and where it is defined."""
    name = getattr(model, "__qualname__", repr(model))
    return f"{name} ({getattr(model, '__module__', 'unknown')})"
