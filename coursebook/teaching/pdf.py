"""HTML to PDF through the browser: tagged for screen readers, with title, language and outline."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from pypdf.generic import Destination

from coursebook.teaching import browsers
from coursebook.teaching.places import TeachingError

Printer = Callable[[str, Path], None]

# Some fonts draw "ff" or "fi" as one letter, and a search in the PDF then finds no "offer".
LETTER_BY_LETTER: Final = "font-variant-ligatures: none"
NO_HEADER: Final = "<span></span>"
PAGE_NUMBER: Final = (
    '<div style="width: 100%; margin: 0 18mm; font: 8pt Arial, sans-serif; color: #4a4f57; '
    f"{LETTER_BY_LETTER}; "
    'display: flex; justify-content: space-between"><span class="title"></span>'
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


def browser() -> str:
    """The browser that the Makefile names, or one on this machine."""
    found = os.environ.get("CHROMIUM") or browsers.find(headless=True)
    if not found:
        raise TeachingError(
            "The PDFs need a browser, and none was found. `make teach` gets one, or name it:\n"
            "make teach CHROMIUM=/path/to/browser"
        )
    return str(found)


@contextmanager
def printer(*, numbered: bool) -> Iterator[Printer]:
    """A function that prints HTML to a PDF; the style sheet decides how large its pages are."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser(), args=["--disable-gpu", browsers.LEAN]
        )
        page = running.new_page()

        def write(html: str, path: Path) -> None:
            page.set_content(html)
            page.add_style_tag(content=f"* {{ {LETTER_BY_LETTER} !important }}")
            path.parent.mkdir(parents=True, exist_ok=True)
            page.pdf(
                path=path,
                prefer_css_page_size=True,
                print_background=True,
                display_header_footer=numbered,
                header_template=NO_HEADER,
                footer_template=PAGE_NUMBER,
                tagged=True,
                outline=True,
            )

        yield write
        running.close()


def starts(path: Path) -> dict[str, int]:
    """The page on which each heading of the first rank begins, counted from 1.

    Keys are the headings without spaces, because the outline has none where a line was broken.
    """
    reader = PdfReader(path)
    return {
        "".join(str(entry.title).split()): (reader.get_destination_page_number(entry) or 0) + 1
        for entry in reader.outline
        if isinstance(entry, Destination)
    }
