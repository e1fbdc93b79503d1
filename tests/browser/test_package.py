"""The package deal on its page: camps of each side, the better deal, and an empty zone."""

from __future__ import annotations

from collections.abc import Callable

from browser.scenarios import at_random
from browser.steps import OnPage
from browser.test_keyboard import tab_to
from playwright.sync_api import expect

from alliance.explorers.package_options import ISSUES

Open = Callable[..., OnPage]
NAME = "package-deal"
BETTER = "Find a better deal for both"


def number(on_page: OnPage, readout: str) -> float:
    return float(on_page.shown().readouts[readout])


def test_a_camp_sets_its_own_side_and_leaves_the_other(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    before = on_page.shown().controls
    on_page.button("Congress").click()
    after = on_page.shown().controls
    changed = {name for name in after if after[name] != before[name]}
    assert changed
    assert all(name.startswith("washington_") for name in changed)
    expect(on_page.button("Congress")).to_have_attribute("aria-pressed", "true")
    expect(on_page.button("Prioritizers")).to_have_attribute("aria-pressed", "false")
    expect(on_page.button("Self-reliance camp")).to_have_attribute("aria-pressed", "true")


def test_a_better_deal_is_found_with_the_keyboard_and_then_none(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    values = [number(on_page, f"now_{side}") for side in ("washington", "seoul")]
    on_page.select(list(ISSUES)[-1]).focus()
    tab_to(on_page.button(BETTER))
    on_page.page.keyboard.press("Enter")
    expect(on_page.message).to_contain_text("better for at least one side and worse for neither")
    better = [number(on_page, f"now_{side}") for side in ("washington", "seoul")]
    assert all(new >= old for new, old in zip(better, values, strict=True))
    assert better != values
    on_page.page.keyboard.press("Enter")
    expect(on_page.message).to_contain_text("already efficient")


def test_the_button_sets_what_python_finds(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    explorer = on_page.explorer
    for scenario in at_random(explorer, 30, seed=1950):
        on_page.set(scenario)
        on_page.button(BETTER).evaluate("button => button.click()")
        found = explorer.after(explorer.actions[0], explorer.compute(**scenario).values)
        assert on_page.shown().controls == scenario | found


def test_an_empty_zone_is_told_in_words(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    shown = on_page.set({"washington_walk": "85", "seoul_walk": "85"})
    assert any(notice.startswith("The zone is empty") for notice in shown.notices)
    assert shown.readouts["opens_washington"].startswith("by ")
    assert {shown.cells[f"nash_{issue}"] for issue in ISSUES} == {"none"}


def test_a_side_without_weights_is_told(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    shown = on_page.set({f"seoul_{issue}": "0" for issue in ISSUES})
    assert shown.notices == [
        "Seoul has no weight above 0. A mean needs one, so all six issues count alike until you "
        "give one a weight."
    ]


def test_all_dots_are_one_mark(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    paths = on_page.root.locator(".chart-live .dots_marks path")
    expect(paths).to_have_count(1)
    drawn = paths.get_attribute("d") or ""
    assert drawn.count("M") == len(on_page.explorer.rows)
