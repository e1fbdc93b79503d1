"""A figure's picture is free to take away, by whatever way it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.steps import CHAPTERS
from playwright.sync_api import Page


@pytest.mark.parametrize("way", ["mouse", "keyboard", "voice"])
@pytest.mark.parametrize(("kind", "beginning"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_chart_is_saved_as_a_picture(
    page: Page, served_book: str, way: str, kind: str, beginning: bytes
) -> None:
    page.goto(f"{served_book}/{CHAPTERS[0]}")
    chart = page.locator("figure.chart").first
    chart.scroll_into_view_if_needed()
    link = chart.get_by_role("button", name=f"Save as {kind}")
    with page.expect_download() as waiting:
        if way == "mouse":
            link.click()
        elif way == "keyboard":
            link.press("Enter")
        else:
            link.evaluate("link => link.click()")
    name = (chart.get_attribute("id") or "").removeprefix("fig-")
    assert waiting.value.suggested_filename == f"{name}.{kind.lower()}"
    assert Path(waiting.value.path()).read_bytes().startswith(beginning)
