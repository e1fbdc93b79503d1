"""The whole book as one page of HTML to be printed: every page in order, with working links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from coursebook.teaching.places import Places, TeachingError

BETWEEN: Final = "--"
"""Between a page's name and an anchor of it: pages may have anchors of the same name."""
REFERRING: Final = ("aria-labelledby", "aria-describedby", "for", "headers")
DROPPED: Final = (
    "script, form.explorer-controls, .explorer-still, .headerlink, .explorer-bar, .explorer-table, "
    ".explorer-starts, .explorer-below > a, .chart-tools:not(.explorer-below), button"
)
WITHIN: Final = re.compile(r"url\(#([^)]+)\)")

STYLE: Final = """
@page { size: A4; margin: 18mm 16mm 20mm; }
html { font-size: 10.5pt; }
body { display: block; margin: 0; background: #fff; }
.page { break-before: page; }
.bd-main, .bd-main .bd-content, .page, .page .bd-article {
  display: block; width: 100%; max-width: none; height: auto; min-height: 0; margin: 0; padding: 0;
}
h1 { font-size: 1.9rem; }
h1, h2, h3 { break-after: avoid; }
.cover { padding-top: 22vh; }
.cover h1 { font-size: 2.6rem; }
.contents ol { list-style: none; padding: 0; }
.contents li { display: flex; gap: 0.5rem; margin: 0.2rem 0; }
.contents li.part { margin-top: 0.9rem; font-weight: 600; }
.contents .dots { flex: 1; border-bottom: 1px dotted #8a8a8a; margin-bottom: 0.3rem; }
.chart-view svg { max-width: 100%; height: auto; }
.catalog table { min-width: 0; }
"""


@dataclass(frozen=True)
class Entry:
    """A page of the book, and the title of the part if it begins one."""

    page: str
    title: str
    part: str = ""


def entries(places: Places) -> list[Entry]:
    """All pages in the order of the table of contents."""
    toc: dict[str, Any] = yaml.safe_load((places.root / "_toc.yml").read_text(encoding="utf-8"))
    found = [Entry(toc["root"], title(places, toc["root"]))]
    for part in toc["parts"]:
        for place, chapter in enumerate(part["chapters"]):
            page = chapter["file"]
            found.append(Entry(page, title(places, page), "" if place else part["caption"]))
    return found


def title(places: Places, page: str) -> str:
    heading = article(places, page).select_one("h1")
    if heading is None:
        raise TeachingError(f"_build/html/{page}.html has no heading to stand in the contents")
    for link in heading.select(".headerlink"):
        link.decompose()
    return heading.get_text().strip()


def html(places: Places, found: list[Entry], *, name: str, numbers: Mapping[str, int]) -> str:
    """Put the book together as one document.

    Parameters
    ----------
    places
        The folders of the book.
    found
        Its pages, in order.
    name
        The book's title.
    numbers
        The numbers of the printed pages on which entries begin; empty before the first print.

    Returns
    -------
    str
        HTML with its styles.
    """
    pages = {entry.page for entry in found}
    bodies = "".join(
        f'<div class="page" id="{anchor(entry.page)}">{moved(places, entry.page, pages)}</div>'
        for entry in found
    )
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{escape(name)}</title><style>{styles(places)}{STYLE}</style></head>"
        f'<body><div class="cover"><h1>{escape(name)}</h1>'
        "<p>An interactive textbook, on paper: charts and explorers as they start, quizzes as "
        "sheets to fill in.</p></div>"
        f'<div class="page contents"><h1>Contents</h1><ol>{contents(found, numbers)}</ol></div>'
        f'<main class="bd-main"><div class="bd-content">{bodies}</div></main></body></html>'
    )


def contents(found: list[Entry], numbers: Mapping[str, int]) -> str:
    lines = []
    for entry in found:
        if entry.part:
            lines.append(f'<li class="part">{escape(entry.part)}</li>')
        number = numbers.get(entry.page, "")
        lines.append(
            f'<li><a href="#{anchor(entry.page)}">{escape(entry.title)}</a>'
            f'<span class="dots"></span><span>{number}</span></li>'
        )
    return "".join(lines)


def moved(places: Places, page: str, pages: set[str]) -> str:
    """A page's text, with its anchors and links changed to what they are in the one document."""
    text = article(places, page)
    for tag in text.select(DROPPED):
        tag.decompose()
    own = anchor(page)
    for tag in text.find_all(True):
        if identity := tag.get("id"):
            tag["id"] = f"{own}{BETWEEN}{identity}"
        for attribute in REFERRING:
            if named := tag.get(attribute):
                words = named if isinstance(named, list) else str(named).split()
                tag[attribute] = " ".join(f"{own}{BETWEEN}{word}" for word in words)
        for attribute, value in list(tag.attrs.items()):
            if isinstance(value, str) and "url(#" in value:
                tag[attribute] = WITHIN.sub(rf"url(#{own}{BETWEEN}\1)", value)
    for link in text.select("a[href]"):
        follow(link, page, pages)
    return str(text)


def follow(link: Tag, page: str, pages: set[str]) -> None:
    """Point a link at its place in the document, or out of it, or take it away."""
    parts = urlsplit(str(link["href"]))
    if parts.scheme in ("http", "https"):
        return
    near = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    target = near.removesuffix(".html") if parts.path else page
    if target not in pages or parts.scheme:
        link.unwrap()  # a download, or a button that only a screen has
        return
    # On paper the explorer cannot be set, so a link to a scenario leads to the explorer itself.
    fragment = re.sub(r"^explore=([\w-]+).*", r"\1", parts.fragment)
    link["href"] = f"#{anchor(target)}{BETWEEN}{fragment}" if fragment else f"#{anchor(target)}"


def anchor(page: str) -> str:
    return page.replace("/", "-")


def article(places: Places, page: str) -> Tag:
    """The text of a built page."""
    path = places.site / f"{page}.html"
    if not path.is_file():
        raise TeachingError(
            f"_build/html/{page}.html is not there. Build the book first: make build"
        )
    found = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one(
        "article.bd-article"
    )
    if found is None:
        raise TeachingError(f"_build/html/{page}.html has no text that could be printed")
    return found


def styles(places: Places) -> str:
    """All style sheets that the pages link, each once, in order."""
    names: dict[Path, None] = {}
    for path in sorted((places.site / "book").rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for link in page.select('link[rel="stylesheet"]'):
            names[(path.parent / urlsplit(str(link["href"])).path).resolve()] = None
    return "\n".join(name.read_text(encoding="utf-8") for name in names)
