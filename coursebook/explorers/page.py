"""The markup of an explorer, for a page and for a notebook.

The controls are the browser's own. Scripts make them work once a program or a kernel answers; until
then, and where none does, the markup shows the scenario with which the explorer starts.
"""

from __future__ import annotations

from typing import Final

from coursebook.charts import drawing, markup
from coursebook.charts.markup import escape
from coursebook.explorers import specification
from coursebook.explorers.controls import Choice, Control, Number, Switch
from coursebook.explorers.declaration import Declaration, Result
from coursebook.explorers.declared import declared, drawn
from coursebook.explorers.parts import Preset, Readout
from coursebook.explorers.specification import Chart

ON_A_PAGE: Final = "The controls need JavaScript."
IN_A_NOTEBOOK: Final = "Run this cell to bring the controls to life."
"""What a reader is told for whom the controls stand still; a saved notebook runs no script."""


PROGRAM: Final = "explorer-program"
"""The class of the element that holds an explorer's program until the page is written."""


def html(explorer: Declaration) -> str:
    """Write an explorer for a page, with its first scenario drawn.

    Its program follows as text, which `coursebook.pages.programs` moves to a file, because pages
    run no inline script.
    """
    chart = specification.compiled(explorer)
    program = markup.inert_text(PROGRAM, explorer.program().script, name=explorer.name)
    return markup_of(explorer, chart) + program


def markup_of(
    explorer: Declaration,
    chart: Chart,
    *,
    still: str = ON_A_PAGE,
    identity: str = "",
    source: str = "",
) -> str:
    """Write the markup of an explorer.

    Parameters
    ----------
    explorer
        What it declares.
    chart
        Its compiled chart.
    still
        Why the controls do not move, for readers for whom they do not.
    identity
        How its ids begin, if not with its name.
    source
        The line of its sources, if not that of a page.

    Returns
    -------
    str
        HTML.
    """
    result = explorer.compute()
    identity = escape(identity or explorer.name)
    alt_text = f"{explorer.alt_text} {explorer.summary(result.values)}"
    wide, narrow = (
        chart.picture(explorer, result, width) for width in (drawing.WIDE, drawing.NARROW)
    )
    view = markup.chart_view(alt_text, wide, narrow, name=explorer.name)
    return (
        f'<section class="explorer" id="{identity}" data-explorer="{escape(explorer.name)}" '
        f'aria-labelledby="{identity}-title">'
        f'<p class="explorer-title" id="{identity}-title" role="heading" aria-level="3">'
        f"{escape(explorer.title)}</p>"
        f"<p>{escape(explorer.about)}</p>"
        f'<p class="explorer-still">{still} '
        "What stands here is the scenario that the explorer starts with.</p>"
        f"{_presets(explorer, identity)}"
        f'<div class="explorer-chart">{view}'
        '<p class="explorer-message" role="status"></p></div>'
        f"{_readouts(explorer, result)}{_breakdown(explorer, result)}"
        f'<ul class="explorer-notices">{_notices(explorer, result)}</ul>'
        f'<form class="explorer-controls" hidden autocomplete="off">'
        f"{_fieldsets(explorer, identity)}{_own_actions(explorer)}{_actions()}</form>"
        f"{markup.json_block('explorer-declaration', declared(explorer))}"
        f"{markup.json_block('chart-spec', drawn(chart))}"
        f'<p class="explorer-assumptions"><strong>Assumed, for you to change.</strong> '
        f"{escape(explorer.assumptions)}</p>"
        f"{source or markup.source_keys(explorer.sources, explorer.sources_give)}"
        f"{_table(explorer, result)}"
        "</section>"
    )


def _presets(explorer: Declaration, identity: str) -> str:
    if not explorer.presets:
        return ""
    groups = dict.fromkeys(preset.group for preset in explorer.presets)
    return "".join(_preset_group(explorer, group, identity) for group in groups)


def _preset_group(explorer: Declaration, group: str, identity: str) -> str:
    buttons = "".join(
        _preset(f"{identity}-preset-{escape(preset.name)}", preset)
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


def _fieldsets(explorer: Declaration, identity: str) -> str:
    groups = dict.fromkeys(control.group for control in explorer.controls)
    return "".join(
        f"<fieldset><legend>{escape(group)}</legend>"
        + "".join(
            _control(f"{identity}-{escape(control.name)}", control)
            for control in explorer.controls
            if control.group == group
        )
        + "</fieldset>"
        for group in groups
    )


def _control(identity: str, control: Control) -> str:
    described = f'aria-describedby="{identity}-help"'
    label = escape(control.label)
    if isinstance(control, Number):
        low, high, now = (
            f"{value:.{control.decimals}f}"
            for value in (control.minimum, control.maximum, control.default)
        )
        bounds = (
            f'min="{low}" max="{high}" step="{control.step:.{control.decimals}f}" value="{now}"'
        )
        # A phone's keyboard for decimals has no minus.
        keys = "text" if control.minimum < 0 else "decimal"
        field = (
            f'<label for="{identity}">{label}</label>'
            f'<span class="number"><input type="range" data-control="{control.name}" {bounds} '
            f'aria-label="{label}, slider" {described}>'
            f'<input type="text" role="spinbutton" id="{identity}" data-control="{control.name}" '
            f'value="{now}" aria-valuemin="{low}" aria-valuemax="{high}" aria-valuenow="{now}" '
            f'inputmode="{keys}" required aria-describedby="{identity}-unit {identity}-help"> '
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


def _own_actions(explorer: Declaration) -> str:
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


def _readouts(explorer: Declaration, result: Result) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(readout.label)}</th>'
        f'<td data-readout="{escape(readout.name)}">'
        f"{escape(readout.format(result.values[readout.name]))}</td></tr>"
        for readout in explorer.readouts
    )
    return (
        '<div class="explorer-results explorer-headline" role="region" '
        f'aria-label="{escape(explorer.title)}: what follows">'
        '<table class="explorer-readouts"><caption>What follows</caption>'
        '<thead hidden><tr><th scope="col">Result</th><th scope="col">Now</th></tr></thead>'
        f'<tbody>{rows}</tbody><tbody class="explorer-differences"></tbody></table></div>'
        '<p class="explorer-spoken" role="status" aria-live="polite"></p>'
    )


def _breakdown(explorer: Declaration, result: Result) -> str:
    """The explorer's small table of parts, if it has one.

    On a narrow screen each line becomes a list whose entries repeat the headings.
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


def _notices(explorer: Declaration, result: Result) -> str:
    return "".join(
        f"<li>{escape(notice.text)}</li>"
        for notice in explorer.notices
        if result.values[notice.name]
    )


def _table(explorer: Declaration, result: Result) -> str:
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
        f"<details>{markup.table_summary(explorer.title)}{_listed_note(explorer)}{shown}"
        "</details></div>"
    )


def _listed_note(explorer: Declaration) -> str:
    """Which rows the table and the download hold, if not all."""
    return f"<p>{escape(explorer.listed_note)}</p>" if explorer.listed else ""
