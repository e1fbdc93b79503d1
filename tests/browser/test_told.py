"""What a screen reader is given: the name, role, value and purpose of all that can be used.

Read from the browser's own accessibility tree, which is what it hands to a screen reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser.steps import EXPLORERS, OnPage, page_with, wake_charts
from playwright.sync_api import Browser, Page, expect
from quizzes_of_the_book import QUIZZES

from coursebook.explorers import Choice, Explorer, Number
from coursebook.explorers.conditions import COUNTS
from coursebook.explorers.controls import Control
from coursebook.quizzes.chapter import plain
from coursebook.quizzes.items import Item, Match, Numeric, Order, claim_kinds
from coursebook.quizzes.page import instructions

USED = {"button", "checkbox", "combobox", "radio", "slider", "spinbutton", "textbox"}
GROUPS = {"group", "radiogroup"}
CHAPTER = "opcon-transition"
OF_EVERY_KIND = (CHAPTER, "china")  # chapters whose quizzes have, together, an item of every kind
ACTIONS = (
    "Undo",
    "Redo",
    "Replay",
    "Reset",
    "Keep to compare",
    "Copy link",
    "Save a brief",
    "Save as SVG",
    "Save as PNG",
    "Save for dark slides",
)

# A name in place of what is written on a part: whoever speaks what they read must reach it.
NAMED_OTHERWISE = """() => [...document.querySelectorAll(":is(a[href], button, summary)[aria-label]")]
  .filter((each) => each.checkVisibility() && each.innerText.trim())
  .filter((each) => !each.ariaLabel.toLowerCase().includes(each.innerText.trim().toLowerCase()))
  .map((each) => `${each.innerText}: ${each.ariaLabel}`)"""


class Told(NamedTuple):
    """A part of a page as a screen reader gets it."""

    role: str
    name: str
    description: str = ""


def told(page: Page, selector: str, roles: set[str]) -> Counter[Told]:
    """All parts of these roles below an element."""
    session = page.context.new_cdp_session(page)
    element = session.send(
        "Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"}
    )["result"]["objectId"]
    found = session.send("Accessibility.queryAXTree", {"objectId": element})["nodes"]
    session.detach()
    return Counter(
        Told(
            node["role"]["value"],
            node["name"]["value"].strip(),
            node.get("description", {}).get("value", ""),
        )
        for node in found
        if not node["ignored"] and node["role"]["value"] in roles
    )


@pytest.fixture(scope="module")
def chapter(browser: Browser, served_book: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{served_book}/book/{CHAPTER}.html")
    wake_charts(page)
    yield page
    page.close()


# --- explorers --------------------------------------------------------------------------------


def of_control(control: Control) -> list[Told]:
    if isinstance(control, Number):
        return [
            Told("slider", f"{control.label}, slider", control.help),
            Told("spinbutton", control.label, f"{control.unit} {control.help}".strip()),
        ]
    role = "combobox" if isinstance(control, Choice) else "checkbox"
    return [Told(role, control.label, control.help)]


def of_explorer(explorer: Explorer) -> Counter[Told]:
    presets = [Told("button", preset.label, preset.help) for preset in explorer.presets]
    own = [Told("button", action.label, action.help) for action in explorer.actions]
    guide = ["Present", *([f"Tasks ({len(explorer.tasks)})"] if explorer.tasks else [])]
    always = [Told("button", name) for name in [*guide, *ACTIONS]]
    controls = [told for control in counting(explorer) for told in of_control(control)]
    return Counter([*presets, *own, *always, *controls])


def counting(explorer: Explorer) -> list[Control]:
    """The controls that have an effect as the explorer starts; no other one is told."""
    results = explorer.results(explorer.settings())
    return [each for each in explorer.controls if results.get(COUNTS + each.name, True)]


@pytest.mark.parametrize("name", EXPLORERS)
def test_controls_of_an_explorer_tell_what_they_are(
    browser: Browser, served_book: str, built_book: Path, name: str
) -> None:
    page = browser.new_page()
    page.goto(f"{served_book}/{page_with(name, built_book)}")
    on_page = OnPage(page, EXPLORERS[name]).ready()
    explorer = on_page.explorer
    assert told(page, f"section#{name}", USED) == of_explorer(explorer)
    groups = {group.name for group in told(page, f"section#{name}", GROUPS)}
    shown_first = {name for row in explorer.first_rows for name in row.names}
    behind = {each.group for each in counting(explorer) if each.name not in shown_first}
    assert behind | {row.label for row in explorer.first_rows if row.label} <= groups
    for control in explorer.controls:
        if isinstance(control, Number):
            slider = on_page.slider(control.name)
            expect(slider).to_have_attribute("aria-valuetext", control.told(control.default))
    page.close()


# --- quizzes ----------------------------------------------------------------------------------


def of_item(item: Item) -> list[Told]:
    match item:
        case Numeric():
            return [Told("textbox", f"Your answer, in {item.unit}", instructions()["numeric"])]
        case Order():
            moves = [(way, text) for text in item.sequence for way in ("Up", "Down")]
            return [Told("button", f"{way}: {plain(text)}") for way, text in moves]
        case Match():
            return [Told("radio", kind) for _ in item.claims for kind in claim_kinds().values()]
        case _:
            role = "radio" if item.kind == "single" else "checkbox"
            return [Told(role, plain(option.text)) for option in item.options]


def test_questions_of_a_quiz_tell_what_they_are(page: Page, served_book: str) -> None:
    quizzes = [quiz for quiz in QUIZZES if quiz.name in OF_EVERY_KIND]
    assert {item.kind for quiz in quizzes for item in quiz.items} == set(instructions())
    for quiz in quizzes:
        page.goto(f"{served_book}/book/{quiz.name}.html")
        for number, item in enumerate(quiz.items, start=1):
            form = f"form#quiz-{item.id}"
            assert told(page, form, USED) == Counter([*of_item(item), Told("button", "Check")])
            question = f"Question {number} of {len(quiz.items)} {plain(item.question)}"
            groups = [Told("group", question, instructions()[item.kind])]
            if isinstance(item, Match):
                groups += [Told("radiogroup", plain(claim.text)) for claim in item.claims]
            found = told(page, form, GROUPS)
            assert all(found[group] == 1 for group in groups), found


# --- charts -----------------------------------------------------------------------------------


def test_charts_tell_their_finding_their_picture_and_their_table(chapter: Page) -> None:
    figures = chapter.locator("figure.chart").all()
    assert figures
    for figure in figures:
        selector = f"figure#{figure.get_attribute('id')}"
        title = figure.locator("figcaption").inner_text()
        expect(chapter.get_by_role("figure", name=title, exact=True)).to_have_count(1)
        (image,) = told(chapter, selector, {"image"})
        assert len(image.name) > 20
        opener = Told("DisclosureTriangle", f"Show as table for {title}")
        opened = told(chapter, selector, {"DisclosureTriangle"})
        assert opened.pop(opener) == 1
        others = {re.sub(r"\d+", "5", each.name) for each in opened}
        assert others <= {"Show the code", "and 5 more"}, "the code, and sources beyond the first"
        table = figure.locator("summary", has_text="Show as table")
        table.click()
        assert told(chapter, selector, {"region"}) == Counter([Told("region", title)])
        headings = told(chapter, selector, {"columnheader"})
        assert headings
        assert all(heading.name for heading in headings)
        table.click()


def test_no_name_hides_what_is_written(chapter: Page) -> None:
    assert chapter.evaluate(NAMED_OTHERWISE) == []
