"""Which tables a page or an explorer loads, as its code says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from coursebook.book import book
from coursebook.book import root as book_root
from coursebook.charts.cards import TABLE

_CELL: Final = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.M | re.S)
_LOAD: Final = re.compile(r"\bload\(\s*[\"'](\w+)[\"']")
_QUOTES: Final = re.compile(r"\bquotations\(|\bquotation=")
_PAGE: Final = re.compile(r"^\s*(?:- file|root):\s*book/([\w/-]+)\s*$", re.M)


def pages(root: Path | None = None) -> list[str]:
    """The names of the book's pages, in the order of its table of contents.

    >>> pages()
    ['start', 'water', 'references']
    """
    root = root or book_root()
    toc = root / "_toc.yml"
    listed = _PAGE.findall(toc.read_text(encoding="utf-8")) if toc.is_file() else []
    return [name for name in listed if (root / "book" / f"{name}.md").is_file()]


def title(page: str, root: Path | None = None) -> str:
    """The heading of a page."""
    root = root or book_root()
    text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
    found = re.search(r"^# (.+)$", text, re.M)
    return found[1].strip() if found else page


def by_page(root: Path | None = None) -> dict[str, list[str]]:
    """The names of the tables that each page loads.

    >>> by_page()["water"]
    ['lakes']
    """
    root = root or book_root()
    found = {}
    for page in pages(root):
        text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
        cells = _CELL.findall(text)
        names = [name for cell in cells for name in _LOAD.findall(cell)]
        names += [TABLE for cell in cells if _QUOTES.search(cell)]
        found[page] = list(dict.fromkeys(names))
    return found


def explorers(root: Path | None = None) -> dict[str, str]:
    """The page on which each explorer appears, by the explorer's name in Python.

    >>> explorers()
    {'spill': 'water'}
    """
    root = root or book_root()
    package = book().package
    found = {}
    for page in pages(root):
        text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
        for cell in _CELL.findall(text):
            *_, last = cell.strip().splitlines()
            if f"from {package}.explorers import {last}" in cell:
                found[last] = page
    return found


def by_explorers(root: Path | None = None) -> list[str]:
    """The tables that the explorers load."""
    package = book().package
    if not package:
        return []
    files = sorted(((root or book_root()) / package / "explorers").glob("*.py"))
    names = [name for file in files for name in _LOAD.findall(file.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*names, "explorer_presets", "explorer_constants"]))
