"""An explorer, declared once: its controls, its model, its chart and what it reads out.

A declaration is checked as a whole when it is made, so that a mistake is an error message in the
cell that made it, and never a broken page.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from alliance.explorer.controls import Control, ControlError, Value
from alliance.explorer.expressions import BranchError, Origin, Symbol, Trace, literal
from alliance.explorer.formats import Format

SIGNAL: Final = "control_"
"""What the page's names for controls begin with, so that none meets a name of Vega's own."""

Model = Callable[..., Mapping[str, Any]]
Settings = dict[str, Value]


class DeclarationError(ValueError):
    """An explorer is declared wrongly; the message names the explorer and what does not fit."""


@dataclass(frozen=True)
class Column:
    """A column of the explorer's table: one of the model's results, or a field of its rows."""

    name: str
    label: str
    format: Format


@dataclass(frozen=True)
class Readout:
    """A headline number: one of the model's results that is the same for all rows."""

    name: str
    label: str
    format: Format


@dataclass(frozen=True)
class Notice:
    """A sentence that stands by while one of the model's results is true."""

    name: str
    text: str


@dataclass(frozen=True)
class Breakdown:
    """A small table of results that are the same for all rows: one line of cells per part."""

    caption: str
    headings: Sequence[str]
    lines: Mapping[str, Sequence[Readout]]

    @property
    def cells(self) -> list[Readout]:
        """The cells of all lines."""
        return [cell for line in self.lines.values() for cell in line]


@dataclass(frozen=True)
class Preset:
    """A scenario by name; `values` may leave controls at their defaults.

    With a `group`, which is its heading, it sets only the controls in `values`.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, Value]
    group: str = ""


@dataclass(frozen=True)
class Action:
    """A button that sets controls to what the model found.

    `values` maps each control to one of the model's results that are the same for all rows: a
    number, or for a `Choice` the place of an option. `done` is said after a move, `nothing` when
    the controls stand there already.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, str]
    done: str
    nothing: str


@dataclass(frozen=True)
class Result:
    """What the model makes of a scenario: the table of rows and the headline values."""

    table: pd.DataFrame
    values: dict[str, float]


@dataclass(frozen=True)
class Program:
    """The model written down: what it did, and its results by name, symbols or constants."""

    trace: Trace
    results: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """A model with controls, for readers to change; shown by ending a cell.

    Parameters
    ----------
    name : kebab-case; it stands in links, so keep it
    title, about, alt_text : the heading, a sentence on what can be set, what the chart shows
    assumptions : what is assumed rather than observed, in a sentence or two
    sources : keys of the bibliography behind what is observed
    rows : the rows that the model works on, one column per row parameter
    model : `model(**rows, **controls, **constants)` returns named results, see `alliance.models`
    chart : draws a layered chart over two named data sets, the current and the pinned scenario
    listed : a result that is true for the rows of the table and the download; empty for all rows
    listed_note : which rows these are, for readers
    """

    name: str
    title: str
    about: str
    alt_text: str
    assumptions: str
    sources: Sequence[str]
    controls: Sequence[Control]
    rows: pd.DataFrame
    model: Model
    columns: Sequence[Column]
    readouts: Sequence[Readout]
    chart: Callable[[alt.NamedData, alt.NamedData], alt.LayerChart]
    constants: Mapping[str, Any] = field(default_factory=dict)
    notices: Sequence[Notice] = ()
    presets: Sequence[Preset] = ()
    breakdown: Breakdown | None = None
    actions: Sequence[Action] = ()
    listed: str = ""
    listed_note: str = ""

    def __post_init__(self) -> None:
        self._check_names()
        self._check_parameters()
        self._check_presets()
        self._check_results()

    # Scenarios -----------------------------------------------------------------------------

    @cached_property
    def by_name(self) -> dict[str, Control]:
        """The controls by name."""
        return {control.name: control for control in self.controls}

    @cached_property
    def row_fields(self) -> list[str]:
        """The fields of the rows that the model reads; others are for the chart and the table."""
        parameters = inspect.signature(self.model).parameters
        return [str(name) for name in self.rows.columns if name in parameters]

    @property
    def defaults(self) -> Settings:
        """The scenario that the explorer starts with."""
        return {control.name: control.default for control in self.controls}

    def settings(self, **values: Any) -> Settings:
        """A whole scenario: the values given, checked, and the defaults of all other controls.

        Raises ControlError for a control that does not exist or a value that does not fit.
        """
        for name in values:
            if name not in self.by_name:
                raise ControlError(
                    f"{self.name}: found a control {name!r}; allowed: {', '.join(self.by_name)}"
                )
        return self.defaults | {
            name: self.by_name[name].read(value) for name, value in values.items()
        }

    def preset_values(self, preset: Preset) -> Settings:
        """What a preset sets: its own controls if it stands in a group, else all."""
        values = self.settings(**preset.values)
        return {name: values[name] for name in preset.values} if preset.group else values

    @cached_property
    def single_names(self) -> list[str]:
        """The results that are shown or used as one value, the same for all rows."""
        cells = self.breakdown.cells if self.breakdown else []
        used = [result for action in self.actions for result in action.values.values()]
        return list(dict.fromkeys([*(each.name for each in [*self.readouts, *cells]), *used]))

    def _results(self, settings: Settings) -> Mapping[str, Any]:
        rows = {name: self.rows[name].to_numpy() for name in self.row_fields}
        return self.model(**rows, **settings, **self.constants)

    def compute(self, **values: Any) -> Result:
        """The model's results for a scenario, computed here in Python."""
        results = self._results(self.settings(**values))
        table = self.rows.assign(**results)
        single = {name: table[name].iloc[0].item() for name in self.single_names}
        flags = {notice.name: float(table[notice.name].iloc[0]) for notice in self.notices}
        return Result(table=table, values=single | flags)

    def listed_rows(self, result: Result) -> pd.DataFrame:
        """The rows of the table and the download."""
        return result.table[result.table[self.listed] != 0] if self.listed else result.table

    def after(self, action: Action, values: Mapping[str, float]) -> Settings:
        """What an action sets, given the model's results."""
        return {
            name: self.by_name[name].at(values[result]) for name, result in action.values.items()
        }

    def with_model(self, model: Model) -> Explorer:
        """The same explorer around another model, for trying one's own."""
        return replace(self, model=model)

    def with_defaults(self, **values: Any) -> Explorer:
        """The same explorer, starting from another scenario."""
        start = self.settings(**values)
        controls = [replace(control, default=start[control.name]) for control in self.controls]
        return replace(self, controls=controls)

    # The page's program --------------------------------------------------------------------

    def program(self) -> Program:
        """The model written down for the page, anew at each call."""
        trace = Trace()
        symbols = {
            name: Symbol(f"datum.{name}", trace, Origin(rows=True)) for name in self.row_fields
        }
        symbols |= {
            name: Symbol(f"{SIGNAL}{name}", trace, Origin(controls=True)) for name in self.by_name
        }
        try:
            results = dict(self.model(**symbols, **self.constants))
            for value in results.values():
                literal(value)
        except BranchError as error:
            raise DeclarationError(
                f"explorer {self.name}: its model {_called(self.model)} cannot be turned into a "
                f"page's expressions. {error}"
            ) from error
        except TypeError as error:
            raise DeclarationError(
                f"explorer {self.name}: its model {_called(self.model)} cannot be turned into a "
                f"page's expressions: {error}. Use arithmetic and the functions of "
                "alliance.models.formula (where, minimum, maximum, clamp, ceil, running_total)."
            ) from error
        return Program(trace, results)

    def summary(self, values: Mapping[str, float]) -> str:
        """The headline numbers in one sentence."""
        return "; ".join(f"{r.label}: {r.format(values[r.name])}" for r in self.readouts) + "."

    # Faces ---------------------------------------------------------------------------------

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from alliance.explorer import notebook, page
        from alliance.faces import on_page

        bundle: dict[str, Any] = {
            "text/plain": f"{self.title}. {self.summary(self.compute().values)}",
            "text/html": page.html(self),
        }
        return bundle if on_page() else {**bundle, **notebook.bundle(self)}

    # Checks --------------------------------------------------------------------------------

    def _fail(self, message: str) -> DeclarationError:
        return DeclarationError(f"explorer {self.name}: {message}")

    def _check_names(self) -> None:
        names = [control.name for control in self.controls]
        for kind, found in (
            ("controls", names),
            ("presets", [preset.name for preset in self.presets]),
            ("columns", [column.name for column in self.columns]),
            ("readouts", [readout.name for readout in self.readouts]),
            ("actions", [action.name for action in self.actions]),
        ):
            twice = sorted({name for name in found if found.count(name) > 1})
            if twice:
                raise self._fail(f"two {kind} are named {twice[0]!r}; each needs its own name")
        both = sorted(set(names) & set(self.rows.columns))
        if both:
            raise self._fail(f"{both[0]!r} names a control and a field of the rows")

    def _check_parameters(self) -> None:
        declared = {*self.by_name, *self.row_fields, *self.constants}
        parameters = inspect.signature(self.model).parameters.values()
        read = {parameter.name for parameter in parameters}
        needed = {p.name for p in parameters if p.default is p.empty}
        for name in sorted(needed - declared):
            raise self._fail(
                f"its model {_called(self.model)} reads {name!r}, which nobody declared; "
                f"declared: {', '.join(sorted(declared))}"
            )
        for name in sorted(declared - read):
            raise self._fail(
                f"{name!r} is declared, but its model {_called(self.model)} does not read it"
            )

    def _check_presets(self) -> None:
        for preset in self.presets:
            try:
                self.settings(**preset.values)
            except ControlError as error:
                raise self._fail(f"preset {preset.name!r}: {error}") from error

    def _check_results(self) -> None:
        self.program()
        for label, values in [("defaults", {}), *((p.name, p.values) for p in self.presets)]:
            results = self._results(self.settings(**values))
            known = {*results, *map(str, self.rows.columns)}
            parts: list[Column | Readout | Notice] = [
                *self.columns,
                *self.readouts,
                *self.notices,
            ]
            listed = [self.listed] if self.listed else []
            for name in [part.name for part in parts] + self.single_names + listed:
                if name not in known:
                    raise self._fail(
                        f"shows {name!r}, which its model does not return; "
                        f"returned: {', '.join(results)}"
                    )
            for name, value in results.items():
                if not np.all(np.isfinite(np.asarray(value, dtype=float))):
                    raise self._fail(f"at {label}, {name!r} is not a finite number: {value!r}")
            self._check_actions(label, results)

    def _check_actions(self, label: str, results: Mapping[str, Any]) -> None:
        for action in self.actions:
            for name in action.values:
                if name not in self.by_name:
                    raise self._fail(
                        f"action {action.name!r} sets {name!r}; allowed: {', '.join(self.by_name)}"
                    )
            found = {name: float(np.ravel(value)[0]) for name, value in results.items()}
            try:
                self.after(action, found)
            except ControlError as error:
                raise self._fail(f"at {label}, action {action.name!r}: {error}") from error


def _called(model: Model) -> str:
    """The model's name and where it is defined."""
    name = getattr(model, "__qualname__", repr(model))
    return f"{name} ({getattr(model, '__module__', 'unknown')})"


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values, fit for JSON."""
    return [
        {
            str(key): (value.item() if hasattr(value, "item") else value)
            for key, value in row.items()
            if not (isinstance(value, float) and math.isnan(value))
        }
        for row in table.to_dict("records")
    ]
