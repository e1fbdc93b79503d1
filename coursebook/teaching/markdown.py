"""Markdown as Pandoc reads it, with links that work on paper too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pypandoc

READER: Final = "commonmark_x-raw_html-tex_math_dollars"  # a dollar sign means money
LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
PAGE: Final = re.compile(r"(?:.*/)?book/((?:[\w-]+/)*[\w-]+)\.(?:md|html)(#.*)?$")

Resolve = Callable[[str, str], str]
"""Turns a page of the book and a fragment into an address, or "" where it has none."""


def with_heading(body: str, title: str) -> str:
    """The text below a heading, which is added if the text has none."""
    return body if re.search(r"^# ", body, re.M) else f"# {title}\n\n{body}"


def resolved(body: str, resolve: Resolve) -> str:
    """The text with links to pages of the book resolved; one without an address becomes words."""

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        if re.match(r"https?:|mailto:", target):
            return found[0]
        page = PAGE.match(target)
        address = resolve(page[1], page[2] or "") if page else ""
        if address:
            return f"[{words}]({address})"
        return words.removesuffix(".md")

    return LINK.sub(link, body)


def html(body: str) -> str:
    """The text as HTML, without a head."""
    return str(pypandoc.convert_text(body, "html5", format=READER))


def word(body: str, path: Path) -> None:
    """Write the text as a Word file, as Pandoc makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = ["--metadata", "lang=en-US"]
    pypandoc.convert_text(body, "docx", format=READER, outputfile=str(path), extra_args=options)
