"""Markdown as a page that a browser shows and prints: reports, collected answers, feedback."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from coursebook.coursework.grading import whole

# No HTML of its own gets through: parts of the text were written by students.
MARKDOWN: Final = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])
)
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
STYLE: Final = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 Arial, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2rem }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { border: 1px solid; padding: .3rem .6rem; text-align: left; vertical-align: top }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid; padding-left: 1rem }
code { overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } h2, h3 { break-after: avoid } }
"""


def page(title: str, text: str) -> str:
    """A whole page of HTML, which loads nothing and runs nothing."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body>{MARKDOWN.render(text)}</body></html>\n"
    )


def write(path: Path, title: str, text: str) -> None:
    """Write a page, at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole.replacing(path) as file:
        file.write(page(title, text))


def quoted(text: str) -> str:
    """A student's text as it was typed, whatever marks are in it."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return "\n".join(f"    {line}" for line in shown.splitlines())


def cell(text: str) -> str:
    """Text for a cell of a table: on one line, with nothing that ends the cell."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
