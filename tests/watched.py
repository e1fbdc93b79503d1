"""A page of a browser at which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import serve
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
)

# A busy machine may take longer than Playwright's five seconds to repaint.
PATIENCE = 20_000  # milliseconds that an expectation waits

# JupyterLab asks each kernel for a second line, and complains where the kernel is stopped or
# started anew before it has answered. Nothing is lost, and it is none of the book's doing.
OF_A_STOPPED_KERNEL = "Canceled future for create_subshell_request"


@contextmanager
def watched_page(browser: Browser, *excused: str) -> Iterator[Page]:
    """Open a page in a profile of its own, watched as below."""
    context = browser.new_context()
    with watched(context, *excused) as opened:
        yield opened
    context.close()


@contextmanager
def watched(context: BrowserContext, *excused: str) -> Iterator[Page]:
    """Open a page; close all pages at the end, and fail if anything went wrong meanwhile.

    That is an error in the console, an uncaught exception, or a request to another host; `excused`
    are words of errors that may be.
    """
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_error(error: WebError) -> None:
        faults.append(f"uncaught: {error.error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(
            (f"http://{serve.HOST}:", "file:", "data:", "blob:", "about:")
        ):
            faults.append(f"request to another host: {request.url}")

    told = {"console": on_console, "weberror": on_error, "request": on_request}
    for event, listener in told.items():
        context.on(event, listener)
    yield context.new_page()
    for page in context.pages:
        page.close()
    for event, listener in told.items():
        context.remove_listener(event, listener)
    faults = [
        fault for fault in dict.fromkeys(faults) if not any(words in fault for words in excused)
    ]
    assert not faults, "\n".join(faults)


class Profile:
    """A browser's profile for one test after the other.

    What a page has loaded once it need not load again, which is a third of the time that it takes
    to open. What it has stored is gone before the next test.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context: BrowserContext | None = None

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Open a watched page in an empty profile."""
        context = self._context or self._browser.new_context()
        self._context = None  # where the rest fails, the next test gets another
        visited: set[str] = set()

        def note(request: Request) -> None:
            visited.add(request.url)

        context.on("request", note)
        with watched(context) as opened:
            yield opened
            clear(context, visited)
        context.remove_listener("request", note)
        self._context = context


def clear(context: BrowserContext, visited: set[str]) -> None:
    """Delete what pages have stored, and take back what they were allowed."""
    page, *others = context.pages or [context.new_page()]
    for each in others:
        each.close()
    page.goto("about:blank")  # what nobody shows any more stores nothing any more
    session = context.new_cdp_session(page)
    for origin in {f"{each.scheme}://{each.netloc}" for each in map(urlsplit, visited)}:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    context.clear_permissions()


@contextmanager
def patience(milliseconds: int) -> Iterator[None]:
    """Let expectations wait so long, and as long as usual again afterwards."""
    expect.set_options(timeout=milliseconds)
    yield
    expect.set_options(timeout=PATIENCE)
