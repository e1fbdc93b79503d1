"""Serve the built book to the checks, whole or without parts that cost time at each opening."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serve
import servers

FIGURES = re.compile(r'<figure class="chart".*?</figure>', re.DOTALL)
CHARTS = re.compile(
    rf'{FIGURES.pattern}|<section class="explorer".*?</section>',
    re.DOTALL,
)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on a local server, without a slash at the end."""
    with serve.bind(folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


def without(parts: re.Pattern[str], book: Path, folder: Path) -> Path:
    """Write the book's pages into `folder`, without what a pattern finds; all else is linked."""
    for path in book.iterdir():
        if path.name != "book":
            (folder / path.name).symlink_to(path)
    (folder / "book").mkdir()
    for path in (book / "book").iterdir():
        if path.suffix == ".html":
            page = parts.sub("", path.read_text(encoding="utf-8"))
            (folder / "book" / path.name).write_text(page, encoding="utf-8")
        else:
            (folder / "book" / path.name).symlink_to(path)
    return folder


def need(server: str) -> None:
    """Skip where a web server is not installed, and fail where everything is to be run."""
    if servers.find(server) is not None:
        return
    if os.environ.get("CI"):
        pytest.fail(f"No {server} here. Install it: python tools/servers.py as root, or by hand")
    pytest.skip(f"no {server} on this machine")
