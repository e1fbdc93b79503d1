"""Hands on the chart: marks that are dragged or clicked set controls, as the fields beside them do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.scenarios import defaults
from browser.steps import EXPLORERS, OnPage, at_rest, in_the_end, page_with, until
from browser.test_touch import Finger
from playwright.sync_api import Browser, Locator, expect

Open = Callable[..., OnPage]
NEAR = 16  # pixels that a step of a control may be on a chart
AT_REST = "() => !document.getAnimations().some((each) => each.playState === 'running')"
DRAGS = {
    "spending-path": {"target": (40, -40)},
    "two-fears": {"upper": (0, 25), "lower": (25, 0)},
    "opcon-conditions": {"end_1": (-40, 0), "end_2": (-60, 0), "end_3": (-70, 0)},
    "package-deal": {"washington": (-50, 0), "seoul": (0, 30)},
}


def grip(on_page: OnPage, mark: str) -> Locator:
    return on_page.root.locator(f".chart-live .drag_{mark}_marks path")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def place(on_page: OnPage, mark: str) -> tuple[float, float]:
    """Where a grip stands in its chart, which gives way to a longer headline."""
    until(on_page.page, AT_REST)
    (x, y), chart = middle(grip(on_page, mark)), on_page.root.locator(".chart-live").bounding_box()
    assert chart
    return x - chart["x"], y - chart["y"]


def drag(on_page: OnPage, mark: str, across: float, down: float) -> None:
    """Drag a grip by so many pixels."""
    mouse = on_page.page.mouse
    grip(on_page, mark).scroll_into_view_if_needed()
    until(on_page.page, AT_REST)
    x, y = middle(grip(on_page, mark))
    mouse.move(x, y)
    mouse.down()
    for part in (0.3, 0.7, 1):
        mouse.move(x + across * part, y + down * part)
    on_page.shown()  # a frame has passed
    mouse.up()


def moved(on_page: OnPage) -> set[str]:
    """The controls that no longer stand where they started."""
    start = defaults(on_page.explorer)
    return {name for name, text in on_page.shown().controls.items() if text != start[name]}


def click_mark(on_page: OnPage, place: Locator) -> None:
    on_page.page.mouse.click(*middle(place))


@pytest.mark.parametrize("name", DRAGS)
def test_a_mark_that_is_dragged_sets_its_fields_and_follows_the_pointer(
    open_explorer: Open, name: str
) -> None:
    on_page = open_explorer(name)
    hands = {hand.mark: hand for hand in on_page.explorer.hands}
    for mark, (across, down) in DRAGS[name].items():
        on_page.root.locator(".explorer-view").scroll_into_view_if_needed()
        start = place(on_page, mark)
        drag(on_page, mark, across, down)
        assert moved(on_page)
        assert moved(on_page) <= set(hands[mark].sets)
        now = place(on_page, mark)
        assert abs(now[0] - start[0] - across) < NEAR
        assert abs(now[1] - start[1] - down) < NEAR
        expect(on_page.root.locator(".explorer-help")).to_have_text(hands[mark].help)
        on_page.button("Undo").click()
        assert not moved(on_page)
        # Far beyond the chart: as far as the fields go, and no further.
        for far in (-3000, 3000):
            drag(on_page, mark, far, far)
            for control in hands[mark].sets:
                on_page.explorer.by_name[control].read(on_page.shown().controls[control])
            on_page.button("Reset").click()


def test_what_is_dragged_is_told_and_has_a_key_that_does_the_same(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    drag(on_page, "target", 0, -40)
    expect(on_page.spoken).to_contain_text("of GDP by 2035")
    before = place(on_page, "target")
    on_page.number("target_year").press("ArrowUp")
    on_page.shown()
    after = place(on_page, "target")
    assert after[0] > before[0]
    on_page.root.locator("select[data-control=measure]").select_option("won")
    target = float(on_page.shown().controls["target"])
    drag(on_page, "target", 0, -20)
    assert float(on_page.shown().controls["target"]) > target


def test_a_mark_whose_field_is_hidden_has_no_grip(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    expect(grip(on_page, "end_4")).to_have_count(0)
    on_page.select("rule").select_option("date")
    expect(grip(on_page, "end_4")).to_have_count(1)
    drag(on_page, "end_4", 60, 0)
    assert moved(on_page) == {"rule", "date_year"}


def test_a_bar_is_clicked_for_its_year_and_the_legend_for_what_counts(open_explorer: Open) -> None:
    on_page = open_explorer("troop-costs")
    chart = on_page.root.locator(".chart-live")
    click_mark(on_page, chart.locator(".click_columns_marks path").nth(4))
    assert on_page.shown().controls["looked_at"] == "2030"
    click_mark(on_page, chart.locator(".click_bars_marks path").nth(10))
    assert on_page.shown().controls["looked_at"] == "2028"
    for entry, control, on, off in (
        ("A: arms", "arms_counts", "yes", "no"),
        ("H: Humphreys", "humphreys", "korean", "no"),
    ):
        for state in (on, off):
            click_mark(on_page, chart.locator(".role-legend-label text", has_text=entry))
            assert on_page.shown().controls[control] == state
    on_page.button("Undo").click()
    assert on_page.shown().controls["humphreys"] == "korean"


def test_a_yardstick_is_chosen_at_the_head_of_its_ranks(open_explorer: Open) -> None:
    on_page = open_explorer("who-carries-what")
    on_page.select("view").select_option("ranks")
    heads = on_page.root.locator(".chart-live .click_heads_marks text")
    click_mark(on_page, heads.nth(3))
    assert on_page.shown().controls["yardstick"] == "forces"


def test_a_dot_is_clicked_for_its_package(open_explorer: Open) -> None:
    on_page = open_explorer("package-deal")
    best = on_page.shown().readouts["nash_washington"]
    solution = on_page.root.evaluate_handle(
        """(root) => [...root.querySelectorAll(".chart-live .mark-symbol path")]
          .find((each) => each.__data__.datum.is_nash)"""
    ).as_element()
    assert solution
    solution.scroll_into_view_if_needed()
    box = solution.bounding_box()
    assert box
    on_page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert on_page.shown().readouts["now_washington"] == best


def test_a_finger_drags_a_grip_and_scrolls_everywhere_else(
    browser: Browser, explorers_alone: str, built_book: Path
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    page.goto(f"{explorers_alone}/{page_with('spending-path', built_book)}")
    on_page = OnPage(page, EXPLORERS["spending-path"]).ready()
    finger = Finger(page)
    page.evaluate("document.getElementById('spending-path').scrollIntoView()")
    at_rest(grip(on_page, "target"))
    top = page.evaluate("scrollY")
    finger.swipe(*middle(grip(on_page, "target")), 40, -60)
    both = {"target", "target_year"}
    assert in_the_end(page, lambda: moved(on_page), lambda now: now == both) == both
    assert abs(page.evaluate("scrollY") - top) < 30  # what a longer headline takes
    on_page.button("Undo").click()
    x, y = middle(on_page.root.locator(".chart-live"))
    finger.swipe(x, y + 40, 2, -120)
    until(page, "(top) => scrollY !== top", arg=top)
    assert not moved(on_page)
    page.close()
