"""The page face: markup that answers by itself, with no kernel, no server and no network.

The controls are the browser's own. The model travels as Vega transforms inside the chart's
specification; `assets/explorers.js` sets the signals and reads the results back.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any, Final

import altair as alt

from alliance import drawing, markup
from alliance.explorer import dots, transforms
from alliance.explorer.controls import Choice, Control, Number, Switch
from alliance.explorer.declaration import (
    SIGNAL,
    Explorer,
    Program,
    Readout,
    Result,
    records,
)
from alliance.explorer.expressions import Origin, literal
from alliance.markup import escape

CURRENT: Final = "current"
PINNED: Final = "pinned"


RESULT: Final = "result_"
"""What the page's names for results that are the same for all rows begin with."""


def specification(explorer: Explorer) -> drawing.Spec:
    """The chart as Vega, with the model inside and a signal for each control."""
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

    def with_model(entry: dict[str, Any]) -> dict[str, Any]:
        drawn = entry.get("transform", [])
        return {"name": CURRENT, "source": "rows", "transform": [*steps, *drawn]}

    data = [with_model(each) if each["name"] == CURRENT else each for each in spec["data"]]
    signals = [
        {"name": name, "update": trace.after_rows(text, f"data('{CURRENT}')[0].")}
        for name, text in after.items()
    ]
    return {
        **spec,
        "data": [_rows(explorer), *data],
        "signals": [*spec["signals"], *trace.signals, *signals],
    }


def drawn_chart(explorer: Explorer) -> drawing.Spec:
    """The chart as Vega, with a signal for each control, over data that somebody else computes."""
    drawn = chart(explorer).to_dict()
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


def html(explorer: Explorer) -> str:
    """The explorer as a page shows it: its first scenario drawn, its controls at hand."""
    result = explorer.compute()
    spec = specification(explorer)
    identity = escape(explorer.name)
    alt_text = f"{explorer.alt_text} {explorer.summary(result.values)}"
    return (
        f'<section class="explorer" id="{identity}" aria-labelledby="{identity}-title">'
        f'<p class="explorer-title" id="{identity}-title" role="heading" aria-level="3">'
        f"{escape(explorer.title)}</p>"
        f"<p>{escape(explorer.about)}</p>"
        '<p class="explorer-still">The controls need JavaScript. '
        "What stands here is the scenario that the explorer starts with.</p>"
        f"{_presets(explorer)}"
        f'<div class="explorer-chart">'
        f"{markup.chart_view(alt_text, spec, spec, name=explorer.name)}"
        '<p class="explorer-message" role="status"></p></div>'
        f"{_readouts(explorer, result)}{breakdown(explorer, result)}"
        f'<ul class="explorer-notices">{_notices(explorer, result)}</ul>'
        f'<form class="explorer-controls" hidden autocomplete="off">'
        f"{_fieldsets(explorer)}{_own_actions(explorer)}{_actions()}</form>"
        f"{markup.json_block('explorer-declaration', _declaration(explorer, spec))}"
        f'<p class="explorer-assumptions"><strong>Assumed, for you to change.</strong> '
        f"{escape(explorer.assumptions)}</p>"
        f"{markup.source_keys(explorer.sources)}"
        f"{_table(explorer, result)}"
        "</section>"
    )


def _declaration(explorer: Explorer, spec: drawing.Spec) -> dict[str, Any]:
    """What the page's script needs to know."""
    shown = ("name", "label")
    return {
        "name": explorer.name,
        "alt": explorer.alt_text,
        "signal": SIGNAL,
        "controls": [control.declared() for control in explorer.controls],
        "presets": [
            {"name": preset.name, "values": explorer.preset_values(preset)}
            for preset in explorer.presets
        ],
        "actions": [asdict(action) for action in explorer.actions],
        "single": [
            signal["name"].removeprefix(RESULT)
            for signal in spec["signals"]
            if signal["name"].startswith(RESULT)
        ],
        "result": RESULT,
        "listed": explorer.listed,
        "cells": [
            {"name": cell.name, "format": cell.format.declared()}
            for cell in (explorer.breakdown.cells if explorer.breakdown else [])
        ],
        **{
            part: [
                {**{key: getattr(entry, key) for key in shown}, "format": entry.format.declared()}
                for entry in getattr(explorer, part)
            ]
            for part in ("columns", "readouts")
        },
        "notices": [{"name": notice.name, "text": notice.text} for notice in explorer.notices],
        "spec": spec,
    }


def _presets(explorer: Explorer) -> str:
    if not explorer.presets:
        return ""
    groups = dict.fromkeys(preset.group for preset in explorer.presets)
    return "".join(_preset_group(explorer, group) for group in groups)


def _preset_group(explorer: Explorer, group: str) -> str:
    buttons = "".join(
        f'<li><button type="button" data-preset="{escape(preset.name)}" aria-pressed="false">'
        f"{escape(preset.label)}</button> <span>{escape(preset.help)}</span></li>"
        for preset in explorer.presets
        if preset.group == group
    )
    return (
        '<fieldset class="explorer-presets" hidden>'
        f"<legend>{escape(group or 'Start from a position')}</legend><ul>{buttons}</ul></fieldset>"
    )


def _fieldsets(explorer: Explorer) -> str:
    groups = dict.fromkeys(control.group for control in explorer.controls)
    return "".join(
        f"<fieldset><legend>{escape(group)}</legend>"
        + "".join(
            _control(explorer.name, control)
            for control in explorer.controls
            if control.group == group
        )
        + "</fieldset>"
        for group in groups
    )


def _control(explorer: str, control: Control) -> str:
    identity = f"{escape(explorer)}-{escape(control.name)}"
    described = f'aria-describedby="{identity}-help"'
    label = escape(control.label)
    if isinstance(control, Number):
        bounds = (
            f'min="{control.minimum:.{control.decimals}f}" '
            f'max="{control.maximum:.{control.decimals}f}" '
            f'step="{control.step:.{control.decimals}f}" '
            f'value="{control.default:.{control.decimals}f}"'
        )
        field = (
            f'<label for="{identity}">{label}</label>'
            f'<span class="number"><input type="range" data-control="{control.name}" {bounds} '
            f'aria-label="{label}, slider" {described}>'
            f'<input type="number" id="{identity}" data-control="{control.name}" {bounds} '
            f'inputmode="decimal" required {described}> <span>{escape(control.unit)}</span></span>'
        )
    elif isinstance(control, Choice):
        options = "".join(
            f'<option value="{escape(value)}"{" selected" * (value == control.default)}>'
            f"{escape(text)}</option>"
            for value, text in control.options.items()
        )
        field = (
            f'<label for="{identity}">{label}</label>'
            f'<select id="{identity}" data-control="{control.name}" {described}>{options}</select>'
        )
    elif isinstance(control, Switch):
        field = (
            f'<label><input type="checkbox" id="{identity}" data-control="{control.name}" '
            f"{described}{' checked' * control.default}> {label}</label>"
        )
    else:
        raise TypeError(f"no page control for {type(control).__name__}")
    about = f'<small id="{identity}-help">{escape(control.help)}</small>'
    return f'<div class="control">{field}{about}</div>'


def _own_actions(explorer: Explorer) -> str:
    return "".join(
        f'<p class="explorer-own-action"><button type="button" data-own-action="{action.name}">'
        f"{escape(action.label)}</button> <small>{escape(action.help)}</small></p>"
        for action in explorer.actions
    )


def _actions() -> str:
    return (
        '<p class="explorer-actions">'
        '<button type="button" data-action="reset">Reset</button> '
        '<button type="button" data-action="pin" aria-pressed="false">Pin to compare</button> '
        '<button type="button" data-action="share">Copy link</button></p>'
    )


def _readouts(explorer: Explorer, result: Result) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(readout.label)}</th>'
        f'<td data-readout="{escape(readout.name)}">'
        f"{escape(readout.format(result.values[readout.name]))}</td>"
        f'<td class="pinned" data-pinned="{escape(readout.name)}" hidden></td></tr>'
        for readout in explorer.readouts
    )
    return (
        '<table class="explorer-readouts"><caption>What follows</caption>'
        '<thead hidden><tr><th scope="col">Result</th><th scope="col">Now</th>'
        f'<th scope="col">Pinned</th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="explorer-spoken" role="status" aria-live="polite"></p>'
    )


def breakdown(explorer: Explorer, result: Result) -> str:
    """The explorer's small table of parts, if it has one; for both faces.

    On a narrow screen a line becomes a list, in which each cell says what it is.
    """
    parts = explorer.breakdown
    if not parts:
        return ""

    def written(cell: Readout, heading: str) -> str:
        value = escape(cell.format(result.values[cell.name]))
        named = f'data-cell="{escape(cell.name)}" data-heading="{escape(heading)}"'
        return f"<td {named}>{value}</td>"

    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in parts.headings)
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        f"{''.join(map(written, line, parts.headings[1:]))}</tr>"
        for label, line in parts.lines.items()
    )
    return (
        f'<table class="explorer-breakdown"><caption>{escape(parts.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _notices(explorer: Explorer, result: Result) -> str:
    return "".join(
        f"<li>{escape(notice.text)}</li>"
        for notice in explorer.notices
        if result.values[notice.name]
    )


def _table(explorer: Explorer, result: Result) -> str:
    listed = explorer.listed_rows(result)
    rows = [
        [column.format(row[column.name]) for column in explorer.columns]
        for row in listed.to_dict("records")
    ]
    csv = listed[[column.name for column in explorer.columns]].to_csv(
        index=False, lineterminator="\n"
    )
    shown = markup.table(
        [column.label for column in explorer.columns], rows, caption=f"{explorer.title}, as a table"
    )
    return (
        f'<div class="chart-tools">{markup.download_link(csv, name=explorer.name)}'
        f"<details><summary>Show as table</summary>{listed_note(explorer)}{shown}</details></div>"
    )


def listed_note(explorer: Explorer) -> str:
    """Which rows the table and the download hold, where these are not all."""
    return f"<p>{escape(explorer.listed_note)}</p>" if explorer.listed else ""
