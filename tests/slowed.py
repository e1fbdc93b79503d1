"""A browser whose pages compute as slowly as on a much slower machine.

Chromium can hold back a page's script by a factor. A check that passes then, too, does not rest on
what a page happens to have finished by some moment.
"""

from __future__ import annotations

import os
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

FACTOR = float(os.environ.get("SLOWED", "1"))  # times that a page's script takes as long


def hold_back(page: Page) -> None:
    """Let a page's script take so many times as long."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": FACTOR})


class SlowedBrowser:
    """A browser as any other, but for its pages' speed."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def __getattr__(self, name: str) -> Any:
        return getattr(self._browser, name)

    def new_context(self, **options: Any) -> BrowserContext:
        context = self._browser.new_context(**options)
        context.on("page", hold_back)
        return context

    def new_page(self, **options: Any) -> Page:
        page = self._browser.new_page(**options)
        hold_back(page)
        return page


def slowed(browser: Browser) -> Browser:
    """The browser, slowed where `SLOWED` asks for it."""
    return SlowedBrowser(browser) if FACTOR > 1 else browser  # type: ignore[return-value]
