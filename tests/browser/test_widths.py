"""From a small phone to a wide screen: nothing is cut off, nothing gets too small to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser.steps import CHAPTERS, EXPLORERS, PAGES, OnPage, settled, wake_charts
from playwright.sync_api import Browser, Page, expect

WIDTHS = [320, 375, 768, 1280, 1920]
LEAST_TEXT = 9  # pixels as displayed

TOO_WIDE = """() => ({
  page: document.documentElement.scrollWidth - innerWidth,
  parts: [...document.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
      && !each.closest(".table-scroll, pre, svg, dialog, .bd-sidebar"))
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
    .slice(0, 5),
})"""

CHARTS = """() => [...document.querySelectorAll(".drawn svg, .chart-live svg")]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const frame = svg.closest("figure, section");
    const [box, around, edge] = [svg, svg.parentElement, frame].map((each) => each.getBoundingClientRect());
    // Where there is no line at the side, the margin of the page has room for the end of a word.
    const framed = parseFloat(getComputedStyle(frame).borderLeftWidth) > 0;
    const limit = framed ? edge : { left: 0, right: innerWidth };
    const scale = box.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    return {
      chart: frame.id,
      wider: box.width - around.width,
      smallest: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
      cut: texts.filter((text) => {
        const { left, right } = text.getBoundingClientRect();
        return left < limit.left || right > limit.right;
      }).map((text) => text.textContent),
    };
  })"""

# Places that scroll sideways although no key leads there, or whose name is not told.
UNREACHED = """() => [...document.querySelectorAll("main *")]
  .filter((each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
  .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
  .flatMap((each) => {
    const reached = each.tabIndex >= 0 || each.querySelector("a[href], button, input, summary");
    const named = each.matches("pre") || each.ariaLabel || each.querySelector("caption");
    return [[reached, "no key leads to it"], [named, "it has no name"]]
      .filter(([well]) => !well)
      .map(([, what]) => `${what}: ${each.outerHTML.slice(0, 100)}`);
  })"""

# The least that readers may set without loss.
SPACED = """() => {
  const sheet = new CSSStyleSheet();  // what the policy of the pages allows
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

# Words that a box cuts off, that lie outside the window, or over other words. What scrolls, sticks
# to an edge, or is only heard, is left out.
CUT_OR_COVERED = """() => {
  const found = [];
  const open = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const short = (node) => node.textContent.trim().slice(0, 50);
  while (words.nextNode()) {
    const node = words.currentNode;
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("svg, script, style, option, dialog:not([open])")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width && height);
    let apart = false;
    for (let around = element; around !== document.documentElement && !apart; around = around.parentElement) {
      const style = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      const scrolls = ["auto", "scroll"].some((way) => [style.overflowX, style.overflowY].includes(way));
      apart = scrolls || style.clipPath !== "none" || ["sticky", "fixed"].includes(style.position);
      if (apart || ![style.overflowX, style.overflowY].some((way) => ["hidden", "clip"].includes(way))) continue;
      if (boxes.some(({ left, right, top, bottom }) =>
        left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 1 || bottom > edge.bottom + 1)) {
        found.push(`cut off: ${short(node)}`);
      }
    }
    if (apart) continue;
    if (boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)) found.push(`outside: ${short(node)}`);
    open.push(...boxes.map((box) => [box, node]));
  }
  open.sort(([one], [other]) => one.top - other.top);
  open.forEach(([box, node], index) => {
    for (let next = index + 1; next < open.length && open[next][0].top <= box.bottom - 4; next += 1) {
      const [other, neighbor] = open[next];
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (node !== neighbor && wide > 3 && high > 0.35 * Math.min(box.height, other.height)) {
        found.push(`over one another: ${short(node)} | ${short(neighbor)}`);
      }
    }
  });
  return found;
}"""


def faults(charts: list[dict[str, Any]]) -> list[str]:
    return [
        f"{chart['chart']}: {what}"
        for chart in charts
        for what, wrong in (
            (f"{chart['wider']:.0f} px wider than its place", chart["wider"] > 1),
            (f"text of {chart['smallest']:.1f} px", chart["smallest"] < LEAST_TEXT),
            (f"cut off: {chart['cut']}", chart["cut"]),
        )
        if wrong
    ]


@pytest.fixture(scope="module", params=[*PAGES, "search.html", "404.html"])
def any_page(browser: Browser, served_book: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page as it is opened on a wide screen."""
    opened = browser.new_page(
        viewport={"width": WIDTHS[-1], "height": 800}, reduced_motion="reduce"
    )
    opened.goto(f"{served_book}/{request.param}")
    wake_charts(opened)
    yield opened
    opened.close()


def test_page_fits_every_screen(any_page: Page) -> None:
    """Ever narrower: live charts follow the window."""
    for width in reversed(WIDTHS):
        any_page.set_viewport_size({"width": width, "height": 800})
        settled(any_page)
        found = any_page.evaluate(TOO_WIDE)
        assert found["page"] <= 0, f"at {width}: {found['parts']}"
        wrong = faults(any_page.evaluate(CHARTS))
        assert not wrong, f"at {width}: " + "\n".join(wrong)
    for chart in any_page.locator("figure.chart, section.explorer").all():
        expect(chart.locator(".chart-live svg")).to_have_count(1)
        expect(chart.get_by_role("button", name="Save as")).to_have_count(2)


def test_what_scrolls_sideways_can_be_reached_and_has_a_name(any_page: Page) -> None:
    """At the smallest width, with all tables open."""
    any_page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    any_page.locator("main details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    any_page.wait_for_timeout(400)  # the theme lets code be reached once it has seen the change
    assert not (wrong := any_page.evaluate(UNREACHED)), "\n".join(wrong)


def test_spaced_text_is_not_cut_off(any_page: Page) -> None:
    """WCAG 1.4.12, on the widest and on the smallest screen, with all tables open."""
    any_page.locator("main details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    any_page.evaluate(SPACED)
    for width in (WIDTHS[0], 1280):
        any_page.set_viewport_size({"width": width, "height": 800})
        settled(any_page)
        assert any_page.evaluate(TOO_WIDE)["page"] <= 0
        found = any_page.evaluate(CUT_OR_COVERED)
        assert not found, f"at {width}: " + "\n".join(found)


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_opened_on_a_phone_fits(
    page: Page, open_explorer: Callable[..., OnPage], name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_explorer(name)
    assert page.evaluate(TOO_WIDE)["page"] <= 0
    assert not (wrong := faults(page.evaluate(CHARTS))), "\n".join(wrong)


@pytest.mark.parametrize("name", CHAPTERS)
def test_drawn_charts_fit_every_screen(browser: Browser, served_book: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{served_book}/{name}")
    for width in WIDTHS:
        still.set_viewport_size({"width": width, "height": 800})
        assert not (wrong := faults(still.evaluate(CHARTS))), f"at {width}: " + "\n".join(wrong)
    context.close()


def test_figure_changes_to_its_narrow_chart_and_back(page: Page, served_book: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served_book}/book/augment-defense-expenditures.html")
    figure = page.locator("#fig-defense-share")
    figure.scroll_into_view_if_needed()
    labels = figure.locator(".chart-live svg text", has_text="United States")
    expect(labels.first).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    expect(figure.locator(".chart-live svg text", has_text="USA").first).to_be_visible()
    expect(labels).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(labels.first).to_be_visible()
