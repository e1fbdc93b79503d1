"""What a page cites, where it cites it and at its end."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from coursebook.tables import sources

LINK: Final = re.compile(r'<a class="reference internal" href="([^"]*references\.html#ref-(\w+))"')
LAST_SECTION: Final = "</section>"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_works, priority=850)


def add_works(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write each work into the links that cite it, and list all of them at the end."""
    body = context.get("body") or ""
    keys = list(dict.fromkeys(key for _, key in LINK.findall(body)))
    known = sources.known() if keys else set()
    works = {key: sources.line(key)[0] for key in keys if key in known}
    if not works:
        return

    def with_work(found: re.Match[str]) -> str:
        work = works.get(found[2])
        return f'{found[0]} data-work="{escape(told(work))}"' if work else found[0]

    address = LINK.search(body)
    assert address is not None  # noqa: S101  # there are keys
    folder = address[1].partition("references.html")[0]
    ordered = sorted(works.values(), key=lambda work: (work.label.casefold(), work.title))
    entries = "".join(
        f'<li><a href="{folder}references.html#ref-{work.key}">{escape(work.label)}</a>: '
        f"{escape(work.title)}</li>"
        for work in ordered
    )
    cited = (
        f'<details class="cited-works"><summary>Works cited on this page ({len(works)})</summary>'
        f"<ul>{entries}</ul></details>"
    )
    body = LINK.sub(with_work, body)
    at = body.rfind(LAST_SECTION)
    context["body"] = f"{body[:at]}{cited}{body[at:]}" if at >= 0 else body + cited


def told(work: sources.Source) -> str:
    """A work in one line."""
    return f"{work.label}: {work.title}"
