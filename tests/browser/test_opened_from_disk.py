"""The book works from a folder, opened with a double click: no server, no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.scenarios import presets
from browser.steps import CHAPTERS, EXPLORERS, PAGES, OnPage, page_with, wake_charts
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_answers(page: Page, built_book: Path, name: str) -> None:
    page.goto((built_book / page_with(name, built_book)).as_uri())
    on_page = OnPage(page, EXPLORERS[name]).ready()
    scenario = presets(on_page.explorer)[-1]
    shown = on_page.set(scenario)
    values = on_page.explorer.compute(**scenario).values
    for readout in on_page.explorer.readouts:
        assert shown.readouts[readout.name] == readout.format(values[readout.name])


@pytest.mark.parametrize("name", EXPLORERS)
def test_link_restores(page: Page, built_book: Path, name: str) -> None:
    address = (built_book / page_with(name, built_book)).as_uri()
    control = EXPLORERS[name].controls[1]
    value = presets(EXPLORERS[name])[-1][control.name]
    page.goto(f"{address}#explore={name}&v=1&{control.name}={value}")
    shown = OnPage(page, EXPLORERS[name]).ready().shown()
    assert shown.controls[control.name] == value
    assert shown.message == "The scenario of the link is restored."


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_figures_come_alive(page: Page, built_book: Path, chapter: str) -> None:
    page.goto((built_book / chapter).as_uri())
    assert wake_charts(page)


def test_reader_turns_the_pages(page: Page, built_book: Path) -> None:
    """From the front door through every page, by the links at their ends."""
    page.goto((built_book / "index.html").as_uri())
    for number, chapter in enumerate(PAGES):
        page.wait_for_url(f"**/{chapter}")
        expect(page.locator("h1")).to_be_visible()
        if number < len(PAGES) - 1:
            page.locator(".prev-next-area .right-next").click()
