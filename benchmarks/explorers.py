"""How fast explorers answer: after each input, and after the opening of a page.

Repainted: from the dispatch of an input event to the frame that shows the changed chart. The
waiting for that frame is part of it, up to 17 ms on a screen that shows 60 frames a second.
Script: the part of that time in which the page's own code ran.
Answering: from the start of the navigation until controls and numbers work, with an empty cache and
again with what the browser has kept; the chart follows, see `opening.py`. Weight: what an explorer adds to its page, gzipped.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import sys
import threading
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import serve  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from coursebook.teaching import browsers  # noqa: E402

# Moves the controls in turn, each to a place drawn from its own range, at moments that fall
# anywhere between two frames. A message sent in an animation frame arrives after that frame has
# been painted: the first to arrive after the chart has changed ends the clock.
MOVE_CONTROLS = """async ({ chart: chartSelector, controls: controlsSelector, count }) => {
  let seed = 1953;
  const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const pause = (duration) => new Promise((done) => setTimeout(done, duration));
  const chart = document.querySelector(chartSelector);
  const controls = [...document.querySelectorAll(controlsSelector)];
  const move = (control) => {
    if (control.type === "checkbox") control.checked = !control.checked;
    else if (control.options) control.selectedIndex = Math.floor(chance() * control.options.length);
    else control.value = Number(control.min) + chance() * (control.max - control.min);
  };
  const repainted = [], script = [];
  let unchanged = 0;
  for (let number = 0; repainted.length < count && number < 3 * count; number++) {
    const control = controls[number % controls.length];
    await pause(20 + 30 * chance());
    const answer = new Promise((done) => {
      let changed = false, over = false;
      const observer = new MutationObserver(() => (changed = true));
      observer.observe(chart, { attributes: true, childList: true, characterData: true, subtree: true });
      const { port1, port2 } = new MessageChannel();
      const finish = (time) => { over = true; observer.disconnect(); port1.close(); done(time); };
      port1.onmessage = () => { if (changed) finish(performance.now()); };
      const eachFrame = () => { if (!over) { port2.postMessage(null); requestAnimationFrame(eachFrame); } };
      requestAnimationFrame(eachFrame);
      setTimeout(() => { if (!over) finish(null); }, 500);
    });
    let before, after;
    requestAnimationFrame(() => (before = performance.now()));
    move(control);
    const sent = performance.now();
    control.dispatchEvent(new Event("input", { bubbles: true }));
    const handled = performance.now();
    requestAnimationFrame(() => (after = performance.now()));
    const painted = await answer;
    if (painted === null) { unchanged++; continue; }
    repainted.push(painted - sent);
    script.push(handled - sent + after - before);
  }
  return { repainted, script, unchanged };
}"""

# Pages forbid the evaluation of text, which Playwright's own way of waiting needs.
WAIT_FOR_NOTE = """(name) => new Promise((done, fail) => {
  const look = () => (window[name] ? done(window[name]) : setTimeout(look, 20));
  setTimeout(() => fail(new Error(`no ${name} within two minutes`)), 120_000);
  look();
})"""

CHART = "#{name} .chart-live svg"
CONTROLS = "#{name} [data-control]:not([role=spinbutton])"

NOTE_WHEN_READY = """new MutationObserver((_, observer) => {{
  if (!document.querySelector("#{name}[data-ready]")) return;
  window.answering = performance.now();
  observer.disconnect();
}}).observe(document, {{ attributes: true, childList: true, subtree: true }});"""


def explorers() -> dict[str, tuple[str, float]]:
    """Each explorer of the book: its page, and the KiB that it adds there."""
    found = {}
    for path in sorted(serve.BUILT.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        for name, markup in re.findall(
            r'(?s)<section class="explorer" id="([^"]+)"(.*?)</section>', page
        ):
            weight = len(gzip.compress(markup.encode(), 6)) / 1024
            found[name] = (path.relative_to(serve.BUILT).as_posix(), weight)
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def noted(page: Page, name: str) -> float:
    """What the page's window comes to hold under a name."""
    value: float = page.evaluate(WAIT_FOR_NOTE, name)
    return value


def answering(page: Page, address: str) -> float:
    """Milliseconds from the navigation until the explorer answers."""
    page.goto(address)
    milliseconds = noted(page, "answering")
    page.goto("about:blank")
    return milliseconds


def move(page: Page, chart: str, controls: str, count: int) -> dict[str, Any]:
    """What `count` moves of the controls took, in milliseconds; both are named by selectors."""
    asked = {"chart": chart, "controls": controls, "count": count}
    moved: dict[str, Any] = page.evaluate(MOVE_CONTROLS, asked)
    return moved


def measure(browser: Browser, name: str, address: str, events: int, visits: int) -> dict[str, Any]:
    """Times in milliseconds for one explorer."""
    empty, kept = [], []
    for _ in range(visits):
        context = browser.new_context()
        context.add_init_script(NOTE_WHEN_READY.format(name=name))
        page = context.new_page()
        empty.append(answering(page, address))
        kept.append(answering(page, address))
        context.close()
    page = browser.new_page()
    page.goto(address)
    page.locator(f"#{name}[data-ready]").wait_for()
    page.locator(f"#{name} .chart-live svg").wait_for()
    page.locator(f"#{name} .explorer-chart").scroll_into_view_if_needed()
    moved = move(page, CHART.format(name=name), CONTROLS.format(name=name), events)
    page.close()
    return {**moved, "empty": empty, "kept": kept}


def report(name: str, weight: float, times: dict[str, Any]) -> None:
    print(f"\n{name}: {weight:.1f} KiB on its page (budget 60)")
    print(f"{'milliseconds':34}{'median':>8}{'99 %':>8}{'most':>8}   budget")
    for key, label, budget in (
        ("repainted", "input to repainted chart", "median 8, 99 % 20"),
        ("script", "of it: script", ""),
        ("empty", "opening to answering, empty cache", "250"),
        ("kept", "opening to answering, kept files", ""),
    ):
        values = times[key]
        figures = (median(values), percentile(values, 0.99), max(values))
        print(f"  {label:32}" + "".join(f"{value:8.1f}" for value in figures) + f"   {budget}")
    print(f"  {len(times['repainted'])} events; {times['unchanged']} more that changed no mark")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=300, help="per explorer (%(default)s)")
    parser.add_argument("--visits", type=int, default=10, help="per explorer (%(default)s)")
    options = parser.parse_args()
    found = browsers.find()
    if found is None:
        raise SystemExit("No browser found. Name one: CHROMIUM=/path/to/browser")
    with serve.bind(serve.BUILT) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=str(found), args=["--disable-gpu", browsers.LEAN]
        )
        print(f"Explorers; {os.cpu_count()} cores, Chromium {browser.version}")
        for name, (page, weight) in explorers().items():
            # An explorer starts when it comes near the view.
            address = f"{server.address}/{page}#{name}"
            report(name, weight, measure(browser, name, address, options.events, options.visits))
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
