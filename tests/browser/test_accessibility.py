"""WCAG 2.2 AA for an explorer on a phone; whole pages are judged in `test_whole_pages`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.steps import EXPLORERS, OnPage
from browser.test_whole_pages import WCAG, violations
from playwright.sync_api import Page


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_passes_axe_on_a_phone(
    open_explorer: Callable[..., OnPage], page: Page, name: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    open_explorer(name)
    assert not (found := violations(page, WCAG)), "\n".join(found)
