"""What all checks in a JupyterLab share: a watched page, and time for kernels to start."""

from __future__ import annotations

from collections.abc import Iterator

import lab as laboratory
import pytest
from playwright.sync_api import Browser, Page
from watched import OF_A_STOPPED_KERNEL, patience, watched_page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page for JupyterLab, watched like those of the book."""
    with watched_page(browser, OF_A_STOPPED_KERNEL) as opened:
        yield opened


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """Let expectations wait until a kernel has started and run a chapter."""
    with patience(laboratory.PATIENCE):
        yield
