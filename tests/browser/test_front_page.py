"""The first page has an explorer that answers there, and costs a reader who goes on at once nothing."""

from __future__ import annotations

import gzip

from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import Page, Response, expect

WHOLE = EXPLORERS["spending-path"]
FIRST = WHOLE.only("target", "target_year", "measure", page="", title="", about="")
HEAVIEST = 300_000  # bytes, compressed


def test_it_answers_and_leads_on_to_the_whole_explorer(page: Page, served_book: str) -> None:
    sent: list[Response] = []
    page.on("response", lambda each: sent.append(each))
    page.goto(f"{served_book}/book/intro.html", wait_until="networkidle")
    assert sum(len(gzip.compress(each.body())) for each in sent) < HEAVIEST
    assert not [each.url for each in sent if "vega" in each.url], (
        "it waits for a reader's first sign"
    )

    first = OnPage(page, FIRST).ready()
    assert first.root.locator(".control").count() == 3
    shown = first.set({"target": "5.00", "target_year": "2030", "measure": "won"})
    assert shown.headline == WHOLE.sentence(WHOLE.compute(target=5, target_year=2030).values)
    expect(first.root.locator(".chart-live svg")).to_contain_text("Trillion won")

    first.root.locator(".explorer-whole").click()
    page.wait_for_url("**/augment-defense-expenditures.html*")
    whole = OnPage(page, WHOLE).ready()
    expect(whole.message).to_have_text("The scenario of the link is restored.")
    assert whole.shown().controls == first_and_rest()
    assert whole.shown().headline == shown.headline


def first_and_rest() -> dict[str, str]:
    """What was set, and the start of all other controls."""
    settings = WHOLE.settings(target=5, target_year=2030, measure="won")
    return {name: WHOLE.by_name[name].written(value) for name, value in settings.items()}
