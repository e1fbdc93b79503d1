"""Try a built site as a reader does: open a chapter in a browser, run it, move a slider.

What the browser's Python computes is held to what this Python computes.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import serve
from playwright.sync_api import Locator, Page, expect, sync_playwright

from coursebook.explorers import Explorer

PATIENCE: Final = 240_000  # milliseconds for a step on a slow or a busy machine

POLICY: Final = (
    "default-src 'self' data: blob:; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'"
)
"""The strictest under which JupyterLite works: it compiles, but asks its own host alone."""

_FAILED: Final = "[data-mime-type='application/vnd.jupyter.error']"
# Beside a cell stands "[3]:" after its run. After a cell that fails no other runs.
_HAVE_RUN: Final = f"""(size) => {{
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')];
    const all = prompts.every((each) => /^\\[\\d+\\]/.test(each.textContent));
    return (prompts.length === size && all) || document.querySelector("{_FAILED}");
}}"""


@dataclass(frozen=True)
class Tried:
    """What a trial found: seconds until Python was ready and until a chart stood, and megabytes.

    The megabytes are those of a host that sends the compressed copies.
    """

    ready: float
    chart: float
    megabytes: float


class _Handler(serve.BookHandler):
    extensions_map = serve.BookHandler.extensions_map | {".wasm": "application/wasm"}
    asked: set[str]  # the files that were asked for; each server has its own

    def send_head(self) -> Any:
        self.asked.add(self.translate_path(self.path))
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, set[str]]]:
    """Serve a folder on this machine; gives its address, and the files that were asked for."""
    asked: set[str] = set()
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer((serve.HOST, 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{serve.HOST}:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def page_of(address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page in a new browser, and the addresses elsewhere that it asks."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"),
            args=["--disable-background-networking"],
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        elsewhere: list[str] = []
        own = (address, "blob:", "data:")
        context.on(
            "request", lambda it: None if it.url.startswith(own) else elsewhere.append(it.url)
        )
        try:
            yield context.new_page(), elsewhere
        finally:
            browser.close()


def run_chapter(site: Path, chapter: str, explorer: Explorer) -> Tried:
    """Open and run a chapter with an explorer; AssertionError where it is not as it should be.

    Playwright's TimeoutError where something does not come about at all.
    """
    expect.set_options(timeout=PATIENCE)
    with served(site) as (address, asked), page_of(address) as (page, elsewhere):
        start = time.monotonic()
        page.goto(f"{address}/lab/index.html?path={chapter}.ipynb")
        page.get_by_text(re.compile(r"\| Idle$")).wait_for()
        ready = time.monotonic() - start
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
        cells = page.locator(".jp-CodeCell")
        page.wait_for_function(_HAVE_RUN, arg=cells.count())
        if failures := page.locator(_FAILED).all_inner_texts():
            raise AssertionError(f"a cell of {chapter} failed: {failures[0]}")
        expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
        chart = 0.0
        for output in page.locator(".jp-CodeCell .jp-Cell-outputArea").all():
            if _see(output):
                chart = chart or time.monotonic() - start
        _move(page.locator(".notebook-explorer"), explorer)
        if elsewhere:
            raise AssertionError(f"other hosts were asked: {elsewhere}")
        return Tried(ready, chart, sum(map(_sent, asked)) / 1e6)


def _sent(file: str) -> int:
    """The bytes that a host sends for a file."""
    sent = (path for path in (Path(f"{file}.gz"), Path(file)) if path.is_file())
    return next((path.stat().st_size for path in sent), 0)


def _see(output: Locator) -> int:
    """Bring an output into view, where each of its charts is drawn; how many there are."""
    output.evaluate("(output) => output.scrollIntoView()")
    charts = output.locator(".chart-live").all()
    for chart in charts:
        expect(chart.locator("svg.marks")).to_be_visible()
    return len(charts)


def _move(shown: Locator, explorer: Explorer) -> None:
    """The headline numbers are Python's, before and after a slider moves."""
    numbers = shown.locator(".explorer-readouts tbody:not(.explorer-differences) td")
    expect(numbers).to_have_text(_numbers(explorer))
    control = next(each for each in explorer.controls if hasattr(each, "step"))
    field = shown.locator(".notebook-field").filter(has_text=control.label).first
    field.get_by_role("slider").press("ArrowRight")
    moved = {control.name: control.default + control.step}
    expect(numbers).to_have_text(_numbers(explorer, **moved))


def _numbers(explorer: Explorer, **settings: float) -> list[str]:
    values = explorer.compute(**settings).values
    return [readout.format(values[readout.name]) for readout in explorer.readouts]
