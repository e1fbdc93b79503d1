"""A page asks nobody else for anything, and nothing goes wrong on it unseen.

The fixture `page` fails a test on an error in the console, an uncaught exception, or a request
to another host. Here every page is read from top to bottom and its parts are used.
"""

from __future__ import annotations

import pytest
from browser.scenarios import at_random
from browser.steps import EXPLORERS, PAGES, OnPage, wake_charts
from playwright.sync_api import Page


@pytest.mark.parametrize("name", [*PAGES, "index.html", "search.html", "404.html"])
def test_page_is_read_and_used_in_silence(page: Page, served_book: str, name: str) -> None:
    warnings: list[str] = []
    page.on("console", lambda said: warnings.append(said.text) if said.type == "warning" else None)
    page.goto(f"{served_book}/{name}")
    wake_charts(page)
    for explorer in EXPLORERS.values():
        on_page = OnPage(page, explorer)
        if on_page.root.count():
            on_page.show_table()
            on_page.button("Keep to compare").click()
            on_page.set_each(at_random(explorer, 5))
            on_page.button("Reset").click()
    page.locator("main summary").evaluate_all("all => all.forEach((each) => each.click())")
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    assert not warnings
