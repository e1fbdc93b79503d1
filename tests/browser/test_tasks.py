"""Tasks of an explorer: a guess before the answer, by keys alone, and what a browser forgets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from browser.steps import EXPLORERS, OnPage, in_the_end, page_with, until
from browser.test_faults_storage import NOT_STORED, TROUBLES
from browser.test_keyboard import tab_to
from playwright.sync_api import Browser, Page, expect

from coursebook.explorers import Task

# What stands whole on the screen of a presentation, and whether its words are large.
PRESENTED = """(root) => {
  const box = (each) => each.getBoundingClientRect();
  const whole = (selector) => {
    const part = [...root.querySelectorAll(selector)].find((each) => each.checkVisibility());
    return part && box(part).top >= 0 && box(part).bottom <= innerHeight + 1;
  };
  return { task: whole(".task-text"), headline: whole(".explorer-headline"),
    chart: whole(".chart-live svg"), field: whole(".control"),
    words: Math.min(...[".task-text", ".explorer-headline"].map((each) =>
      parseFloat(getComputedStyle(root.querySelector(each)).fontSize))),
    wide: root.scrollWidth <= root.clientWidth };
}"""


def tasks_of(page: Page, address: str, book: Path, name: str) -> OnPage:
    page.goto(f"{address}/{page_with(name, book)}#{name}")
    return OnPage(page, EXPLORERS[name]).answering()


def focused(page: Page) -> str:
    said: str = page.evaluate("() => document.activeElement.className")
    return said


def press(on_page: OnPage, button: str) -> None:
    tab_to(on_page.button(button), limit=12)
    on_page.page.keyboard.press("Enter")


def guess_by_keys(on_page: OnPage, task: Task) -> str:
    """Guess by keys alone, and return what stands beside the guess."""
    assert task.guess
    keys = on_page.page.keyboard
    field = on_page.root.locator(".task-guess :is(input, select)").first
    tab_to(field, limit=6)
    if task.guess.options or task.guess.years:
        keys.press("ArrowDown")
        press(on_page, "Guess")
    else:
        keys.type("7,5")
        keys.press("Enter")
    beside: str = on_page.root.locator(".task-guessed").inner_text()
    return beside


def solve(on_page: OnPage, task: Task) -> None:
    """Set what meets the task, as its own tests of fields do by keys; here only the answer counts."""
    explorer = on_page.explorer
    settings = explorer.settings(**task.solution)
    on_page.set({name: explorer.by_name[name].written(value) for name, value in settings.items()})


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_task_is_gone_through_by_keys_alone(
    page: Page, explorers_alone: str, built_book: Path, name: str
) -> None:
    on_page = tasks_of(page, explorers_alone, built_book, name)
    explorer = on_page.explorer
    tab_to(on_page.button(f"Tasks ({len(explorer.tasks)})"))
    page.keyboard.press("Enter")
    panel = on_page.root.locator(".explorer-task")
    for number, task in enumerate(explorer.tasks, start=1):
        assert focused(page) == "task-text"  # so that a screen reader reads it
        expect(panel.locator(".task-text")).to_contain_text(
            f"Task {number} of {len(explorer.tasks)}. {task.text}"
        )
        assert task.answer not in panel.inner_text()
        if task.guess:
            beside = guess_by_keys(on_page, task)
            assert beside.startswith("Your guess: ")
            labels = {each.name: f"{each.label}: " for each in explorer.readouts}
            assert labels.get(task.guess.result, "") in beside
        if task.met:
            expect(panel.locator(".task-met")).to_have_text("Not met yet.")
            solve(on_page, task)
            expect(panel.locator(".task-met")).to_have_text("Done: it is met.")
        tab_to(panel.locator("textarea"), limit=20)
        page.keyboard.type("Because.")
        press(on_page, "Show a model answer")
        expect(panel.locator(".task-own")).to_have_text("You wrote: Because.")
        assert focused(page) == "task-answer"
        expect(panel.locator(".task-answer")).to_contain_text(task.answer)
        expect(panel.locator(".task-text")).to_contain_text(", done. ")
        if number < len(explorer.tasks):
            press(on_page, "Next task")
    page.reload()
    on_page.answering()
    on_page.button(f"Tasks ({len(explorer.tasks)})").click()
    expect(panel.locator(".task-text")).to_contain_text("1 of")
    expect(panel.locator(".task-text")).to_contain_text(", done. ")


def test_a_guess_that_is_no_number_is_refused_in_words_and_can_be_passed(
    page: Page, explorers_alone: str, built_book: Path
) -> None:
    on_page = tasks_of(page, explorers_alone, built_book, "troop-costs")
    panel = on_page.root.locator(".explorer-task")
    on_page.button("Tasks (4)").click()
    field = panel.locator(".task-guess input")
    for written, said in (("", "Nothing is written here"), ("many", "'many' is no number")):
        field.fill(written)
        field.press("Enter")
        expect(panel.locator(".control-error")).to_contain_text(said)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(panel.locator(".task-guessed")).to_have_count(0)
    on_page.button("Pass").click()
    expect(panel.locator("textarea")).to_be_focused()
    expect(panel.locator(".task-guessed")).to_have_count(0)
    # A choice that is not made is no guess either.
    on_page = tasks_of(page, explorers_alone, built_book, "two-fears")
    on_page.button("Tasks (4)").click()
    on_page.button("Guess").click()
    error = on_page.root.locator(".control-error")
    expect(error).to_contain_text("Nothing is chosen")


@pytest.mark.parametrize("trouble", ["forbidden", "full"])
def test_a_task_can_be_done_where_nothing_is_stored(
    browser: Browser, explorers_alone: str, built_book: Path, trouble: str
) -> None:
    page = browser.new_page()
    page.add_init_script(TROUBLES[trouble])
    on_page = tasks_of(page, explorers_alone, built_book, "opcon-conditions")
    on_page.button("Tasks (5)").click()
    on_page.button("Pass").click()
    on_page.button("Show a model answer").click()
    expect(on_page.message).to_contain_text("Task 1 is done.")
    expect(on_page.message).to_contain_text(NOT_STORED)
    on_page.button("Next task").click()
    on_page.button("Task before").click()
    expect(on_page.root.locator(".task-text")).to_contain_text("Task 1 of 5, done.")
    page.close()


def test_presenting_shows_task_headline_chart_and_a_field_at_once(
    page: Page, explorers_alone: str, built_book: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    for name in EXPLORERS:
        on_page = tasks_of(page, explorers_alone, built_book, name)
        on_page.root.locator(".chart-live svg").wait_for()
        on_page.root.locator(".explorer-more").evaluate_all(
            "all => all.forEach((each) => (each.open = false))"
        )
        on_page.button("Present").click()
        until(page, "() => document.querySelector('.presenting .chart-live svg')")
        seen = in_the_end(
            page, partial(on_page.root.evaluate, PRESENTED), lambda now: all(now.values())
        )
        assert all(seen.values()), (name, seen)
        page.keyboard.press("Escape")
        until(page, "() => !document.querySelector('.presenting')")
