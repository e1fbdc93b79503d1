"""What the checks share: the built book, the book served, and a browser to read it with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import serve
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from served import serving
from slowed import FACTOR, slowed
from watched import PATIENCE, Profile, watched_page
from xdist.scheduler.loadscope import LoadScopeScheduling

from coursebook.teaching import browsers

# The browser asks nobody but the book; without these it looks for updates at every start.
BROWSER_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    browsers.LEAN,
]

# No deadline: the first call of a test may import or compile what later calls find ready. The same
# examples in every run, so that a failure is the change's; each night draws new ones, and many.
settings.register_profile("book", deadline=None, derandomize=True, database=None, max_examples=40)
settings.register_profile("nightly", deadline=None, max_examples=400)
settings.load_profile("nightly" if os.environ.get("NIGHTLY") else "book")

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the whole project."""
    return serve.ROOT


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The folder of the built pages."""
    if not (serve.BUILT / "index.html").is_file():
        pytest.fail("There is no built book in _build/html. Build it first: make build")
    return serve.BUILT


@pytest.fixture(scope="session")
def served_book(built_book: Path) -> Iterator[str]:
    """The address of the built book on a local server, without a slash at the end."""
    with serving(built_book) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium, Chrome or Edge."""
    found = browsers.find(headless=True)
    if found is None:
        pytest.fail("No browser found. `make test` gets one, or name it: CHROMIUM=/path/to/browser")
    return str(found)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A running browser. Per module, for Playwright's event loop must not outlive its tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=BROWSER_OPTIONS)
        yield slowed(running)
        running.close()


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Profile:
    """The profile in which the tests of a module open their pages, empty for each of them."""
    return Profile(browser)


@pytest.fixture
def page(profile: Profile, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page at which, when the test ends, nothing may have gone wrong unseen.

    A test that provokes an error or asks another host opens its page from `browser` itself.
    """
    alone = request.node.get_closest_marker("own_clock") is not None
    # A profile keeps its clock, so that no other test may have it.
    with watched_page(browser) if alone else profile.page() as opened:
        if alone:
            opened.clock.install()  # before a page sets its first timer
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest modules first, the quickest last: no worker is left alone with one at the end.

    What a real browser or kernel does is tried once more where it failed: on a machine that stands
    still for a moment either can miss an answer. The report names each such check with its failure.
    Where pages are held back on purpose, nothing is tried again.
    """
    first, last = {"nightly", "notebook", "grading", "test_build", "test_quiz"}, {"check"}

    def place(item: pytest.Item) -> int:
        names = (item.path.parent.name, item.path.stem)
        return 0 if not first.isdisjoint(names) else 2 if not last.isdisjoint(names) else 1

    items.sort(key=place)
    for item in items:
        if FACTOR == 1 and item.path.parent.name in ("browser", "notebook", "site"):
            item.add_marker(pytest.mark.flaky(reruns=1))


class ByModule(LoadScopeScheduling):  # type: ignore[misc]
    """A module's tests stay together, for they share pages; in `test_whole_pages` a page's do."""

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        page = test.partition("[")[2] if module.endswith("test_whole_pages.py") else ""
        return module + page


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    return ByModule(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: browsers and kernels leave a checker waiting."""
    return (os.cpu_count() or 1) + 1


def pytest_report_header() -> list[str]:
    """Name the browser at the top of the report, when one was handed over."""
    return [f"browser: {os.environ['CHROMIUM']}"] if os.environ.get("CHROMIUM") else []
