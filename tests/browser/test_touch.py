"""Fingers and wheels: a page is moved without moving what a reader has set, and a tap is an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.in_page import PLACES
from browser.steps import EXPLORERS, OnPage, at_rest, in_the_end, page_with, until
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

PAST_THE_GRACE = 400  # milliseconds after which a tooltip that is left has gone
SLIDERS = ("target", "exchange_rate")


class Finger:
    """A finger on a phone's screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *place: float) -> None:
        points = [dict(zip("xy", place, strict=True))] if place else []
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(self, x: float, y: float, across: float, down: float) -> None:
        self._send("touchStart", x, y)
        for part in range(1, 11):
            self._send("touchMove", x + across * part / 10, y + down * part / 10)
            self.page.wait_for_timeout(16)
        self._send("touchEnd")

    def tap(self, x: float, y: float, moved: float = 0) -> None:
        self._send("touchStart", x, y)
        if moved:
            self._send("touchMove", x + moved, y)
        self._send("touchEnd")


@pytest.fixture(scope="module")
def phone(browser: Browser, explorers_alone: str, built_book: Path) -> Iterator[OnPage]:
    page = browser.new_page(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    page.goto(f"{explorers_alone}/{page_with('spending-path', built_book)}")
    yield OnPage(page, EXPLORERS["spending-path"]).ready()
    page.close()


@pytest.fixture
def finger(phone: OnPage) -> Finger:
    phone.button("Reset").click()
    return Finger(phone.page)


def within(element: Locator, part: float) -> tuple[float, float]:
    """A place in an element, so far along its width."""
    element.scroll_into_view_if_needed()
    box = at_rest(element)
    return box["x"] + box["width"] * part, box["y"] + box["height"] / 2


@pytest.mark.parametrize("name", SLIDERS)
@pytest.mark.parametrize("way", [-150, 150])
def test_swipe_up_or_down_over_a_slider_moves_the_page_alone(
    phone: OnPage, finger: Finger, name: str, way: int
) -> None:
    before = phone.shown()
    x, y = within(phone.slider(name), 0.2)
    top = phone.page.evaluate("scrollY")
    finger.swipe(x, y, 3, way)
    until(phone.page, "(top) => Math.abs(scrollY - top) > 50", arg=top)
    assert phone.shown() == before


@pytest.mark.parametrize("name", SLIDERS)
def test_finger_that_goes_sideways_moves_the_slider(
    phone: OnPage, finger: Finger, name: str
) -> None:
    before = float(phone.number(name).input_value())
    finger.swipe(*within(phone.slider(name), 0.4), 70, 4)

    def both() -> tuple[float, float]:
        return float(phone.number(name).input_value()), float(phone.slider(name).input_value())

    number, slider = in_the_end(phone.page, both, lambda now: now[0] > before)
    assert number == slider > before


def test_tap_on_a_slider_sets_it(phone: OnPage, finger: Finger) -> None:
    finger.tap(*within(phone.slider("target"), 0.9))
    expect(phone.number("target")).not_to_have_value("3.50")
    assert float(phone.number("target").input_value()) > 5


def test_tap_on_a_mark_shows_its_tooltip(phone: OnPage, finger: Finger) -> None:
    """Also where the finger moves a little, or comes down beside the mark."""
    tooltip = phone.page.locator(".chart-tooltip")
    chart = phone.root.locator(".chart-live")
    chart.scroll_into_view_if_needed()
    at_rest(chart)
    places = phone.root.evaluate(PLACES)[-12:]
    assert places
    for moved, (x, y) in enumerate(places):
        finger.tap(x, y, moved % 10)
        phone.page.wait_for_timeout(PAST_THE_GRACE)
        expect(tooltip).to_be_visible()
        assert "Year" in tooltip.inner_text()
    finger.tap(5, 200)
    expect(tooltip).to_be_hidden()


def test_wheel_over_a_focused_number_moves_the_page_alone(phone: OnPage, finger: Finger) -> None:
    field = phone.number("target")
    phone.page.mouse.move(*within(field, 0.5))
    field.focus()
    top = phone.page.evaluate("scrollY")
    phone.page.mouse.wheel(0, 120)
    until(phone.page, "(top) => scrollY !== top", arg=top)
    expect(field).to_have_value("3.50")


def test_arrow_keys_move_a_number_by_its_step(phone: OnPage, finger: Finger) -> None:
    field = phone.number("target")
    field.press("ArrowUp")
    expect(field).to_have_value("3.51")
    expect(field).to_have_attribute("aria-valuetext", "3.51 % of GDP")
    field.press("PageDown")
    expect(field).to_have_value("3.41")
    expect(phone.slider("target")).to_have_value("3.41")
