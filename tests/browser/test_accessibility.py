"""WCAG 2.2 AA, as far as a program can judge it, on every page and in both themes.

Axe finds missing names, roles and contrast. It does not judge what a text alternative says, the
order of reading, or whether a keyboard suffices: for those see the neighbors of this file.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.steps import PAGES, wake_charts
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What axe finds, a line for each place."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "search.html", "404.html"])
def test_page_passes_axe(page: Page, served_book: str, name: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{served_book}/{name}")
    wake_charts(page)
    page.locator("main details").evaluate_all("all => all.forEach((each) => (each.open = true))")
    for pin in page.get_by_role("button", name="Pin to compare").all():
        pin.click()
    for field in page.locator("section.explorer input[type=number]").all()[:1]:
        field.fill("")  # a complaint is to be readable, too
    assert not (found := violations(page)), "\n".join(found)


@pytest.mark.parametrize("name", PAGES)
def test_page_passes_axe_on_a_phone(page: Page, served_book: str, name: str) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(f"{served_book}/{name}")
    wake_charts(page)
    assert not (found := violations(page)), "\n".join(found)
