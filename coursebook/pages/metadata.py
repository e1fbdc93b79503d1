"""What a search engine or a messenger shows of a page.

Written here rather than by an extension: the usual one draws its preview images with
matplotlib and wants to know the address of the site, which a fork does not have yet.
"""

import re
from html import escape
from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinx.application import Sphinx

from coursebook.book import book, root
from coursebook.pages.assets import TARGET

# From docutils; the theme has written one already.
SECOND_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
LONGEST_DESCRIPTION = 160
SHORTEST_PARAGRAPH = 60
PREVIEW = "preview.png"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_tags)
    app.connect("build-finished", draw_preview)


def add_tags(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe the page in its head."""
    site = app.config.html_title
    title = re.sub(r"<[^>]+>", "", context.get("title") or "") or site
    written = (context.get("meta") or {}).get("description") or context.get("description")
    description = written or first_words(doctree)
    tags = {
        "og:title": title,
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": site,
        "og:locale": "en_US",
        "og:description": description,
    }
    if app.config.html_baseurl and doctree is not None:
        tags["og:url"] = app.config.html_baseurl + app.builder.get_target_uri(page)
    if app.config.html_baseurl and book().preview:
        # Messengers load a preview only from a full address, and no SVG.
        tags["og:image"] = f"{app.config.html_baseurl}{TARGET.as_posix()}/{PREVIEW}"
        tags["og:image:alt"] = site
    lines = [tag("property", name, content) for name, content in tags.items() if content]
    if description:
        lines.append(tag("name", "description", description))
    lines.append(tag("name", "author", app.config.author))
    given = context.get("metatags", "").replace(SECOND_VIEWPORT, "")
    context["metatags"] = given + "\n".join(lines) + "\n"


def tag(attribute: str, name: str, content: str) -> str:
    """A tag `meta` for the head of a page."""
    return f'<meta {attribute}="{name}" content="{escape(" ".join(content.split()))}" />'


def first_words(doctree: nodes.document | None) -> str:
    """The beginning of a page's first real paragraph, cut between two words."""
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) < SHORTEST_PARAGRAPH:
            continue
        if len(text) <= LONGEST_DESCRIPTION:
            return text
        words = text[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0]
        return words.rstrip(",;:") + "\N{HORIZONTAL ELLIPSIS}"
    return ""


def draw_preview(app: Sphinx, error: Exception | None) -> None:
    """Draw the image that messengers show, if the site's address is known."""
    if error or app.builder.format != "html" or not app.config.html_baseurl:
        return
    preview = book().preview
    if preview is None:
        return
    drawing = (root() / preview).read_text(encoding="utf-8")
    target = Path(app.outdir) / TARGET / PREVIEW
    target.write_bytes(vl_convert.svg_to_png(drawing))
