"""One policy: in every page, and in every configuration of a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import serve
from browser.steps import in_the_end
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from coursebook.pages.policy import POLICY

CONFIGURATIONS = ("_headers", "nginx.conf", "Caddyfile")
REPORT = """
addEventListener("securitypolicyviolation", (event) => {
  const said = `${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`;
  (window.violations ??= []).push(said);
});
"""


class StrictHandler(serve.BookHandler):
    """The book as a strict host serves it."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def strict_host(built_book: Path) -> Iterator[str]:
    handler = partial(StrictHandler, directory=str(built_book))
    with ThreadingHTTPServer((serve.HOST, 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{serve.HOST}:{server.server_port}"
        server.shutdown()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(REPORT)
    page = context.new_page()
    yield page
    context.close()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.violations ?? []")
    return found


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_servers_are_told_the_pages_policy(root: Path, name: str) -> None:
    text = (root / "deploy" / name).read_text(encoding="utf-8")
    (said,) = re.findall(r'Content-Security-Policy:? "?([^"\n]+)', text)
    assert said == POLICY


def test_every_page_carries_the_policy_before_what_it_governs(built_book: Path) -> None:
    for path in built_book.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        tag = page.select_one("meta[http-equiv=Content-Security-Policy]")
        if path == built_book / "index.html":
            assert not page.select("script, style, link[rel=stylesheet]"), "it only leads on"
            continue
        assert tag is not None, path
        assert tag["content"] == POLICY
        assert not tag.find_all_previous(["script", "style", "link"])


def test_no_script_or_style_stands_in_a_page(built_book: Path) -> None:
    data = ("application/json", "application/ld+json")
    for path in built_book.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        inline = [each for each in page.select("script:not([src])") if each.get("type") not in data]
        assert not inline, f"{path}: {inline[0]}"
        assert not page.select("style, [style]"), path


def test_an_explorers_every_button_works_under_the_policy(watched: Page, strict_host: str) -> None:
    watched.goto(f"{strict_host}/book/conclusion.html")
    explorer = watched.locator("section.explorer")
    explorer.scroll_into_view_if_needed()
    watched.locator("section.explorer[data-ready]").wait_for()
    for name in ("Find a better deal for both", "Keep to compare", "Copy link", "Reset"):
        explorer.get_by_role("button", name=name, exact=True).first.click()
    for name in ("Save a brief",):
        with watched.expect_download():
            explorer.get_by_role("button", name=name, exact=True).click()
    for name in ("Save as SVG", "Save as PNG", "Download data (CSV)"):
        with watched.expect_download():
            explorer.get_by_text(name, exact=True).click()
    assert violations(watched) == []


def test_the_search_works_under_the_policy(watched: Page, strict_host: str) -> None:
    watched.goto(f"{strict_host}/search.html?q=deterrence")
    expect(watched.locator("#search-results li").first).to_be_visible()
    expect(watched.locator(".bd-search-container input").first).to_be_focused()
    assert violations(watched) == []


def test_the_policy_would_be_seen_to_be_broken(watched: Page, strict_host: str) -> None:
    watched.goto(f"{strict_host}/book/about.html")
    watched.evaluate("document.body.append(Object.assign(document.createElement('style'), "
                     "{textContent: 'p{}'}))")  # fmt: skip
    found = in_the_end(watched, lambda: violations(watched), bool)
    assert any("style" in each for each in found)
