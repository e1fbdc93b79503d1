"""A link holds a scenario: what it restores, what it leaves alone, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.hostile_links import hostile_links
from browser.scenarios import at_random, defaults
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import Browser, Page, expect

from alliance import tables
from alliance.catalog import ready_settings

Open = Callable[..., OnPage]

HOSTILE_LINKS = 160  # to each explorer
REFUSED = "Not all of this link could be restored; defaults stand in."
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
def test_copied_link_restores_every_control_in_a_fresh_page(
    browser: Browser, open_explorer: Open, name: str
) -> None:
    on_page = open_explorer(name)
    on_page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent = on_page.set(at_random(on_page.explorer, 1, seed=5)[0])
    on_page.button("Copy link").click()
    expect(on_page.message).to_contain_text("Link copied")
    address = on_page.page.evaluate("navigator.clipboard.readText()")

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
    assert "#explore=spending-path&v=1&target=4.00" in field.input_value()


@pytest.mark.parametrize("name", EXPLORERS)
def test_address_keeps_the_scenario(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    scenario = at_random(on_page.explorer, 1, seed=6)[0]
    on_page.set(scenario)
    on_page.page.wait_for_url(lambda url: url.endswith(on_page.explorer.link(**scenario)))
    on_page.page.reload()
    assert on_page.ready().shown().controls == scenario


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
    on_page = open_explorer("spending-path", "#explore=spending-path&v=2&target=5")
    expect(on_page.message).to_contain_text("a version that this page does not know")
    assert on_page.shown().controls == defaults(on_page.explorer)


READ_LINK = """(asked) => {
  const declaration = document.querySelector(".explorer-declaration").textContent;
  const explorer = { ...JSON.parse(declaration), version: 3 };
  return asked.map((fragment) => alliance.scenarios.readLink(explorer, fragment));
}"""


def test_older_link_still_opens_and_says_what_is_gone(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    start = "#explore=spending-path&v="
    asked = [f"{start}1&target=4", f"{start}2&target=4&share=9", f"{start}3&target=4"]
    older, gone, today = on_page.page.evaluate(READ_LINK, asked)
    assert older == today == {"values": {"target": 4}, "problems": []}
    assert gone["values"] == {"target": 4}
    assert gone["problems"] == ["'share' is no control of this explorer"]
    newer = on_page.page.evaluate(READ_LINK, [f"{start}4&target=4"])[0]
    assert newer["values"] == {}
    assert "a version that this page does not know" in newer["problems"][0]


def test_every_ready_scenario_opens(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/ready-scenarios.html")
    links = page.locator(".catalog tbody th a")
    rows = tables.load("ready_scenarios")
    assert links.count() == len(rows)
    for address, (_, row) in zip(
        links.evaluate_all("links => links.map((link) => link.href)"), rows.iterrows(), strict=True
    ):
        page.goto("about:blank")
        page.goto(address)
        opened = OnPage(page, EXPLORERS[row["explorer"]]).ready()
        expect(opened.message).to_have_text(RESTORED)
        presets, settings = ready_settings(opened.explorer, row["settings"])
        asked = {name: value for preset in presets for name, value in preset.values.items()}
        assert opened.shown().controls == defaults(opened.explorer) | {
            name: opened.explorer.by_name[name].written(opened.explorer.by_name[name].read(value))
            for name, value in (asked | settings).items()
        }


@pytest.mark.parametrize(
    "fragment", ["", "#try-it", "#the-argument", "#nowhere", "#explore=another-explorer&v=1&x=1"]
)
def test_fragment_of_something_else_is_left_alone(open_explorer: Open, fragment: str) -> None:
    on_page = open_explorer("spending-path", fragment)
    on_page.page.wait_for_timeout(700)  # longer than the pause after which the address is set
    assert on_page.page.evaluate("location.hash") == fragment
    expect(on_page.message).to_be_empty()
    target = on_page.page.locator(fragment if fragment.startswith("#t") else "h1")
    expect(
        target.get_by_role("heading").first if fragment.startswith("#t") else target
    ).to_be_in_viewport()


@pytest.mark.parametrize("name", EXPLORERS)
def test_hostile_links_change_nothing(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    explorer, page = on_page.explorer, on_page.page
    dialogs: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    traces = "[document.scripts.length, Object.keys(Object.prototype).length, typeof hacked]"
    before = page.evaluate(traces)

    hostile_ones = hostile_links(explorer, HOSTILE_LINKS)
    starting = at_random(explorer, HOSTILE_LINKS, seed=8)
    answers = on_page.follow_each([each.fragment for each in hostile_ones], starting=starting)
    for hostile, start, shown in zip(hostile_ones, starting, answers, strict=True):
        at = f"at {hostile.fragment[:200]!r}: {shown.message!r}"
        expected = start if hostile.ignored else defaults(explorer) | hostile.good
        assert shown.controls == expected, at
        values = explorer.compute(**expected).values
        for readout in explorer.readouts:
            assert shown.readouts[readout.name] == readout.format(values[readout.name]), at
        if hostile.ignored:
            assert not shown.message, at
        else:
            assert shown.message.startswith(REFUSED), at
            assert all(word in shown.message for word in hostile.named), at
            assert len(shown.message) < 4000, at

    assert page.evaluate(traces) == before
    assert not dialogs
    # Chromium looks at the page's icon after each move.
    assert not [address for address in requests if not address.endswith(".svg")]


@pytest.mark.parametrize("name", EXPLORERS)
def test_hostile_links_do_no_harm_to_a_fresh_page(open_explorer: Open, name: str) -> None:
    """A few of the same by the other way in, the opening of the page."""
    on_page = None
    for hostile in hostile_links(EXPLORERS[name], HOSTILE_LINKS)[::35]:
        on_page = open_explorer(name, hostile.fragment)
        assert on_page.shown().controls == defaults(EXPLORERS[name]) | hostile.good
        on_page.page.goto("about:blank")
    assert on_page is not None
