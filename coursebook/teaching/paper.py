"""The HTML of a handout, which the browser prints as a PDF."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from coursebook.teaching import columns, markdown

STYLE: Final = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")


def html(title: str, body: str) -> str:
    """The whole document: language, title, and tables whose headers are marked as headers."""
    content = BeautifulSoup(markdown.html(body), "html.parser")
    for table in content.find_all("table"):
        mark_headers(table)
        set_widths(content, table)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main>{content}</main></body></html>"
    )


def mark_headers(table: Tag) -> None:
    """Mark what each header heads; in a table without a header row, that is the first column."""
    headers = table.select("thead th")
    for header in headers:
        header["scope"] = "col"
    if headers:
        return
    for first in table.select("tbody tr > td:first-child"):
        if first.get_text(strip=True):
            first.name = "th"
            first["scope"] = "row"


def set_widths(content: BeautifulSoup, table: Tag) -> None:
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")]
    group = content.new_tag("colgroup")
    for share in columns.shares(rows):
        group.append(content.new_tag("col", attrs={"style": f"width: {share:.1%}"}))
    for old in table.select("colgroup"):
        old.decompose()
    table.insert(0, group)
