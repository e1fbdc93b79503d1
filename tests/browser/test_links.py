"""A link holds a scenario: what it restores, what it leaves alone, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.scenarios import at_random, defaults
from browser.steps import EXPLORERS, OnPage, Scenario, page_with
from playwright.sync_api import Browser, Page, expect

from coursebook import tables
from coursebook.catalog.about import ready_settings
from coursebook.explorers import Explorer

Open = Callable[..., OnPage]

RESTORED = "The scenario of the link is restored."


def follow(on_page: OnPage, fragment: str) -> None:
    """Go to a fragment of the open page, as a click on a link does."""
    on_page.page.evaluate(
        """(fragment) => new Promise((done) => {
          if (location.hash === fragment) return done();
          addEventListener("hashchange", () => requestAnimationFrame(done), { once: true });
          location.hash = fragment;
        })""",
        fragment,
    )


@pytest.mark.parametrize("name", EXPLORERS)
def test_address_and_copied_link_restore_every_control_in_a_fresh_page(
    browser: Browser, open_explorer: Open, name: str
) -> None:
    on_page = open_explorer(name)
    page = on_page.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    scenario = at_random(on_page.explorer, 1, seed=5)[0]
    sent = on_page.set(scenario)
    page.wait_for_url(lambda url: url.endswith(on_page.explorer.link(**scenario)))
    on_page.button("Copy link").click()
    expect(on_page.message).to_contain_text("Link copied")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.url

    elsewhere = browser.new_page()
    elsewhere.goto(address)
    received = OnPage(elsewhere, on_page.explorer).ready()
    expect(received.message).to_have_text(RESTORED)
    expect(received.root.locator(".explorer-chart")).to_be_in_viewport(ratio=0.9)
    shown = received.shown()
    assert (shown.controls, shown.readouts, shown.csv) == (sent.controls, sent.readouts, sent.csv)
    elsewhere.close()


def test_link_can_be_copied_by_hand_where_the_clipboard_is_closed(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    on_page.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    on_page.number("target").fill("4")
    on_page.button("Copy link").click()
    field = on_page.message.get_by_label("Link to this scenario")
    expect(field).to_be_focused()
    assert "#explore=spending-path&v=2&target=4.00" in field.input_value()


def test_link_followed_on_the_open_page_restores_its_scenario(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    on_page.set({"level_1": "3", "rule": "weighted"})
    follow(on_page, "#explore=opcon-conditions&v=1&level_2=77")
    assert on_page.shown().controls == defaults(on_page.explorer) | {"level_2": "77"}


def test_link_is_followed_although_the_address_is_written_anew_meanwhile(
    open_explorer: Open,
) -> None:
    """A change of before is put into the address after a pause, which may end just then."""
    on_page = open_explorer("spending-path")
    on_page.page.evaluate(
        """([followed, before]) => new Promise((done) => {
          addEventListener("hashchange", () => requestAnimationFrame(done), { once: true });
          location.hash = followed;
          history.replaceState(null, "", before);
        })""",
        [on_page.explorer.link(target=4.5), on_page.explorer.link(target=2)],
    )
    assert on_page.shown().controls["target"] == "4.50"


def test_link_of_another_version_is_named_as_such(open_explorer: Open) -> None:
    later = EXPLORERS["spending-path"].version + 1
    on_page = open_explorer("spending-path", f"#explore=spending-path&v={later}&target=5")
    expect(on_page.message).to_contain_text("a version that this page does not know")
    assert on_page.shown().controls == defaults(on_page.explorer)


READ_LINK = """(asked) => {
  const declaration = document.querySelector(".explorer-declaration").textContent;
  const explorer = { ...JSON.parse(declaration), version: 3, changes: { 2: "One.", 3: "Two." } };
  return asked.map((fragment) => coursebook.links.readLink(explorer, fragment));
}"""


def test_older_link_still_opens_and_says_what_changed_and_what_is_gone(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    start = "#explore=spending-path&v="
    asked = [f"{start}1&target=4", f"{start}2&target=4&share=9", f"{start}3&target=4"]
    older, gone, today = on_page.page.evaluate(READ_LINK, asked)
    assert older | {"changes": []} == today
    assert (older["values"], older["problems"]) == ({"target": 4}, [])
    assert (older["changes"], gone["changes"]) == (["One.", "Two."], ["Two."])
    assert gone["values"] == {"target": 4}
    assert gone["problems"] == ["'share' is no control of this explorer"]
    newer = on_page.page.evaluate(READ_LINK, [f"{start}4&target=4"])[0]
    assert newer["values"] == {}
    assert "a version that this page does not know" in newer["problems"][0]


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_ready_scenario_opens(
    page: Page, open_explorer: Open, served_book: str, built_book: Path, name: str
) -> None:
    page.goto(f"{served_book}/book/ready-scenarios.html")
    rows = tables.load("ready_scenarios")
    links = page.locator(".catalog tbody th a")
    assert links.count() == len(rows)
    addresses = links.evaluate_all("links => links.map((link) => link.href)")
    asked = rows[rows["explorer"] == name]["settings"]
    fragments = [f"#{addresses[place].partition('#')[2]}" for place in asked.index]

    on_page = open_explorer(name)
    for settings, shown in zip(asked, on_page.follow_each(fragments), strict=True):
        assert shown.message == RESTORED
        assert shown.controls == defaults(on_page.explorer) | written(on_page.explorer, settings)
    pages = {address.partition("#")[0] for address in (addresses[n] for n in asked.index)}
    assert pages <= {f"{served_book}/{page_with(name, built_book)}"}


def written(explorer: Explorer, settings: str) -> Scenario:
    """What a row of ready scenarios sets, as the controls show it."""
    presets, own = ready_settings(explorer, settings)
    asked = {name: value for preset in presets for name, value in preset.values.items()} | own
    controls = explorer.by_name
    return {name: controls[name].written(controls[name].read(v)) for name, v in asked.items()}


@pytest.mark.parametrize(
    "fragment", ["", "#try-it", "#takeaways", "#nowhere", "#explore=another-explorer&v=1&x=1"]
)
def test_fragment_of_something_else_is_left_alone(
    page: Page, served_book: str, built_book: Path, fragment: str
) -> None:
    page.goto(f"{served_book}/{page_with('spending-path', built_book)}{fragment}")
    target = page.locator(fragment if fragment.startswith("#t") else "h1")
    expect(
        target.get_by_role("heading").first if fragment.startswith("#t") else target
    ).to_be_in_viewport()
    on_page = OnPage(page, EXPLORERS["spending-path"]).ready()
    page.wait_for_timeout(700)  # longer than the pause after which the address is set
    assert page.evaluate("location.hash") == fragment
    expect(on_page.message).to_be_empty()
