"""The page face: markup that answers by itself, with no kernel, no server and no network.

The controls are the browser's own. The model travels as Vega transforms inside the chart's
specification; `assets/explorers.js` sets the signals and reads the results back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from coursebook.book import book
from coursebook.charts import drawing, markup
from coursebook.charts.markup import escape
from coursebook.explorers import specification
from coursebook.explorers.controls import Choice, Control, Number, Switch
from coursebook.explorers.declaration import (
    MOST_COMPARED,
    SIGNAL,
    Explorer,
    Result,
)
from coursebook.explorers.parts import Preset, Readout
from coursebook.explorers.specification import RESULT
from coursebook.tables import sources

ON_A_PAGE: Final = "The controls need JavaScript."
IN_A_NOTEBOOK: Final = "Run this cell to bring the controls to life."
"""What a reader is told for whom the controls stand still; a saved notebook runs no script."""


def html(explorer: Explorer, *, still: str = ON_A_PAGE) -> str:
    """The explorer as a page shows it: its first scenario drawn, its controls at hand.

    `still` says why the controls do not move, where they do not.
    """
    result = explorer.compute()
    spec = specification.with_model(explorer)
    identity = escape(explorer.name)
    alt_text = f"{explorer.alt_text} {explorer.summary(result.values)}"
    return (
        f'<section class="explorer" id="{identity}" aria-labelledby="{identity}-title">'
        f'<p class="explorer-title" id="{identity}-title" role="heading" aria-level="3">'
        f"{escape(explorer.title)}</p>"
        f"<p>{escape(explorer.about)}</p>"
        f'<p class="explorer-still">{still} '
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
        f"{markup.source_keys(explorer.sources, explorer.sources_give)}"
        f"{_table(explorer, result)}"
        "</section>"
    )


def _declaration(explorer: Explorer, spec: drawing.Spec) -> dict[str, Any]:
    """What the page's script needs to know."""
    shown = ("name", "label")
    return {
        "name": explorer.name,
        "version": explorer.version,
        "title": explorer.title,
        "book": book().full_title,
        "storage": book().storage_key,
        "most_compared": MOST_COMPARED,
        "alt": explorer.alt_text,
        "assumptions": explorer.assumptions,
        "sources": [
            {"label": each.label, "title": each.title, "url": each.url}
            for each in sources.line(explorer.sources)
        ],
        "signal": SIGNAL,
        "controls": [
            {**control.declared(), "full_label": explorer.full_labels[control.name]}
            for control in explorer.controls
        ],
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
        _preset(f"{escape(explorer.name)}-preset-{escape(preset.name)}", preset)
        for preset in explorer.presets
        if preset.group == group
    )
    return (
        '<fieldset class="explorer-presets" hidden>'
        f"<legend>{escape(group or 'Start from a position')}</legend><ul>{buttons}</ul></fieldset>"
    )


def _preset(identity: str, preset: Preset) -> str:
    return (
        f'<li><button type="button" data-preset="{escape(preset.name)}" aria-pressed="false" '
        f'aria-describedby="{identity}">{escape(preset.label)}</button> '
        f'<span id="{identity}">{escape(preset.help)}</span></li>'
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
            f'inputmode="decimal" required aria-describedby="{identity}-unit {identity}-help"> '
            f'<span id="{identity}-unit">{escape(control.unit)}</span></span>'
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
        '<button type="button" data-action="keep">Keep to compare</button> '
        '<button type="button" data-action="share">Copy link</button> '
        '<button type="button" data-action="brief">Save a brief</button></p>'
        '<fieldset class="explorer-kept" hidden><legend>Your scenarios</legend>'
        "<small>Kept in this browser only; nothing is sent. Up to three stand beside the current "
        "one, in the chart and in the table.</small><ul></ul></fieldset>"
    )


def _readouts(explorer: Explorer, result: Result) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(readout.label)}</th>'
        f'<td data-readout="{escape(readout.name)}">'
        f"{escape(readout.format(result.values[readout.name]))}</td></tr>"
        for readout in explorer.readouts
    )
    return (
        '<div class="explorer-results" role="region" '
        f'aria-label="{escape(explorer.title)}: what follows">'
        '<table class="explorer-readouts"><caption>What follows</caption>'
        '<thead hidden><tr><th scope="col">Result</th><th scope="col">Now</th></tr></thead>'
        f'<tbody>{rows}</tbody><tbody class="explorer-differences"></tbody></table></div>'
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
        f"<details>{markup.table_summary(explorer.title)}{listed_note(explorer)}{shown}"
        "</details></div>"
    )


def listed_note(explorer: Explorer) -> str:
    """Which rows the table and the download hold, where these are not all."""
    return f"<p>{escape(explorer.listed_note)}</p>" if explorer.listed else ""
