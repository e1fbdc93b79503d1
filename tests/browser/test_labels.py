"""Words in a drawn chart are large enough, lie inside it, and do not touch each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

PAGES = (
    "bilateral-summits",
    "demands-more-promises-less",
    "high-wire-balancing",
    "indo-pacific-policy",
    "modernizing-the-alliance",
    "north-korea-outreach",
    "opcon-transition",
    "south-korean-election",
    "troop-reduction",
)
"""The chapters whose charts are held to it; a chapter that is redrawn joins them."""

# Letters' boxes are larger than the letters; a few pixels of overlap cannot be seen.
FAULTS = """(least) => [...document.querySelectorAll(".drawn svg")]
  .filter((svg) => svg.checkVisibility())
  .flatMap((svg) => {
    const figure = svg.closest("figure, section").id;
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.width.baseVal.value;
    const words = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && text.checkVisibility())
      .map((text) => ({
        says: text.textContent,
        box: text.getBoundingClientRect(),
        size: parseFloat(getComputedStyle(text).fontSize) * scale,
      }));
    const faults = [];
    for (const [at, { says, box, size }] of words.entries()) {
      if (size < least - 0.1) faults.push(`${figure}: ${says} is ${size.toFixed(1)} px high`);
      if (box.left < frame.left - 2 || box.right > frame.right + 2) faults.push(`${figure}: ${says} is cut`);
      for (const other of words.slice(at + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > 4) faults.push(`${figure}: ${says} touches ${other.says}`);
      }
    }
    return svg.closest("figure") ? faults : [];
  })"""


@pytest.mark.parametrize(("width", "least"), [(1280, 13), (375, 12)])
def test_labels_are_readable_and_apart(
    browser: Browser, served_book: str, width: int, least: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    faults = []
    for name in PAGES:
        page.goto(f"{served_book}/book/{name}.html")
        faults += [f"{name}, {fault}" for fault in page.evaluate(FAULTS, least)]
    page.close()
    assert not faults, "\n".join(faults)
