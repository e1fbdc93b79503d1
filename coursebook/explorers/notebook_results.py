"""What the notebook face says of a scenario: headline numbers, table, how to come back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coursebook.charts import markup
from coursebook.charts.markup import escape
from coursebook.explorers import page
from coursebook.explorers.controls import Control, Number
from coursebook.explorers.declaration import Explorer, Result, Settings


@dataclass(frozen=True)
class Kept:
    """A scenario to compare the current one with."""

    name: str
    settings: Settings
    result: Result


def headlines(
    explorer: Explorer, current: Settings, result: Result, kept: Sequence[Kept] = ()
) -> str:
    """The headline numbers beside those of the kept scenarios, and what is to be noticed."""

    def line(label: str, now: str, others: Sequence[str]) -> str:
        cells = "".join(f'<td class="pinned">{escape(other)}</td>' for other in others)
        return f'<tr><th scope="row">{escape(label)}</th><td>{escape(now)}</td>{cells}</tr>'

    rows = "".join(
        line(
            readout.label,
            readout.format(result.values[readout.name]),
            [readout.format(each.result.values[readout.name]) for each in kept],
        )
        for readout in explorer.readouts
    )
    scenarios = [current, *(each.settings for each in kept)]
    settings = [
        (
            explorer.full_labels[control.name],
            [control.told(each[control.name]) for each in scenarios],
        )
        for control in explorer.controls
    ]
    differing = "".join(
        line(label, told[0], told[1:]) for label, told in settings if len(set(told)) > 1
    )
    if differing:
        title = f'<tr><th scope="rowgroup" colspan="{len(kept) + 2}">Settings that differ</th></tr>'
        differing = f'<tbody class="explorer-differences">{title}{differing}</tbody>'
    names = ("Result", "Now", *(each.name for each in kept))
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    head = f"<thead><tr>{cells}</tr></thead>" if kept else ""
    notices = "".join(
        f"<p>{escape(notice.text)}</p>" for notice in explorer.notices if result.values[notice.name]
    )
    return (
        '<table class="explorer-readouts"><caption>What follows</caption>'
        f"{head}<tbody>{rows}</tbody>{differing}</table>"
        f'<div class="explorer-notices" role="status">{notices}</div>'
        f"{page.breakdown(explorer, result)}"
    )


def table(explorer: Explorer, result: Result) -> str:
    """The result's rows, as the page shows them, with their download."""
    names = [entry.name for entry in explorer.columns]
    listed = explorer.listed_rows(result)
    rows = [
        [entry.format(row[entry.name]) for entry in explorer.columns]
        for row in listed.to_dict("records")
    ]
    csv = listed[names].to_csv(index=False, lineterminator="\n")
    labels: Sequence[str] = [entry.label for entry in explorer.columns]
    shown = markup.table(labels, rows, caption=f"{explorer.title}, as a table")
    return f"{page.listed_note(explorer)}{shown}{markup.download_link(csv, name=explorer.name)}"


def code(explorer: Explorer, current: Settings) -> str:
    """How to come back to a scenario: a notebook's counterpart of a link."""
    changed = ", ".join(
        f"{control.name}={_literal(control, current[control.name])}"
        for control in explorer.controls
        if current[control.name] != control.default
    )
    if not changed:
        return ""
    return small(
        "To start from this scenario, write this after the explorer's name: ",
        f"<code>.with_defaults({escape(changed)})</code>",
    )


def _literal(control: Control, value: Any) -> str:
    return control.written(value) if isinstance(control, Number) else repr(value)


def small(text: str, more: str = "") -> str:
    """A sentence in small print; `more` is HTML after it."""
    return f"<small>{escape(text)}{more}</small>"
