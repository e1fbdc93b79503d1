"""What the checks in the browser share: an explorer, open and answering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.steps import EXPLORERS, OnPage, page_with
from playwright.sync_api import Page


@pytest.fixture
def open_explorer(page: Page, served_book: str, built_book: Path) -> Callable[..., OnPage]:
    """Open the page of an explorer by name, and wait until it answers."""

    def opened(name: str, fragment: str = "") -> OnPage:
        page.goto(f"{served_book}/{page_with(name, built_book)}{fragment}")
        return OnPage(page, EXPLORERS[name]).ready()

    return opened
