"""A figure: drawn at once, alive when the reader comes near, and free to take away."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from browser.steps import CHAPTERS, wake_charts
from playwright.sync_api import Page, expect

# The middle of each point and bar, and the middle of the way along each line.
PLACES = """(chart) => [...chart.querySelectorAll(".chart-live .role-mark path")].map((mark) => {
  if (!mark.closest(".mark-line")) {
    const box = mark.getBoundingClientRect();
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  }
  const { x, y } = mark.getPointAtLength(mark.getTotalLength() / 2).matrixTransform(mark.getScreenCTM());
  return [x, y];
})"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_come_alive_when_the_reader_comes_near(
    page: Page, served_book: str, name: str
) -> None:
    page.goto(f"{served_book}/{name}")
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


def test_each_chart_says_more_about_the_mark_under_the_pointer(chapter: Page) -> None:
    silent = []
    for chart in chapter.locator("figure.chart, section.explorer").all():
        chart.locator(".chart-live").scroll_into_view_if_needed()
        places = chart.evaluate(PLACES)
        for x, y in places[:: max(1, len(places) // 12)]:
            chapter.mouse.move(x, y)
            tooltip = chapter.locator(".chart-tooltip:not([hidden])")
            if tooltip.count():
                text = tooltip.inner_text()
                assert not {"null", "undefined", "NaN"} & set(text.split()), text
                assert "_" not in text, f"a field's name in place of its title: {text}"
                break
        else:
            silent.append(chart.get_attribute("id"))
        chapter.mouse.move(0, 0)
    assert not silent, f"no tooltip: {silent}"


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


def test_table_and_download_hold_the_same(chapter: Page) -> None:
    for chart in chapter.locator("figure.chart").all():
        table = chart.locator(".data-table")
        expect(table).to_be_hidden()
        chart.get_by_text("Show as table").click()
        expect(table).to_be_visible()
        rows = table.locator("tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
        )
        with chapter.expect_download() as waiting:
            chart.get_by_role("link", name="Download data").click()
        name = (chart.get_attribute("id") or "").removeprefix("fig-")
        assert waiting.value.suggested_filename == f"{name}.csv"
        content = Path(waiting.value.path()).read_text(encoding="utf-8")
        header, *lines = csv.reader(io.StringIO(content))
        assert len(header) == table.locator("thead th").count()
        assert [[plain(cell) for cell in line] for line in lines] == [
            [plain(cell) for cell in row] for row in rows
        ]
        chart.get_by_text("Show as table").click()
        expect(table).to_be_hidden()


def plain(cell: str) -> str | float:
    """A value as it is meant: the table writes yes and 2.5 where the file has True and 2.50."""
    if cell in ("True", "False"):
        return "yes" if cell == "True" else "no"
    try:
        return round(float(cell), 9)
    except ValueError:
        return cell
