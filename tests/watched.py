"""A page of a browser at which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import serve
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

# A busy machine may take longer than Playwright's five seconds to repaint.
PATIENCE = 20_000  # milliseconds that an expectation waits

# JupyterLab asks each kernel for a second line, and complains where the kernel is stopped or
# started anew before it has answered. Nothing is lost, and it is none of the book's doing.
OF_A_STOPPED_KERNEL = "Canceled future for create_subshell_request"


@contextmanager
def watched_page(browser: Browser, *excused: str) -> Iterator[Page]:
    """Open a fresh page; close it at the end, and fail if anything went wrong meanwhile.

    That is an error in the console, an uncaught exception, or a request to another host; `excused`
    are words of errors that may be.
    """
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Request) -> None:
        if not request.url.startswith(
            (f"http://{serve.HOST}:", "file:", "data:", "blob:", "about:")
        ):
            faults.append(f"request to another host: {request.url}")

    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(f"uncaught: {error.error}"))
    context.on("request", on_request)
    yield opened
    context.close()
    faults = [
        fault for fault in dict.fromkeys(faults) if not any(words in fault for words in excused)
    ]
    assert not faults, "\n".join(faults)


@contextmanager
def patience(milliseconds: int) -> Iterator[None]:
    """Let expectations wait so long, and as long as usual again afterwards."""
    expect.set_options(timeout=milliseconds)
    yield
    expect.set_options(timeout=PATIENCE)
