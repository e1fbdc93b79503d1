"""A learning platform in a page: a package in a frame, and above it the API of SCORM 1.2."""

from __future__ import annotations

import functools
import http.server
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Frame, Page

RUNTIME = Path(__file__).with_name("scorm_runtime.js").read_text(encoding="utf-8")


def platform(folder: Path, package: Path, start: str = "{}", runtime: str = RUNTIME) -> Path:
    """A page of a platform that has unpacked a package; `start` is what it kept of a student."""
    (folder / "package").mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "package")
    (folder / "runtime.js").write_text(runtime, encoding="utf-8")
    page = folder / f"platform-{zlib.crc32(start.encode())}.html"  # no browser has kept another one
    page.write_text(
        f'<!doctype html><title>Platform</title><script id="start" type="application/json">{start}'
        '</script><script src="runtime.js"></script><iframe src="package/index.html" width="900" '
        'height="900"></iframe>',
        encoding="utf-8",
    )
    return page


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder can be read."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(page: Page, address: str, shown: Path) -> Frame:
    page.goto(f"{address}/{shown.name}")
    frame = page.frames[1]
    frame.wait_for_selector(".quiz[data-ready]")
    return frame


def answer_all(frame: Frame) -> None:
    """Answer every question: the first option, a number, the entries as they stand."""
    for form in frame.query_selector_all(".quiz-item"):
        for group in form.query_selector_all(".quiz-options, .quiz-kinds"):
            inputs = group.query_selector_all("input")
            inputs[0].check()
        if field := form.query_selector(".quiz-field input"):
            field.fill("1")
        button = form.query_selector("[type=submit]")
        assert button
        button.click()
