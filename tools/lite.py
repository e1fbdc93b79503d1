"""Make the chapters run in the reader's own browser: python tools/lite.py [--pyodide FOLDER].

Writes `_build/lite`, a folder for any web server, and tries it: a chapter is opened in a browser
and run, and its numbers are held to this Python's. `make lite` calls it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # where `alliance` is found

import website  # noqa: E402
from in_browser import site, trial, wheels  # noqa: E402
from in_browser.pyodide import PINNED, Pyodide, PyodideError  # noqa: E402
from playwright import sync_api  # noqa: E402

from alliance.explorers import spending_path  # noqa: E402
from coursebook.catalog import uses  # noqa: E402

KEPT: Final = ROOT / "_build" / ".pyodide" / PINNED.version
MADE: Final = ROOT / "_build" / "lite"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make the chapters run in the reader's browser.")
    parser.add_argument("--pyodide", type=Path, help=f"a folder with Pyodide {PINNED.version}")
    given = parser.parse_args(arguments).pyodide
    if site.made_for() != PINNED.version:
        raise SystemExit(
            f"JupyterLite is made for Pyodide {site.made_for()}, and tools/in_browser/pyodide.py "
            f"pins {PINNED.version}: let PINNED say the same"
        )
    pyodide = Pyodide(given.resolve(), fetches=False) if given else Pyodide(KEPT, fetches=True)
    try:
        site.Site(ROOT, ROOT / "_build" / ".lite", MADE, pyodide).build()
    except (PyodideError, site.SiteError, wheels.MissingError) as error:
        raise SystemExit(str(error)) from None
    website.compress(MADE)
    chapter = uses.explorers(ROOT)["spending_path"]
    try:
        tried = trial.run_chapter(MADE, chapter, spending_path)
    except (AssertionError, sync_api.TimeoutError) as error:
        raise SystemExit(f"{MADE} was built, and does not work in a browser: {error}") from None
    print(f"{MADE.relative_to(ROOT)}/ works: {chapter} ran in a browser, its numbers are right.")
    print(f"Python was ready after {tried.ready:.0f} s, a chart stood after {tried.chart:.0f} s;")
    print(f"{tried.megabytes:.0f} MB were loaded. How to host it: deploy/README.md")


if __name__ == "__main__":
    main()
