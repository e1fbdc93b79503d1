"""Which tables of `data/` a page or an explorer loads, as its code says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
BOOK: Final = ROOT / "book"

_CELL: Final = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.M | re.S)
_LOAD: Final = re.compile(r"\bload\(\s*[\"'](\w+)[\"']")
_PAGE: Final = re.compile(r"^\s*(?:- file|root):\s*book/([\w/-]+)\s*$", re.M)


def pages(root: Path = ROOT) -> list[str]:
    """The names of the book's pages, in the order of its table of contents."""
    toc = root / "_toc.yml"
    listed = _PAGE.findall(toc.read_text(encoding="utf-8")) if toc.is_file() else []
    return [name for name in listed if (root / "book" / f"{name}.md").is_file()]


def title(page: str, root: Path = ROOT) -> str:
    """The heading of a page."""
    text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
    found = re.search(r"^# (.+)$", text, re.M)
    return found[1].strip() if found else page


def by_page(root: Path = ROOT) -> dict[str, list[str]]:
    """The tables that each page loads."""
    found = {}
    for page in pages(root):
        text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
        names = [name for cell in _CELL.findall(text) for name in _LOAD.findall(cell)]
        found[page] = list(dict.fromkeys(names))
    return found


def explorers(root: Path = ROOT) -> dict[str, str]:
    """The page on which each explorer stands, by the explorer's name in Python."""
    found = {}
    for page in pages(root):
        text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
        for cell in _CELL.findall(text):
            *_, last = cell.strip().splitlines()
            if f"from alliance.explorers import {last}" in cell:
                found[last] = page
    return found


def by_explorers(root: Path = ROOT) -> list[str]:
    """The tables that the explorers load."""
    files = sorted((root / "alliance" / "explorers").glob("*.py"))
    names = [name for file in files for name in _LOAD.findall(file.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*names, "explorer_presets", "explorer_constants"]))
