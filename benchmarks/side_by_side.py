"""Our book beside a plain Jupyter Book 1 of the same chapters: one table, ready for the README.

The plain book has Jupyter Book's defaults, Altair's own charts and ordinary ipywidgets. Both are
built in a temporary folder, served alike and visited by the same browser; what is compared, and
how, is said in `comparison/`.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "benchmarks")]

import chromium  # noqa: E402 - found in tools/ by the line above
from comparison import builds, cdn, growth, hosts, lighthouse, sides, visits  # noqa: E402
from comparison.sides import Side, Sides  # noqa: E402
from comparison.table import NEVER, Row, amount, grown, markdown  # noqa: E402

PARTS = ("builds", "visits", "growth", "lighthouse")
UNITS = {
    "KB": ("Transferred before interaction, compressed", "KB"),
    "requests": ("Requests before interaction", ""),
    "first paint": ("First paint", "ms"),
    "largest paint": ("Largest paint", "ms"),
    "answer": ("Opening to a control that answers", "ms"),
    "input to paint": ("Input to repainted chart", "ms"),
}
TARGETS = {
    visits.FAST: {"KB": "half of plain", "answer": "500 ms", "input to paint": "16 ms"},
    visits.PHONE: {"largest paint": "2 s", "answer": "4 s"},
}
ALIKE = ("KB", "requests")  # the same on every connection

NOTES = """
- The plain book has the same text, tables and charts, without quizzes. What its pages take from
  content networks stands on its own host here, which spares them a second host.
- Its widgets were moved for {seconds:.0f} seconds in the page, where there is no Python; its own control that
  answers is a slider of Vega's, on results computed beforehand.
- An answer is a chart that changes with a move of the sliders and changes back with the next,
  moved every 50 ms from the moment they exist, in the same way on both.
- Slow 4G: 150 ms latency, 1.6 Mbit/s down, 0.75 up, processor 4 times slower; growth is measured
  there, in one visit. Other figures are medians of a few visits with an empty cache.
"""


def main() -> None:
    options = arguments()
    found = chromium.find()
    if found is None:
        raise SystemExit("No browser found. Name one: CHROMIUM=/path/to/browser")
    if not (sides.BUILT / "index.html").is_file():
        raise SystemExit(f"There is no built book in {sides.BUILT}. Build it first: make build")
    if not cdn.available():
        print(
            "Side by side: not measured. A plain page's scripts come from npm, which is not here."
        )
        return
    pages = options.pages or sides.sample()
    chapter = options.chapter or pages[-1]
    rows: list[Row] = []
    audits: list[str] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found), args=["--disable-gpu", chromium.LEAN]
        )
        print(heading(browser, chapter), flush=True)
        if "builds" in options.parts:
            rows += builds.rows(Path(name), chapter)
        chapters = list(dict.fromkeys([chapter, *pages]))
        with sides.served(Path(name), chapters, grown="growth" in options.parts) as books:
            if "visits" in options.parts:
                rows += visited(browser, chapter, books)
            if "growth" in options.parts:
                rows += growing(browser, books)
            if "lighthouse" in options.parts:
                rows += judged(found, pages, books, audits)
        browser.close()
    print(markdown(rows))
    print(NOTES.format(seconds=visits.WIDGETS / 1000))
    print("\n".join(audits))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chapter", help="default: the heaviest with an explorer")
    parser.add_argument(
        "--pages",
        nargs="+",
        help="chapters for Lighthouse; default: the lightest, a median one, the heaviest with an explorer",
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args()


def heading(browser: Browser, chapter: str) -> str:
    return (
        f"Side by side; {datetime.date.today():%Y-%m-%d}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Chromium {browser.version}, {hosts.named()}; "
        f"chapter {chapter}.\n"
    )


def visited(browser: Browser, chapter: str, books: Sides) -> list[Row]:
    """Bytes, paints, answers and moves on the chapter's page, on both connections."""
    rows = []
    for conditions in (visits.FAST, visits.PHONE):
        ours, plain = (
            visits.visit(browser, conditions, side.page(chapter), side.where)
            for side in (books.ours, books.plain)
        )
        for key, (label, unit) in UNITS.items():
            if key in ALIKE and conditions != visits.FAST:
                continue
            where = "" if key in ALIKE else f", {conditions.name}"
            target = TARGETS[conditions].get(key, "")
            figures = amount(ours[key], unit), amount(plain[key], unit)
            rows.append(Row(f"{label}{where}", *figures, target))
    answer = visits.widgets_answer(browser, books.plain.page(chapter))
    none = "none needed"
    rows.append(Row("ipywidgets of the page answer", none, "yes" if answer else NEVER))
    return rows


def growing(browser: Browser, books: Sides) -> list[Row]:
    """The same with ten times the rows of a chart, and ten times the controls of an explorer."""

    def measured(side: Side, name: str) -> dict[str, float]:
        where = side.where if name.startswith("controls") else None
        return visits.visit(browser, visits.PHONE_ONCE, side.page(name), where)

    rows = []
    for kind, label in growth.KINDS.items():
        (ours, ours_more), (plain, plain_more) = (
            [measured(side, f"{kind}-{times}") for times in (1, growth.TIMES)]
            for side in (books.ours_grown, books.plain)
        )
        for key in ours:
            if key in growth.TOLD:
                what, unit = UNITS[key]
                figures = (
                    grown(ours[key], ours_more[key], unit),
                    grown(plain[key], plain_more[key], unit),
                )
                rows.append(Row(f"{what}, {label}", *figures))
    return rows


def judged(found: Path, pages: list[str], books: Sides, audits: list[str]) -> list[Row]:
    """Lighthouse's scores of each page; what cost some goes to `audits`."""
    program = lighthouse.program()
    if program is None:
        audits.append("Lighthouse is not here and npm does not give it: no scores.")
        return []
    rows = []
    for page in pages:
        ours, plain = (
            lighthouse.run(program, found, side.page(page)) for side in (books.ours, books.plain)
        )
        audits += [f"- Lighthouse, {page}, this book: {audit}" for audit in ours.failing]
        audits += [f"- Lighthouse, {page}, plain: {audit}" for audit in plain.failing]
        for name, target in lighthouse.TARGETS.items():
            figures = str(ours.scores[name]), str(plain.scores[name])
            rows.append(Row(f"Lighthouse {name}, {page}", *figures, str(target)))
    return rows


if __name__ == "__main__":
    main()
