"""The checks' own ground: what a page has stored is gone before the next test."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from watched import Profile

STORE = """() => {
  localStorage.setItem("left", "here");
  document.cookie = "left=here; max-age=60";
}"""
LEFT = "() => [localStorage.length, document.cookie]"


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, served_book: str, built_book: Path) -> str:
    """A page of the book on a server, and the same on disk."""
    base = served_book if request.param == "server" else built_book.as_uri()
    return f"{base}/book/about.html"


def test_a_test_leaves_nothing_to_the_next(profile: Profile, address: str) -> None:
    with profile.page() as page:
        page.goto(address)
        before = page.evaluate(LEFT)
        page.context.grant_permissions(["clipboard-read"])
        page.evaluate(STORE)
        other = page.context.new_page()
        other.goto(address)
        assert other.evaluate(LEFT) != before
        first = page.context
    with profile.page() as page:
        assert page.context is first
        page.goto(address)
        assert page.evaluate(LEFT) == before
        assert allowed(page) == "prompt"


def allowed(page: Page) -> str:
    name = "clipboard-read"
    asked = "async (name) => (await navigator.permissions.query({ name })).state"
    state: str = page.evaluate(asked, name)
    return state
