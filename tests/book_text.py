"""The book as its authors write it: which pages it has, and the words on them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

CHAPTER_MARK = "\n## Takeaways\n"
STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def pages(root: Path) -> list[str]:
    """The names of all pages, in the order of the table of contents; those of a folder with it."""

    def files(node: Any) -> list[str]:
        if isinstance(node, list):
            return [name for item in node for name in files(item)]
        if isinstance(node, dict):
            own = [node[key] for key in ("root", "file") if key in node]
            return own + [name for value in node.values() for name in files(value)]
        return []

    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [file.removeprefix("book/") for file in files(toc)]


def chapters(root: Path) -> list[str]:
    """The names of the pages with takeaways and a quiz, in their order."""
    return [name for name in pages(root) if CHAPTER_MARK in source(root, name)]


def sections(root: Path) -> list[str]:
    """The chapters that explain a section of the paper, in its order: in them the paper speaks."""
    return [name for name in chapters(root) if "\n**Reported.**" in source(root, name)]


def source(root: Path, name: str) -> str:
    return (root / "book" / f"{name}.md").read_text(encoding="utf-8")


def title(root: Path, name: str) -> str:
    found = re.search(r"^# (.+)$", source(root, name), re.M)
    assert found, f"book/{name}.md has no title"
    return found[1]


def prose(text: str) -> str:
    """The words of a page in one line: no front matter, no code, no marks of emphasis."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*)(?:<[^>]*>)?`", r"\1", text)  # a role
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)  # a link
    return plain(text)


def plain(words: str) -> str:
    """Words to be compared: straight quotes, one space, no marks of emphasis."""
    return " ".join(words.translate(STRAIGHT).replace("*", "").split())


def minutes(text: str) -> float:
    """How long a page takes to read, at 200 words a minute."""
    return len(prose(text).split()) / 200
