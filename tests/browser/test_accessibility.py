"""WCAG 2.2 AA, as far as a program can judge it, on every page and in both themes.

Axe finds missing names, roles and contrast. It does not judge what a text alternative says, the
order of reading, or whether a keyboard suffices: for those see the neighbors of this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.steps import EXPLORERS, PAGES, OnPage, wake_charts
from playwright.sync_api import Browser, Page

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What another theme can change about a page that has passed in one.
COLOR_RULES = ("color-contrast", "link-in-text-block")
OF_COLOR = {"type": "rule", "values": [*COLOR_RULES]}
# Axe looks at each of a hundred rows, entries and marks; more than a few have nothing new to say,
# and what nobody sees says nothing: the drawn charts below live ones, tables that are not open.
THIN_OUT = """() => {
  const ENOUGH = 8;
  for (const several of document.querySelectorAll("tbody, ul, ol, dl, .chart-live svg g")) {
    const seen = {};
    for (const one of [...several.children]) {
      const kind = `${one.localName} ${one.getAttribute("class")} ${one.getAttribute("fill")}`;
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > ENOUGH) one.remove();
    }
  }
  for (const unseen of document.querySelectorAll(".drawn svg, details:not([open]) table")) {
    if (!unseen.checkVisibility()) unseen.remove();
  }
}"""

# Words of one kind in one place have one color: of a thousand pieces of code a few will do.
FEWER_ALIKE = """() => {
  const ENOUGH = 8;
  const seen = {};
  const kind = (one) => `${one?.localName} ${one?.getAttribute("class")} ${one?.getAttribute("fill")}`;
  for (const one of [...document.querySelectorAll("body *")].filter((each) => !each.childElementCount)) {
    const place = [one, one.parentElement, one.parentElement.parentElement].map(kind).join();
    seen[place] = (seen[place] ?? 0) + 1;
    if (seen[place] > ENOUGH) one.remove();
  }
}"""


def violations(
    page: Page, rules: dict[str, object], *left_out: str, within: str | None = None
) -> list[str]:
    """What axe finds by these rules but for some, a line for each place."""
    # Where nothing floats over the text, and no color is on its way to another.
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    off = {"rules": {rule: {"enabled": False} for rule in left_out}} if left_out else {}
    found = Axe().run(
        page, within, options={"runOnly": rules, "resultTypes": ["violations"], **off}
    )
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


@pytest.fixture(scope="module", params=[*PAGES, "search.html", "404.html"])
def used_page(browser: Browser, served_book: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page as a reader leaves it: charts alive, a table open, a scenario kept."""
    page = browser.new_page(
        viewport={"width": 1280, "height": 800},
        color_scheme="light",
        reduced_motion="reduce",  # a color is read when it has arrived
    )
    page.goto(f"{served_book}/{request.param}")
    wake_charts(page)
    # One table of each kind: a hundred rows more have nothing new to say.
    page.evaluate("""() => {
      for (const kind of ["figure.chart", "section.explorer", ".cell details"]) {
        document.querySelector(`${kind} details, ${kind}:is(details)`)?.setAttribute("open", "");
      }
    }""")
    for keep in page.get_by_role("button", name="Keep to compare").all():
        keep.click()
    for field in page.locator("section.explorer input[type=number]").all()[:1]:
        field.fill("")  # a complaint is to be readable, too
    page.evaluate(THIN_OUT)
    yield page
    page.close()


def test_page_passes_axe(used_page: Page) -> None:
    found = violations(used_page, WCAG, *COLOR_RULES)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colors_of_a_page_pass_axe(used_page: Page, theme: Literal["light", "dark"]) -> None:
    used_page.emulate_media(color_scheme=theme)
    used_page.wait_for_function(
        "(theme) => document.documentElement.dataset.theme === theme", arg=theme
    )
    used_page.wait_for_function(
        "() => !document.getAnimations().some((each) => each.playState === 'running')"
    )
    used_page.evaluate(FEWER_ALIKE)
    assert not (found := violations(used_page, OF_COLOR)), "\n".join(found)


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_passes_axe_on_a_phone(
    open_explorer: Callable[..., OnPage], page: Page, name: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    open_explorer(name)
    assert not (found := violations(page, WCAG)), "\n".join(found)
