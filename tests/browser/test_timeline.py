"""The timeline shows what a reader chooses, by mouse or key, and says how much that is."""

from __future__ import annotations

import pytest
from browser.steps import wake_charts
from playwright.sync_api import Locator, Page, expect

from coursebook.tables.frames import load


@pytest.fixture
def chart(page: Page, served_book: str) -> Locator:
    page.goto(f"{served_book}/book/timeline.html")
    (figure,) = wake_charts(page)
    return figure


def test_everything_is_drawn_at_first(chart: Locator) -> None:
    dated = load("paper_facts").date.notna().sum()
    expect(chart.locator(".chart-live svg")).to_contain_text(f"Shown: {dated} of {dated}")
    expect(chart.locator(".chart-live .mark-symbol.role-mark path")).to_have_count(int(dated))


@pytest.mark.parametrize(
    ("label", "option", "field", "value"),
    [
        ("Topic", "OPCON", "topic", "opcon"),
        ("Who", "Kim Jong Un", "actor", "Kim Jong Un"),
        ("Kind", "judgment", "kind", "judgment"),
    ],
)
def test_a_choice_leaves_what_fits(
    chart: Locator, label: str, option: str, field: str, value: str
) -> None:
    dated = load("paper_facts").dropna(subset="date")
    expected = dated[field].str.split("; ").map(lambda names: value in names).sum()
    assert 0 < expected < len(dated)
    choice = chart.get_by_role("combobox", name=label)
    choice.select_option(option)
    expect(chart.locator(".chart-live svg")).to_contain_text(f"Shown: {expected} of {len(dated)}")
    choice.select_option("all")
    expect(chart.locator(".chart-live svg")).to_contain_text(f"Shown: {len(dated)} of")


def test_the_choices_are_no_part_of_the_image(chart: Locator) -> None:
    assert chart.get_by_role("combobox").count() == 3
    assert chart.locator("[role=img] select").count() == 0


def test_a_tooltip_tells_the_fact(page: Page, chart: Locator) -> None:
    chart.locator(".chart-live .mark-symbol.role-mark path").first.hover()
    first = load("paper_facts").dropna(subset="date").sort_values(["date", "fact"]).iloc[0]
    expect(page.locator(".chart-tooltip")).to_contain_text(first.statement)
