"""Charts follow the color theme at once, and can be read in both."""

from __future__ import annotations

import pytest
from browser.colors import contrast
from playwright.sync_api import Page, expect

LEAST_CONTRAST = 3.0

# Colors as the page computes them: of texts and axes, of series, and of what lies behind.
COLORS = """() => {
  const seen = (selector, property) => [...new Set(
    [...document.querySelectorAll(`.chart-live svg ${selector}`)]
      .map((each) => getComputedStyle(each)[property])
      .filter((color) => color.startsWith("rgb(")))];
  return {
    ink: [...seen("text", "fill"), ...seen(".role-axis line", "stroke")],
    series: [
      ...seen(":is(.mark-line, .mark-symbol, .mark-rule, .mark-rect) :is(path, line)", "stroke"),
      ...seen(":is(.mark-symbol, .mark-rect, .mark-area) path", "fill"),
    ],
    page: getComputedStyle(document.body).color,
    behind: getComputedStyle(document.documentElement).getPropertyValue("--pst-color-background"),
  };
}"""


def switch_to(page: Page, theme: str) -> None:
    """Press the theme button until the page has the theme."""
    for _ in range(4):
        if page.locator("html").get_attribute("data-mode") == theme:
            break
        page.locator(".theme-switch-button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_charts_follow_the_switch_without_being_drawn_again(chapter: Page) -> None:
    svgs = "[...document.querySelectorAll('.chart-live svg')]"
    chapter.evaluate(f"{svgs}.forEach((svg) => (svg.same = true))")
    for theme in ("light", "dark"):
        switch_to(chapter, theme)
        colors = chapter.evaluate(COLORS)
        assert set(colors["ink"]) == {colors["page"]}, theme
        for color in colors["ink"]:
            assert contrast(color, colors["behind"]) >= 4.5, theme
    assert chapter.evaluate(f"{svgs}.every((svg) => svg.same)")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_series_stand_out_from_the_page(chapter: Page, theme: str) -> None:
    switch_to(chapter, theme)
    colors = chapter.evaluate(COLORS)
    assert colors["series"]
    faint = {
        color: round(contrast(color, colors["behind"]), 2)
        for color in colors["series"]
        if contrast(color, colors["behind"]) < LEAST_CONTRAST
    }
    assert not faint
