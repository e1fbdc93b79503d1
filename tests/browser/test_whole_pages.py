"""Every page, opened once and asked everything: figures, themes, print, widths, accessibility.

To open a page and to bring its charts to life takes longer than most questions do. So each page is
opened once, and the tests of this file follow it through a reader's day, in their order: it is read,
switched to the dark theme, printed, narrowed to a phone, spaced out, and last judged by axe.

Axe finds missing names, roles and contrast. It does not judge what a text alternative says, the
order of reading, or whether a keyboard suffices: for those see the neighbors of this file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.colors import contrast
from browser.in_page import (
    CHARTS,
    COLORS,
    CUT_OR_COVERED,
    FEWER_ALIKE,
    PLACES,
    PRINTED_COLORS,
    SPACED,
    THIN_OUT,
    TOO_WIDE,
    UNREACHED,
)
from browser.steps import CHAPTERS, PAGES, in_the_end, settled, until, wake_charts
from playwright.sync_api import Browser, Page, expect

WIDTHS = [320, 375, 768, 1280, 1920]
LEAST_TEXT = 9  # pixels as displayed
LEAST_CONTRAST = 3.0
PRESSABLE = "input:visible, select:visible, button:visible, summary:visible"

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What another theme can change about a page that has passed in one.
COLOR_RULES = ("color-contrast", "link-in-text-block")
OF_COLOR = {"type": "rule", "values": [*COLOR_RULES]}

every_page = pytest.mark.parametrize(
    "whole_page", [*PAGES, "search.html", "404.html"], indirect=True, scope="module"
)
every_page_with_charts = pytest.mark.parametrize(
    "whole_page", CHAPTERS, indirect=True, scope="module"
)


@pytest.fixture(scope="module")
def whole_page(
    browser: Browser, served_book: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page as it is opened; open it stays, for all tests of this file."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.goto(f"{served_book}/{request.param}")
    yield opened
    context.close()


# It is read ------------------------------------------------------------------------------------


@every_page_with_charts
def test_a_page_that_nobody_touches_does_not_fetch_the_chart_library(whole_page: Page) -> None:
    page = whole_page
    fetched = (
        "() => performance.getEntriesByType('resource').filter((e) => e.name.includes('vega'))"
    )
    assert page.evaluate(fetched) == [], "its figures are there, drawn"
    page.keyboard.press("Shift")
    until(page, f"() => ({fetched})().length > 0")


@every_page_with_charts
def test_figures_come_alive_when_the_reader_comes_near(whole_page: Page) -> None:
    page = whole_page
    last = page.locator("figure.chart").last
    expect(last).to_be_visible()
    place = last.bounding_box()
    if place and place["y"] > 2000:  # nearer ones may be alive by now
        expect(last.locator(".drawn.wide svg")).to_be_visible()
        expect(last.locator(".chart-live")).to_have_count(0)
    for chart in wake_charts(page):
        expect(chart.locator(".chart-live svg")).to_be_visible()
        expect(chart.locator(".chart-view")).to_be_hidden()
        drawn, live = (
            chart.locator(f"{where} svg").first.evaluate(
                "svg => svg.querySelectorAll('path').length"
            )
            for where in (".drawn.wide", ".chart-live")
        )
        assert live == pytest.approx(drawn, rel=0.2), "as much is drawn as before"


@every_page_with_charts
def test_each_chart_says_more_about_the_mark_under_the_pointer(whole_page: Page) -> None:
    silent = []
    wake_charts(whole_page)
    for chart in whole_page.locator("figure.chart, section.explorer").all():
        chart.locator(".chart-live").scroll_into_view_if_needed()
        places = chart.evaluate(PLACES)
        for x, y in places[:: max(1, len(places) // 12)]:
            whole_page.mouse.move(x, y)
            tooltip = whole_page.locator(".chart-tooltip:not([hidden])")
            if tooltip.count():
                text = tooltip.inner_text()
                assert not {"null", "undefined", "NaN"} & set(text.split()), text
                assert "_" not in text, f"a field's name in place of its title: {text}"
                break
        else:
            silent.append(chart.get_attribute("id"))
        whole_page.mouse.move(0, 0)
    assert not silent, f"no tooltip: {silent}"


@every_page_with_charts
def test_table_and_download_hold_the_same(whole_page: Page) -> None:
    for chart in whole_page.locator("figure.chart").all():
        table = chart.locator(".data-table")
        expect(table).to_be_hidden()
        chart.get_by_text("Show as table").click()
        expect(table).to_be_visible()
        rows = table.locator("tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
        )
        with whole_page.expect_download() as waiting:
            chart.get_by_role("link", name="Download data").click()
        name = (chart.get_attribute("id") or "").removeprefix("fig-")
        assert waiting.value.suggested_filename == f"{name}.csv"
        content = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        header, *lines, blank, named, origin = csv.reader(io.StringIO(content))
        assert (blank, named) == ([], [chart.locator(".chart-title").inner_text()])
        assert origin[0].startswith("From ")
        assert len(header) == table.locator("thead th").count()
        assert [[plain(cell) for cell in line] for line in lines] == [
            [plain(cell) for cell in row] for row in rows
        ]
        chart.get_by_text("Show as table").click()
        expect(table).to_be_hidden()


def plain(cell: str) -> str | float:
    """A value as it is meant: the table writes yes, 2.5 and 1-2 where a file has True, 2.50, 1\u20132."""
    cell = cell.replace("\N{EN DASH}", "-")
    if cell in ("True", "False"):
        return "yes" if cell == "True" else "no"
    try:
        return round(float(cell), 9)
    except ValueError:
        return cell


# It is switched to the other theme ------------------------------------------------------------


def switch_to(page: Page, theme: str) -> None:
    """Press the theme button until the page has the theme."""
    for _ in range(4):
        if page.locator("html").get_attribute("data-mode") == theme:
            break
        page.locator(".theme-switch-button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


@every_page_with_charts
def test_charts_follow_the_switch_without_being_drawn_again(whole_page: Page) -> None:
    wake_charts(whole_page)
    svgs = "[...document.querySelectorAll('.chart-live svg')]"
    whole_page.evaluate(f"{svgs}.forEach((svg) => (svg.same = true))")
    for theme in ("light", "dark"):
        switch_to(whole_page, theme)
        colors = whole_page.evaluate(COLORS)
        assert set(colors["ink"]) == {colors["page"]}, theme
        for color in colors["ink"]:
            assert contrast(color, colors["behind"]) >= 4.5, theme
    assert whole_page.evaluate(f"{svgs}.every((svg) => svg.same)")


@every_page_with_charts
def test_series_stand_out_from_the_page(whole_page: Page) -> None:
    wake_charts(whole_page)
    for theme in ("dark", "light"):
        switch_to(whole_page, theme)
        colors = whole_page.evaluate(COLORS)
        assert colors["series"]
        faint = {
            color: round(contrast(color, colors["behind"]), 2)
            for color in colors["series"]
            if contrast(color, colors["behind"]) < LEAST_CONTRAST
        }
        assert not faint, theme


# It is printed ----------------------------------------------------------------------------------


@pytest.fixture
def printed(whole_page: Page) -> Iterator[Page]:
    """A page of charts as it is printed from the dark theme, about as wide as A4."""
    wake_charts(whole_page)
    switch_to(whole_page, "dark")
    whole_page.emulate_media(media="print")
    whole_page.set_viewport_size({"width": 700, "height": 900})
    yield whole_page
    whole_page.emulate_media(media="null")
    whole_page.set_viewport_size({"width": 1280, "height": 800})
    switch_to(whole_page, "light")


def charts_are_printed(page: Page) -> None:
    charts = page.locator("figure.chart, section.explorer").all()
    assert charts
    for chart in charts:
        svg = chart.locator(":is(.drawn, .chart-live) svg:visible")
        expect(svg).to_have_count(1)
        box, place = svg.bounding_box(), chart.bounding_box()
        assert box is not None
        assert place is not None
        assert place["x"] <= box["x"]
        assert box["x"] + box["width"] <= place["x"] + place["width"] + 1
        expect(chart.locator(".chart-source")).to_be_visible()
        expect(chart.locator(PRESSABLE)).to_have_count(0)
    for results in page.locator(".explorer-headline, .explorer-results > .explorer-readouts").all():
        expect(results).to_be_visible()


@every_page_with_charts
def test_live_charts_are_printed_dark_on_white_and_controls_are_not(printed: Page) -> None:
    charts_are_printed(printed)
    colors = printed.evaluate(PRINTED_COLORS)
    assert all(sum(color) < 3 * 128 for color in colors), colors


# It is read on every screen --------------------------------------------------------------------


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


@every_page
def test_page_fits_every_screen(whole_page: Page) -> None:
    """Ever narrower: live charts follow the window."""
    wake_charts(whole_page)
    for width in reversed(WIDTHS):
        whole_page.set_viewport_size({"width": width, "height": 800})
        settled(whole_page)
        found = whole_page.evaluate(TOO_WIDE)
        assert found["page"] <= 0, f"at {width}: {found['parts']}"
        wrong = faults(whole_page.evaluate(CHARTS))
        assert not wrong, f"at {width}: " + "\n".join(wrong)
    for chart in whole_page.locator("figure.chart, section.explorer").all():
        expect(chart.locator(".chart-live svg")).to_have_count(1)
        expect(chart.get_by_role("button", name="Save as")).to_have_count(2)


@every_page
def test_what_scrolls_sideways_can_be_reached_and_has_a_name(whole_page: Page) -> None:
    """At the smallest width, with all tables open."""
    whole_page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    whole_page.locator("main details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    # The theme lets code be reached once it has seen the change.
    wrong = in_the_end(whole_page, lambda: whole_page.evaluate(UNREACHED), lambda now: not now)
    assert not wrong, "\n".join(wrong)


@every_page
def test_spaced_text_is_not_cut_off(whole_page: Page) -> None:
    """WCAG 1.4.12, on the widest and on the smallest screen, with all tables open."""
    whole_page.locator("main details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    whole_page.evaluate(SPACED)
    for width in (WIDTHS[0], 1280):
        whole_page.set_viewport_size({"width": width, "height": 800})
        settled(whole_page)
        assert whole_page.evaluate(TOO_WIDE)["page"] <= 0
        found = whole_page.evaluate(CUT_OR_COVERED)
        assert not found, f"at {width}: " + "\n".join(found)


# It is judged -----------------------------------------------------------------------------------


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


@pytest.fixture(scope="module")
def used_page(whole_page: Page) -> Page:
    """The page as a reader leaves it: charts alive, a table open, a scenario kept."""
    page = whole_page
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size({"width": 1280, "height": 800})
    settled(page)
    # One table of each kind: a hundred rows more have nothing new to say.
    page.evaluate("""() => {
      document.querySelectorAll("main details").forEach((each) => (each.open = false));
      for (const kind of ["figure.chart", "section.explorer", ".cell details"]) {
        document.querySelector(`${kind} details, ${kind}:is(details)`)?.setAttribute("open", "");
      }
    }""")
    for keep in page.get_by_role("button", name="Keep to compare").all():
        keep.click()
    for field in page.locator("section.explorer input[role=spinbutton]").all()[:1]:
        field.fill("")  # a complaint is to be readable, too
    page.evaluate(THIN_OUT)
    return page


@every_page
def test_page_passes_axe(used_page: Page) -> None:
    found = violations(used_page, WCAG, *COLOR_RULES)
    assert not found, "\n".join(found)


@pytest.fixture(scope="session")
def judged() -> dict[str, Any]:
    """Kinds of words whose colors have been judged on an earlier page: they are everywhere alike."""
    return {}


@every_page
def test_colors_of_a_page_pass_axe(used_page: Page, judged: dict[str, Any]) -> None:
    left = judged | used_page.evaluate(FEWER_ALIKE, judged)
    for theme in ("light", "dark"):
        used_page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        until(
            used_page,
            "() => !document.getAnimations().some((each) => each.playState === 'running')",
        )
        found = violations(used_page, OF_COLOR)
        assert not found, f"{theme}: " + "\n".join(found)
    judged |= left
