"""How soon the heaviest chapter is there: what it sends, when it paints, when its explorer answers.

Each visit begins with an empty cache, on a fast connection and on a phone: slow 4G (150 ms, 1.6
Mbit/s) and a processor four times slower. The site stands on nginx with the configuration of
`deploy/`; where nginx is not here, on the local server, which compresses nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))

import serve  # noqa: E402
import servers  # noqa: E402
import website  # noqa: E402

from coursebook.teaching import browsers  # noqa: E402

EXPLORER = "section.explorer:has(input[type=range])"
# What a move of the controls changes: the words, which may answer first, and the chart.
ANSWERS = {
    "words": f"{EXPLORER} :is(.explorer-headline, .explorer-readouts)",
    "chart": f"{EXPLORER} .chart-live svg",
}
SLIDERS = f"{EXPLORER} input[type=range]"
QUIET = 3000  # milliseconds without a request after which a page has all that it loads
LONGEST = 120_000
MBIT = 125_000  # bytes


@dataclass(frozen=True)
class Reader:
    """A screen, a processor so many times slower, a connection."""

    name: str
    width: int
    height: int
    slower: int = 1
    connection: tuple[int, float, float] | None = None  # ms, bytes a second down and up

    def visits(self, browser: Browser, address: str, script: str, fragment: str = "") -> Page:
        """A page that this reader has just opened, with a script that ran before all others."""
        viewport: Any = {"width": self.width, "height": self.height}
        page = browser.new_context(viewport=viewport).new_page()
        page.set_default_timeout(LONGEST)
        page.add_init_script(script)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        page.received = []  # type: ignore[attr-defined]
        session.on(
            "Network.loadingFinished", lambda e: page.received.append(e["encodedDataLength"])
        )  # type: ignore[attr-defined]
        if self.connection:
            latency, down, up = self.connection
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": latency,
                    "downloadThroughput": down,
                    "uploadThroughput": up,
                },
            )
        session.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        page.goto(address + fragment, wait_until="commit")
        return page


READERS = (
    Reader("fast, desktop", 1280, 800),
    Reader("slow 4G, phone", 375, 667, 4, (150, 1.6 * MBIT, 0.75 * MBIT)),
)

NOTE_PAINTS = """new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.painted = each.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });"""

# All sliders go to one end and to the other, every 50 ms from the moment they exist. What changes
# with a move and changes back with the next has answered; anything else may be a page still loading.
PROBE = """([answers, sliders]) => {
  const looks = {};
  let moves = 0;
  window.answered = {};
  const look = () => {
    document.querySelector(sliders)?.scrollIntoView({ block: "center" });
    for (const [name, selector] of Object.entries(answers)) {
      const shown = document.querySelector(selector)?.outerHTML;
      if (shown === undefined || name in window.answered) continue;
      (looks[name] ??= []).push({ time: performance.now(), shown });
      const [before, changed, back] = looks[name].slice(-3);
      if (back && before.shown === back.shown && before.shown !== changed.shown) window.answered[name] = changed.time;
    }
    moves += 1;
    for (const slider of document.querySelectorAll(sliders)) {
      slider.value = moves % 2 ? slider.min : slider.max;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setTimeout(look, 50);
  };
  look();
}"""


def opened(browser: Browser, reader: Reader, address: str) -> dict[str, float]:
    """KB and requests of a visit to the top of the page, and its largest paint in milliseconds."""
    page = reader.visits(browser, address, NOTE_PAINTS)
    page.wait_for_load_state()
    received: list[float] = page.received  # type: ignore[attr-defined]
    seen = -1
    while seen != len(received):
        seen = len(received)
        page.wait_for_timeout(QUIET)
    painted: float = page.evaluate("window.painted")
    page.context.close()
    return {"KB": sum(received) / 1000, "requests": len(received), "largest paint": painted}


def answered(browser: Browser, reader: Reader, address: str) -> dict[str, float]:
    """Milliseconds from the navigation until a move changes the headline, and the chart."""
    script = f"({PROBE})({json.dumps([ANSWERS, SLIDERS])})"
    page = reader.visits(browser, address, script, "#try-it")
    times: dict[str, float] = {}
    for _ in range(LONGEST // 100):
        page.wait_for_timeout(100)
        times = page.evaluate("window.answered")
        if len(times) == len(ANSWERS):
            break
    page.context.close()
    return {f"answering {name}": times.get(name, float("nan")) for name in ANSWERS}


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of the site on a server."""
    if servers.find("nginx"):
        website.make_site(serve.BUILT, folder / "site")
        website.compress(folder / "site")
        with servers.running("nginx", folder / "site", folder) as port:
            yield f"http://{serve.HOST}:{port}"
        return
    print("nginx is not here: nothing is compressed")
    with serve.bind(serve.BUILT) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def heaviest() -> str:
    """The page with an explorer that weighs most, compressed."""
    pages = {path: path.read_bytes() for path in serve.BUILT.glob("book/*.html")}
    exploring = {path: text for path, text in pages.items() if b'<section class="explorer"' in text}
    return max(exploring, key=lambda path: len(gzip.compress(exploring[path]))).name


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visits", type=int, default=3, help="of each kind (%(default)s)")
    visits = parser.parse_args().visits
    found = browsers.find()
    if found is None:
        raise SystemExit("No browser found. Name one: CHROMIUM=/path/to/browser")
    with (
        tempfile.TemporaryDirectory() as folder,
        hosted(Path(folder)) as host,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(found), args=["--disable-gpu", browsers.LEAN]
        )
        page = heaviest()
        print(
            f"Opening {page}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Chromium {browser.version}"
        )
        for reader in READERS:
            print(f"{reader.name}: medians of {visits} visits with an empty cache, times in ms")
            for visit in (opened, answered):
                found_here = [visit(browser, reader, f"{host}/book/{page}") for _ in range(visits)]
                for name in found_here[0]:
                    print(f"  {name:24}{median(each[name] for each in found_here):8.0f}")
        browser.close()


if __name__ == "__main__":
    main()
