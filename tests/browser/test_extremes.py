"""At the ends of every control an explorer still shows a chart, numbers and words."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from browser.scenarios import some_corners
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import expect

Open = Callable[..., OnPage]

CHART = """(root) => {
  const svg = root.querySelector(".chart-live svg");
  const marks = svg.querySelectorAll(
    ".mark-line path, .mark-rect path, .mark-symbol path, .mark-rule line");
  return {
    marks: [...marks].filter((mark) => mark.getAttribute("d") !== "" && mark.getBBox()).length,
    texts: [...svg.querySelectorAll("text")].map((each) => each.textContent),
    numberless: ["NaN", "Infinity", "undefined"].filter((word) => svg.outerHTML.includes(word)),
  };
}"""
WIDTHS = [375, 1280] if os.environ.get("NIGHTLY") else [375]
"""By day the chart with the least room, at some corners; each night both, at all."""
NO_WORDS = ("NaN", "Infinity", "undefined", "null")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EXPLORERS)
def test_chart_is_whole_at_every_corner(open_explorer: Open, name: str, width: int) -> None:
    on_page = open_explorer(name)
    on_page.page.set_viewport_size({"width": width, "height": 800})
    fewest = on_page.root.evaluate(CHART)["marks"] // 2
    scenarios = some_corners(on_page.explorer, 60)
    answers = on_page.look_at_each(scenarios, CHART)
    for scenario, (shown, chart) in zip(scenarios, answers, strict=True):
        said = [*shown.readouts.values(), *shown.notices, shown.csv, *chart["texts"]]
        assert not [text for text in said for word in NO_WORDS if word in text], scenario
        assert not chart["numberless"], scenario
        assert all(text.strip() for text in shown.readouts.values()), scenario
        cells = {cell.lower().strip("-+") for row in shown.rows for cell in row.values()}
        assert cells.isdisjoint({"nan", "inf", "infinity"}), scenario
        assert chart["marks"] >= max(fewest, 3), scenario


def test_notice_says_that_related_spending_fills_the_target(open_explorer: Open) -> None:
    on_page = open_explorer("spending-path")
    notice = on_page.root.locator(".explorer-notices li")
    expect(notice).to_have_count(0)
    on_page.set({"definition": "nato", "target": "1.20"})
    expect(notice).to_have_text(
        "Related spending alone fills this target: nothing is left for the defense budget."
    )
    on_page.set({"target": "1.60"})
    expect(notice).to_have_count(0)


def test_notice_says_that_without_risk_there_is_no_choice(open_explorer: Open) -> None:
    on_page = open_explorer("two-fears")
    notice = on_page.root.locator(".explorer-notices li")
    expect(notice).to_have_count(0)
    shown = on_page.set({"war": "0"})
    expect(notice).to_have_text("At these beliefs no option carries a risk, so there is no choice.")
    assert shown.readouts["best"] == "all four options tie"
    on_page.set({"war": "1"})
    expect(notice).to_have_count(0)


def test_notice_says_that_a_weighted_rule_needs_a_weight(open_explorer: Open) -> None:
    on_page = open_explorer("opcon-conditions")
    notice = on_page.root.locator(".explorer-notices li")
    on_page.set({"weight_1": "0", "weight_2": "0", "weight_3": "0"})
    expect(notice).to_have_count(0)
    shown = on_page.set({"rule": "weighted"})
    expect(notice).to_have_text("All three weights are 0: give at least one condition a weight.")
    assert shown.readouts["transfer"] == "never at these settings"
