"""The text that the search looks through: every passage of every page, as it reads.

Sphinx's own index knows words only. It cuts 28,500 into 28 and 500, leaves numbers out of a query,
knows no 2+2, no U.S. and no Korean, and reads pages for its excerpts, which a page that was opened
from disk may not. Libraries such as lunr or MiniSearch cut texts into words as well, and their
indexes are as large as the text; Pagefind needs a policy that allows WebAssembly, and a server. A
book is small enough to be looked through as a whole: `face/search.js` does. So Sphinx writes no
index, and its page for the search is written as one of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

SHEET: Final = "search-text.js"
ARTICLE: Final = re.compile(r"<article\b.*?</article>", re.S)
DRAWN: Final = re.compile(r"<(svg|script|style|noscript)\b.*?</\1>", re.S)
SKIPPED: Final = {"button", "select", "option", "form", "nav"}
SKIPPED_CLASSES: Final = {
    "chart-tools",
    "cited-works",
    "headerlink",
    "unseen",
    "explorer-presets",
    "sd-d-none",
}
VOID: Final = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}
INLINE: Final = {
    *("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span"),
    *("strong", "sub", "sup", "time", "u"),
}

Passage = tuple[str, str, str]
"""The anchor of a section, its heading, its text."""


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", without_index)
    app.connect("html-collect-pages", own_page)
    app.connect("build-finished", write)


def without_index(app: Sphinx) -> None:
    """Tell Sphinx to suppress its search, as its builders of other kinds do."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def own_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that searches."""
    yield "search", {}, "search.html"


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the text of all pages beside them."""
    if error is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    (folder / "searchindex.js").unlink(missing_ok=True)  # of a build by an older version
    pages = []
    for name in sorted(app.env.found_docs):
        page = folder / f"{name}.html"
        if page.is_file() and (found := passages(page.read_text(encoding="utf-8"))):
            pages.append((f"{name}.html", found))
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    script = f"(window.coursebook ??= {{}}).texts = {text};\n"
    (folder / "_static" / "coursebook" / SHEET).write_text(script, encoding="utf-8")


def passages(html: str) -> list[Passage]:
    """The sections of a page: what a reader reads, without drawings, fields and buttons.

    >>> passages('<article><section id="a"><h1>One</h1><p>Two<b>3</b></p></section></article>')
    [('a', 'One', 'Two3')]
    """
    article = ARTICLE.search(html)
    reader = _Reader()
    reader.feed(DRAWN.sub(" ", article[0] if article else ""))
    plain = ([" ".join(part.split()) for part in passage] for passage in reader.found)
    return [(anchor, heading, text) for anchor, heading, text in plain if heading]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._skipped = 0  # how deep in what is not read
        self._anchor = ""
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._add(" ")
            return
        given: dict[str, Any] = dict(attrs)
        classes = set((given.get("class") or "").split())
        if self._skipped or tag in SKIPPED or classes & SKIPPED_CLASSES:
            self._skipped += 1
            return
        if tag == "section" and given.get("id"):
            self._anchor = given["id"]
        if tag in ("h1", "h2", "h3", "h4"):
            self.found.append([self._anchor, "", ""])
            self._in_heading = True
        elif tag not in INLINE:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._skipped:
            self._skipped -= 1
        elif tag in ("h1", "h2", "h3", "h4"):
            self._in_heading = False
        elif tag not in INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._add(data)

    def _add(self, text: str) -> None:
        if self.found:
            self.found[-1][1 if self._in_heading else 2] += text
