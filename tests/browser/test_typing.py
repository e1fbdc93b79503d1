"""A number that cannot be used is refused where it is typed, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.scenarios import defaults
from browser.steps import OnPage
from playwright.sync_api import expect

Open = Callable[..., OnPage]


@pytest.mark.parametrize("typed", ["", "0.99", "6.01", "-3", "1e9", "99999999"])
def test_bad_number_keeps_the_last_good_value(explorer_at_start: Open, typed: str) -> None:
    on_page = explorer_at_start("spending-path")
    good = on_page.set({"target": "4.25"})
    field = on_page.number("target")
    field.fill(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(on_page.message).to_contain_text("Target share of GDP")
    expect(on_page.message).to_contain_text("allowed: a number from 1.00 to 6.00")
    expect(on_page.message).to_contain_text("The last good value stays in use.")
    near = field.locator("xpath=ancestor::*[@class='control']")
    expect(near.locator(".control-error")).to_contain_text("allowed: a number from 1.00 to 6.00.")
    shown = on_page.shown()
    assert (shown.readouts, shown.csv) == (good.readouts, good.csv)
    expect(on_page.slider("target")).to_have_value("4.25")


@pytest.mark.parametrize("way", ["type", "slider", "preset", "reset"])
def test_correction_clears_the_complaint(explorer_at_start: Open, way: str) -> None:
    on_page = explorer_at_start("spending-path")
    field = on_page.number("target")
    field.fill("60")
    expect(field).to_have_attribute("aria-invalid", "true")
    if way == "type":
        field.fill("6")
    elif way == "slider":
        on_page.slider("target").press("ArrowRight")
    elif way == "preset":
        on_page.root.locator("[data-preset]").first.click()
    else:
        on_page.button("Reset").click()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(on_page.root.locator(".control-error")).to_have_count(0)
    answers = {"preset": re.compile("^Set: "), "reset": re.compile("^Back to ")}
    expect(on_page.message).to_have_text(answers.get(way, ""))
    assert float(on_page.slider("target").input_value()) == float(field.input_value())


def test_a_decimal_comma_is_read_as_one(explorer_at_start: Open) -> None:
    on_page = explorer_at_start("spending-path")
    field = on_page.number("target")
    field.press("ControlOrMeta+a")
    field.press_sequentially("4,5")
    expect(on_page.slider("target")).to_have_value("4.5")
    field.blur()
    expect(field).to_have_value("4.50")


def test_number_between_two_steps_is_moved_to_the_nearer_one(explorer_at_start: Open) -> None:
    on_page = explorer_at_start("spending-path")
    field = on_page.number("exchange_rate")
    field.fill("1406")
    expect(on_page.slider("exchange_rate")).to_have_value("1410")
    expect(field).to_have_value("1406")  # not while the reader is typing
    field.blur()
    expect(field).to_have_value("1410")


def test_enter_does_not_send_the_form(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    address = on_page.page.url
    on_page.number("target").press("Enter")
    assert on_page.page.url == address
    assert on_page.shown().controls == defaults(on_page.explorer)
