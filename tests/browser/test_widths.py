"""From a small phone to a wide screen: nothing is cut off, nothing gets too small to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.steps import CHAPTERS, EXPLORERS, PAGES, OnPage, wake_charts
from playwright.sync_api import Browser, Page, expect

WIDTHS = [320, 375, 768, 1280, 1920]
LEAST_TEXT = 9  # pixels as displayed

TOO_WIDE = """() => ({
  page: document.documentElement.scrollWidth - innerWidth,
  parts: [...document.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
      && !each.closest(".table-scroll, pre, svg, dialog, .bd-sidebar"))
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
    .slice(0, 5),
})"""

CHARTS = """() => [...document.querySelectorAll(".drawn svg, .chart-live svg")]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const frame = svg.closest("figure, section");
    const [box, around, edge] = [svg, svg.parentElement, frame].map((each) => each.getBoundingClientRect());
    // Where there is no line at the side, the margin of the page has room for the end of a word.
    const framed = parseFloat(getComputedStyle(frame).borderLeftWidth) > 0;
    const limit = framed ? edge : { left: 0, right: innerWidth };
    const scale = box.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    return {
      chart: frame.id,
      wider: box.width - around.width,
      smallest: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
      cut: texts.filter((text) => {
        const { left, right } = text.getBoundingClientRect();
        return left < limit.left || right > limit.right;
      }).map((text) => text.textContent),
    };
  })"""


def faults(charts: list[dict[str, Any]]) -> list[str]:
    return [
        f"{chart['chart']}: {what}"
        for chart in charts
        for what, wrong in (
            (f"{chart['wider']:.0f} px wider than its place", chart["wider"] > 1),
            (f"text of {chart['smallest']:.1f} px", chart["smallest"] < LEAST_TEXT),
            (f"cut off: {chart['cut']}", chart["cut"]),
        )
        if wrong
    ]


def settled(page: Page) -> None:
    """Wait until every live chart is as wide as its place."""
    page.wait_for_function("""() => [...document.querySelectorAll(".chart-live")].every((place) => {
      const svg = place.querySelector("svg");
      return svg && Math.abs(svg.clientWidth - place.clientWidth) <= 1;
    })""")


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_every_screen(page: Page, served_book: str, name: str) -> None:
    """Opened on a wide screen, then on ever narrower ones: live charts follow the window."""
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    page.goto(f"{served_book}/{name}")
    charts = wake_charts(page)
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 800})
        settled(page)
        found = page.evaluate(TOO_WIDE)
        assert found["page"] <= 0, f"at {width}: {found['parts']}"
        assert not (wrong := faults(page.evaluate(CHARTS))), f"at {width}: " + "\n".join(wrong)
    for chart in charts:
        expect(chart.locator(".chart-live svg")).to_have_count(1)
        expect(chart.get_by_role("button", name="Save as")).to_have_count(2)


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_opened_on_a_phone_fits(
    page: Page, open_explorer: Callable[..., OnPage], name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_explorer(name)
    assert page.evaluate(TOO_WIDE)["page"] <= 0
    assert not (wrong := faults(page.evaluate(CHARTS))), "\n".join(wrong)


@pytest.mark.parametrize("name", CHAPTERS)
def test_drawn_charts_fit_every_screen(browser: Browser, served_book: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{served_book}/{name}")
    for width in WIDTHS:
        still.set_viewport_size({"width": width, "height": 800})
        assert not (wrong := faults(still.evaluate(CHARTS))), f"at {width}: " + "\n".join(wrong)
    context.close()


def test_figure_changes_to_its_narrow_chart_and_back(page: Page, served_book: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served_book}/book/augment-defense-expenditures.html")
    figure = page.locator("#fig-defense-share")
    figure.scroll_into_view_if_needed()
    labels = figure.locator(".chart-live svg text", has_text="United States")
    expect(labels.first).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    expect(figure.locator(".chart-live svg text", has_text="USA").first).to_be_visible()
    expect(labels).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(labels.first).to_be_visible()
