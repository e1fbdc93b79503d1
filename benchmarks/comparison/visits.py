"""What a visit to a page takes: bytes, paints, and the time until a control answers.

Each visit has a browser context of its own, so an empty cache. All times are in milliseconds, from
the start of the navigation. An answer is looked for in the same way on both books, see `PROBE`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

import explorers
from playwright.sync_api import Browser, CDPSession, Page

LONGEST = 120_000
WIDGETS = 10_000  # milliseconds in which widgets of a page without a kernel may answer
QUIET = 3  # seconds without a request or an answer after which a page has all that it loads
SETTLED = 1000  # milliseconds after which nothing of the opening is left to do
MBIT = 125_000  # bytes


@dataclass(frozen=True, eq=False)
class Conditions:
    """A screen, a connection (latency in ms, bytes per second), and how many times slower."""

    name: str
    width: int
    height: int
    visits: int
    slower: int = 1
    network: dict[str, Any] = field(default_factory=dict)


FAST = Conditions("fast connection, desktop", 1280, 800, visits=3)
PHONE = Conditions(
    "slow 4G, phone",
    375,
    667,
    visits=2,
    slower=4,
    network={
        "offline": False,
        "latency": 150,
        "downloadThroughput": 1.6 * MBIT,
        "uploadThroughput": 0.75 * MBIT,
    },
)
PHONE_ONCE = replace(PHONE, visits=1)


@dataclass(frozen=True)
class Selectors:
    """Where a book has its explorer, the chart in it, and the sliders that are moved.

    Ours has one for each number, the plain book one alone.
    """

    place: str
    chart: str
    controls: str


# On a page with several explorers, the first that has a number to move.
EXPLORER = "section.explorer:has(input[type=range])"
OURS = Selectors(EXPLORER, f"{EXPLORER} .chart-live svg", f"{EXPLORER} input[type=range]")
PLAIN = Selectors(
    ".vega-embed:has(.vega-bind input)",
    ".vega-embed:has(.vega-bind input) svg.marks",
    ".vega-bind input[type=range]",
)

NOTE_PAINTS = """new PerformanceObserver((list) => {
  for (const each of list.getEntriesByName("first-contentful-paint")) window.firstPaint = each.startTime;
}).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.largestPaint = each.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });"""

# The explorer is scrolled to as soon as it is there. As soon as its sliders exist, all are moved to one end and to the other, every 50 ms, and the chart
# is looked at before the next move: both books draw it as SVG, so its elements tell. A chart that appears or
# is replaced changes too; an answer is a chart that changes with a move and changes back with the
# next. Each look has to see the chart of its move; where drawing takes longer than the pause, looks
# come one move late and still alternate.
PROBE = """([placeSelector, chartSelector, controlsSelector]) => {
  const looks = [];
  const look = () => {
    const chart = document.querySelector(chartSelector);
    if (!chart) document.querySelector(placeSelector)?.scrollIntoView();
    if (chart) looks.push({ time: performance.now(), shown: chart.outerHTML });
    const [before, changed, back] = looks.slice(-3);
    if (back && before.shown === back.shown && before.shown !== changed.shown) {
      window.answered = changed.time;
      return;
    }
    for (const control of document.querySelectorAll(controlsSelector)) {
      control.value = looks.length % 2 ? control.min : control.max;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setTimeout(look, 50);
  };
  look();
}"""

# Widgets of a plain page: each kind that it has is moved again and again, as a reader would.
MOVE_WIDGETS = """() => {
  const change = (control) => {
    if (control.type === "checkbox") control.click();
    if (control.options) control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  };
  document.querySelectorAll(".jupyter-widgets select, .jupyter-widgets input[type=checkbox]").forEach(change);
  document.querySelectorAll(".jupyter-widgets .noUi-handle").forEach((handle) => {
    for (const key of ["ArrowRight", "ArrowUp"]) handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  const results = [...document.querySelectorAll(".jupyter-widgets.widget-output")];
  const places = [...document.querySelectorAll(".jupyter-widgets .widget-readout")];
  return { results: results.map((each) => each.innerText).join(), controls: places.map((each) => each.innerText).join() };
}"""


def opened(browser: Browser, conditions: Conditions) -> tuple[Page, CDPSession]:
    """An empty page under the conditions; close its context after use."""
    viewport = {"width": conditions.width, "height": conditions.height}
    page = browser.new_context(viewport=viewport).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(LONGEST)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if conditions.network:
        session.send("Network.emulateNetworkConditions", conditions.network)
    if conditions.slower > 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": conditions.slower})
    return page, session


def opening(browser: Browser, conditions: Conditions, address: str) -> dict[str, float]:
    """Bytes as they came over the wire, requests, and paints of one visit to the top of a page."""
    page, session = opened(browser, conditions)
    page.add_init_script(NOTE_PAINTS)
    received: list[float] = []
    asked: list[float] = []
    failed: list[str] = []
    session.on("Network.requestWillBeSent", lambda _: asked.append(time.monotonic()))
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(address, wait_until="load")
    settle(page, received, asked)
    first, largest = (explorers.noted(page, name) for name in ("firstPaint", "largestPaint"))
    page.context.close()
    if failed:
        raise RuntimeError(f"{address} asks in vain for {', '.join(failed)}")
    return {
        "KB": sum(received) / 1000,
        "requests": len(received),
        "first paint": first,
        "largest paint": largest,
    }


def settle(page: Page, received: list[float], asked: list[float]) -> None:
    """Wait until nothing is asked for any more: a slow processor pauses between two requests."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < QUIET:
        page.wait_for_timeout(100)
        if len(received) + len(asked) != seen:
            seen, since = len(received) + len(asked), time.monotonic()


def answering(
    browser: Browser, conditions: Conditions, address: str, where: Selectors
) -> dict[str, float]:
    """The time until a change of the control changes the chart, for a visit to *Try it*."""
    page, _ = opened(browser, conditions)
    page.add_init_script(f"({PROBE})({json.dumps([where.place, where.chart, where.controls])})")
    page.goto(f"{address}#try-it", wait_until="domcontentloaded")
    answered = explorers.noted(page, "answered")
    page.context.close()
    return {"answer": answered}


def moving(
    browser: Browser, conditions: Conditions, address: str, where: Selectors, moves: int
) -> dict[str, float]:
    """From an input until the frame that shows the changed chart: the median of some moves."""
    page, _ = opened(browser, conditions)
    page.goto(f"{address}#try-it", wait_until="load")
    page.locator(where.place).first.scroll_into_view_if_needed()
    page.locator(where.chart).first.wait_for()
    page.locator(where.controls).first.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED)
    moved = explorers.move(page, where.chart, where.controls, moves)
    page.context.close()
    if not moved["repainted"]:
        raise RuntimeError(f"No move of {where.controls} changed {where.chart} of {address}")
    return {"input to paint": median(moved["repainted"])}


def visit(
    browser: Browser, conditions: Conditions, address: str, where: Selectors | None, moves: int = 30
) -> dict[str, float]:
    """The medians of several visits; without selectors, of what needs no control."""
    visits = [opening(browser, conditions, address) for _ in range(conditions.visits)]
    found = {key: median(each[key] for each in visits) for key in visits[0]}
    if where:
        answers = [answering(browser, conditions, address, where) for _ in range(conditions.visits)]
        found["answer"] = median(each["answer"] for each in answers)
        found |= moving(browser, conditions, address, where, moves)
    return found


def widgets_answer(browser: Browser, address: str) -> bool:
    """Whether the results below a plain page's widgets follow them, in ten seconds of trying.

    Raises RuntimeError where the widgets themselves do not move: nothing would be measured then.
    """
    page, _ = opened(browser, FAST)
    page.goto(address, wait_until="networkidle")
    page.locator(".jupyter-widgets .noUi-handle").first.wait_for()
    start = page.evaluate(MOVE_WIDGETS)
    now = start
    for _ in range(WIDGETS // 250):
        page.wait_for_timeout(250)
        now = page.evaluate(MOVE_WIDGETS)
    page.context.close()
    if not start["results"] or now["controls"] == start["controls"]:
        raise RuntimeError(f"The widgets of {address} do not move, or show no results")
    return bool(now["results"] != start["results"])
