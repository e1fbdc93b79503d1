"""Whether a declaration fits together: names, the model's parameters, presets, results."""

from __future__ import annotations

import inspect
import keyword
import random
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from coursebook.explorers.conditions import COUNTS
from coursebook.explorers.controls import Choice, Control, ControlError, Number, Value
from coursebook.explorers.declaration import MOST_TOLD, Declaration, DeclarationError, Settings
from coursebook.explorers.headline import headline_of
from coursebook.explorers.parts import Column, Notice, Readout
from coursebook.explorers.signatures import called, takes_any
from coursebook.explorers.tasks import MET

MOST_FIRST: Final = 8
"""So many lines of controls may be shown first: more are a form to fill in."""

MOST_TRIED: Final = 400
"""So many scenarios at random are searched for one that meets a task or a condition."""

TRIED: Final = 6
"""So many scenarios are tried for what a declaration says of its controls, at every import."""

RESERVED: Final = frozenset(
    (  # noqa: SIM905 - as words they are easier to compare
        "add_class add_traits blur bundle class_own_trait_events class_own_traits "
        "class_trait_names class_traits close close_all comm cross_validation_lock explorer focus "
        "get_manager_state get_state get_view_spec handle_comm_opened "
        "handle_control_comm_opened has_trait hold_sync "
        "hold_trait_notifications keys layout log model_id notify_change observe on_msg "
        "on_trait_change on_widget_constructed open output remove_class send send_state set_state "
        "set_trait settings setup_instance tabbable tooltip trait_defaults trait_events "
        "trait_has_value trait_metadata trait_names trait_values traits unobserve unobserve_all "
        "update values widget_types widgets"
    ).split()
)
"""Names of a widget's own, which no control in a notebook can have."""


def check(explorer: Declaration) -> None:
    """Check a declaration against its rules; DeclarationError names what does not fit."""
    _check_names(explorer)
    _check_words(explorer)
    _check_parameters(explorer)
    _check_presets(explorer)
    _check_first(explorer)
    _check_results(explorer)
    if not explorer.tried:
        _check_needs(explorer)
        _check_tasks(explorer)


def _fail(explorer: Declaration, message: str) -> DeclarationError:
    return DeclarationError(f"explorer {explorer.name}: {message}")


def _check_names(explorer: Declaration) -> None:
    names = [control.name for control in explorer.controls]
    for kind, found in (
        ("controls", names),
        ("presets", [preset.name for preset in explorer.presets]),
        ("columns", [column.name for column in explorer.columns]),
        ("readouts", [readout.name for readout in explorer.readouts]),
        ("actions", [action.name for action in explorer.actions]),
        ("tasks", [task.name for task in explorer.tasks]),
    ):
        twice = sorted({name for name in found if found.count(name) > 1})
        if twice:
            raise _fail(explorer, f"two {kind} are named {twice[0]!r}; each needs its own name")
    for name in names:
        if name in RESERVED or keyword.iskeyword(name):
            raise _fail(
                explorer,
                f"a control is named {name!r}, which a notebook's widget cannot call a trait; "
                "allowed: any other name",
            )
    both = sorted(set(names) & set(explorer.rows.columns))
    if both:
        raise _fail(explorer, f"{both[0]!r} names a control and a field of the rows")


def _check_words(explorer: Declaration) -> None:
    if not explorer.headline and not explorer.readouts:
        raise _fail(explorer, "found neither a headline nor a readout; one of them is needed")
    for readout in explorer.readouts[:MOST_TOLD]:
        if readout.when:
            raise _fail(
                explorer,
                f"its readout {readout.name!r} depends on {readout.when!r} and is one of the first "
                f"{MOST_TOLD}, which are always told; put it behind them",
            )
    for version in explorer.changes:
        if not 1 < version <= explorer.version:
            raise _fail(
                explorer,
                f"says what changed with version {version}; allowed: 2 to {explorer.version}",
            )


def _check_parameters(explorer: Declaration) -> None:
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


def _check_presets(explorer: Declaration) -> None:
    for preset in explorer.presets:
        try:
            explorer.settings(**preset.values)
        except ControlError as error:
            raise _fail(explorer, f"preset {preset.name!r}: {error}") from error


def _check_first(explorer: Declaration) -> None:
    shown = [name for row in explorer.first_rows for name in row.names]
    for name in shown:
        if name not in explorer.by_name:
            raise _fail(
                explorer,
                f"shows {name!r} first; allowed: {', '.join(explorer.by_name)}",
            )
        if shown.count(name) > 1:
            raise _fail(explorer, f"shows {name!r} first twice; allowed: once")
    if explorer.first and len(explorer.first_rows) > MOST_FIRST:
        raise _fail(
            explorer,
            f"shows {len(explorer.first_rows)} lines first; allowed: at most {MOST_FIRST}",
        )


def _check_needs(explorer: Declaration) -> None:
    """Hold each condition of a control to what the control does, at settings drawn at random.

    Where the condition does not hold no result in words may follow the control, and somewhere it
    must hold.
    """
    chance = random.Random(explorer.name)  # noqa: S311 - nothing is kept secret by it
    needing = {name: each for name, each in explorer.by_name.items() if each.needs}
    words = {*explorer.single_names, *(notice.name for notice in explorer.notices)}
    for _ in range(TRIED if needing else 0):
        settings = {name: drawn(each, chance) for name, each in explorer.by_name.items()}
        results = explorer.results(settings)
        for name, control in needing.items():
            if results[COUNTS + name]:
                continue
            other = explorer.results({**settings, name: drawn(control, chance)})
            for word in words:
                if np.ravel(results[word])[0] != np.ravel(other[word])[0]:
                    raise _fail(
                        explorer,
                        f"control {name!r} is not shown where its condition does not hold, but "
                        f"moves {word!r} there, as at {settings}",
                    )
    for name in _never(explorer, {COUNTS + name: name for name in needing}):
        raise _fail(explorer, f"control {name!r} is never shown: its condition never holds")


def _check_tasks(explorer: Declaration) -> None:
    """Refuse a task that no setting meets, or that its own solution does not meet."""
    shown = {each.name for each in explorer.readouts}
    for task in explorer.tasks:
        try:
            explorer.settings(**task.sets)
            solved = explorer.settings(**task.solution)
        except ControlError as error:
            raise _fail(explorer, f"task {task.name!r}: {error}") from error
        if task.solution and not (task.met and explorer.results(solved)[MET + task.name]):
            raise _fail(explorer, f"task {task.name!r} is not met by its solution, {task.solution}")
        if task.guess and task.guess.result and task.guess.result not in shown:
            raise _fail(
                explorer,
                f"task {task.name!r} shows {task.guess.result!r} beside a guess; allowed: "
                f"{', '.join(sorted(shown))}",
            )
    unproved = [task for task in explorer.tasks if task.met and not task.solution]
    meetable = {MET + task.name: task.name for task in unproved}
    for name in _never(explorer, meetable):
        raise _fail(explorer, f"task {name!r} can be met by no setting of the controls")


def _never(explorer: Declaration, asked: Mapping[str, str]) -> list[str]:
    """What no setting makes true: presets, corners and settings at random are tried.

    `asked` has the names for readers by those of the answers.
    """
    left = dict(asked)
    for settings in _tried(explorer) if left else ():
        results = explorer.results(settings)
        left = {answer: name for answer, name in left.items() if not results[answer]}
        if not left:
            break
    return list(left.values())


def _tried(explorer: Declaration) -> Iterator[Settings]:
    """Settings to search: presets, each control at its ends and between, and many at random."""
    chance = random.Random(explorer.name)  # noqa: S311 - nothing is kept secret by it
    starts = [explorer.defaults, *(explorer.settings(**each.values) for each in explorer.presets)]
    yield from starts
    for name, control in explorer.by_name.items():
        for value in places(control):
            yield from ({**start, name: value} for start in starts[:2])
    for _ in range(MOST_TRIED):
        some = chance.sample(list(explorer.by_name), k=max(1, len(explorer.by_name) // 2))
        yield explorer.defaults | {name: drawn(explorer.by_name[name], chance) for name in some}


def places(control: Control) -> list[Value]:
    """Settings of a control from one end to the other."""
    if isinstance(control, Choice):
        return list(control.options)
    if isinstance(control, Number):
        low, high = control.minimum, control.maximum
        return [control.read(low + (high - low) * part / 4) for part in range(5)]
    return [False, True]


def drawn(control: Control, chance: random.Random) -> Value:
    """A setting of a control at random."""
    if isinstance(control, Choice):
        return chance.choice(list(control.options))
    if isinstance(control, Number):
        return control.read(chance.uniform(control.minimum, control.maximum))
    return chance.random() < 0.5


def _check_results(explorer: Declaration) -> None:
    kinds = explorer.program().kinds
    for name, kind in kinds.items():
        if name in explorer.rows.columns:
            raise _fail(explorer, f"its model returns {name!r}, which is a field of the rows too")
        if kind == "text":
            raise _fail(
                explorer,
                f"its model returns a text as {name!r}; allowed: numbers, and yes or no. A number "
                "is written as a text by the format Label",
            )
    for label, values in [("defaults", {}), *((p.name, p.values) for p in explorer.presets)]:
        results = explorer.results(explorer.settings(**values))
        _check_shown(explorer, {*results, *map(str, explorer.rows.columns)}, results)
        for name, value in results.items():
            shape = np.shape(value)
            if shape not in ((), (len(explorer.rows),)):
                raise _fail(
                    explorer,
                    f"at {label}, its model returns {name!r} with shape {shape}; allowed: one "
                    f"value, or a column of {len(explorer.rows)}, the rows that it was given",
                )
            if not np.all(np.isfinite(np.asarray(value, dtype=float))):
                raise _fail(explorer, f"at {label}, {name!r} is not a finite number: {value!r}")
        _check_headline(explorer, label, results)
        _check_actions(explorer, label, results)


def _check_headline(explorer: Declaration, label: str, results: Mapping[str, Any]) -> None:
    headline = headline_of(explorer)
    found = {name: np.ravel(results[name])[0] for name in headline.names}
    if headline.number(found) not in headline.sentences:
        raise _fail(
            explorer,
            f"at {label}, its headline has no sentence for {headline.case} "
            f"{headline.number(found)}; found: {', '.join(map(str, headline.sentences))}",
        )


def _check_shown(explorer: Declaration, known: set[str], results: Mapping[str, Any]) -> None:
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
                f"shows {name!r}, which its model does not return; returned: {', '.join(results)}",
            )


def _check_actions(explorer: Declaration, label: str, results: Mapping[str, Any]) -> None:
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
