"""The page's numbers are Python's: every column, every headline, every text, to 1e-9."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.scenarios import at_random, corners, presets
from browser.steps import EXPLORERS, OnPage, Scenario, Shown

from alliance.explorer import Explorer

TOLERANCE = 1e-9
RANDOM_SCENARIOS = 220


def differences(explorer: Explorer, scenario: Scenario, shown: Shown) -> list[str]:
    """Where the page says something else than Python."""
    result = explorer.compute(**scenario)
    rows = result.table.to_dict("records")
    found = []
    for readout in explorer.readouts:
        expected = readout.format(result.values[readout.name])
        if shown.readouts[readout.name] != expected:
            found.append(f"{readout.name}: {shown.readouts[readout.name]!r}, not {expected!r}")
    notices = [each.text for each in explorer.notices if result.values[each.name]]
    if shown.notices != notices:
        found.append(f"notices: {shown.notices}, not {notices}")
    if [list(row) for row in shown.rows] != [[c.name for c in explorer.columns]] * len(rows):
        found.append(f"download: {shown.csv[:200]!r}")
    for row, line, cells in zip(rows, shown.rows, shown.table, strict=True):
        for column, cell in zip(explorer.columns, cells, strict=True):
            expected = float(row[column.name])
            if not abs(float(line[column.name]) - expected) <= TOLERANCE * max(1, abs(expected)):
                found.append(f"{column.name}: {line[column.name]}, not {expected!r}")
            if cell != column.format(row[column.name]):
                found.append(f"{column.name}: {cell!r}, not {column.format(row[column.name])!r}")
    return [f"{difference}; at {scenario}" for difference in found]


@pytest.mark.parametrize("name", EXPLORERS)
@pytest.mark.parametrize(
    "draw",
    [corners, presets, lambda explorer: at_random(explorer, RANDOM_SCENARIOS)],
    ids=["corners", "presets", "random"],
)
def test_page_computes_what_python_computes(
    open_explorer: Callable[..., OnPage], name: str, draw: Callable[[Explorer], list[Scenario]]
) -> None:
    explorer = EXPLORERS[name]
    scenarios = draw(explorer)
    on_page = open_explorer(name)
    on_page.show_table()
    found = [
        difference
        for scenario, shown in zip(scenarios, on_page.set_each(scenarios), strict=True)
        for difference in differences(explorer, scenario, shown)
    ]
    assert not found, f"{len(found)} differences\n" + "\n".join(found[:20])


@pytest.mark.parametrize("name", EXPLORERS)
def test_page_starts_with_what_python_computes(
    open_explorer: Callable[..., OnPage], name: str
) -> None:
    shown = open_explorer(name).shown()
    explorer = EXPLORERS[name]
    assert not differences(explorer, {}, shown)
    assert shown.headings == [column.label for column in explorer.columns]
