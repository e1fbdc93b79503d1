"""What a reader hears who does not see the chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.steps import EXPLORERS, OnPage, stop_time
from playwright.sync_api import Page, expect

Open = Callable[..., OnPage]
pytestmark = pytest.mark.own_clock

# Longer than the pause after which a change is spoken.
PAUSE = 900

LISTEN = """(spoken) => {
  window.heard = [];
  new MutationObserver(() => heard.push(spoken.textContent)).observe(spoken, { childList: true });
}"""


def listen(on_page: OnPage) -> None:
    """Keep what is spoken from now on; the page's time stands still meanwhile."""
    on_page.spoken.evaluate(LISTEN)
    stop_time(on_page.page)


def heard(page: Page) -> list[str]:
    """What has been spoken by the time that a pause is over."""
    page.clock.run_for(PAUSE)
    answer: list[str] = page.evaluate("heard")
    return answer


@pytest.mark.parametrize("name", EXPLORERS)
def test_nothing_is_spoken_when_a_page_opens(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    stop_time(on_page.page)
    on_page.page.clock.run_for(PAUSE)
    expect(on_page.spoken).to_be_empty()
    expect(on_page.message).to_be_empty()
    expect(on_page.spoken).to_have_attribute("aria-live", "polite")


def test_many_changes_are_spoken_once(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    listen(on_page)
    for _ in range(6):
        on_page.slider("target").press("ArrowRight")
    (sentence,) = heard(on_page.page)
    assert sentence == on_page.explorer.sentence(on_page.explorer.compute(target=3.56).values)


def test_where_the_headline_stays_the_results_that_changed_are_spoken(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    listen(on_page)
    on_page.number("exchange_rate").fill("1000")
    (sentence,) = heard(on_page.page)
    assert "Budget in the target year, in dollars: USD " in sentence
    assert "won" not in sentence


def test_change_without_a_consequence_is_not_spoken(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    listen(on_page)
    on_page.number("pace_1").fill("6")  # condition 3 stays the last to pass
    assert heard(on_page.page) == []


def test_notice_is_spoken_when_it_appears(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    listen(on_page)
    on_page.select("rule").select_option("weighted")
    for number in (1, 2, 3):
        on_page.number(f"weight_{number}").fill("0")
    (sentence,) = heard(on_page.page)
    assert "All three weights are 0" in sentence


@pytest.mark.parametrize("name", EXPLORERS)
def test_chart_is_one_image_whose_text_follows_the_scenario(open_explorer: Open, name: str) -> None:
    on_page = open_explorer(name)
    explorer = on_page.explorer
    image = on_page.root.get_by_role("img")
    expect(image).to_have_count(1)
    start = explorer.compute().values
    expect(image).to_have_attribute("aria-label", f"{explorer.alt_text} {explorer.summary(start)}")
    preset = explorer.presets[-1]
    on_page.root.locator("[data-preset]").last.click()
    now = explorer.compute(**preset.values).values
    expect(image).to_have_attribute("aria-label", f"{explorer.alt_text} {explorer.summary(now)}")
