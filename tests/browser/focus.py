"""Where the Tab key leads on a page, and what a reader sees of it at each stop."""

from __future__ import annotations

from dataclasses import dataclass

from browser.colors import contrast
from playwright.sync_api import Locator, Page

LEAST_OUTLINE = 2.0  # pixels
LEAST_CONTRAST = 3.0
BATCH = 25  # presses between two looks at whether the walk is over

# Each stop is looked at when the key comes up again: the browser has moved by then. Of a group of
# radio buttons the Tab key reaches one.
WATCH = """([inside, start]) => {
  window.walk?.abort();
  window.walk = new AbortController();
  const place = (element) => (element.type === "radio" ? `radio ${element.name}` : element);
  const places = [...new Set(
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
      .filter((each) => each.tabIndex >= 0 && !each.disabled && each.closest(inside))
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .map(place))];
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const points = ({ left, top, width, height }) =>
    [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [left + x * width, top + y * height]);
  const uncovered = (element) => [...element.getClientRects()].flatMap(points).some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.control === element);
  });
  start?.focus();
  const visited = new Set(start ? [places.indexOf(place(start))] : []);
  window.stops = [];
  window.walkIsOver = false;
  window.placesOfTheWalk = places.length;
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab" || window.walkIsOver) return;
    const element = document.activeElement;
    const number = element ? places.indexOf(place(element)) : -1;
    // Past the first place a browser may begin again at the last one.
    window.walkIsOver = !element || element === document.body || !element.closest(inside) || visited.has(number);
    if (window.walkIsOver) return;
    if (number >= 0) visited.add(number);
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    window.stops.push({
      place: number,
      name: element.outerHTML.replace(/\\s+/g, " ").slice(0, 110),
      in_article: Boolean(element.closest("article")),
      y: box.top + scrollY,
      in_view: box.height > innerHeight
        ? box.top < innerHeight && box.bottom > 0
        : box.top >= -1 && box.bottom <= innerHeight + 1,
      uncovered: uncovered(element),
      outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      color: style.outlineColor,
      behind: background(element.parentElement),
    });
  }, { capture: true, signal: window.walk.signal });
}"""


@dataclass(frozen=True)
class Stop:
    """One element that has had the focus."""

    place: int  # among all that can have it, in the order of the page; -1 if not foreseen
    name: str
    in_article: bool
    y: float  # from the top of the page
    in_view: bool
    uncovered: bool
    outline: float
    color: str
    behind: str

    @property
    def faults(self) -> list[str]:
        """What keeps a reader from seeing where they are."""
        seen = {
            "in view": self.in_view,
            "uncovered": self.uncovered,
            "outlined": self.outline >= LEAST_OUTLINE,
            f"clearly outlined, {self.color} on {self.behind}": (
                contrast(self.color, self.behind) >= LEAST_CONTRAST
            ),
        }
        return [f"not {what}: {self.name}" for what, well in seen.items() if not well]


@dataclass(frozen=True)
class Walk:
    """All stops on the way from one place to where the focus leaves a page, or a part of it."""

    stops: list[Stop]
    places: int  # what can have the focus there, in all

    @property
    def faults(self) -> list[str]:
        return [fault for stop in self.stops for fault in stop.faults]


def walk(page: Page, key: str, start: Locator | None = None, inside: str = "html") -> Walk:
    """Press a key, from the top of the page or from a place, until the focus is not inside.

    What lies inside at the start of the walk counts as its places.
    """
    page.evaluate(WATCH, [inside, start.element_handle() if start else None])
    places = page.evaluate("window.placesOfTheWalk")
    for _ in range(0, places + BATCH, BATCH):
        for _ in range(BATCH):
            page.keyboard.press(key)
        if page.evaluate("window.walkIsOver"):
            return Walk([Stop(**stop) for stop in page.evaluate("window.stops")], places)
    raise AssertionError(f"{key} does not lead out of {inside}")
