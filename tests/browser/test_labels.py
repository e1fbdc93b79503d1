"""Words in a drawn chart are large enough, lie inside it, and touch neither each other nor marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import serve
from browser.steps import EXPLORERS, PAGES, OnPage, Scenario, settled, until
from playwright.sync_api import Browser

# Letters' boxes are larger than the letters: a few pixels of overlap cannot be seen. Of a mark the
# outline counts, where it is strong enough to cross a word out: labels may lie on a shaded band or a coast.
FAULTS = """({least, charts}) => {
  const boxOf = (each) => each.getBoundingClientRect();
  const meet = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];
  const seen = (each) => each.checkVisibility({ opacityProperty: true });
  function strong(mark) {
    const { fill, fillOpacity, opacity, stroke, strokeOpacity, strokeWidth } = getComputedStyle(mark);
    const [filled, drawn] = [fill, stroke].map((paint) => paint !== "none" && paint !== "transparent");
    const line = drawn && parseFloat(strokeWidth) >= 1 ? strokeOpacity : 0;
    return opacity * Math.max(filled ? fillOpacity : 0, line) > 0.3;
  }
  function crosses(mark, { left, right, top, bottom }) {
    const [matrix, length] = [mark.getScreenCTM(), mark.getTotalLength()];
    const steps = Math.max(2, Math.ceil(length * matrix.a / 3));
    return [...Array(steps + 1).keys()].some((step) => {
      const { x, y } = mark.getPointAtLength(length * step / steps).matrixTransform(matrix);
      return x > left && x < right && y > top && y < bottom;
    });
  }
  function hides(mark, { left, right, top, bottom }) {
    const { fill, fillOpacity, opacity } = getComputedStyle(mark);
    if (fill === "none" || opacity * fillOpacity < 1 || !mark.isPointInFill) return false;
    const matrix = mark.getScreenCTM().inverse();
    return [[left, top], [right, top], [left, bottom], [right, bottom]].every(([x, y]) =>
      mark.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix))
    );
  }
  return [...document.querySelectorAll(charts)].filter(seen).flatMap((svg) => {
    const figure = svg.closest("figure, section");
    const scale = boxOf(svg).width / svg.width.baseVal.value;
    const words = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && seen(text))
      .map((text) => ({
        says: text.textContent,
        box: boxOf(text),
        size: parseFloat(getComputedStyle(text).fontSize) * scale,
        label: text.closest(".mark-text.role-mark"),
      }));
    const marks = [...svg.querySelectorAll(".role-mark:not(.mark-text, .mark-shape) :is(path, line)")]
      .filter((mark) => seen(mark) && strong(mark));
    const faults = [];
    for (const [at, { says, box, size, label }] of words.entries()) {
      if (size < least - 0.1) faults.push(`${says} is ${size.toFixed(1)} px high`);
      if (box.left < 2 || box.right > innerWidth - 2) faults.push(`${says} is cut`);
      for (const other of words.slice(at + 1)) {
        const [wide, high] = meet(box, other.box);
        if (wide > 2 && high > 4) faults.push(`${says} touches ${other.says}`);
      }
      const letters = {
        left: box.left + 1,
        right: box.right - 1,
        top: box.top + box.height * 0.25,
        bottom: box.bottom - box.height * 0.22,
      };
      const near = label ? marks.filter((mark) => meet(box, boxOf(mark)).every((each) => each >= 0)) : [];
      // A filled mark that lies behind the whole word hides those that were drawn before it.
      const behind = near.findLastIndex((mark) => hides(mark, letters));
      for (const mark of near.slice(behind + 1)) {
        if (crosses(mark, letters)) faults.push(`${says} touches a ${mark.parentNode.classList[0]}`);
      }
    }
    return [...new Set(faults)].map((fault) => `${figure.id}: ${fault}`);
  });
}"""

FIRST = """() => {
  const first = [...document.querySelectorAll("article figure")].find((each) => each.checkVisibility());
  return first.getBoundingClientRect().top / innerHeight;
}"""
SCREENS = 1.5
DRAWN = "figure .drawn svg"
WIDTHS = ((1280, 13), (375, 12))
"""Of two screens, each with the least height of its words; both in pixels."""

CHAPTERS = [
    page
    for page in PAGES
    if "\n## Learning goals" in (serve.ROOT / page).with_suffix(".md").read_text("utf-8")
]


@pytest.mark.parametrize("name", CHAPTERS)
def test_labels_are_readable_and_apart_and_a_figure_comes_early(
    browser: Browser, served_book: str, name: str
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{served_book}/{name}")
    comes = page.evaluate(FIRST)
    faults = []
    for width, least in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [
            f"at {width} px, {fault}"
            for fault in page.evaluate(FAULTS, {"least": least, "charts": DRAWN})
        ]
    page.close()
    assert not faults, "\n".join(faults)
    assert comes <= SCREENS, f"the first figure comes {comes:.2f} screens down"


MOVES: dict[str, list[Scenario]] = {
    "spending-path": [{"target": "2.80"}, {"measure": "won"}],
    "who-carries-what": [{"yardstick": "head"}, {"view": "ranks"}, {"japan": "no"}],
}
"""What is set after the first look, beside the last of the positions to start from."""
SAYS_BEFORE = """(name) => [...document.querySelectorAll(`#${name} .chart-live text`)]
  .some((each) => each.textContent.endsWith("before"))"""
# A chart follows its width in one frame, its height in the next.
THREE_FRAMES = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""


def states(on_page: OnPage) -> Iterator[str]:
    """The start, and what follows of some moves, with the state before each drawn, too."""
    yield "at the start"
    on_page.root.locator("[data-preset]").last.click()
    until(on_page.page, SAYS_BEFORE, on_page.explorer.name)
    yield "at the last position"
    for move in MOVES.get(on_page.explorer.name, []):
        on_page.set(move)
        yield f"with {move}"


@pytest.mark.parametrize("name", EXPLORERS)
def test_labels_of_an_explorer_are_readable_and_apart(
    open_explorer: Callable[..., OnPage], name: str
) -> None:
    on_page = open_explorer(name)
    chart = {"charts": f"#{name} .chart-live svg"}
    faults = []
    for state in states(on_page):
        for width, least in WIDTHS:
            on_page.page.set_viewport_size({"width": width, "height": 800})
            settled(on_page.page)
            on_page.page.evaluate(THREE_FRAMES)
            found = on_page.page.evaluate(FAULTS, {"least": least, **chart})
            faults += [f"{state}, at {width} px, {fault}" for fault in found]
    assert not faults, "\n".join(faults)
