"""Where a script fails, comes late, or finds an old browser: the page stays, and says what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.of_use import explorer_answers, quiz_answers
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import Browser, Page, Route, expect

EXPLORER = EXPLORERS["opcon-conditions"]
CHAPTER = "book/opcon-transition.html"
START = "What stands here is the scenario that the explorer starts with."
WAITING = "The chart is still loading. Numbers and table follow your settings already."
MISSING = (
    "The chart could not be loaded, and shows the scenario that the explorer starts with. "
    "Numbers and table follow your settings."
)
ASSETS = "_static/coursebook"

# What a host may send in place of a script.
SPOILED: dict[str, Callable[[str], str]] = {
    "throws": lambda _: "throw new Error('spoiled');",
    "cut off": lambda text: text[: len(text) // 2],
    "page in its place": lambda _: "<!DOCTYPE html><title>Please sign in</title>",
    "empty": lambda _: "",
}
THEMES = "{documentation_options,doctools,sphinx-book-theme,pydata-sphinx-theme,bootstrap,clipboard.min,copybutton}.js"
SCRIPTS = ["mode.js", "book.js", "charts.js", "explorers.js", "quiz.js", "model-*.js", THEMES]
# A browser of 2021, and one whose reader has forbidden it to tell where on a page one is.
OLD_BROWSER = """
for (const name of ["IntersectionObserver", "structuredClone"]) delete window[name];
delete Object.hasOwn;
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


@pytest.fixture
def troubled(browser: Browser) -> Iterator[Page]:
    """A page of its own: what goes wrong in it is meant to, and the console may say so."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def numbers_answer(on_page: OnPage) -> None:
    """Moved controls change the headline numbers, with or without a chart."""
    for level in ("3", "97"):
        shown = on_page.set({"level_1": level})
        result = EXPLORER.compute(level_1=level).values
        expected = {each.name: each.format(result[each.name]) for each in EXPLORER.readouts}
        assert shown.readouts == expected


def charts_are_drawn(page: Page) -> None:
    charts = page.locator("figure.chart, section.explorer").all()
    assert len(charts) > 2
    for chart in charts:
        chart.scroll_into_view_if_needed()
        expect(chart.locator(":is(.drawn, .chart-live) svg:visible")).to_have_count(1)


@pytest.mark.parametrize("how", SPOILED)
def test_spoiled_vega_leaves_drawn_charts_and_a_word(
    troubled: Page, served_book: str, built_book: Path, how: str
) -> None:
    vega = (built_book / ASSETS / "vega.js").read_text(encoding="utf-8")
    body = SPOILED[how](vega)
    troubled.route(
        "**/vega.js*", lambda route: route.fulfill(body=body, content_type="text/javascript")
    )
    troubled.goto(f"{served_book}/{CHAPTER}")
    on_page = OnPage(troubled, EXPLORER).answering()
    charts_are_drawn(troubled)
    numbers_answer(on_page)
    expect(on_page.message).to_have_text(MISSING)
    expect(troubled.locator(".chart-live")).to_have_count(0)
    quiz_answers(troubled)


@pytest.mark.parametrize("script", SCRIPTS, ids=[*SCRIPTS[:-1], "the theme's"])
def test_page_stands_without_a_script_of_ours_or_all_of_the_themes(
    troubled: Page, served_book: str, script: str
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=404)

    troubled.route(f"**/{script}?*", refuse)
    troubled.goto(f"{served_book}/{CHAPTER}")
    assert asked
    charts_are_drawn(troubled)
    if script in ("charts.js", "explorers.js", "model-*.js"):
        explorer = OnPage(troubled, EXPLORER).root
        expect(explorer.get_by_text(f"The controls need JavaScript. {START}")).to_be_visible()
        expect(explorer.locator("input:visible, select:visible, button:visible")).to_have_count(0)
    else:
        explorer_answers(troubled, EXPLORER)
    if script == "quiz.js":
        expect(troubled.locator(".quiz-still")).to_be_visible()
        troubled.locator(".quiz-answer summary").first.click()
        expect(troubled.locator(".quiz-answer .quiz-key, .quiz-answer ol").first).to_be_visible()
    else:
        quiz_answers(troubled)


def test_page_is_of_use_while_vega_is_on_its_way(page: Page, served_book: str) -> None:
    held: list[Route] = []
    page.route("**/vega.js*", lambda route: held.append(route))
    page.goto(f"{served_book}/{CHAPTER}", wait_until="domcontentloaded")
    on_page = OnPage(page, EXPLORER)
    quiz_answers(page)
    charts_are_drawn(page)
    on_page.root.get_by_text("Show as table").click()
    expect(on_page.root.locator(".data-table")).to_be_visible()
    numbers_answer(on_page.answering())
    expect(on_page.message).to_have_text(WAITING)

    page.evaluate("hash => { location.hash = hash; }", EXPLORER.link(level_1=3))  # a link followed
    for route in held:
        route.continue_()
    assert on_page.ready().shown().controls["level_1"] == "3"
    expect(on_page.message).to_have_text("The scenario of the link is restored.")
    explorer_answers(page, EXPLORER)
    expect(page.locator(".quiz-verdict")).to_contain_text("Answered rightly.")


def test_old_browser_has_live_charts_explorers_and_quizzes(
    troubled: Page, served_book: str
) -> None:
    troubled.add_init_script(OLD_BROWSER)
    troubled.goto(f"{served_book}/{CHAPTER}")
    assert troubled.evaluate("[typeof IntersectionObserver, typeof navigator.clipboard]") == [
        "undefined",
        "undefined",
    ]
    explorer_answers(troubled, EXPLORER)
    for figure in troubled.locator("figure.chart").all():
        expect(figure.locator(".chart-live svg")).to_have_count(1)
    OnPage(troubled, EXPLORER).button("Copy link").click()
    expect(troubled.get_by_label("Link to this scenario")).to_be_focused()
    quiz_answers(troubled)
    troubled.locator(".theme-switch-button").click()
    expect(troubled.locator("html")).not_to_have_attribute("data-mode", "auto")
