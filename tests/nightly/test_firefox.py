"""The book in Firefox: every page opens without a fault, charts come alive, explorers answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.steps import CHAPTERS, PAGES
from firefox import Firefox, firefox

ALIVE = """(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (const each of document.querySelectorAll("figure.chart, section.explorer")) {
    each.scrollIntoView();
    for (let n = 0; n < 300 && !each.querySelector(".chart-live svg"); n += 1) await wait(50);
  }
  return [...document.querySelectorAll("figure.chart, section.explorer")]
    .filter((each) => !each.querySelector(".chart-live svg")).map((each) => each.id);
})()"""
ANSWERS = """(async () => {
  const silent = [];
  for (const explorer of document.querySelectorAll("section.explorer")) {
    const shown = () => explorer.querySelector(".explorer-headline").textContent +
      explorer.querySelector(".explorer-readouts").textContent;
    const before = shown();
    for (const field of explorer.querySelectorAll("[data-control]:is([type=range], select)")) {
      field.value = field.max ?? field.lastElementChild.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    explorer.querySelector(".explorer-controls :is([type=radio], [type=checkbox]):not(:checked)")
      ?.click();
    for (let n = 0; n < 100 && shown() === before; n += 1) {
      await new Promise((done) => setTimeout(done, 50));
    }
    if (shown() === before) silent.push(explorer.id);
  }
  return silent;
})()"""


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_firefox(page: str, fox: Firefox, served_book: str) -> None:
    fox.open(f"{served_book}/{page}")
    fox.move()
    if page in CHAPTERS:
        assert fox.evaluate(ALIVE) == [], "figures and explorers that stay a picture"
        assert fox.evaluate(ANSWERS) == [], "explorers that do not answer"
    assert fox.evaluate("violations") == []
    assert fox.errors == []
