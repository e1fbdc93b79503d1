"""Kept scenarios stand beside the current one, in the numbers, the settings and the chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.scenarios import at_random, some_corners
from browser.steps import EXPLORERS, OnPage, Scenario
from playwright.sync_api import expect

Open = Callable[..., OnPage]

# Where the marks of the chart are. What a kept scenario adds is drawn only while it is compared.
MARKS = """(root) => [...root.querySelectorAll(".chart-live .mark-line path, .chart-live .mark-symbol path, .chart-live .mark-rect path")]
  .filter((mark) => getComputedStyle(mark).opacity > 0)
  .map((mark) => `${mark.getAttribute("d")} ${mark.getAttribute("transform")}`)"""


def headings(on_page: OnPage) -> list[str]:
    """The scenarios that the table of results compares."""
    texts: list[str] = on_page.root.locator(".explorer-open thead th").all_text_contents()
    return texts[1:]


def column(on_page: OnPage, number: int) -> list[str]:
    """The results of one of the compared scenarios; 0 is the current one."""
    rows = on_page.root.locator(".explorer-readouts tbody tr:has([data-readout])")
    cells: list[str] = rows.evaluate_all(
        "(rows, n) => rows.map((row) => row.querySelectorAll('td')[n].textContent)", number
    )
    return cells


def expected(on_page: OnPage, scenario: Scenario) -> list[str]:
    values = on_page.explorer.compute(**scenario).values
    return [readout.format(values[readout.name]) for readout in on_page.explorer.readouts]


@pytest.mark.parametrize("name", EXPLORERS)
def test_three_scenarios_stand_beside_the_current_one(explorer_at_start: Open, name: str) -> None:
    on_page = explorer_at_start(name)
    *kept, now = at_random(on_page.explorer, 4, seed=21)
    for scenario in kept:
        on_page.set(scenario)
        on_page.button("Keep to compare").click()
    on_page.set(now)
    assert headings(on_page) == ["Now", "Scenario 1", "Scenario 2", "Scenario 3"]
    for number, scenario in enumerate([now, *kept]):
        assert column(on_page, number) == expected(on_page, scenario)


@pytest.mark.parametrize("name", EXPLORERS)
def test_settings_that_differ_are_named(explorer_at_start: Open, name: str) -> None:
    on_page = explorer_at_start(name)
    before, after = at_random(on_page.explorer, 2, seed=22)
    on_page.set(before)
    on_page.button("Keep to compare").click()
    on_page.set(after)
    rows = on_page.root.locator(".explorer-differences tr:has(td)")
    told = [
        [
            on_page.explorer.full_labels[control.name],
            control.told(control.read(after[control.name])),
            control.told(control.read(before[control.name])),
        ]
        for control in on_page.explorer.controls
        if before[control.name] != after[control.name]
    ]
    shown = rows.evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    assert shown == told
    on_page.set(before)
    expect(rows).to_have_count(0)


@pytest.mark.parametrize("name", EXPLORERS)
def test_compared_scenarios_are_drawn(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    presets = on_page.root.locator("[data-preset]")
    before = on_page.root.evaluate(MARKS)  # without a ghost, as nothing has moved yet
    on_page.button("Keep to compare").click()
    on_page.shown()
    assert len(on_page.root.evaluate(MARKS)) > len(before)
    presets.last.click()
    on_page.button("Keep to compare").click()
    on_page.shown()
    both = on_page.root.evaluate(MARKS)
    for box in on_page.root.get_by_role("checkbox", name="Compare: ").all():
        box.uncheck()
    on_page.shown()
    assert len(both) > len(on_page.root.evaluate(MARKS))


@pytest.mark.parametrize("name", EXPLORERS)
def test_deleted_scenario_leaves_no_trace(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    before = on_page.root.evaluate(MARKS)
    on_page.button("Keep to compare").click()
    on_page.button(f"Delete: {on_page.start_kept()}").click()
    on_page.shown()
    expect(on_page.message).to_have_text(f"{on_page.start_kept()} is deleted.")
    expect(on_page.button("Keep to compare")).to_be_focused()
    expect(on_page.root.locator(".explorer-kept")).to_be_hidden()
    expect(on_page.root.locator(".explorer-readouts thead").first).to_be_hidden()
    assert on_page.root.evaluate(MARKS) == before


@pytest.mark.parametrize("measure", ["won", "dollars"])
def test_compared_path_is_drawn_in_the_measure_of_the_chart(
    open_explorer: Open, measure: str
) -> None:
    """One scenario, kept and current, is one line, whatever the chart counts in."""
    on_page = open_explorer("spending-path")
    on_page.button("Keep to compare").click()
    on_page.set({"measure": measure})
    lines = on_page.root.locator(".chart-live .mark-line path")
    paths = lines.evaluate_all(
        "lines => lines.filter((line) => parseFloat(getComputedStyle(line).strokeWidth) >= 2)"
        ".map((line) => line.getAttribute('d'))"
    )
    assert len(paths) == 4, "your path, today's share, announced growth, the kept one"
    assert len(set(paths)) == 3


@pytest.mark.parametrize("name", EXPLORERS)
def test_kept_scenario_stays_what_it_was(explorer_at_start: Open, name: str) -> None:
    """However far the current one moves."""
    on_page = explorer_at_start(name)
    on_page.button("Keep to compare").click()
    kept = column(on_page, 1)
    on_page.set_each(some_corners(on_page.explorer))
    assert column(on_page, 1) == kept
