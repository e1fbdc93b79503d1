"""The search finds what stands in the text, as it stands there, and shows where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ASKED = ("28,500", "2035", "2.6", "3.5", "5%", "U.S.", "전작권", "sliding scale", "USFK")


@pytest.fixture(scope="module", params=["served", "from disk"])
def search(
    request: pytest.FixtureRequest, browser: Browser, served_book: str, built_book: Path
) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(
        f"{served_book if request.param == 'served' else built_book.as_uri()}/search.html?q=alliance"
    )
    yield page
    page.close()


def ask(page: Page, query: str) -> None:
    page.get_by_role("searchbox", name="Search").first.fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".search-summary")).to_contain_text(f" {query}")


@pytest.mark.parametrize("query", ASKED)
def test_what_stands_in_the_book_is_found_in_an_excerpt_that_shows_it(
    search: Page, query: str
) -> None:
    ask(search, query)
    expect(search.locator(".search-list li").first).to_be_visible()
    shown = search.locator(".search-excerpt").first.locator("mark").first
    written = shown.inner_text().replace(" percent", "%")
    assert written.casefold().startswith(query.split()[0].casefold())


def test_a_number_is_not_found_in_a_longer_one(search: Page) -> None:
    ask(search, "3.5")
    for excerpt in search.locator(".search-excerpt").all():
        assert "13.5" not in [mark.inner_text() for mark in excerpt.locator("mark").all()]


def test_a_result_leads_to_its_passage(search: Page) -> None:
    ask(search, "28,500")
    link = search.locator(".search-list a").first
    target = link.get_attribute("href") or ""
    link.click()
    anchor = target.partition("#")[2]
    expect(search.locator(f"[id='{anchor}']").first).to_be_in_viewport()
    search.go_back()


def test_what_is_nowhere_is_said_to_be_nowhere(search: Page) -> None:
    ask(search, "xylophone")
    expect(
        search.get_by_role("status").filter(has_text="Nothing found for xylophone")
    ).to_be_visible()
