"""On paper: also the charts that a reader has not come to."""

from __future__ import annotations

from browser.steps import CHAPTERS
from browser.test_whole_pages import charts_are_printed
from playwright.sync_api import Page


def test_charts_that_the_reader_has_not_come_to_are_printed(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/{CHAPTERS[0]}")
    page.emulate_media(media="print")
    charts_are_printed(page)
