"""On a phone: an explorer fits when it is opened there, and a figure changes to its narrow chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.in_page import CHARTS, TOO_WIDE
from browser.steps import EXPLORERS, OnPage
from browser.test_whole_pages import faults
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_opened_on_a_phone_fits(
    page: Page, open_explorer: Callable[..., OnPage], name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_explorer(name)
    assert page.evaluate(TOO_WIDE)["page"] <= 0
    assert not (wrong := faults(page.evaluate(CHARTS))), "\n".join(wrong)


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


def test_the_way_to_the_next_chapter_has_a_line_of_its_own(page: Page, served_book: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{served_book}/book/taiwan-contingencies.html")
    ways = [each.bounding_box() for each in page.locator(".prev-next-area > a").all()]
    assert len(ways) == 2
    before, after = ways
    assert before
    assert after
    assert before["y"] + before["height"] <= after["y"]
    assert min(before["width"], after["width"]) > 300
