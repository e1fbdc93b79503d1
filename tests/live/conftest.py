"""What the checks of live sessions share: a page for JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from watched import OF_A_STOPPED_KERNEL, watched_page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page for JupyterLab, watched like those of the book."""
    with watched_page(browser, OF_A_STOPPED_KERNEL) as opened:
        yield opened
