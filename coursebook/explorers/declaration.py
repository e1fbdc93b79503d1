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
from urllib.parse import urlencode

import altair as alt
import pandas as pd

from coursebook.explorers import validation
from coursebook.explorers.controls import Control, ControlError, Value
from coursebook.explorers.expressions import BranchError, Origin, Symbol, Trace, literal
from coursebook.explorers.parts import Action, Breakdown, Column, Notice, Preset, Readout
from coursebook.explorers.validation import DeclarationError, Model, called, takes_any

SIGNAL: Final = "control_"
"""What the page's names for controls begin with, so that none meets a name of Vega's own."""

MOST_COMPARED: Final = 3
"""So many scenarios stand beside the current one."""

Settings = dict[str, Value]


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
    version : stands in links too; raise it when a control's name or meaning changes, and older
        links still open, with what no control knows any more named to the reader
    title, about, alt_text : the heading, a sentence on what can be set, what the chart shows
    assumptions : what is assumed rather than observed, in a sentence or two
    sources : keys of the bibliography behind what is observed
    sources_give : how the line of sources opens; "Positions from" if they give no numbers
    rows : the rows that the model works on, one column per row parameter
    model : `model(**rows, **controls, **constants)` returns named results, see `alliance.models`
    chart : draws a layered chart over two named data sets, the current and the pinned scenario
    rows_read : the fields of the rows for a model that takes any keyword (`**settings`); default:
        all of them
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
    version: int = 1
    sources_give: str = "Source"
    rows_read: Sequence[str] | None = None
    breakdown: Breakdown | None = None
    actions: Sequence[Action] = ()
    listed: str = ""
    listed_note: str = ""

    def __post_init__(self) -> None:
        validation.check(self)

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
        if takes_any(parameters.values()):
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

    def results(self, settings: Settings) -> Mapping[str, Any]:
        """The model's named results for a whole scenario, as it returns them."""
        rows = {name: self.rows[name].to_numpy() for name in self.row_fields}
        return self.model(**rows, **settings, **self.constants)

    def compute(self, **values: Any) -> Result:
        """The model's results for a scenario, computed here in Python."""
        results = self.results(self.settings(**values))
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
                f"explorer {self.name}: its model {called(self.model)} cannot be turned into a "
                f"page's expressions. {error}"
            ) from error
        except TypeError as error:
            raise DeclarationError(
                f"explorer {self.name}: its model {called(self.model)} cannot be turned into a "
                f"page's expressions: {error}. Use arithmetic and the functions of "
                "coursebook.explorers.formula, such as where, minimum, ceil and running_total."
            ) from error
        return Program(trace, results)

    def summary(self, values: Mapping[str, float]) -> str:
        """The headline numbers in one sentence."""
        return "; ".join(f"{r.label}: {r.format(values[r.name])}" for r in self.readouts) + "."

    # Faces ---------------------------------------------------------------------------------

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from coursebook.explorers import notebook, page
        from coursebook.face.host import on_page

        text = f"{self.title}. {self.summary(self.compute().values)}"
        if on_page():
            return {"text/plain": text, "text/html": page.html(self)}
        return {
            "text/plain": text,
            "text/html": page.html(self, still=page.IN_A_NOTEBOOK),
            **notebook.bundle(self),
        }


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
