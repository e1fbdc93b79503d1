"""What the chart of the spending path draws beside the path, in every measure."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from browser.steps import EXPLORERS, OnPage, settled

from coursebook.explorers import Choice

NAME = "spending-path"
MEASURES = ("share", "won", "dollars")
COUNTRIES = [
    value
    for control in EXPLORERS[NAME].controls
    if control.name == "comparison" and isinstance(control, Choice)
    for value in control.options
    if value != "none"
]
Open = Callable[..., OnPage]

# Marks by what they are: Vega draws a square, a diamond or a circle as a path of its own kind.
CHART = """(root) => {
  const svg = root.querySelector(".chart-live svg");
  const drawn = (selector) =>
    [...svg.querySelectorAll(selector)].filter((mark) => mark.getAttribute("d") && visible(mark));
  const visible = (mark) => getComputedStyle(mark).opacity !== "0" &&
    !(mark.getAttribute("fill-opacity") === "0" || mark.getAttribute("opacity") === "0");
  const points = drawn(".mark-symbol.role-mark:not([class*=grip_]) path");
  const kind = (mark) => mark.getAttribute("d").includes("A") ? "circle"
    : mark.getAttribute("d").includes("h") ? "square" : "diamond";
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent);
  return {
    circles: points.filter((mark) => kind(mark) === "circle").length,
    squares: points.filter((mark) => kind(mark) === "square").length,
    diamonds: points.filter((mark) => kind(mark) === "diamond").length,
    bands: drawn(".mark-area path").length,
    texts: texts.map((text) => text.textContent),
    cut: texts.filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1;
    }).map((text) => text.textContent),
  };
}"""


def drawn(on_page: OnPage, **settings: str) -> dict[str, Any]:
    on_page.set(settings)
    found: dict[str, Any] = on_page.root.evaluate(CHART)
    return found


@pytest.mark.parametrize("measure", MEASURES)
def test_budgets_enacted_and_planned_have_marks_of_their_own(
    explorer_at_start: Open, measure: str
) -> None:
    rows = EXPLORERS[NAME].rows
    chart = drawn(explorer_at_start(NAME), measure=measure)
    assert chart["squares"] == (rows["enacted"] > 0).sum()
    assert chart["diamonds"] == (rows["planned"] > 0).sum()
    assert "\N{BLACK SQUARE} enacted \N{WHITE DIAMOND} planned" in chart["texts"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_comparison_adds_observed_points_in_shares_and_a_named_line_in_money(
    explorer_at_start: Open, country: str
) -> None:
    on_page = explorer_at_start(NAME)
    without = drawn(on_page)
    assert not [text for text in without["texts"] if "observed" in text]
    label = on_page.explorer.by_name["comparison"].options[country]  # type: ignore[attr-defined]
    chart = drawn(on_page, comparison=country)
    assert {"South Korea, observed", f"{label}, observed"} <= set(chart["texts"])
    assert chart["circles"] - without["circles"] == 2 * len(range(2014, 2026))
    for measure in MEASURES[1:]:
        chart = drawn(on_page, measure=measure)
        assert [text for text in chart["texts"] if label in text and "share, 2024" in text]
        assert not [text for text in chart["texts"] if "observed" in text]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_band_is_drawn_where_growth_may_be_off(explorer_at_start: Open, measure: str) -> None:
    on_page = explorer_at_start(NAME)
    assert drawn(on_page, measure=measure)["bands"] == 0
    assert drawn(on_page, spread="1.0")["bands"] == 2


@pytest.mark.parametrize("measure", MEASURES[1:])
def test_a_path_pinned_in_nominal_prices_is_drawn_in_those_of_the_chart(
    explorer_at_start: Open, measure: str
) -> None:
    """One scenario, pinned and current, is one line, whatever prices it was pinned in."""
    on_page = explorer_at_start(NAME)
    on_page.set({"measure": measure, "prices": "nominal"})
    on_page.button("Keep to compare").click()
    on_page.set({"prices": "constant"})
    paths = on_page.root.locator(".chart-live .mark-line path").evaluate_all(
        "lines => lines.filter((line) => parseFloat(getComputedStyle(line).strokeWidth) >= 2)"
        ".map((line) => line.getAttribute('d'))"
    )
    assert (len(paths), len(set(paths))) == (4, 3)


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_no_text_is_cut_off_in_any_view(explorer_at_start: Open, width: int) -> None:
    on_page = explorer_at_start(NAME)
    on_page.page.set_viewport_size({"width": width, "height": 800})
    settled(on_page.page)
    for measure, prices, country in itertools.product(
        MEASURES, ("nominal", "constant"), ("none", "POL", "GBR")
    ):
        for end in ({"target": "1.00", "growth": "-2.0"}, {"target": "6.00", "growth": "10.0"}):
            chart = drawn(on_page, measure=measure, prices=prices, comparison=country, **end)
            assert not chart["cut"], (measure, prices, country, end)


def test_the_axis_says_what_it_counts_in(explorer_at_start: Open) -> None:
    on_page = explorer_at_start(NAME)
    assert "Percent of GDP" in drawn(on_page)["texts"]
    assert "Trillion won, nominal" in drawn(on_page, measure="won")["texts"]
    constant = drawn(on_page, measure="dollars", prices="constant")["texts"]
    assert "Billion U.S. dollars, prices of 2024" in constant
