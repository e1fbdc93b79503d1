"""Cause and effect are seen together: headline, chart and each field, on four screens."""

from __future__ import annotations

from typing import Any

import pytest
from browser.steps import EXPLORERS, OnPage, page_with, settled
from playwright.sync_api import Browser

SIZES = {(1440, 900): (1.2, 3), (1280, 720): (1.2, 3), (768, 1024): (1.6, 1), (375, 812): (2.0, 1)}
"""For each screen: how many screens an explorer may be tall, and how many lines of fields a reader
must have in view on arrival."""
MOST_FIRST = 8
MOST_WORDS = 60  # besides those of the result

MEASURED = r"""async (root) => {
  document.documentElement.style.scrollBehavior = "auto";
  const box = (each) => each.getBoundingClientRect();
  const header = box(document.querySelector(".bd-header-article")).height;
  const [chart, headline] = [".chart-live svg", ".explorer-headline"].map((each) => root.querySelector(each));
  const fields = () => [...root.querySelectorAll(".control")].filter((each) => each.checkVisibility());
  const seen = (each) => Math.min(box(each).bottom, innerHeight) - Math.max(box(each).top, header);
  const both = () => seen(chart) >= 0.8 * box(chart).height && seen(headline) >= box(headline).height - 1;
  const inside = (each) => seen(each) >= box(each).height - 1;
  root.querySelectorAll(".explorer-more").forEach((each) => (each.open = false));
  scrollTo(0, box(root).top + scrollY - header - 4);
  const words = document.createRange();
  words.setStart(root, 0);
  words.setEndBefore(fields()[0]);
  const part = words.cloneContents();
  part.querySelectorAll("script, svg, [hidden], .explorer-headline, .explorer-open").forEach((each) => each.remove());
  const arrival = { both: both(), fields: fields().filter(inside).length };
  const found = {
    tall: box(root).height / innerHeight,
    first: fields().length,
    words: part.textContent.split(/\s+/).filter(Boolean).length,
    arrival,
  };
  root.querySelectorAll(".explorer-more").forEach((each) => (each.open = true));
  // Is there a place to scroll to from which all three are seen, and the field uncovered?
  const together = (field) => {
    scrollTo(0, 0);
    const { top, bottom } = box(field);
    for (let y = Math.max(0, bottom - innerHeight); y <= top; y += 12) {
      scrollTo(0, y);
      const { left, width } = box(field);
      const middle = document.elementFromPoint(left + width / 2, (box(field).top + box(field).bottom) / 2);
      if (both() && inside(field) && (field.contains(middle) || middle?.contains(field))) return true;
    }
    return false;
  };
  const named = (field) => field.textContent.trim().slice(0, 40);
  found.apart = fields().filter((field) => !together(field)).map(named);
  root.querySelectorAll(".explorer-more").forEach((each) => (each.open = false));
  scrollTo(0, 0);
  return found;
}"""


@pytest.mark.parametrize("name", EXPLORERS)
def test_result_and_fields_are_seen_together(
    browser: Browser, explorers_alone: str, built_book: Any, name: str
) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{explorers_alone}/{page_with(name, built_book)}")
    on_page = OnPage(page, EXPLORERS[name]).ready()
    for (width, height), (tallest, arriving) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        found = on_page.root.evaluate(MEASURED)
        at = f"{name} at {width} by {height}: {found}"
        assert found["tall"] <= tallest, at
        assert found["first"] <= MOST_FIRST, at
        assert found["words"] <= MOST_WORDS, at
        assert found["arrival"]["both"], at
        assert found["arrival"]["fields"] >= arriving, at
        assert not found["apart"], at
    page.close()
