"""On paper: the charts and the numbers, dark on white, without what one cannot press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.steps import CHAPTERS
from playwright.sync_api import Page, expect

PRESSABLE = "input:visible, select:visible, button:visible, summary:visible"

COLORS = """() => ["main p", ".chart-title", ".chart-live svg text", ".chart-source"].map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  const color = selector.includes("svg") ? style.fill : style.color;
  return color.match(/\\d+/g).slice(0, 3).map(Number);
})"""


@pytest.fixture
def printed(chapter: Page) -> Iterator[Page]:
    """A page of charts as it is printed from the dark theme, about as wide as A4."""
    chapter.emulate_media(media="print", color_scheme="dark")
    chapter.set_viewport_size({"width": 700, "height": 900})
    yield chapter
    chapter.emulate_media(media="null", color_scheme="null")


def charts_are_printed(page: Page) -> None:
    charts = page.locator("figure.chart, section.explorer").all()
    assert charts
    for chart in charts:
        svg = chart.locator(":is(.drawn, .chart-live) svg:visible")
        expect(svg).to_have_count(1)
        box, place = svg.bounding_box(), chart.bounding_box()
        assert box is not None
        assert place is not None
        assert place["x"] <= box["x"]
        assert box["x"] + box["width"] <= place["x"] + place["width"] + 1
        expect(chart.locator(".chart-source")).to_be_visible()
        expect(chart.locator(PRESSABLE)).to_have_count(0)
    for readouts in page.locator(".explorer-readouts").all():
        expect(readouts).to_be_visible()


def test_live_charts_are_printed_and_controls_are_not(printed: Page) -> None:
    charts_are_printed(printed)


def test_dark_theme_is_not_printed_light_on_white(printed: Page) -> None:
    colors = printed.evaluate(COLORS)
    assert all(sum(color) < 3 * 128 for color in colors), colors


def test_charts_that_the_reader_has_not_come_to_are_printed(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/{CHAPTERS[0]}")
    page.emulate_media(media="print")
    charts_are_printed(page)
