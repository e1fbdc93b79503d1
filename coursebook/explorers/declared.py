"""What an explorer's scripts are told of it: what to read, what to write, what to draw."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from coursebook.book import book
from coursebook.explorers.conditions import COUNTS
from coursebook.explorers.declaration import MOST_COMPARED, MOST_TOLD, Declaration, records
from coursebook.explorers.headline import headline_of
from coursebook.explorers.specification import SIGNAL, Chart
from coursebook.tables import sources


def declared(explorer: Declaration) -> dict[str, Any]:
    """The declaration as the face's scripts read it."""
    return {
        "name": explorer.name,
        "version": explorer.version,
        "changes": {str(version): text for version, text in explorer.changes.items()},
        "title": explorer.title,
        "book": book().full_title,
        "storage": book().storage_key,
        "most_compared": MOST_COMPARED,
        "most_told": MOST_TOLD,
        "headline": headline_of(explorer).declared(),
        "alt": explorer.alt_text,
        "assumptions": explorer.assumptions,
        "sources": [
            {"label": each.label, "title": each.title, "url": each.url}
            for each in sources.line(explorer.sources)
        ],
        "controls": [
            {
                **control.declared(),
                "full_label": explorer.full_labels[control.name],
                "counts": COUNTS + control.name if control.needs else "",
            }
            for control in explorer.controls
        ],
        "presets": [
            {
                "name": preset.name,
                "label": preset.label,
                "values": explorer.preset_values(preset),
            }
            for preset in explorer.presets
        ],
        "actions": [asdict(action) for action in explorer.actions],
        "listed": explorer.listed,
        "whole": _whole(explorer),
        "tasks": [
            {**task.declared(), "sets": explorer.settings(**task.sets) if task.sets else {}}
            for task in explorer.tasks
        ],
        "cells": [
            {"name": cell.name, "format": cell.format.declared()}
            for cell in (explorer.breakdown.cells if explorer.breakdown else [])
        ],
        "columns": [
            {"name": column.name, "label": column.label, "format": column.format.declared()}
            for column in explorer.columns
        ],
        "readouts": [
            {
                "name": readout.name,
                "label": readout.label,
                "format": readout.format.declared(),
                "when": readout.when,
            }
            for readout in explorer.readouts
        ],
        "notices": [{"name": notice.name, "text": notice.text} for notice in explorer.notices],
        "rows": rows(explorer.rows),
    }


def _whole(explorer: Declaration) -> dict[str, Any] | None:
    """How links to the whole explorer are written, where this one has a few of its controls."""
    whole = explorer.whole
    if whole is None:
        return None
    return {
        "page": whole.page,
        "name": whole.name,
        "version": whole.version,
        "settings": dict(whole.written),
    }


def drawn(chart: Chart) -> dict[str, Any]:
    """The chart as the face's scripts read it, apart: they need it later than the rest."""
    return {
        "spec": chart.spec,
        "reads": chart.reads,
        "signals": {name: SIGNAL + name for name in chart.controls},
        "cloud": asdict(chart.cloud) if chart.cloud else None,
        "held": chart.held,
        "hands": chart.hands,
    }


def rows(table: pd.DataFrame) -> dict[str, Any]:
    """The rows by field, and how many there are; a field that only counts is written as a count."""
    count = len(table)
    fields: dict[str, Any] = {}
    for name in table.columns:
        values = table[name].tolist()
        fields[str(name)] = "counts" if values == list(range(count)) else values
    # A value that is missing is left out of `records`, and stands as null here.
    present = records(table)
    return {
        "count": count,
        "fields": {
            name: values if isinstance(values, str) else [row.get(name) for row in present]
            for name, values in fields.items()
        },
    }
