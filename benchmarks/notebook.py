"""How fast a chapter answers in JupyterLab, where the kernel computes and the browser draws.

Starts a JupyterLab of its own on a copy of the project, runs chapters with explorers in a browser, and moves
the first slider of each explorer by a step at a time.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))

import lab  # noqa: E402

from coursebook.teaching import browsers  # noqa: E402

CHAPTERS = {
    "augment-defense-expenditures": "spending_path",
    "opcon-transition": "opcon_conditions",
    "conclusion": "package_deal",
}

# From the move to the first frame that shows another chart.
REPAINT = """async ([handle, picture, key]) => {
    const start = performance.now();
    const changed = new Promise((resolve) => {
        const watching = new MutationObserver(() => { watching.disconnect(); resolve(); });
        watching.observe(picture, { attributes: true, childList: true, subtree: true });
    });
    handle.value = Number(handle.value) + (key === "ArrowRight" ? 1 : -1) * handle.step;
    handle.dispatchEvent(new Event("input", { bubbles: true }));
    await changed;
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""


def repaints(page: Page, notebook: lab.Notebook, name: str, count: int) -> list[float]:
    """Milliseconds from each of `count` moves of a slider to the chart that follows."""
    shown = notebook.shown_by(name)
    picture = shown.locator(".chart-live")
    picture.locator("svg.marks").wait_for()
    handle = shown.get_by_role("slider").first.element_handle()
    times = []
    for step in range(count):
        key = "ArrowRight" if step % 2 == 0 else "ArrowLeft"
        times.append(page.evaluate(REPAINT, [handle, picture.element_handle(), key]))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=60, help="key presses (%(default)s)")
    count = parser.parse_args().repeat
    print(f"JupyterLab; {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':32}{'run all, s':>12}{'repaint, ms: median':>22}{'95th percentile':>18}")
    with (
        tempfile.TemporaryDirectory() as folder,
        lab.running(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=[browsers.LEAN])
        for chapter, name in CHAPTERS.items():
            page = browser.new_page()
            notebook = server.open(page, chapter)
            start = time.perf_counter()
            notebook.run_all()
            run = time.perf_counter() - start
            times = repaints(page, notebook, name, count)
            print(f"{chapter:32}{run:12.1f}{median(times):22.0f}{quantiles(times, n=20)[-1]:18.0f}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
