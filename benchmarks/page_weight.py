"""What a page transfers before the reader touches it, gzipped as a host would send it.

Vega's bundle is listed apart: it comes once for the whole book. Files are compressed here, as the
local server sends them plain.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import serve  # noqa: E402
from playwright.sync_api import Browser, Response, sync_playwright  # noqa: E402

from coursebook.teaching import browsers  # noqa: E402

BUDGET = 300  # KiB
VEGA = "vega.js"
PACKED_ALREADY = (".png", ".jpg", ".woff", ".woff2", ".gz")


def transferred(browser: Browser, address: str) -> dict[str, float]:
    """KiB by file for one visit with an empty cache."""
    sizes: dict[str, float] = {}
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    received: list[Response] = []
    page.on("response", lambda response: received.append(response))
    page.goto(address, wait_until="networkidle")
    for response in received:
        path = response.url.partition("?")[0]
        if response.ok and path.startswith("http"):
            body = response.body()
            packed = body if path.endswith(PACKED_ALREADY) else gzip.compress(body, 6)
            sizes[path.split("/", 3)[3]] = len(packed) / 1024
    page.close()
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10, help="largest files listed (%(default)s)")
    options = parser.parse_args()
    found = browsers.find()
    if found is None:
        raise SystemExit("No browser found. Name one: CHROMIUM=/path/to/browser")
    pages = sorted(
        path.relative_to(serve.BUILT).as_posix() for path in serve.BUILT.glob("book/*.html")
    )
    files: dict[str, float] = {}
    with serve.bind(serve.BUILT) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=str(found), args=[browsers.LEAN])
        print(f"KiB gzipped before interaction (budget {BUDGET} without Vega)")
        print(f"{'':44}{'page':>8}{'files':>8}{'Vega':>8}")
        for page in pages:
            sizes = transferred(browser, f"{server.address}/{page}")
            files |= sizes
            vega = sum(size for path, size in sizes.items() if path.endswith(VEGA))
            print(f"  {page:42}{sum(sizes.values()) - vega:8.1f}{len(sizes):8}{vega:8.1f}")
        browser.close()
        server.shutdown()
    print("\nLargest files")
    for path, size in sorted(files.items(), key=lambda each: -each[1])[: options.files]:
        print(f"  {path:60}{size:8.1f}")


if __name__ == "__main__":
    main()
