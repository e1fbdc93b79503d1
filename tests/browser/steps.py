"""What a reader does with a page, as steps that the checks share."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import serve
import yaml
from browser.scenarios import Scenario
from playwright.sync_api import FloatRect, Locator, Page

from alliance import explorers
from coursebook.explorers import Explorer

PATIENCE = 30  # seconds
T = TypeVar("T")

EXPLORERS: dict[str, Explorer] = {
    explorer.name: explorer for explorer in (getattr(explorers, name) for name in explorers.__all__)
}


_FIGURE = re.compile(
    r"^```\{code-cell\}(?:(?!^```$).)*?^figure\((?:(?!^```$).)*?\balt=", re.M | re.S
)
"""A figure with a text alternative is a chart or a map; others are read."""


def pages_of_the_book() -> list[str]:
    """The pages of the table of contents, in its order."""
    contents = yaml.safe_load((serve.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [each["file"] for part in contents["parts"] for each in part["chapters"]]
    return [f"{name}.html" for name in (contents["root"], *chapters)]


PAGES = pages_of_the_book()
CHAPTERS = [
    page
    for page in PAGES
    if "import altair" in (text := (serve.ROOT / page).with_suffix(".md").read_text("utf-8"))
    and _FIGURE.search(text)
]
"""The pages with charts."""


def page_with(explorer: str, book: Path) -> str:
    """The page on which an explorer stands."""
    mark = f'<section class="explorer" id="{explorer}"'
    return next(page for page in PAGES if mark in (book / page).read_text(encoding="utf-8"))


def until(page: Page, holds: str, arg: object = None) -> None:
    """Wait until a function of the page says yes.

    Playwright's own `wait_for_function` compiles what it waits for inside the page, and the
    book's policy refuses that: it works only where it need not wait.
    """
    last = time.monotonic() + PATIENCE
    while not page.evaluate(holds, arg):
        assert time.monotonic() < last, f"waited in vain for {holds}"
        page.wait_for_timeout(20)


def in_the_end(page: Page, read: Callable[[], T], right: Callable[[T], bool]) -> T:
    """What is read once it is right; where it stays wrong, what was read last."""
    last = time.monotonic() + PATIENCE
    while not right(found := read()) and time.monotonic() < last:
        page.wait_for_timeout(20)
    return found


def at_rest(element: Locator) -> FloatRect:
    """Where an element stands once nothing moves it any more."""
    before = None
    while (box := element.bounding_box()) != before or box is None:
        before = box
        element.page.wait_for_timeout(100)
    return box


def stop_time(page: Page) -> None:
    """Let a page's own time stand still: its timers and frames come when `page.clock.run_for` lets them.

    What a page does after a pause is then checked by the pause alone, however slow the machine is.
    The test is marked as one with an `own_clock`.
    """
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 5"))


def wake_charts(page: Page) -> list[Locator]:
    """Scroll down the page, as a reader does, until every chart on it is alive."""
    charts = page.locator("figure.chart, section.explorer").all()
    page.mouse.move(9, 9, steps=9)  # without a sign of a reader figures rest
    for chart in charts:
        chart.scroll_into_view_if_needed()
        chart.locator(".chart-live svg").wait_for()
    until(page, "() => !document.querySelector('section.explorer:not([data-ready])')")
    return charts


def settled(page: Page) -> None:
    """Wait until every live chart is as wide as its place, and nothing slides over the page."""
    until(
        page,
        """() => [...document.querySelectorAll(".chart-live")].every((place) => {
      const svg = place.querySelector("svg");
      return svg && Math.abs(svg.clientWidth - place.clientWidth) <= 1;
    }) && !document.getAnimations().some((each) => each.playState === "running")""",
    )


@dataclass(frozen=True)
class Shown:
    """What an explorer shows at one moment."""

    controls: Scenario
    headline: str
    readouts: dict[str, str]
    cells: dict[str, str]
    notices: list[str]
    message: str
    headings: list[str]
    table: list[list[str]]
    csv: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The download, row by row."""
        return list(csv.DictReader(io.StringIO(self.csv.removeprefix("\ufeff"))))


# `data-control` marks a slider and its number field: the field is what both are read from.
_STEPS = """
const fields = (root) => root.querySelectorAll("[data-control]:not([type=range])");
const nextFrame = () => new Promise(requestAnimationFrame);
const follow = (fragment) => {
  const newURL = new URL(fragment || "#", location.href).href;
  window.dispatchEvent(new HashChangeEvent("hashchange", { newURL }));
};
const write = (root, scenario) => {
  for (const field of fields(root)) {
    const text = scenario[field.dataset.control];
    if (text === undefined) continue;
    if (field.type === "checkbox") field.checked = text === "yes";
    else field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};
const texts = (root, selector) => [...root.querySelectorAll(selector)].map((each) => each.textContent);
const read = (root) => {
  const link = root.querySelector(".chart-download");
  link.addEventListener("click", (event) => event.preventDefault(), { once: true });
  link.click();
  const of = (selector, key, value) => Object.fromEntries(
    [...root.querySelectorAll(selector)].map((each) => [each.dataset[key], value(each)]));
  const value = (field) => (field.type === "checkbox" ? (field.checked ? "yes" : "no") : field.value);
  return {
    controls: Object.fromEntries([...fields(root)].map((each) => [each.dataset.control, value(each)])),
    headline: root.querySelector(".explorer-headline").textContent,
    readouts: of("[data-readout]", "readout", (each) => each.textContent),
    cells: of("[data-cell]", "cell", (each) => each.textContent),
    notices: texts(root, ".explorer-notices li"),
    message: root.querySelector(".explorer-message").textContent,
    headings: texts(root, ".data-table th"),
    table: [...root.querySelectorAll(".data-table tbody tr")].map((row) => texts(row, "td")),
    csv: link.href,
  };
};
"""

_FAULTS = """
const NO_WORDS = /\\bNaN\\b|Infinity|undefined|\\[object|\\bnull\\b/;
const faultsOf = (root) => {
  const faults = [];
  for (const field of fields(root)) {
    const { ariaValueMin, ariaValueMax, value, role, dataset } = field;
    const within = role !== "spinbutton" ||
      (value !== "" && Number(value) >= Number(ariaValueMin) && Number(value) <= Number(ariaValueMax));
    const chosen = field.tagName !== "SELECT" || field.selectedIndex >= 0;
    if (!within || !chosen) faults.push(`${dataset.control} stands at '${value}'`);
  }
  for (const text of [...texts(root, "[data-readout], .explorer-chart svg text, .explorer-notices li"), root.querySelector(".chart-live svg").outerHTML]) {
    if (NO_WORDS.test(text)) faults.push(`the page says '${text.slice(0, 80)}'`);
  }
  if (!texts(root, "[data-readout]").every((text) => text.trim())) faults.push("a result is empty");
  if (!root.querySelector(".chart-live svg path")) faults.push("the chart is empty");
  const message = root.querySelector(".explorer-message");
  if (message.textContent.length > 4000 || message.children.length) faults.push("the message is no plain sentence");
  return faults;
};
"""


class OnPage:
    """An explorer on an open page."""

    def __init__(self, page: Page, explorer: Explorer) -> None:
        self.page = page
        self.explorer = explorer
        self.root = page.locator(f"section.explorer#{explorer.name}")

    def start_kept(self, number: int = 1) -> str:
        """The name under which the scenario of the start is kept, the first time its position's."""
        explorer = self.explorer
        taken = [
            preset
            for preset in explorer.presets
            if explorer.preset_values(preset).items() <= explorer.defaults.items()
        ]
        labels = [each.label for each in taken if not each.group][:1]
        named = ", ".join(labels or [each.label for each in taken])[:40]
        if not named:
            return f"Scenario {number}"
        return named if number == 1 else f"Scenario {number - 1}"

    def answering(self) -> OnPage:
        """The same, once its numbers answer and all its settings are open; the chart may be late."""
        self.root.scroll_into_view_if_needed()
        self.page.locator(f"#{self.explorer.name}[data-ready]").wait_for()
        self.root.locator(".explorer-more").evaluate_all(
            "all => all.forEach((each) => (each.open = true))"
        )
        return self

    def ready(self) -> OnPage:
        """The same, once its numbers and its chart answer."""
        self.answering()
        self.root.locator(".chart-live svg").wait_for()
        return self

    def put_back(self) -> OnPage:
        """The same, with its settings as at the start and nothing kept."""
        for delete in self.root.get_by_role("button", name="Delete: ").all()[::-1]:
            delete.click()
        self.button("Reset").click()
        return self

    def number(self, control: str) -> Locator:
        """The field in which a number is typed."""
        return self.root.locator(f'input[role="spinbutton"][data-control="{control}"]')

    def slider(self, control: str) -> Locator:
        return self.root.locator(f'input[type="range"][data-control="{control}"]')

    def select(self, control: str) -> Locator:
        return self.root.locator(f'select[data-control="{control}"]')

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def message(self) -> Locator:
        return self.root.locator(".explorer-message")

    @property
    def spoken(self) -> Locator:
        """What a screen reader is told."""
        return self.root.locator(".explorer-spoken")

    def show_table(self) -> None:
        self.root.locator(".explorer-table").evaluate("details => details.open = true")

    def shown(self) -> Shown:
        """What stands on the page now."""
        return _shown(
            self.root.evaluate(
                f"async (root) => {{ {_STEPS} await nextFrame(); return read(root); }}"
            )
        )

    def shown_at_once(self) -> Shown:
        """What stands on the page without a frame's time, for a page whose time stands still."""
        return _shown(self.root.evaluate(f"(root) => {{ {_STEPS} return read(root); }}"))

    def set(self, scenario: Scenario) -> Shown:
        """Type a scenario and read what comes of it."""
        return self.set_each([scenario])[0]

    def set_each(self, scenarios: list[Scenario]) -> list[Shown]:
        """Type one scenario after the other, with a frame's time for each."""
        return [shown for shown, _ in self.look_at_each(scenarios, "() => null")]

    def look_at_each(self, scenarios: list[Scenario], look: str) -> list[tuple[Shown, Any]]:
        """Type scenarios, and give with each what a function of the explorer's element returns."""
        answers: list[tuple[dict[str, Any], Any]] = self.root.evaluate(
            f"""async (root, scenarios) => {{
              {_STEPS}
              const look = {look};
              const answers = [];
              for (const scenario of scenarios) {{
                write(root, scenario);
                await nextFrame();
                answers.push([read(root), look(root)]);
              }}
              return answers;
            }}""",
            scenarios,
        )
        return [(_shown(answer), seen) for answer, seen in answers]

    def follow_each(self, fragments: list[str]) -> list[Shown]:
        """Follow links to fragments of the open page.

        The page hears of each as of a real one. The address itself stays: a browser moves it at
        most 200 times in ten seconds.
        """
        answers: list[dict[str, Any]] = self.root.evaluate(
            f"""async (root, fragments) => {{
              {_STEPS}
              const answers = [];
              for (const fragment of fragments) {{
                follow(fragment);
                await nextFrame();
                answers.push(read(root));
              }}
              return answers;
            }}""",
            fragments,
        )
        return [_shown(answer) for answer in answers]

    def faults_after_each(self, fragments: list[str]) -> list[str]:
        """Follow links as above, and say where something stands that no reader should see."""
        faults: list[str] = self.root.evaluate(
            f"""async (root, fragments) => {{
              {_STEPS}
              {_FAULTS}
              const faults = [];
              for (const fragment of fragments) {{
                follow(fragment);
                await nextFrame();
                faults.push(...faultsOf(root).map((fault) => `${{fragment.slice(0, 200)}}: ${{fault}}`));
              }}
              return faults;
            }}""",
            fragments,
        )
        return faults


def _shown(answer: dict[str, Any]) -> Shown:
    return Shown(**{**answer, "csv": unquote(re.sub(r"^data:[^,]*,", "", answer["csv"]))})
