"""What the checks in the browser share: pages that are open, their charts alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browser.steps import CHAPTERS, EXPLORERS, OnPage, page_with, wake_charts
from playwright.sync_api import Browser, Page, ViewportSize
from served import FIGURES, serving, without
from watched import watched_page

WIDE: ViewportSize = {"width": 1280, "height": 720}


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(browser: Browser, served_book: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page with charts, all of them alive; opened once for the checks of a module."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(f"{served_book}/{request.param}")
    wake_charts(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def explorers_alone(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the book without its figures, which make half of a page and take half its time.

    They and whole pages have checks of their own.
    """
    with serving(without(FIGURES, built_book, tmp_path_factory.mktemp("explorers"))) as address:
        yield address


@pytest.fixture
def open_explorer(page: Page, explorers_alone: str, built_book: Path) -> Callable[..., OnPage]:
    """Open the page of an explorer by name, and wait until it answers."""

    def opened(name: str, fragment: str = "") -> OnPage:
        page.goto(f"{explorers_alone}/{page_with(name, built_book)}{fragment}")
        return OnPage(page, EXPLORERS[name]).ready()

    return opened


@pytest.fixture(scope="module")
def explorer_at_start(
    browser: Browser, explorers_alone: str, built_book: Path
) -> Iterator[Callable[[str], OnPage]]:
    """An explorer by name, reset; its page stays open for all tests of a module.

    For tests that first set what they look at. Where it matters that nothing was ever moved, or
    what the profile holds, `open_explorer` opens a page.
    """
    with ExitStack() as pages:
        opened: dict[str, OnPage] = {}

        def at_start(name: str) -> OnPage:
            if name not in opened:
                page = pages.enter_context(watched_page(browser))
                page.goto(f"{explorers_alone}/{page_with(name, built_book)}")
                opened[name] = OnPage(page, EXPLORERS[name]).ready()
            opened[name].page.set_viewport_size(WIDE)
            return opened[name].put_back()

        yield at_start
