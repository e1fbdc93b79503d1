"""An explorer's chart as Vega, the same for a page and for a notebook.

It has no model in it. It is given the rows of the current scenario and of those to compare with,
and a signal for each control that it reads.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from coursebook.charts import drawing
from coursebook.explorers import dots, hands, states
from coursebook.explorers.declaration import (
    Declaration,
    DeclarationError,
    Result,
    Settings,
    records,
)

SIGNAL: Final = "control_"
"""What a chart's names for controls begin with, so that none meets a name of Vega's own."""

CURRENT: Final = "current"
PINNED: Final = "pinned"


@dataclass(frozen=True)
class Chart:
    """A compiled chart.

    Parameters
    ----------
    reads
        The fields and results that it draws.
    controls
        The controls that it reads.
    cloud
        Where its many dots come from, if it has any.
    held
        The signal that keeps an axis where it is, by the name of its scale.
    hands
        The marks that set controls, and the signals that say to what.
    """

    spec: drawing.Spec
    reads: list[str]
    controls: list[str]
    cloud: dots.Cloud | None
    held: dict[str, str]
    hands: list[dict[str, Any]]

    def picture(self, declaration: Declaration, result: Result, width: int) -> drawing.Spec:
        """The chart with the rows of a scenario in it, to be drawn once at this width."""
        table = declaration.listed_rows(result) if self.cloud else result.table
        rows = records(table[[name for name in table.columns if name in self.reads]])
        spec = drawing.at_width(_with_settings(self.spec, declaration.defaults), width)
        if self.cloud:
            spec = self.cloud.drawn(spec, result.table)
        data = [
            {**entry, "values": rows} if entry["name"] == CURRENT else entry
            for entry in spec["data"]
        ]
        return {**spec, "data": data}


def compiled(declaration: Declaration) -> Chart:
    """The explorer's chart, compiled; DeclarationError if a hand on it cannot work."""
    # Checks hold it to Vega-Lite's schema; a reader who waits for it need not wait for that.
    drawn = chart(declaration).to_dict(validate=False)
    for fault in hands.faults(declaration, drawn) if not declaration.tried else ():
        raise DeclarationError(f"explorer {declaration.name}: {fault}")
    # A text or a tooltip for every mark would be written anew at each move: the chart is one image
    # with one text, and says itself which of its marks have a tooltip.
    config = drawn["config"]
    drawn["config"] = {**config, "aria": False, "mark": {**config["mark"], "tooltip": None}}
    spec, cloud = dots.joined(drawing.compile_spec(drawn))
    spec, held = states.held(states.with_ghost(spec, PINNED))
    spec, told = hands.wired(spec, declaration, SIGNAL)
    words = words_of(spec)
    controls = [name for name in declaration.by_name if SIGNAL + name in words]
    rest = dict(declaration.whole.settings) if declaration.whole else {}
    results = declaration.results(declaration.defaults)
    signals = [
        {"name": SIGNAL + name, "value": None}
        for name in (*controls, *rest)
        if SIGNAL + name in words
    ]
    spec = {
        **spec,
        "data": [_given(entry) for entry in spec["data"]],
        "signals": signals + spec.get("signals", []),
    }
    fields = (*map(str, declaration.rows.columns), *results)
    reads = [name for name in fields if name in words or name.startswith(_beginnings_of(spec))]
    start = _with_settings(spec, declaration.defaults | rest)
    return Chart(start, reads, controls, cloud, held, told)


def words_of(spec: drawing.Spec) -> set[str]:
    """Every word of a chart's specification; a field that is not among them is not drawn."""
    return set(re.findall(r"[A-Za-z_]\w*", json.dumps(spec)))


def _beginnings_of(spec: drawing.Spec) -> tuple[str, ...]:
    """How the names begin that a chart puts together, as in `datum['sum_' + unit]`."""
    return tuple(re.findall(r"datum\[\s*'(\w+)'\s*\+", json.dumps(spec)))


def chart(declaration: Declaration) -> alt.LayerChart:
    """The explorer's chart over the two named data sets, as wide as its container."""
    # A format without parsing keeps Vega from converting values that are numbers already.
    plain = alt.CsvDataFormat(parse=None)
    current = alt.NamedData(CURRENT, format=plain)
    pinned = alt.NamedData(PINNED, format=plain)
    drawn = declaration.chart(current, pinned)
    drawn.width = "container"
    return drawn


def _with_settings(spec: drawing.Spec, settings: Settings) -> drawing.Spec:
    values = {SIGNAL + name: value for name, value in settings.items()}
    signals = [
        {**signal, "value": values[signal["name"]]} if signal["name"] in values else signal
        for signal in spec["signals"]
    ]
    return {**spec, "signals": signals}


def _given(entry: dict[str, Any]) -> dict[str, Any]:
    """A data set without its rows and their format, because it is given them later."""
    if entry["name"] not in (CURRENT, PINNED):
        return entry
    return {key: entry[key] for key in ("name", "transform") if key in entry}
