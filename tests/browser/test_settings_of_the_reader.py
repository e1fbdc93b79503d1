"""What readers set in their own system: colors, contrast, motion, the space between letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser.colors import contrast
from browser.in_page import COLORS
from browser.quiz_steps import Question
from browser.steps import wake_charts
from playwright.sync_api import Browser, Locator, Page, expect
from quiz_answers import right_answer, wrong_answers
from quizzes_of_the_book import QUIZZES

CHAPTER = "opcon-transition"  # an explorer, a quiz with every way to answer, all three voices

LOOK = """(element, pseudo) => {
  const style = getComputedStyle(element, pseudo);
  return {
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    outline_color: style.outlineColor,
    border: style.borderInlineStartStyle,
    border_width: parseFloat(style.borderInlineStartWidth),
    border_color: style.borderInlineStartColor,
    color: style.color,
    content: style.content,
  };
}"""

MOVING = """() => {
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const moves = longest(style.transitionDuration) > 0 && style.transitionProperty !== "none"
        || longest(style.animationDuration) > 0 && style.animationName !== "none"
        || style.scrollBehavior === "smooth";
      if (moves) found.push(`${element.tagName}.${element.className}${part ?? ""}`);
    }
  }
  return found;
}"""


def look(element: Locator, pseudo: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = element.evaluate(LOOK, pseudo)
    return found


@pytest.fixture(scope="module", params=["light", "dark"])
def contrast_theme(
    browser: Browser, served_book: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A used chapter in the colors of a reader's system, of which it knows only the names."""
    page = browser.new_page(
        viewport={"width": 1280, "height": 800},
        forced_colors="active",
        color_scheme=request.param,
        reduced_motion="reduce",
    )
    page.goto(f"{served_book}/book/{CHAPTER}.html")
    wake_charts(page)
    page.locator("[data-preset]").nth(1).click()
    quiz = next(each for each in QUIZZES if each.name == CHAPTER)
    for number, item in enumerate(quiz.items):
        question = Question(page, item)
        question.answer(right_answer(item) if number % 2 else wrong_answers(item)[0])
        question.check.click()
    yield page
    page.close()


def test_focus_is_an_outline_in_forced_colors(contrast_theme: Page) -> None:
    """Shadows and backgrounds are gone there."""
    page = contrast_theme
    kinds = (
        ".skip-link a", ".search-button-field", "nav.bd-links a", ".primary-toggle",
        ".theme-switch-button", "article p a.reference", "article summary", "[data-preset]",
        "section.explorer input[type=range]", "section.explorer input[role=spinbutton]",
        "section.explorer select", ".explorer-actions button", ".chart-save", ".chart-download",
        ".quiz input[type=radio]", ".quiz input[type=checkbox]", ".quiz input[type=text]",
        ".quiz [data-move]:enabled", ".quiz [type=submit]", ".prev-next-area a", ".page-toc a",
    )  # fmt: skip
    behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("Shift")  # from here on the browser shows the focus
    unseen = []
    for kind in kinds:
        element = page.locator(kind).first
        element.focus()
        style = look(element)
        if style["outline"] < 2 or contrast(style["outline_color"], behind) < 3:
            unseen.append(f"{kind}: {style['outline']} px, {style['outline_color']}")
    assert not unseen, "\n".join(unseen)


def test_what_is_chosen_has_a_mark_in_forced_colors(contrast_theme: Page) -> None:
    pressed = contrast_theme.locator('[data-preset][aria-pressed="true"]')
    other = contrast_theme.locator('[data-preset][aria-pressed="false"]').first
    assert "\N{CHECK MARK}" in look(pressed, "::before")["content"]
    assert look(other, "::before")["content"] == "none"
    assert look(pressed)["border_width"] > look(other)["border_width"]
    here, elsewhere = (
        contrast_theme.locator(f"nav.bd-links a{which}").first
        for which in ("[aria-current=page]", ":not([aria-current])")
    )
    expect(here).to_contain_text("OPCON Transition")
    assert look(here)["border_width"] >= 2 > look(elsewhere)["border_width"]


def test_what_is_refused_has_a_mark_in_forced_colors(contrast_theme: Page) -> None:
    field = contrast_theme.locator("section.explorer input[role=spinbutton]").first
    assert look(field)["border"] == "solid"
    field.fill("")
    assert look(field)["border"] == "dashed"
    expect(contrast_theme.locator(".control-error")).to_be_visible()


def test_right_and_wrong_have_a_mark_in_forced_colors(contrast_theme: Page) -> None:
    behind = contrast_theme.evaluate("getComputedStyle(document.body).backgroundColor")
    marks = {"right": "\N{CHECK MARK}", "wrong": "\N{BALLOT X}"}
    for verdict, mark in marks.items():
        feedback = contrast_theme.locator(f'[data-verdict="{verdict}"] .quiz-feedback').first
        sign = feedback.locator(".quiz-verdict .quiz-mark")
        expect(sign).to_have_text(mark)
        assert contrast(look(sign)["color"], behind) >= 4.5
        assert look(feedback)["border"] == ("solid" if verdict == "right" else "dashed")


def test_voices_differ_in_their_line_in_forced_colors(contrast_theme: Page) -> None:
    lines = {
        voice: look(contrast_theme.locator(f"p.voice-{voice} > .voice-label").first)["border"]
        for voice in ("reported", "judgment", "added")
    }
    assert lines == {"reported": "solid", "judgment": "double", "added": "dashed"}


def test_charts_are_drawn_in_forced_colors(contrast_theme: Page) -> None:
    """Words and axes in the reader's color, and lines and marks that stand out from the page."""
    behind = contrast_theme.evaluate("getComputedStyle(document.body).backgroundColor")
    colors = contrast_theme.evaluate(COLORS)
    assert set(colors["ink"]) == {colors["page"]}
    assert contrast(colors["page"], behind) >= 4.5
    faint = [color for color in colors["series"] if contrast(color, behind) < 3]
    assert colors["series"]
    assert not faint


def test_more_contrast_has_no_muted_words(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/{CHAPTER}.html")
    note = page.locator(".quiz-how").first
    words = page.locator("article p").first
    assert look(note)["color"] != look(words)["color"]
    page.emulate_media(contrast="more")
    assert look(note)["color"] == look(words)["color"]


@pytest.mark.parametrize("name", [f"book/{CHAPTER}.html", "book/how-to-use.html", "search.html"])
def test_nothing_moves_where_motion_is_to_be_reduced(
    page: Page, served_book: str, name: str
) -> None:
    page.goto(f"{served_book}/{name}")
    assert page.evaluate(MOVING)  # what moves for others
    page.emulate_media(reduced_motion="reduce")
    assert not page.evaluate(MOVING)
