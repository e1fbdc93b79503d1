"""On paper: the charts and the numbers, dark on white, without what one cannot press."""

from __future__ import annotations

import pytest
from browser.steps import CHAPTERS, wake_charts
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("alive", [True, False], ids=["alive", "still"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_charts_are_printed_and_controls_are_not(
    page: Page, served_book: str, chapter: str, alive: bool
) -> None:
    page.goto(f"{served_book}/{chapter}")
    if alive:
        wake_charts(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})  # about a page of A4
    for chart in page.locator("figure.chart, section.explorer").all():
        svg = chart.locator("svg:visible")
        expect(svg).to_have_count(1)
        box, place = svg.bounding_box(), chart.bounding_box()
        assert box is not None
        assert place is not None
        assert place["x"] <= box["x"]
        assert box["x"] + box["width"] <= place["x"] + place["width"] + 1
        expect(chart.locator(".chart-source")).to_be_visible()
        pressable = "input:visible, select:visible, button:visible, summary:visible"
        expect(chart.locator(pressable)).to_have_count(0)
    for readouts in page.locator(".explorer-readouts").all():
        expect(readouts).to_be_visible()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_dark_theme_is_not_printed_light_on_white(
    page: Page, served_book: str, chapter: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{served_book}/{chapter}")
    wake_charts(page)
    page.emulate_media(media="print", color_scheme="dark")
    colors = page.evaluate(
        """() => ["p", ".chart-title", ".chart-live svg text", ".chart-source"].map((selector) => {
          const style = getComputedStyle(document.querySelector(`main ${selector}`));
          return (selector.includes("svg") ? style.fill : style.color).match(/\\d+/g).slice(0, 3).map(Number);
        })"""
    )
    assert all(sum(color) < 3 * 128 for color in colors), colors
