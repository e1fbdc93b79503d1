"""A whole chapter by the Tab key: all is reached, in its order, and the reader sees where they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from browser.focus import Walk, walk
from browser.steps import wake_charts
from playwright.sync_api import Browser, Page


class Reading(NamedTuple):
    """A page as somebody reads it."""

    name: str
    width: int
    height: int
    colors: str


# On a wide screen, on a phone, and at 400 percent on a screen of 1280 by 1024.
READINGS = [
    Reading("book/opcon-transition.html", 1280, 800, "light"),
    Reading("book/taiwan-contingencies.html", 375, 667, "dark"),
    Reading("book/how-to-use.html", 320, 256, "light"),
]


def named(reading: Reading) -> str:
    return f"{reading.width} pixels"


@pytest.fixture(scope="module", params=READINGS, ids=named)
def reading(request: pytest.FixtureRequest) -> Reading:
    wanted: Reading = request.param
    return wanted


@pytest.fixture(scope="module")
def walks(browser: Browser, served_book: str, reading: Reading) -> Iterator[tuple[Walk, Walk]]:
    """From the top of the page to its end by Tab, and back by Shift and Tab."""
    page: Page = browser.new_page(
        viewport={"width": reading.width, "height": reading.height},
        color_scheme="dark" if reading.colors == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(f"{served_book}/{reading.name}")
    wake_charts(page)
    page.locator("main .chart-tools details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    page.evaluate("scrollTo(0, 0)")
    last = page.locator("a[href], button, summary, [tabindex='0']").locator("visible=true").last
    yield walk(page, "Tab"), walk(page, "Shift+Tab", start=last)
    page.close()


def test_everything_is_reached_once_in_the_order_of_the_page(walks: tuple[Walk, Walk]) -> None:
    there, back = walks
    assert [stop.place for stop in there.stops] == list(range(there.places))
    assert [stop.place for stop in back.stops] == list(range(back.places - 1))[::-1]


def test_focus_is_always_seen(walks: tuple[Walk, Walk]) -> None:
    faults = [fault for each in walks for fault in each.faults]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("reading", READINGS[1:], indirect=True, ids=named)
def test_in_one_column_the_order_is_from_top_to_bottom(walks: tuple[Walk, Walk]) -> None:
    article = [stop for stop in walks[0].stops if stop.in_article]
    jumps = [
        f"{before.name}\n  then up to {after.name}"
        for before, after in pairwise(article)
        if after.y < before.y - 40  # fields of one line differ in height
    ]
    assert not jumps, "\n".join(jumps)
