"""The page shows Python's numbers: every column, every headline, every text, to 1e-9.

That the programs of pages compute what Python computes, `check/test_parity` holds on many more
scenarios, without a browser; here by day a few show that the page says what its program found.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
import pytest
from browser.scenarios import at_random, presets, some_corners
from browser.steps import EXPLORERS, OnPage, Scenario, Shown

from coursebook.explorers import Explorer, spreadsheet

TOLERANCE = 1e-9
RANDOM_SCENARIOS = 220 if os.environ.get("NIGHTLY") else 20


def differences(explorer: Explorer, scenario: Scenario, shown: Shown) -> list[str]:
    """Where the page says something else than Python."""
    result = explorer.compute(**scenario)
    rows = explorer.listed_rows(result).to_dict("records")
    found = []
    if shown.headline != explorer.sentence(result.values):
        found.append(f"{shown.headline!r}, not {explorer.sentence(result.values)!r}")
    for readout in explorer.readouts:
        expected = readout.format(result.values[readout.name])
        if shown.readouts[readout.name] != expected:
            found.append(f"{readout.name}: {shown.readouts[readout.name]!r}, not {expected!r}")
    for cell in explorer.breakdown.cells if explorer.breakdown else []:
        expected = cell.format(result.values[cell.name])
        if shown.cells[cell.name] != expected:
            found.append(f"{cell.name}: {shown.cells[cell.name]!r}, not {expected!r}")
    notices = [each.text for each in explorer.notices if result.values[each.name]]
    if shown.notices != notices:
        found.append(f"notices: {shown.notices}, not {notices}")
    headings = [*map(spreadsheet.heading, explorer.columns), "Settings", "Link"]
    if [list(row) for row in shown.rows] != [headings] * len(rows):
        found.append(f"download: {shown.csv[:200]!r}")
    for row, line, cells in zip(rows, shown.rows, shown.table, strict=True):
        for column, cell in zip(explorer.columns, cells, strict=True):
            written = line[spreadsheet.heading(column)]
            expected = spreadsheet.cell(column.format, row[column.name])
            if not alike(written, expected):
                found.append(f"{column.name}: {written}, not {expected!r}")
            if cell != column.format(row[column.name]):
                found.append(f"{column.name}: {cell!r}, not {column.format(row[column.name])!r}")
    return [f"{difference}; at {scenario}" for difference in found]


def alike(written: str, expected: str) -> bool:
    """Whether two cells hold the same text, or the same number but for its last digits."""
    try:
        one, other = float(written), float(expected)
    except ValueError:
        return written == expected
    return abs(one - other) <= TOLERANCE * max(1, abs(other))


@pytest.mark.parametrize("name", EXPLORERS)
@pytest.mark.parametrize(
    "draw",
    [some_corners, presets, lambda explorer: at_random(explorer, RANDOM_SCENARIOS)],
    ids=["corners", "presets", "random"],
)
def test_page_computes_what_python_computes(
    explorer_at_start: Callable[[str], OnPage],
    name: str,
    draw: Callable[[Explorer], list[Scenario]],
) -> None:
    explorer = EXPLORERS[name]
    scenarios = draw(explorer)
    on_page = explorer_at_start(name)
    on_page.show_table()
    found = [
        difference
        for scenario, shown in zip(scenarios, on_page.set_each(scenarios), strict=True)
        for difference in differences(explorer, scenario, shown)
    ]
    assert not found, f"{len(found)} differences\n" + "\n".join(found[:20])


@pytest.mark.parametrize("name", [name for name, each in EXPLORERS.items() if each.listed])
def test_rows_that_the_table_leaves_out_are_pythons_too(
    explorer_at_start: Callable[[str], OnPage], name: str
) -> None:
    explorer = EXPLORERS[name]
    on_page = explorer_at_start(name)
    fields = [column.name for column in explorer.columns]
    for scenario in [*presets(explorer), *at_random(explorer, 10, seed=1988)]:
        on_page.set(scenario)
        found = on_page.root.evaluate(
            "(root, fields) => root.rows().map((row) => fields.map((field) => Number(row[field])))",
            fields,
        )
        expected = explorer.compute(**scenario).table[fields].to_numpy(dtype=float)
        assert np.allclose(found, expected, rtol=TOLERANCE, atol=TOLERANCE), scenario


@pytest.mark.parametrize("name", EXPLORERS)
def test_page_starts_with_what_python_computes(
    open_explorer: Callable[..., OnPage], name: str
) -> None:
    shown = open_explorer(name).shown()
    explorer = EXPLORERS[name]
    assert not differences(explorer, {}, shown)
    assert shown.headings == [column.label for column in explorer.columns]
