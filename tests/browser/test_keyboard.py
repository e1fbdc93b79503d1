"""Everything in an explorer can be done without a mouse, and the reader sees where they are."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from browser.focus import walk
from browser.scenarios import defaults, presets
from browser.steps import EXPLORERS, OnPage, settled, until
from playwright.sync_api import Locator, Page, expect

OPCON, SPENDING, FEARS = "opcon-conditions", "spending-path", "two-fears"
Open = Callable[..., OnPage]

# Wide, a phone, and 400 percent on a screen of 1280 by 1024, where most covers most. By day one explorer
# in all of them; each night each.
SIZES = [(1280, 900), (375, 667), (320, 256)]
WALKED = {
    name: SIZES if os.environ.get("NIGHTLY") or name == OPCON else SIZES[-1:] for name in EXPLORERS
}


def tab_to(target: Locator, limit: int = 160) -> None:
    """Press Tab until the target has the focus; another explorer may stand before it."""
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {target}")


def test_preset_is_reached_with_tab_and_pressed_with_enter(open_explorer: Open) -> None:
    on_page = open_explorer(OPCON, "#try-it")
    preset = on_page.root.locator("[data-preset]").last
    tab_to(preset)
    on_page.page.keyboard.press("Enter")
    expect(preset).to_have_attribute("aria-pressed", "true")
    assert on_page.shown().controls == presets(on_page.explorer)[-1]


def test_arrow_keys_move_a_slider_and_not_the_page(open_explorer: Open) -> None:
    on_page = open_explorer(OPCON, "#try-it")
    address = on_page.page.url
    before = int(on_page.number("level_1").input_value())
    tab_to(on_page.slider("level_1"))
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft"):
        on_page.page.keyboard.press(key)
    expect(on_page.number("level_1")).to_have_value(str(before + 2))
    expect(on_page.slider("level_1")).to_have_attribute("aria-valuetext", f"{before + 2} points")
    assert on_page.page.url.partition("#")[0] == address.partition("#")[0]


def test_number_is_typed_into_its_field(open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING, "#try-it")
    tab_to(on_page.number("target"))
    on_page.page.keyboard.press("ControlOrMeta+a")
    on_page.page.keyboard.type("4.2")
    expect(on_page.root.locator('[data-readout="core_target"]')).to_have_text("4.20 % of GDP")
    on_page.page.keyboard.press("Tab")
    expect(on_page.number("target")).to_have_value("4.20")


def test_option_is_chosen_in_a_list(open_explorer: Open) -> None:
    on_page = open_explorer(OPCON, "#try-it")
    tab_to(on_page.select("rule"))
    on_page.page.keyboard.press("ArrowDown")
    assert on_page.shown().controls["rule"] == "weighted"
    expect(on_page.root.locator('[data-readout="deciding"]')).to_contain_text("the rule")


def test_a_turning_point_is_read_and_crossed(open_explorer: Open) -> None:
    on_page = open_explorer(FEARS, "#try-it")
    best, turn = (
        on_page.root.locator(f'[data-readout="{name}"]') for name in ("best", "turn_weight")
    )
    tab_to(on_page.root.locator('[data-preset="rear-counts"]'))
    on_page.page.keyboard.press("Enter")
    expect(best).to_have_text("Rear support")
    expect(turn).to_have_text("69.2 %")
    tab_to(on_page.number("weight"))
    for typed, option in (("69", "Rear support"), ("70", "Refuse")):
        on_page.page.keyboard.press("ControlOrMeta+a")
        on_page.page.keyboard.type(typed)
        expect(best).to_have_text(option)


def test_scenario_is_kept_compared_shared_and_reset(open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING, "#try-it")
    on_page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press = on_page.page.keyboard.press

    tab_to(on_page.button("Keep to compare"))
    press("Enter")
    kept = on_page.start_kept()
    expect(on_page.message).to_have_text(f"Kept as {kept}. Change a control and compare.")
    expect(on_page.root.locator(".explorer-readouts thead").first).to_contain_text(kept)

    tab_to(on_page.button("Copy link"))
    press("Space")
    expect(on_page.message).to_have_text("Link copied. It restores this scenario.")
    copied = on_page.page.evaluate("navigator.clipboard.readText()")
    assert "#explore=spending-path&v=2&target=3.50" in copied

    on_page.number("target").fill("5")
    on_page.button("Copy link").focus()
    tab_to(on_page.root.get_by_role("checkbox", name=f"Compare: {kept}"))
    press("Space")
    expect(on_page.message).to_have_text(f"{kept} is no longer compared.")
    tab_to(on_page.button(f"Open: {kept}"))
    press("Enter")
    assert on_page.shown().controls == defaults(on_page.explorer)

    on_page.number("target").fill("5")
    on_page.button("Reset").focus()
    press("Enter")
    assert on_page.shown().controls == defaults(on_page.explorer)


def test_table_is_opened_and_scrolled(open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING, "#try-it")
    summary = on_page.root.locator(".explorer-table summary")
    on_page.button("Copy link").focus()
    tab_to(summary)
    on_page.page.keyboard.press("Enter")
    table = on_page.root.get_by_role("region", name="as a table")
    expect(table).to_be_visible()
    on_page.page.keyboard.press("Tab")
    expect(table).to_be_focused()
    on_page.page.keyboard.press("End")
    until(on_page.page, "table => table.scrollTop > 0", arg=table.element_handle())


@pytest.mark.parametrize("name", EXPLORERS)
def test_all_of_an_explorer_is_reached_seen_and_left_again(
    open_explorer: Open, page: Page, name: str
) -> None:
    """By Tab and back by Shift and Tab, its table open: in its order, and never covered."""
    on_page = open_explorer(name)
    on_page.show_table()
    inside = f"section#{name}"
    first, last = (
        on_page.root.locator(part).first for part in ("[data-guide]", ".explorer-sources summary")
    )
    for width, height in WALKED[name]:
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        there = walk(page, "Tab", start=first, inside=inside)
        back = walk(page, "Shift+Tab", start=last, inside=inside)
        assert [stop.place for stop in there.stops] == list(range(1, there.places))
        assert [stop.place for stop in back.stops] == list(range(back.places - 1))[::-1]
        faults = there.faults + back.faults
        assert not faults, f"{width} by {height}:\n" + "\n".join(faults)
