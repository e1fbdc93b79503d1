"""The timeline shows what a reader chooses, in list and strip, and says how much that is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from coursebook.tables.frames import load

DATED = load("paper_facts").dropna(subset="date").sort_values(["date", "fact"])


@pytest.fixture
def figure(page: Page, served_book: str) -> Locator:
    page.goto(f"{served_book}/book/timeline.html")
    return page.locator("#fig-timeline")


def test_a_choice_leaves_what_fits(figure: Locator) -> None:
    events, dots = (figure.locator(f"{each}:visible") for each in (".event", ".dots i"))
    shown = figure.get_by_role("status")
    expect(shown).to_have_text(f"{len(DATED)} of {len(DATED)}")
    expect(events.first).to_contain_text(DATED.iloc[0].statement)
    for label, option, field, value in (
        ("Topic", "OPCON", "topic", "opcon"),
        ("Who", "Kim Jong Un", "actor", "Kim Jong Un"),
        ("Kind", "judgment", "kind", "judgment"),
    ):
        expected = int(DATED[field].str.split("; ").explode().eq(value).sum())
        assert 0 < expected < len(DATED)
        choice = figure.get_by_role("combobox", name=label)
        choice.select_option(option)
        expect(shown).to_have_text(f"{expected} of {len(DATED)}")
        expect(events).to_have_count(expected)
        expect(dots).to_have_count(expected)
        choice.select_option("all")
    expect(events).to_have_count(len(DATED))


def test_the_strip_leads_to_its_place_in_the_list(page: Page, figure: Locator) -> None:
    figure.get_by_role("link", name="August 2025").click()
    expect(page.locator(".period", has_text="August 2025")).to_be_in_viewport()
