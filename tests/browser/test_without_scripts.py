"""What stays when scripts do not run, or the one that draws does not come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.in_page import CHARTS as DRAWN
from browser.scenarios import presets
from browser.steps import CHAPTERS, EXPLORERS, OnPage, page_with, until
from browser.test_whole_pages import WIDTHS, faults
from playwright.sync_api import Browser, Page, expect

HEIGHT = "document.documentElement.scrollHeight"
STILL = "What stands here is the scenario that the explorer starts with."


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """A page in a browser whose JavaScript is off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def vegaless(browser: Browser) -> Iterator[Page]:
    """A page that cannot get the script which makes charts live."""
    context = browser.new_context()
    context.route("**/vega.js*", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_charts_tables_and_downloads_stay(scriptless: Page, served_book: str, chapter: str) -> None:
    scriptless.goto(f"{served_book}/{chapter}")
    charts = scriptless.locator("figure.chart, section.explorer").all()
    assert charts
    for width in WIDTHS:
        scriptless.set_viewport_size({"width": width, "height": 800})
        wrong = faults(scriptless.evaluate(DRAWN))
        assert not wrong, f"at {width}: " + "\n".join(wrong)
    height = scriptless.evaluate(HEIGHT)
    for chart in charts:
        chart.scroll_into_view_if_needed()
        assert scriptless.evaluate(HEIGHT) == height  # nothing moves below a reader's finger
        expect(chart.locator(".drawn svg:visible")).to_have_count(1)
        table = chart.locator(".data-table")
        expect(table).to_be_hidden()
        chart.get_by_text("Show as table").click()
        expect(table).to_be_visible()
        assert table.locator("tbody tr").count() > 1
        chart.get_by_text("Show as table").click()


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorer_shows_its_start_and_says_so(
    scriptless: Page, served_book: str, built_book: Path, name: str
) -> None:
    scriptless.goto(f"{served_book}/{page_with(name, built_book)}")
    on_page = OnPage(scriptless, EXPLORERS[name])
    expect(on_page.root.get_by_text("The controls need JavaScript.")).to_be_visible()
    expect(on_page.root.get_by_text(STILL)).to_be_visible()
    expect(on_page.root.locator("input:visible, select:visible, button:visible")).to_have_count(0)
    values = on_page.explorer.compute().values
    for readout in on_page.explorer.readouts:
        text = readout.format(values[readout.name])
        expect(on_page.root.locator(f'[data-readout="{readout.name}"]')).to_have_text(text)

    with scriptless.expect_download() as waiting:
        on_page.root.get_by_role("link", name="Download data").click()
    content = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    header, *lines = csv.reader(io.StringIO(content))
    columns = on_page.explorer.columns
    assert len(header) == len(columns) + 2
    assert header[-2:] == ["Settings", "Link"]
    assert not {column.name for column in columns} & set(header), "words, not names in code"
    listed = on_page.explorer.listed_rows(on_page.explorer.compute())
    assert len(lines) == len(listed)


@pytest.mark.parametrize("name", EXPLORERS)
def test_nothing_claims_to_need_scripts_while_they_run(
    page: Page, served_book: str, built_book: Path, name: str
) -> None:
    """The note for readers without scripts does not flash by for all others."""
    page.route("**/vega.js*", lambda _: None)  # never answered: the page waits
    page.goto(f"{served_book}/{page_with(name, built_book)}", wait_until="domcontentloaded")
    explorer = OnPage(page, EXPLORERS[name]).root
    expect(explorer.locator(".explorer-still")).to_be_hidden()
    explorer.scroll_into_view_if_needed()
    until(page, "() => document.querySelector('script[src*=\"vega.js\"]')")
    expect(explorer.locator(".explorer-still")).to_be_hidden()
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("name", EXPLORERS)
def test_without_vega_charts_stay_and_the_numbers_answer(
    vegaless: Page, served_book: str, built_book: Path, name: str
) -> None:
    vegaless.goto(f"{served_book}/{page_with(name, built_book)}")
    explorer = EXPLORERS[name]
    on_page = OnPage(vegaless, explorer).answering()
    on_page.button("Keep to compare").click()
    scenario = presets(explorer)[-1]
    shown = on_page.set(scenario)
    values = explorer.compute(**scenario).values
    for readout in explorer.readouts:
        assert shown.readouts[readout.name] == readout.format(values[readout.name])
    expect(on_page.message).to_contain_text("The chart could not be loaded")
    expect(on_page.root.locator(".explorer-readouts th.pinned").first).to_have_text(
        on_page.start_kept()
    )
    until(vegaless, "link => location.hash === link", arg=explorer.link(**scenario))
    with vegaless.expect_download() as saved:
        on_page.button("Save a brief").click()
    brief = Path(saved.value.path()).read_text(encoding="utf-8")
    assert explorer.link(**scenario).replace("&", "&#38;") in brief
    assert "<svg" not in brief, "the chart of another scenario"
    expect(on_page.root.locator(".explorer-still")).to_be_hidden()
    for chart in vegaless.locator("figure.chart, section.explorer").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".drawn svg:visible")).to_have_count(1)
        expect(chart.locator(".chart-live")).to_have_count(0)
    vegaless.locator(".theme-switch-button").click()  # the rest of the page is well
    expect(vegaless.locator("html")).not_to_have_attribute("data-mode", "auto")
