"""An explorer's chart as Vega, for a page with the model inside, for a notebook without it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import altair as alt

from coursebook.charts import drawing
from coursebook.explorers import dots, transforms
from coursebook.explorers.declaration import SIGNAL, Explorer, Program, records
from coursebook.explorers.expressions import Origin, literal

CURRENT: Final = "current"
PINNED: Final = "pinned"

RESULT: Final = "result_"
"""What the page's names for results that are the same for all rows begin with."""


def with_model(explorer: Explorer) -> drawing.Spec:
    """The page's chart: the model inside, and a signal for each control."""
    spec = drawn_chart(explorer)
    program = explorer.program()
    trace = program.trace
    single = single_results(explorer, program, spec)
    in_rows = [name for name in program.results if name not in single]
    for name in in_rows:
        value = program.results[name]
        step = {"type": "formula", "as": name, "expr": trace.in_rows(literal(value))}
        trace.add(step, Origin.of(value))
    after = {name: text for name, (text, _) in trace.late.items()}
    after |= {RESULT + name: literal(program.results[name]) for name in single}
    read_after = set(re.findall(r"\bdatum\.(\w+)", " ".join(after.values())))
    steps = transforms.fewer([*trace.settled, *trace.transforms], needed={*in_rows, *read_after})

    def computed(entry: dict[str, Any]) -> dict[str, Any]:
        drawn = entry.get("transform", [])
        return {"name": CURRENT, "source": "rows", "transform": [*steps, *drawn]}

    data = [computed(each) if each["name"] == CURRENT else each for each in spec["data"]]
    signals = [
        {"name": name, "update": trace.after_rows(text, f"data('{CURRENT}')[0].")}
        for name, text in after.items()
    ]
    return {
        **spec,
        "data": [_rows(explorer), *data],
        "signals": [*spec["signals"], *trace.signals, *signals],
    }


def without_model(explorer: Explorer) -> drawing.Spec:
    """The notebook's chart: the same, over rows that Python computes."""
    spec = drawn_chart(explorer)

    def given(entry: dict[str, Any]) -> dict[str, Any]:
        return {key: entry[key] for key in ("name", "transform") if key in entry}

    return {**spec, "data": [given(d) if d["name"] == CURRENT else d for d in spec["data"]]}


def drawn_chart(explorer: Explorer) -> drawing.Spec:
    """The chart as Vega, with a signal for each control, over data that somebody else computes."""
    # Checks hold it to Vega-Lite's schema; a reader who waits for it need not wait for that.
    drawn = chart(explorer).to_dict(validate=False)
    # A text or a tooltip for every mark would be written anew at each move: the chart is one image
    # with one text, and says itself which of its marks have a tooltip.
    config = drawn["config"]
    drawn["config"] = {**config, "aria": False, "mark": {**config["mark"], "tooltip": None}}
    spec = dots.joined(drawing.compile_spec(drawn))
    signals = [
        {"name": SIGNAL + control.name, "value": control.default} for control in explorer.controls
    ]
    return {**spec, "signals": signals + spec.get("signals", [])}


def words_of(spec: drawing.Spec) -> set[str]:
    """Every word of a chart: a field that is not among them, no mark needs."""
    return set(re.findall(r"[A-Za-z_]\w*", json.dumps(spec)))


def single_results(explorer: Explorer, program: Program, spec: drawing.Spec) -> list[str]:
    """The results that are the same for all rows, and that chart and table do not read in rows."""
    in_rows = words_of(spec) | {column.name for column in explorer.columns}
    return [
        name
        for name, value in program.results.items()
        if not Origin.of(value).rows and name not in in_rows
    ]


def _rows(explorer: Explorer) -> dict[str, Any]:
    """The rows that the model starts from; rows that only count are written as a count."""
    rows = explorer.rows
    if len(rows.columns) == 1 and rows.iloc[:, 0].tolist() == list(range(len(rows))):
        count = {"type": "sequence", "start": 0, "stop": len(rows), "as": str(rows.columns[0])}
        return {"name": "rows", "transform": [count]}
    return {"name": "rows", "values": records(rows)}


def chart(explorer: Explorer) -> alt.LayerChart:
    """The explorer's chart over the two named data sets, as wide as its container."""
    # A format without parsing keeps Vega from converting values that are numbers already.
    plain = alt.CsvDataFormat(parse=None)
    current = alt.NamedData(CURRENT, format=plain)
    pinned = alt.NamedData(PINNED, format=plain)
    drawn = explorer.chart(current, pinned)
    drawn.width = "container"
    return drawn
