"""What appears when the pointer rests on a mark: it can be pointed at, and be closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.steps import wake_charts
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

PAST_THE_GRACE = 400  # milliseconds
MARK = ".chart-live .role-mark.mark-symbol path"


@pytest.fixture
def figure(browser: Browser, served_book: str) -> Iterator[Locator]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{served_book}/book/opcon-transition.html")
    wake_charts(page)
    chart = page.locator("figure.chart", has=page.locator(MARK)).first
    chart.locator(".chart-live").scroll_into_view_if_needed()
    page.wait_for_timeout(PAST_THE_GRACE)
    yield chart
    page.close()


def middle(box: FloatRect | None) -> tuple[float, float]:
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def point_at_a_mark(figure: Locator) -> Locator:
    """Its tooltip, open."""
    figure.page.mouse.move(*middle(figure.locator(MARK).last.bounding_box()))
    tooltip = figure.page.locator(".chart-tooltip")
    expect(tooltip).to_be_visible()
    return tooltip


def test_tooltip_stays_while_the_pointer_is_on_it(figure: Locator) -> None:
    page = figure.page
    tooltip = point_at_a_mark(figure)
    page.mouse.move(*middle(tooltip.bounding_box()))
    page.wait_for_timeout(PAST_THE_GRACE)
    expect(tooltip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tooltip).to_be_hidden()


def test_escape_closes_a_tooltip_and_it_stays_closed_on_its_mark(figure: Locator) -> None:
    page = figure.page
    tooltip = point_at_a_mark(figure)
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()
    x, y = middle(figure.locator(MARK).last.bounding_box())
    page.mouse.move(x + 1, y)
    page.wait_for_timeout(PAST_THE_GRACE)
    expect(tooltip).to_be_hidden()
    page.mouse.move(5, 5)
    page.wait_for_timeout(PAST_THE_GRACE)
    point_at_a_mark(figure)  # who comes back sees it again


def test_nothing_else_appears_on_the_pointer_alone(page: Page, served_book: str) -> None:
    """The theme's tooltips could be neither pointed at nor closed; titles are the browser's own."""
    page.goto(f"{served_book}/book/how-to-use.html")
    assert page.locator("[data-bs-toggle=tooltip]").count() == 0
    copy = page.locator(".copybtn").first
    copy.hover()
    assert copy.evaluate("button => getComputedStyle(button, '::after').content") == "none"
