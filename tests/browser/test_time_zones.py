"""A chart with dates says the same wherever it is read."""

from __future__ import annotations

import pytest
from browser.steps import wake_charts
from playwright.sync_api import Browser

PAGE = "book/north-korea-outreach.html"
ZONES = (
    "Pacific/Marquesas",  # -9:30
    "America/New_York",
    "Europe/Berlin",
    "Asia/Seoul",
    "Pacific/Auckland",
    "Pacific/Kiritimati",  # +14
)


def words(browser: Browser, address: str, zone: str) -> list[str]:
    page = browser.new_page(timezone_id=zone)
    page.goto(f"{address}/{PAGE}")
    wake_charts(page)
    found = page.locator("figure.chart .chart-live text").all_text_contents()
    page.close()
    return found


@pytest.fixture(scope="module")
def in_greenwich(browser: Browser, served_book: str) -> list[str]:
    return words(browser, served_book, "UTC")


@pytest.mark.parametrize("zone", ZONES)
def test_a_chart_says_the_same_in_every_zone(
    browser: Browser, served_book: str, in_greenwich: list[str], zone: str
) -> None:
    assert in_greenwich
    assert words(browser, served_book, zone) == in_greenwich
