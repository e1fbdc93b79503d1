"""How the package deal answers when there are more packages than in the book, up to 50,000.

Issues and scores are made up. Each explorer stands alone on a page with the book's own scripts.
Rows of its specification are a count, so that size on the page hardly grows; what does is the drawn
chart that stands there before the scripts run.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
os.environ["COURSEBOOK_HOST"] = "page"

import serve  # noqa: E402
from explorers import CHART, CONTROLS, move, percentile  # noqa: E402

from alliance.explorers.package import declare  # noqa: E402
from alliance.explorers.package_options import ISSUES, VIEWS  # noqa: E402
from coursebook.explorers import Explorer, page  # noqa: E402
from coursebook.teaching import browsers  # noqa: E402

SIZES = ([3, 3, 3, 3, 3, 4], [4, 4, 4, 4, 4, 4], [5, 5, 5, 5, 5, 4], [3, 3, 4, 4, 13, 27])
SCRIPTS = ("charts", "explorers")
SHELL = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<style>main {{ width: 760px }}</style></head><body><main>{body}</main>{scripts}</body></html>"""


def synthetic(options: list[int]) -> Explorer:
    """The package deal over made-up options, always the same."""
    chance = np.random.default_rng(1950)
    fields = [f"{side}_{view}" for side, views in VIEWS.items() for view in views]
    rows = [
        {"issue": issue, "option": f"o{n}", "label": f"Option {n}"}
        | {field: int(chance.integers(0, 11)) for field in fields}
        for issue, count in zip(ISSUES, options, strict=True)
        for n in range(count)
    ]
    return declare(pd.DataFrame(rows))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=200, help="per size (%(default)s)")
    events = parser.parse_args().events
    found = browsers.find()
    if found is None:
        raise SystemExit("No browser found. Name one: CHROMIUM=/path/to/browser")
    assets = serve.BUILT / "_static" / "coursebook"
    print(f"Packages; {os.cpu_count()} cores. Milliseconds from input to repainted chart")
    print(f"{'packages':>10}{'median':>9}{'99 %':>9}{'script':>9}{'page, KB gzipped':>18}   budget")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for script in [*SCRIPTS, "vega"]:
            text = (assets / f"{script}.js").read_text(encoding="utf-8")
            (Path(folder) / f"{script}.js").write_text(text, encoding="utf-8")
        with serve.bind(Path(folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(
                executable_path=found, args=["--disable-gpu", browsers.LEAN]
            )
            for options in SIZES:
                explorer = synthetic(options)
                body = page.html(explorer)
                program = explorer.program().script
                (Path(folder) / "model.js").write_text(program, encoding="utf-8")
                names = ("model", *SCRIPTS)
                scripts = "".join(f'<script defer src="{each}.js"></script>' for each in names)
                shell = SHELL.format(body=body, scripts=scripts)
                (Path(folder) / "index.html").write_text(shell, encoding="utf-8")
                tab = browser.new_page()
                tab.goto(f"{server.address}/index.html")
                tab.locator("section.explorer .chart-live svg").wait_for(timeout=120_000)
                moved = move(
                    tab,
                    CHART.format(name=explorer.name),
                    CONTROLS.format(name=explorer.name),
                    events,
                )
                tab.close()
                times = moved["repainted"]
                size = len(gzip.compress(body.encode())) / 1024
                budget = {972: "median 8, 99 % 20", 50_544: "median 60"}.get(len(explorer.rows), "")
                print(
                    f"{len(explorer.rows):10,}{median(times):9.1f}{percentile(times, 0.99):9.1f}"
                    f"{median(moved['script']):9.1f}{size:18.1f}   {budget}"
                )
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
