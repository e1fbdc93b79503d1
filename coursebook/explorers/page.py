"""The markup of an explorer, for a page and for a notebook.

The controls are the browser's own. Scripts make them work once a program or a kernel answers; until
then, and where none does, the markup shows the scenario with which the explorer starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coursebook.charts import drawing, markup
from coursebook.charts.markup import escape
from coursebook.explorers import fields, specification, spreadsheet
from coursebook.explorers.declaration import MOST_TOLD, Declaration, Result
from coursebook.explorers.declared import declared, drawn
from coursebook.explorers.headline import headline_of
from coursebook.explorers.parts import Readout
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
    return markup_of(explorer, chart, leads_on=True) + program


def markup_of(
    explorer: Declaration,
    chart: Chart,
    *,
    still: str = ON_A_PAGE,
    identity: str = "",
    source: str = "",
    leads_on: bool = False,
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
    leads_on
        Whether it can link to the explorer of which it shows a few controls.

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
        '<div class="explorer-head">'
        f'<p class="explorer-title" id="{identity}-title" role="heading" aria-level="3">'
        f"{escape(explorer.title)}</p>{_guide(explorer)}</div>"
        f'<p class="explorer-still">{still} '
        "What stands here is the scenario that the explorer starts with.</p>"
        f"{_presets(explorer, identity)}"
        '<div class="explorer-body">'
        '<div class="explorer-view"><div class="explorer-seen">'
        f"{_headline(explorer, result)}"
        f'<div class="explorer-chart">{view}</div></div>'
        f"{_actions(explorer, leads_on)}{_open_results(explorer, result)}"
        f'<ul class="explorer-notices">{_notices(explorer, result)}</ul></div>'
        '<div class="explorer-side">'
        f'<div class="explorer-task" role="group" aria-label="Tasks" hidden></div>'
        '<form class="explorer-controls" hidden autocomplete="off">'
        f"{fields.first(explorer, identity)}{_own_actions(explorer, identity)}"
        f"{fields.more(explorer, identity)}"
        f'<p class="explorer-help" aria-hidden="true">{escape(explorer.about)}</p></form>'
        f"</div></div>{_kept()}{_tasks(explorer)}"
        f"{markup.json_block('explorer-declaration', declared(explorer))}"
        f"{markup.json_block('chart-spec', drawn(chart))}"
        f"{_described(explorer, identity)}"
        '<p class="explorer-spoken" role="status" aria-live="polite"></p>'
        f'<div class="chart-tools explorer-below">{_all_results(explorer, result)}'
        f"{_table(explorer, result)}"
        f"{_about(explorer, source)}</div>"
        "</section>"
    )


def _guide(explorer: Declaration) -> str:
    """The buttons that open the tasks and fill the screen; a few controls need neither."""
    if explorer.whole:
        return ""
    tasks = (
        f'<button type="button" data-guide="tasks" aria-expanded="false">Tasks '
        f"({len(explorer.tasks)})</button> "
        if explorer.tasks
        else ""
    )
    return (
        f'<p class="explorer-guide" hidden>{tasks}'
        '<button type="button" data-guide="present" aria-pressed="false">Present</button></p>'
    )


def _tasks(explorer: Declaration) -> str:
    """The tasks as a list, for paper and for readers whose browser runs no script."""
    if not explorer.tasks:
        return ""
    lines = "".join(
        f"<li>{escape(' '.join([task.text, *([task.guess.ask] if task.guess else [])]))}</li>"
        for task in explorer.tasks
    )
    return f'<div class="explorer-tasks"><p><strong>Tasks</strong></p><ol>{lines}</ol></div>'


def _about(explorer: Declaration, source: str) -> str:
    return (
        '<details class="explorer-sources"><summary>Sources and assumptions</summary>'
        f'<p class="explorer-about">{escape(explorer.about)}</p>{_by_hand(explorer)}'
        f'<p class="explorer-assumptions"><strong>Assumed, for you to change.</strong> '
        f"{escape(explorer.assumptions)}</p>"
        f"{source or markup.source_keys(explorer.sources, explorer.sources_give)}</details>"
    )


def _by_hand(explorer: Declaration) -> str:
    """What can be dragged and clicked, and what does the same."""
    if not explorer.hands:
        return ""
    set_by = dict.fromkeys(name for hand in explorer.hands for name in hand.sets)
    fields = ", ".join(explorer.full_labels[name] for name in set_by)
    ways = " ".join(dict.fromkeys(hand.help for hand in explorer.hands))
    return (
        f'<p class="explorer-by-hand"><strong>On the chart.</strong> {escape(ways)} '
        f"The fields do the same, and move along: {escape(fields)}.</p>"
    )


def _presets(explorer: Declaration, identity: str) -> str:
    """The positions to start from; what they stand for is said at the fields."""
    if not explorer.presets:
        return ""
    groups = dict.fromkeys(preset.group for preset in explorer.presets)
    sets = "".join(_preset_group(explorer, group, identity) for group in groups)
    return f'<div class="explorer-starts" hidden>{sets}</div>'


def _preset_group(explorer: Declaration, group: str, identity: str) -> str:
    buttons = "".join(
        f'<li><button type="button" data-preset="{escape(preset.name)}" aria-pressed="false" '
        f'aria-describedby="{identity}-preset-{escape(preset.name)}">{escape(preset.label)}'
        "</button></li>"
        for preset in explorer.presets
        if preset.group == group
    )
    name = escape(group or "Start from")
    return (
        f'<fieldset class="explorer-presets"><legend>{name}</legend>'
        f'<ul aria-label="{name}">{buttons}</ul></fieldset>'
    )


def _described(explorer: Declaration, identity: str) -> str:
    """What presets stand for, for who hears it at their buttons."""
    return "".join(
        f'<span hidden id="{identity}-preset-{escape(preset.name)}">{escape(preset.help)}</span>'
        for preset in explorer.presets
    )


def _own_actions(explorer: Declaration, identity: str) -> str:
    return "".join(
        f'<p class="explorer-own-action"><button type="button" data-own-action="{action.name}" '
        f'aria-describedby="{identity}-action-{action.name}">{escape(action.label)}</button>'
        f'<small hidden id="{identity}-action-{action.name}">{escape(action.help)}</small></p>'
        for action in explorer.actions
    )


def _actions(explorer: Declaration, leads_on: bool) -> str:
    """The buttons, and the one line in which each of them answers."""
    if explorer.whole:
        count = len(explorer.controls) + len(explorer.whole.settings)
        address = escape(f"{explorer.whole.page}#{explorer.whole.name}")
        link = f'<a class="explorer-whole" href="{address}">Go on with all {count} settings</a>'
        return (
            '<div class="explorer-bar" hidden><p class="explorer-actions">'
            f'<button type="button" data-action="reset">Reset</button> {link * leads_on}</p>'
            '<p class="explorer-message" role="status"></p></div>'
        )
    return (
        '<div class="explorer-bar" hidden><p class="explorer-actions">'
        '<button type="button" data-action="undo" aria-disabled="true">Undo</button> '
        '<button type="button" data-action="redo" aria-disabled="true">Redo</button> '
        '<button type="button" data-action="replay" aria-disabled="true">Replay</button> '
        '<button type="button" data-action="reset">Reset</button> '
        '<button type="button" data-action="keep">Keep to compare</button> '
        '<button type="button" data-action="share">Copy link</button> '
        '<button type="button" data-action="brief">Save a brief</button></p>'
        '<p class="explorer-message" role="status"></p></div>'
    )


def _kept() -> str:
    return (
        '<fieldset class="explorer-kept" hidden><legend>Your scenarios</legend>'
        "<small>Kept in this browser only; nothing is sent. Up to three stand beside the current "
        "one, in the chart and in the table.</small><ul></ul></fieldset>"
    )


def _headline(explorer: Declaration, result: Result) -> str:
    """The sentence, each of its parts an element of its own."""
    pieces = "".join(
        f'<b data-part="{name}">{escape(words)}</b>'
        if name
        else f'<span data-part="">{escape(words)}</span>'
        for name, words in headline_of(explorer).pieces(result.values)
    )
    return f'<p class="explorer-headline">{pieces}</p>'


def _open_results(explorer: Declaration, result: Result) -> str:
    """The first results, always in view, and above them the settings that differ when compared."""
    return _results(
        explorer,
        result,
        explorer.readouts[:MOST_TOLD],
        caption="What follows",
        before='<tbody class="explorer-differences"></tbody>',
        name="explorer-results explorer-open",
    )


def _all_results(explorer: Declaration, result: Result) -> str:
    """The other results and the breakdown, one click away; nothing if there are none."""
    others = explorer.readouts[MOST_TOLD:]
    rest = _results(explorer, result, others, caption="All other results") if others else ""
    if not rest and not explorer.breakdown:
        return ""
    return (
        '<details class="explorer-all"><summary>All results</summary>'
        f"{rest}{_breakdown(explorer, result)}</details>"
    )


def _results(
    explorer: Declaration,
    result: Result,
    readouts: Sequence[Readout],
    *,
    caption: str,
    before: str = "",
    name: str = "explorer-results",
) -> str:
    rows = "".join(
        f"<tr{'' if shown(readout, result) else ' hidden'}>"
        f'<th scope="row">{escape(readout.label)}</th>'
        f'<td data-readout="{escape(readout.name)}">'
        f"{escape(readout.format(result.values[readout.name]))}</td></tr>"
        for readout in readouts
    )
    return (
        f'<div class="{name}" role="region" '
        f'aria-label="{escape(explorer.title)}: {caption.lower()}">'
        f'<table class="explorer-readouts"><caption>{caption}</caption>'
        '<thead hidden><tr><th scope="col">Result</th><th scope="col">Now</th></tr></thead>'
        f"{before}<tbody>{rows}</tbody></table></div>"
    )


def shown(readout: Readout, result: Result) -> bool:
    """Whether a readout says something of its own in this scenario."""
    return not readout.when or bool(result.values[readout.when])


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
    csv = spreadsheet.text(explorer, result)
    shown = markup.table(
        [column.label for column in explorer.columns], rows, caption=f"{explorer.title}, as a table"
    )
    return (
        f"{markup.download_link(csv, name=explorer.name)}"
        f'<details class="explorer-table">{markup.table_summary(explorer.title)}'
        f"{_listed_note(explorer)}{shown}</details>"
    )


def _listed_note(explorer: Declaration) -> str:
    """Which rows the table and the download hold, if not all."""
    return f"<p>{escape(explorer.listed_note)}</p>" if explorer.listed else ""
