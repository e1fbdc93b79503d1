"""What a move changed is seen: before and after, back and forth, marked, and without motion if asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.scenarios import defaults
from browser.steps import EXPLORERS, OnPage, stop_time
from playwright.sync_api import expect

Open = Callable[..., OnPage]
pytestmark = pytest.mark.own_clock

SEEN = 1000  # milliseconds that a mark can be seen at least
LOOK = 900  # milliseconds for a look at the state before
AXIS_ENDS = """(root) => [...root.querySelectorAll(".role-axis-label text")].map((each) => each.textContent)"""


def a_change(on_page: OnPage) -> None:
    on_page.root.locator("[data-preset]").last.click()


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_change_is_undone_done_again_and_replayed(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    start = on_page.shown()
    for action in ("Undo", "Redo", "Replay"):
        expect(on_page.button(action)).to_have_attribute("aria-disabled", "true")
    a_change(on_page)
    changed = on_page.shown()
    assert changed.controls != start.controls
    on_page.button("Undo").click()
    expect(on_page.message).to_contain_text("Undone: ")
    undone = on_page.shown()
    assert (undone.controls, undone.readouts) == (start.controls, start.readouts)
    on_page.root.press("ControlOrMeta+Shift+z")
    expect(on_page.message).to_contain_text("Done again: ")
    assert on_page.shown().controls == changed.controls
    stop_time(on_page.page)
    on_page.button("Replay").click()
    expect(on_page.message).to_contain_text("Before: ")
    assert on_page.shown_at_once().controls == start.controls
    on_page.page.clock.run_for(LOOK)
    expect(on_page.message).to_contain_text("Then: ")
    assert on_page.shown_at_once().controls == changed.controls


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_state_before_stands_beside_what_changed(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    start = on_page.shown().readouts
    stop_time(on_page.page)
    a_change(on_page)
    on_page.page.clock.run_for(SEEN)
    marked = on_page.root.locator("[data-readout].changed")
    now = on_page.shown_at_once().readouts
    changed = {readout for readout, text in now.items() if text != start[readout]}
    names = marked.evaluate_all("parts => parts.map((each) => each.dataset.readout)")
    assert set(names) == changed
    for readout in changed:
        part = on_page.root.locator(f'[data-readout="{readout}"]')
        expect(part).to_have_attribute("data-before", start[readout])


def test_a_slider_is_one_step_however_far_it_goes(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    stop_time(on_page.page)
    for _ in range(8):
        on_page.slider("target").press("ArrowRight")
    on_page.button("Undo").click()
    assert on_page.shown_at_once().controls == defaults(on_page.explorer)


def test_undo_in_a_field_is_the_fields_own(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    a_change(on_page)
    field = on_page.number("target")
    field.press_sequentially("9")
    field.press("ControlOrMeta+z")
    expect(on_page.message).not_to_contain_text("Undone")


def test_axes_stay_under_the_hand_and_are_told_when_they_settle(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    page = on_page.page
    stop_time(page)
    on_page.root.locator("select[data-control=measure]").select_option("won")
    page.clock.run_for(SEEN)  # the axis has settled
    page.clock.resume()
    slider = on_page.slider("growth")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    before = on_page.root.evaluate(AXIS_ENDS)
    page.mouse.move(box["x"] + box["width"] * 0.45, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, middle, steps=5)
    on_page.shown()  # a frame has passed
    assert on_page.root.evaluate(AXIS_ENDS) == before
    page.mouse.up()
    expect(on_page.message).to_contain_text("The vertical axis now ends at ")
    assert on_page.root.evaluate(AXIS_ENDS) != before


def test_nothing_glides_where_motion_is_to_be_reduced(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    on_page.page.emulate_media(reduced_motion="reduce")
    a_change(on_page)
    assert on_page.page.evaluate("document.getAnimations().length") == 0
    expect(on_page.root.locator("[data-readout].changed").first).to_be_attached()
