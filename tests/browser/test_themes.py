"""Charts follow the color theme at once, and can be read in both."""

from __future__ import annotations

import pytest
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


def channels(color: str) -> list[float]:
    """Red, green and blue from `rgb(1, 2, 3)` or `#010203`."""
    if color.strip().startswith("#"):
        code = color.strip()[1:]
        code = code if len(code) == 6 else "".join(digit * 2 for digit in code)
        return [int(code[i : i + 2], 16) for i in (0, 2, 4)]
    return [float(part) for part in color.removeprefix("rgb(").removesuffix(")").split(",")]


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


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
