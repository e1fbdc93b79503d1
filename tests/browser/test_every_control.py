"""Pages are read from top to bottom and every control used, in silence.

By day so many pages that every kind of control and every explorer is among them; each night all.
The fixture `page` fails a test on an error in the console, an uncaught exception, or a request to
another host; here the console does not even warn.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import serve
from browser.steps import PAGES, in_the_end, wake_charts
from playwright.sync_api import Download, Page

PART = re.compile(r"<(a|button|details|figure|input|section|select|summary)\b([^>]*)>")
GIVEN = re.compile(r'([\w-]+)="([^"]*)"')


def kinds(page: str) -> set[tuple[str, ...]]:
    """What can be used on a built page, by what makes it another thing; an explorer by its name."""
    found = set()
    for tag, attributes in PART.findall((serve.BUILT / page).read_text(encoding="utf-8")):
        given = dict(GIVEN.findall(attributes))
        if tag == "section" and given.get("class") == "explorer":
            found.add((tag, given["id"]))
        elif tag != "section" and (tag != "a" or "download" in attributes):
            marks = ("class", "type", "data-action", "data-format")
            found.add((tag, *(given.get(mark, "") for mark in marks)))
    return found


def enough(pages: list[str]) -> list[str]:
    """Some of the pages, on which all kinds are that are on any."""
    on_page = {page: kinds(page) for page in pages}
    left, chosen = set().union(*on_page.values()), []
    while left:
        chosen.append(max(pages, key=lambda page: len(on_page[page] & left)))
        left -= on_page[chosen[-1]]
    return chosen


def pages_to_try() -> list[str]:
    # What is not built yet is missed by the test itself.
    if os.environ.get("NIGHTLY") or not (serve.BUILT / "index.html").is_file():
        return [*PAGES, "search.html", "404.html"]
    return [*enough(PAGES), "search.html", "404.html"]


# What would leave the page, or open the system's own window, is caught and counted.
CAUGHT = """
window.caught = [];
window.print = () => caught.push("print");
window.open = (address) => caught.push(`window ${address}`);
"""

OF_THE_HAND = 'The specified value "x"'  # no keyboard writes an x where numbers are asked

# A reader's hand: opens what can be opened, moves what can be moved, presses what can be pressed,
# and presses what appears by it, until nothing is left. Answers how many of each kind there were.
PRESS_ALL = """async () => {
  const done = new Map();
  let saved = 0;
  const nextFrame = () => new Promise(requestAnimationFrame);
  // A menu closes again at the next press.
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) || element.closest(".dropdown-menu");
  const tell = (field, ...kinds) => kinds.forEach((kind) => field.dispatchEvent(new Event(kind, { bubbles: true })));
  const staysHere = (link) => link.getAttribute("href").startsWith("#") || link.href.split("#")[0] === location.href.split("#")[0];
  const fill = {
    range: (field) => [field.min, field.max],
    number: (field) => [field.max, "x", field.min],
    text: () => ["", "1,5", "words"],
    search: () => ["a"],
  };

  async function use(element) {
    const values = element.tagName === "SELECT" ? [...element.options].map((each) => each.value) : fill[element.type]?.(element);
    for (const value of values ?? []) {
      element.value = value;
      tell(element, "input", "change");
      await nextFrame();
    }
    if (!values) element.click();
    if (element.tagName === "DETAILS") element.open = true;
    if (element.tagName === "BUTTON") await nextFrame();
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  }

  const KINDS = {
    details: "details:not([open])",
    field: "input, select",
    download: "a[download], .chart-save",
    button: "button:not(:disabled, .chart-save), summary",
    link: "a[href]",
  };
  const left = (selector) => [...document.querySelectorAll(selector)].filter(
    (element) => !done.has(element) && isShown(element) && (!element.href || element.download || staysHere(element)));
  for (let more = true, rounds = 0; more && rounds < 20; rounds += 1) {
    more = false;
    for (const [kind, selector] of Object.entries(KINDS)) {
      for (const element of left(selector)) {
        if (!element.isConnected || done.has(element)) continue;
        more = true;
        done.set(element, kind);
        await use(element);
        // Chromium saves ten files at once and forgets the others.
        if (kind === "download" && ++saved % 10 === 0) await new Promise((end) => setTimeout(end, 1000));
      }
    }
  }
  return [...done.values()];
}"""


def own_files(page: Page) -> list[str]:
    """What a page offers to fetch of the book itself, besides pages."""
    offered: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.map((link) => link.href)"
    )
    here = urlsplit(page.url).netloc
    files = {each.partition("#")[0] for each in offered if urlsplit(each).netloc == here}
    return sorted(each for each in files if not each.partition("?")[0].endswith((".html", "/")))


@pytest.mark.parametrize("path", pages_to_try())
def test_no_control_asks_another_host_or_fails(
    page: Page, served_book: str, built_book: Path, path: str
) -> None:
    saved: list[Download] = []
    warnings: list[str] = []
    page.on("console", lambda said: warnings.append(said.text) if said.type == "warning" else None)
    page.on("download", lambda download: saved.append(download))
    page.add_init_script(CAUGHT)
    page.goto(f"{served_book}/{path}")
    charts = wake_charts(page)
    pressed = Counter(page.evaluate(PRESS_ALL))
    if page.locator("section.explorer").count():
        page.wait_for_timeout(600)  # what follows a pause: an explorer sets the address
    in_the_end(page, lambda: len(saved), lambda now: now >= pressed["download"])
    assert urlsplit(page.url).path == f"/{path}"
    assert page.evaluate("caught") == ["print"] * (path != "search.html" and path != "404.html")
    assert pressed["button"] >= 3, pressed
    if charts:
        assert pressed["details"] >= len(charts), pressed
        assert pressed["download"] >= 3 * len(charts), pressed
    assert len(saved) >= pressed["download"], (len(saved), pressed)
    assert all(
        re.fullmatch(r"[\w.-]+\.(svg|png|csv|html|md|ipynb)", each.suggested_filename)
        for each in saved
    )
    assert not [each for each in warnings if OF_THE_HAND not in each]
    for address in own_files(page):
        assert (built_book / unquote(urlsplit(address).path).lstrip("/")).is_file(), address
