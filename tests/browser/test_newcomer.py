"""Eighteen tasks of a newcomer: what a reader does first costs few actions and little scrolling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.steps import EXPLORERS, OnPage, page_with
from playwright.sync_api import Browser, Locator, expect

SCREENS = {(1280, 720): 0.5, (375, 812): 1.0}
"""How many screens a task may take to scroll, on average."""
MOST_ACTIONS = 4

FIRST = {
    "spending-path": ("target", "4.20"),
    "troop-costs": ("demand", "five"),
    "who-carries-what": ("yardstick", "dollars"),
    "two-fears": ("strike", "80"),
    "opcon-conditions": ("pace_3", "12"),
    "package-deal": ("opcon", "date"),
}
"""What a newcomer changes first, and to what."""


class Newcomer:
    """Who sees nothing beyond the screen: each act and each look scrolls there, and is counted."""

    def __init__(self, on_page: OnPage) -> None:
        self.on_page = on_page
        self.actions = 0
        self.pixels = 0.0

    def look(self, at: Locator) -> None:
        """Scroll no further than to have it on the screen, clear of what covers the edges."""
        self.pixels += at.evaluate("""(target) => {
            const before = scrollY;
            const box = target.getBoundingClientRect();
            const hit = document.elementFromPoint(
                box.left + Math.min(box.width / 2, 20), (box.top + Math.min(box.bottom, innerHeight)) / 2);
            const clear = box.top >= 0 && box.bottom <= innerHeight && (target.contains(hit) || hit?.contains(target));
            if (!clear) target.scrollIntoView({ block: "nearest", behavior: "instant" });
            return Math.abs(scrollY - before);
        }""")

    def click(self, button: Locator) -> None:
        self.look(button)
        self.moved(button.click)

    def enter(self, name: str, value: str) -> None:
        field = self.on_page.root.locator(f'[data-control="{name}"]:not([type="range"])').first
        self.look(field)
        if self.on_page.select(name).count():
            self.moved(lambda: self.on_page.select(name).select_option(value))
        else:
            self.moved(lambda: field.fill(value))

    def moved(self, act: Callable[[], object]) -> None:
        """Count the act, and what the page scrolls by itself."""
        self.actions += 1
        before = self.on_page.page.evaluate("scrollY")
        act()
        self.pixels += abs(self.on_page.page.evaluate("scrollY") - before)


def starts_from_a_position(reader: Newcomer) -> None:
    """Choose the last position, and read what follows and the chart."""
    root = reader.on_page.root
    reader.click(root.locator("[data-preset]").last)
    reader.look(root.locator(".explorer-headline"))


def changes_one_thing(reader: Newcomer) -> None:
    """Change one field, and read in the headline and in the chart what it did."""
    root = reader.on_page.root
    reader.enter(*FIRST[reader.on_page.explorer.name])
    reader.look(root.locator(".explorer-headline"))


def does_the_first_task(reader: Newcomer) -> None:
    """Open the tasks, pass on the guess where there is one, and see a model answer."""
    root, explorer = reader.on_page.root, reader.on_page.explorer
    reader.click(reader.on_page.button(f"Tasks ({len(explorer.tasks)})"))
    if explorer.tasks[0].guess:
        reader.click(reader.on_page.button("Pass"))
    reader.click(reader.on_page.button("Show a model answer"))
    reader.look(root.locator(".task-answer"))
    expect(root.locator(".task-answer")).to_be_visible()


TASKS = (starts_from_a_position, changes_one_thing, does_the_first_task)


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_newcomer_scrolls_little(
    browser: Browser, explorers_alone: str, built_book: Path, size: tuple[int, int]
) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    screens = {}
    for name, explorer in EXPLORERS.items():
        page.goto(f"{explorers_alone}/{page_with(name, built_book)}#{name}")
        on_page = OnPage(page, explorer)
        page.locator(f"#{name}[data-ready]").wait_for()
        on_page.root.locator(".chart-live svg").wait_for()
        page.evaluate("() => document.documentElement.style.setProperty('scroll-behavior', 'auto')")
        for task in TASKS:
            reader = Newcomer(on_page)
            task(reader)
            assert reader.actions <= MOST_ACTIONS, (name, task.__name__)
            screens[name, task.__name__] = round(reader.pixels / height, 2)
    page.close()
    assert len(screens) == 18
    assert sum(screens.values()) / len(screens) <= SCREENS[size], screens
