"""What a reader keeps: named, opened, sent on, remembered by this browser, and never trusted."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browser.hostile_links import hostile_links
from browser.scenarios import at_random, defaults
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., OnPage]

SPENDING = "spending-path"
PLACE = f"divergent-priorities/{SPENDING}"
WRITE = "([place, text]) => localStorage.setItem(place, text)"


def names(on_page: OnPage) -> list[str]:
    fields = on_page.root.locator('[data-kept="name"]')
    found: list[str] = fields.evaluate_all("fields => fields.map((field) => field.value)")
    return found


def with_stored(page: Page, address: str, text: str) -> OnPage:
    """An explorer in a browser that holds some text for it."""
    page.goto(f"{address}/404.html")
    page.evaluate(WRITE, [PLACE, text])
    page.goto(f"{address}/book/augment-defense-expenditures.html")
    return OnPage(page, EXPLORERS[SPENDING]).ready()


@pytest.mark.parametrize("name", EXPLORERS)
def test_kept_scenario_is_there_again_after_a_reload(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    scenario = at_random(on_page.explorer, 1, seed=23)[0]
    on_page.set(scenario)
    on_page.button("Keep to compare").click()
    field = on_page.root.get_by_label("Name: Scenario 1")
    field.fill("What I would sign")
    field.press("Enter")
    expect(on_page.message).to_have_text("Renamed: What I would sign.")
    on_page.button("Reset").click()

    on_page.page.reload()
    on_page.ready()
    assert names(on_page) == ["What I would sign"]
    expect(on_page.root.locator(".explorer-readouts thead").first).to_contain_text(
        "What I would sign"
    )
    on_page.button("Open: What I would sign").click()
    assert on_page.shown().controls == scenario


def test_kept_scenario_is_sent_as_a_link(browser: Browser, open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING)
    on_page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    on_page.set({"target": "4.25"})
    on_page.button("Keep to compare").click()
    on_page.set({"target": "2"})
    on_page.button("Copy link: Scenario 1").click()
    expect(on_page.message).to_contain_text("Link copied")
    classmate = browser.new_page()
    classmate.goto(on_page.page.evaluate("navigator.clipboard.readText()"))
    received = OnPage(classmate, on_page.explorer).ready()
    assert received.shown().controls["target"] == "4.25"
    assert names(received) == []  # what somebody else keeps stays with them
    classmate.close()


def test_a_fourth_scenario_is_kept_but_not_compared(open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING)
    for _ in range(4):
        on_page.button("Keep to compare").click()
    expect(on_page.message).to_contain_text("3 are compared already")
    box = on_page.root.get_by_role("checkbox", name=f"Compare: {on_page.start_kept(4)}")
    expect(box).not_to_be_checked()
    box.click()
    expect(box).not_to_be_checked()
    expect(on_page.message).to_have_text("At most 3 scenarios are compared. Take one out first.")


def test_list_is_full_at_twenty(open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING)
    for _ in range(21):
        on_page.button("Keep to compare").click()
    expect(on_page.message).to_have_text("20 scenarios are kept already. Delete one first.")
    assert len(names(on_page)) == 20


def test_another_tab_shows_the_same_list(page: Page, open_explorer: Open) -> None:
    on_page = open_explorer(SPENDING)
    tab = page.context.new_page()
    tab.goto(page.url)
    other = OnPage(tab, on_page.explorer).ready()
    other.button("Keep to compare").click()
    expect(on_page.root.get_by_label(f"Name: {on_page.start_kept()}")).to_be_visible()
    on_page.button(f"Delete: {on_page.start_kept()}").click()
    expect(other.root.locator(".explorer-kept")).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    ["", "null", "3", "{", '{"length": 3}', "[null, 1, [], {}]", '[{"link": 5}]', "[" * 2000],
)
def test_stored_rubbish_is_ignored(page: Page, explorers_alone: str, text: str) -> None:
    on_page = with_stored(page, explorers_alone, text)
    assert names(on_page) == []
    assert on_page.shown().controls == defaults(on_page.explorer)


def test_stored_links_are_read_as_carefully_as_others(page: Page, explorers_alone: str) -> None:
    explorer = EXPLORERS[SPENDING]
    hostile = [each for each in hostile_links(explorer, 60) if not each.ignored][:12]
    name = "<img src=x onerror=hacked=1>" * 3
    stored = json.dumps([{"name": name, "link": each.fragment} for each in hostile])
    on_page = with_stored(page, explorers_alone, stored)
    expect(on_page.message).to_contain_text("Not all that this browser had kept could be restored")
    assert names(on_page) == [name[:40]] * len(hostile)
    for number, each in enumerate(hostile):
        on_page.root.locator('[data-kept="open"]').nth(number).click()
        assert on_page.shown().controls == defaults(explorer) | each.good
    assert page.evaluate("typeof hacked") == "undefined"
