"""An explorer, declared once: its controls, its model, its chart and what it reads out.

A declaration is checked as a whole when it is made, so that a mistake is an error message in the
cell that made it, and never a broken page.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

import altair as alt
import numpy as np
import pandas as pd

from alliance.explorer.controls import Control, ControlError, Value
from alliance.explorer.expressions import BranchError, Symbol, Trace, Transform, literal
from alliance.explorer.formats import Format

SIGNAL: Final = "control_"
"""What the page's names for controls begin with, so that none meets a name of Vega's own."""

MOST_COMPARED: Final = 3
"""So many scenarios stand beside the current one."""

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
class Preset:
    """A scenario by name; `values` may leave controls at their defaults."""

    name: str
    label: str
    help: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Result:
    """What the model makes of a scenario: the table of rows and the headline values."""

    table: pd.DataFrame
    values: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """A model with controls, for readers to change; shown by ending a cell.

    Parameters
    ----------
    name : kebab-case; it stands in links, so keep it
    version : stands in links too; raise it when a control's name or meaning changes, and older
        links still open, with what no control knows any more named to the reader
    title, about, alt_text : the heading, a sentence on what can be set, what the chart shows
    assumptions : what is assumed rather than observed, in a sentence or two
    sources : keys of the bibliography behind what is observed
    rows : the rows that the model works on, one column per row parameter
    model : `model(**rows, **controls, **constants)` returns named results, see `alliance.models`
    chart : draws a layered chart over two named data sets, the current and the pinned scenario
    rows_read : the fields of the rows for a model that takes any keyword (`**settings`); default:
        all of them
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
    version: int = 1
    rows_read: Sequence[str] | None = None

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
    def full_labels(self) -> dict[str, str]:
        """The controls' labels by name, with the group where two controls have the same label."""
        labels = [control.label for control in self.controls]
        return {
            control.name: control.label
            if labels.count(control.label) == 1
            else f"{control.label} ({control.group})"
            for control in self.controls
        }

    @cached_property
    def row_fields(self) -> list[str]:
        """The fields of the rows that the model reads; others are for the chart and the table."""
        parameters = inspect.signature(self.model).parameters
        fields = [str(name) for name in self.rows.columns]
        taken = set(parameters)
        if _takes_any(parameters.values()):
            taken |= set(fields if self.rows_read is None else self.rows_read)
        return [name for name in fields if name in taken]

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

    def link(self, **values: Any) -> str:
        """The fragment of an address that opens the page's explorer in a scenario."""
        settings = self.settings(**values)
        written = {name: self.by_name[name].written(value) for name, value in settings.items()}
        state = urlencode({"explore": self.name, "v": str(self.version), **written})
        return f"#{state}"

    def _results(self, settings: Settings) -> Mapping[str, Any]:
        rows = {name: self.rows[name].to_numpy() for name in self.row_fields}
        return self.model(**rows, **settings, **self.constants)

    def compute(self, **values: Any) -> Result:
        """The model's results for a scenario, computed here in Python."""
        results = self._results(self.settings(**values))
        table = self.rows.assign(**results)
        single = {readout.name: table[readout.name].iloc[0].item() for readout in self.readouts}
        flags = {notice.name: float(table[notice.name].iloc[0]) for notice in self.notices}
        return Result(table=table, values=single | flags)

    def with_model(self, model: Model) -> Explorer:
        """The same explorer around another model, for trying one's own.

        One that takes any keyword, `def mine(year, **settings)`, is given all that this
        explorer's model reads, so that it can pass it on.
        """
        return replace(self, model=model, rows_read=self.row_fields)

    def with_defaults(self, **values: Any) -> Explorer:
        """The same explorer, starting from another scenario."""
        start = self.settings(**values)
        controls = [replace(control, default=start[control.name]) for control in self.controls]
        return replace(self, controls=controls)

    # The page's program --------------------------------------------------------------------

    @cached_property
    def transforms(self) -> list[Transform]:
        """The model as Vega transforms that turn the rows into the explorer's table."""
        trace = Trace()
        symbols = {name: Symbol(f"datum.{name}", trace) for name in self.row_fields}
        symbols |= {name: Symbol(f"{SIGNAL}{name}", trace) for name in self.by_name}
        try:
            results = self.model(**symbols, **self.constants)
            outputs: list[Transform] = [
                {"type": "formula", "as": name, "expr": literal(value)}
                for name, value in results.items()
            ]
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
        return trace.transforms + outputs

    def summary(self, values: Mapping[str, float]) -> str:
        """The headline numbers in one sentence."""
        return "; ".join(f"{r.label}: {r.format(values[r.name])}" for r in self.readouts) + "."

    # Faces ---------------------------------------------------------------------------------

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from alliance.explorer import notebook, page
        from alliance.faces import on_page

        text = f"{self.title}. {self.summary(self.compute().values)}"
        if on_page():
            return {"text/plain": text, "text/html": page.html(self)}
        return {
            "text/plain": text,
            "text/html": page.html(self, still=page.IN_A_NOTEBOOK),
            **notebook.bundle(self),
        }

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
        named = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        read = declared if _takes_any(parameters) else {p.name for p in named}
        needed = {p.name for p in named if p.default is p.empty}
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
        _ = self.transforms
        for label, values in [("defaults", {}), *((p.name, p.values) for p in self.presets)]:
            results = self._results(self.settings(**values))
            known = {*results, *map(str, self.rows.columns)}
            parts: list[Column | Readout | Notice] = [
                *self.columns,
                *self.readouts,
                *self.notices,
            ]
            for name in [part.name for part in parts]:
                if name not in known:
                    raise self._fail(
                        f"shows {name!r}, which its model does not return; "
                        f"returned: {', '.join(results)}"
                    )
            for name, value in results.items():
                if not np.all(np.isfinite(np.asarray(value, dtype=float))):
                    raise self._fail(f"at {label}, {name!r} is not a finite number: {value!r}")


def around(inner: Model) -> Callable[[Model], Model]:
    """For a model that passes `**settings` on: it reads what the inner model reads, and its own.

    The parameters stand in one place, the inner model, and a declaration is still held to them.
    """

    def decorate(outer: Model) -> Model:
        own = [p for p in inspect.signature(outer).parameters.values() if p.kind != p.VAR_KEYWORD]
        names = {parameter.name for parameter in own}
        passed = inspect.signature(inner).parameters.values()
        more = [p.replace(kind=p.KEYWORD_ONLY) for p in passed if p.name not in names]
        outer.__signature__ = inspect.Signature([*own, *more])  # type: ignore[attr-defined]
        return outer

    return decorate


def _takes_any(parameters: Iterable[inspect.Parameter]) -> bool:
    """Whether a model takes any keyword, as in `def mine(year, **settings)`."""
    return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


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
