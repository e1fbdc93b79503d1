"""What an explorer is: its controls, its model, its chart, and what they make of a scenario.

A declaration knows neither the rules that it is checked against nor how it is shown; `explorer.py`
adds both.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Self
from urllib.parse import urlencode

import altair as alt
import pandas as pd

from coursebook.explorers import conditions, program
from coursebook.explorers.controls import Control, ControlError, Value
from coursebook.explorers.hands import Hand
from coursebook.explorers.headline import Headline, headline_of
from coursebook.explorers.parts import (
    Action,
    Breakdown,
    Column,
    Notice,
    Preset,
    Readout,
    Row,
    Whole,
)
from coursebook.explorers.signatures import Model, called, takes_any
from coursebook.explorers.symbols import Kind, SymbolError
from coursebook.explorers.tasks import MET, Task

MOST_COMPARED: Final = 3
"""So many scenarios stand beside the current one."""

MOST_TOLD: Final = 4
"""So many results, the first, are told with the headline where the chart is put into words."""

Settings = dict[str, Value]


class DeclarationError(ValueError):
    """An explorer is declared wrongly; the message names the explorer and what does not fit."""


@dataclass(frozen=True)
class Result:
    """What the model makes of a scenario.

    Parameters
    ----------
    table
        The rows, with the model's results as further columns.
    values
        The results that are the same for all rows, by name.
    """

    table: pd.DataFrame
    values: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What an explorer is made of; `Explorer` says what each field holds."""

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
    headline: Headline | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)
    notices: Sequence[Notice] = ()
    presets: Sequence[Preset] = ()
    version: int = 1
    changes: Mapping[int, str] = field(default_factory=dict)
    sources_give: str = "Source"
    rows_read: Sequence[str] | None = None
    breakdown: Breakdown | None = None
    actions: Sequence[Action] = ()
    listed: str = ""
    listed_note: str = ""
    first: Sequence[str | Row] = ()
    tasks: Sequence[Task] = ()
    whole: Whole | None = None
    hands: Sequence[Hand] = ()
    tried: bool = field(default=False, repr=False)

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
        """Complete a scenario with the defaults of all other controls.

        Parameters
        ----------
        **values
            Values by the names of controls; texts are read as a link carries them.

        Returns
        -------
        dict
            A value for every control.

        Raises
        ------
        ControlError
            If there is no such control, or a value does not fit.
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
        """What a preset sets: only its own controls if it belongs to a group, else all of them."""
        values = self.settings(**preset.values)
        return {name: values[name] for name in preset.values} if preset.group else values

    @cached_property
    def single_names(self) -> list[str]:
        """The results that are shown or used as one value, the same for all rows."""
        cells = self.breakdown.cells if self.breakdown else []
        used = [result for action in self.actions for result in action.values.values()]
        shown = [each.name for each in [*self.readouts, *cells]]
        conditions = [each.when for each in self.readouts if each.when]
        return list(dict.fromkeys([*shown, *headline_of(self).names, *conditions, *used]))

    @cached_property
    def conditions(self) -> dict[str, conditions.Condition]:
        """What is asked of each scenario besides the model, by the name of the answer."""
        return {
            conditions.COUNTS + name: control.needs
            for name, control in self.by_name.items()
            if control.needs
        } | {MET + task.name: task.met for task in self.tasks if task.met}

    @cached_property
    def whole_model(self) -> Model:
        """The model, which also answers the conditions."""
        return conditions.around(self.model, self.conditions, self.by_name)

    @cached_property
    def first_rows(self) -> list[Row]:
        """The controls that are shown first, line by line; all of them where none are named."""
        named: Sequence[str | Row] = self.first or list(self.by_name)
        return [each if isinstance(each, Row) else Row("", [each]) for each in named]

    def results(self, settings: Settings) -> Mapping[str, Any]:
        """The model's named results for a whole scenario, as it returns them."""
        rows = {name: self.rows[name].to_numpy() for name in self.row_fields}
        return self.whole_model(**rows, **settings, **self.constants)

    def compute(self, **values: Any) -> Result:
        """Compute the model's results for a scenario, here in Python.

        Parameters
        ----------
        **values
            Values by the names of controls; the others keep their defaults.

        Returns
        -------
        Result
            `table`, the rows with the results as columns, and `values`, the results that are the
            same for all rows.

        Raises
        ------
        ControlError
            If there is no such control, or a value does not fit.
        """
        results = self.results(self.settings(**values))
        table = self.rows.assign(**results)
        single = {name: table[name].iloc[0].item() for name in self.single_names}
        flags = {notice.name: float(table[notice.name].iloc[0]) for notice in self.notices}
        return Result(table=table, values=single | flags)

    def listed_rows(self, result: Result) -> pd.DataFrame:
        """The rows for the table and the download."""
        return result.table[result.table[self.listed] != 0] if self.listed else result.table

    def after(self, action: Action, values: Mapping[str, float]) -> Settings:
        """What an action sets, given the model's results."""
        return {
            name: self.by_name[name].at(values[result]) for name, result in action.values.items()
        }

    def with_model(self, model: Model) -> Self:
        """The same explorer around another model, for trying one's own.

        A model that takes any keyword, `def mine(year, **settings)`, gets all that this explorer's
        model reads, so that it can pass it on.
        """
        return replace(self, model=model, rows_read=self.row_fields, tried=True)

    def with_defaults(self, **values: Any) -> Self:
        """The same explorer, starting from another scenario."""
        start = self.settings(**values)
        controls = [replace(control, default=start[control.name]) for control in self.controls]
        return replace(self, controls=controls, tried=True)

    def only(self, *names: str, page: str, title: str, about: str) -> Self:
        """The same explorer with a few of its controls, for a front page that makes curious.

        The other controls stay at their defaults, and there are neither presets nor tasks. A link
        leads on to the whole explorer, and takes along what the reader has set.

        Parameters
        ----------
        *names
            The controls that readers can move.
        page
            The address of the page with the whole explorer, as seen from this one.
        title, about
            The heading, and a sentence on what can be set here.

        Returns
        -------
        Explorer
            Its name is the whole one's, with `-first` behind it.

        Raises
        ------
        ControlError
            If there is no such control.

        Examples
        --------
        >>> from coursebook.book import module
        >>> spill = module("explorers").spill
        >>> first = spill.only("years", page="water.html", title="When?", about="Set a year.")
        >>> first.name, list(first.by_name), dict(first.whole.settings)
        ('spill-first', ['years'], {'inflow': 0})
        """
        chosen = self.settings(**{name: self.defaults.get(name) for name in names})
        rest = {name: value for name, value in chosen.items() if name not in names}
        written = {name: self.by_name[name].written(value) for name, value in rest.items()}
        return replace(
            self,
            name=f"{self.name}-first",
            controls=[replace(self.by_name[name], needs=None) for name in names],
            title=title,
            about=about,
            constants={**self.constants, **rest},
            first=(),
            presets=(),
            tasks=(),
            actions=(),
            hands=[hand for hand in self.hands if set(hand.sets) <= set(names)],
            whole=Whole(page, self.name, self.version, rest, written),
            tried=True,
        )

    # What a page needs ---------------------------------------------------------------------

    def program(self) -> program.Program:
        """The model as a program for the page, written anew at each call."""
        controls = {name: control.value_kind for name, control in self.by_name.items()}
        try:
            return program.write(
                self.name,
                self.whole_model,
                fields={name: _kind(self.rows[name]) for name in self.row_fields},
                controls=controls,
                constants=self.constants,
            )
        except SymbolError as error:
            raise DeclarationError(
                f"explorer {self.name}: its model {called(self.model)} cannot be turned into a "
                f"page's program. {error}"
            ) from error
        except TypeError as error:
            raise DeclarationError(
                f"explorer {self.name}: its model {called(self.model)} cannot be turned into a "
                f"page's program: {error}. Use arithmetic and the functions of "
                "coursebook.explorers.formula (where, minimum, maximum, clamp, ceil, "
                "running_total)."
            ) from error

    def summary(self, values: Mapping[str, float]) -> str:
        """The headline and the first results, in words."""
        shown = self.readouts[:MOST_TOLD]
        results = "; ".join(f"{r.label}: {r.format(values[r.name])}" for r in shown)
        return f"{self.sentence(values)} {results}."

    def sentence(self, values: Mapping[str, float]) -> str:
        """The headline, in words."""
        return headline_of(self)(values)


def _kind(column: pd.Series) -> Kind:
    """Whether a field of the rows holds numbers, yes and no, or texts."""
    if pd.api.types.is_bool_dtype(column):
        return "truth"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


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
