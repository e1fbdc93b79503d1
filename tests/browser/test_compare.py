"""A pinned scenario stands beside the current one, in the numbers and in the chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.scenarios import at_random, corners
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import expect

Open = Callable[..., OnPage]

# Where the marks of the chart are. What a pin adds is drawn only while there is a pin.
MARKS = """(root) => [...root.querySelectorAll(".chart-live .mark-line path, .chart-live .mark-symbol path, .chart-live .mark-rect path")]
  .filter((mark) => getComputedStyle(mark).opacity > 0)
  .map((mark) => `${mark.getAttribute("d")} ${mark.getAttribute("transform")}`)"""


@pytest.mark.parametrize("name", EXPLORERS)
def test_pin_shows_both_scenarios(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    pinned = on_page.shown().readouts
    pin = on_page.button("Pin to compare")
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(on_page.message).to_have_text("Pinned. Change a control and compare.")
    now = on_page.set(at_random(on_page.explorer, 1)[0]).readouts
    assert now != pinned

    table = on_page.root.locator(".explorer-readouts")
    expect(table.get_by_role("columnheader")).to_have_text(["Result", "Now", "Pinned"])
    for readout in on_page.explorer.readouts:
        row = table.locator("tr", has=on_page.page.locator(f'[data-readout="{readout.name}"]'))
        expect(row.get_by_role("cell")).to_have_text([now[readout.name], pinned[readout.name]])


@pytest.mark.parametrize("name", EXPLORERS)
def test_pin_draws_the_pinned_scenario(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    on_page.root.locator("[data-preset]").first.click()
    on_page.shown()
    before = on_page.root.evaluate(MARKS)
    on_page.button("Pin to compare").click()
    on_page.shown()
    assert len(on_page.root.evaluate(MARKS)) > len(before)
    on_page.root.locator("[data-preset]").last.click()
    on_page.shown()
    both = on_page.root.evaluate(MARKS)
    on_page.button("Pin to compare").click()
    on_page.shown()
    alone = on_page.root.evaluate(MARKS)
    assert len(both) > len(alone)


@pytest.mark.parametrize("name", EXPLORERS)
def test_unpin_removes_the_pinned_scenario(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    before = on_page.root.evaluate(MARKS)
    pin = on_page.button("Pin to compare")
    pin.click()
    pin.click()
    on_page.shown()
    expect(pin).to_have_attribute("aria-pressed", "false")
    expect(on_page.message).to_have_text("The pinned scenario is gone.")
    expect(on_page.root.locator(".pinned:visible")).to_have_count(0)
    expect(on_page.root.locator(".explorer-readouts thead")).to_be_hidden()
    assert on_page.root.evaluate(MARKS) == before


@pytest.mark.parametrize("measure", ["won", "dollars"])
def test_pinned_path_is_drawn_in_the_measure_of_the_chart(
    open_explorer: Open, measure: str
) -> None:
    """One scenario, pinned and current, is one line, whatever the chart counts in."""
    on_page = open_explorer("spending-path")
    on_page.button("Pin to compare").click()
    on_page.set({"measure": measure})
    lines = on_page.root.locator(".chart-live .mark-line path")
    paths = lines.evaluate_all(
        "lines => lines.filter((line) => parseFloat(getComputedStyle(line).strokeWidth) >= 2)"
        ".map((line) => line.getAttribute('d'))"
    )
    assert len(paths) == 4, "your path, today's share, announced growth, pinned"
    assert len(set(paths)) == 3


@pytest.mark.parametrize("name", EXPLORERS)
def test_pin_survives_every_corner(open_explorer: Open, name: str) -> None:
    """The pinned scenario stays what it was, however far the current one moves."""
    on_page = open_explorer(name)
    on_page.button("Pin to compare").click()
    pinned = on_page.shown().readouts
    on_page.set_each(corners(on_page.explorer))
    for readout in on_page.explorer.readouts:
        cell = on_page.root.locator(f'[data-pinned="{readout.name}"]')
        expect(cell).to_have_text(pinned[readout.name])
