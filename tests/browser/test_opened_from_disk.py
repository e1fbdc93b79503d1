"""The book works from a folder, opened with a double click: no server, no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.scenarios import presets
from browser.steps import EXPLORERS, PAGES, OnPage, page_with, wake_charts
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_restores_a_link_and_answers(page: Page, built_book: Path, name: str) -> None:
    explorer = EXPLORERS[name]
    address = (built_book / page_with(name, built_book)).as_uri()
    scenario = presets(explorer)[-1]
    control = explorer.controls[1].name
    value = explorer.controls[1].read(scenario[control])
    page.goto(f"{address}{explorer.link(**{control: value})}")
    on_page = OnPage(page, explorer).ready()
    shown = on_page.shown()
    assert shown.controls[control] == scenario[control]
    assert shown.message == "The scenario of the link is restored."

    shown = on_page.set(scenario)
    values = explorer.compute(**scenario).values
    for readout in explorer.readouts:
        assert shown.readouts[readout.name] == readout.format(values[readout.name])


@pytest.mark.timeout(600)
def test_reader_turns_the_pages_and_all_charts_come_alive(page: Page, built_book: Path) -> None:
    """From the front door through every page, by the links at their ends."""
    page.goto((built_book / "index.html").as_uri())
    alive = 0
    for number, chapter in enumerate(PAGES):
        page.wait_for_url(f"**/{chapter}")
        expect(page.locator("h1")).to_be_visible()
        alive += len(wake_charts(page))
        if number < len(PAGES) - 1:
            page.locator(".prev-next-area .right-next").click()
    assert alive > len(PAGES)
