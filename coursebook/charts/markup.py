"""The HTML that figures and explorers share: pure functions from values to markup."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from csv import writer as csv_writer
from html import escape
from typing import Any, Final
from urllib.parse import quote

import pandas as pd

from coursebook import tables
from coursebook.book import book
from coursebook.charts import drawing
from coursebook.tables import sources

__all__ = [
    "cell",
    "chart_view",
    "data_tools",
    "download_link",
    "escape",
    "figure",
    "inert_text",
    "json_block",
    "source_line",
    "table",
    "table_summary",
]


FEW_SOURCES: Final = 3
"""So many stand in the line below a figure; of more, two."""
_RANGE: Final = re.compile(r"^(\d{1,4})-(\d{1,4})$")


def figure(
    *, name: str, title: str, subtitle: str = "", kind: str = "chart", view: str, footer: str
) -> str:
    """The frame of a figure: title and subtitle, what it shows, and what stands below it.

    `kind` is the class of the frame; `view` and `footer` are HTML.
    """
    identity = f"fig-{escape(name)}"
    below = f'<p class="chart-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    return (
        f'<figure class="{kind}" id="{identity}" aria-labelledby="{identity}-title">'
        f'<figcaption class="chart-title" id="{identity}-title">{escape(title)}</figcaption>'
        f"{below}{view}"
        f'<div class="chart-footer">{footer}</div>'
        "</figure>"
    )


def chart_view(alt: str, wide: drawing.Spec, narrow: drawing.Spec, *, name: str) -> str:
    """The chart drawn in two widths, of which the style sheet shows the one that fits."""
    drawings = "".join(
        f'<div class="drawn {size}">{drawing.svg(spec, width, prefix=f"{name}-{size}")}</div>'
        for size, spec, width in (
            ("wide", wide, drawing.WIDE),
            ("narrow", narrow, drawing.NARROW),
        )
    )
    return f'<div class="chart-view" role="img" aria-label="{escape(alt)}">{drawings}</div>'


def json_block(css_class: str, content: Any) -> str:
    r"""Data for the page's script, escaped so that no text in it can close the element.

    >>> json_block("chart-spec", {"title": "</script>"})
    '<script type="application/json" class="chart-spec">{"title":"\\u003c/script>"}</script>'
    """
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" class="{css_class}">{safe}</script>'


def inert_text(css_class: str, text: str, *, name: str) -> str:
    """A text that a browser neither shows nor runs, and that a search does not find."""
    safe = text.replace("</", "<\\/").replace("<!--", "<\\!--")
    return (
        f'<script type="text/plain" class="{css_class}" data-name="{escape(name)}">{safe}</script>'
    )


def source_line(data: pd.DataFrame, cite: Callable[[str], str] = sources.html) -> str:
    """The line *Source* for all rows, each work once: the first, and the rest behind a button."""
    keys = sources.split(data["source"].dropna().astype(str))
    if len(keys) <= FEW_SOURCES:
        return source_keys(keys, cite=cite)
    first, rest = keys[:2], keys[2:]
    return (
        f'<div class="chart-source">Source: {cite(sources.SEPARATOR.join(first))}'
        f"<details><summary>and {len(rest)} more</summary> "
        f"{cite(sources.SEPARATOR.join(rest))}</details></div>"
    )


def source_keys(
    keys: Iterable[str], opening: str = "Source", *, cite: Callable[[str], str] = sources.html
) -> str:
    """The line *Source*, or another `opening`, for keys of the bibliography."""
    return f'<p class="chart-source">{opening}: {cite(sources.SEPARATOR.join(keys))}</p>'


def cell(value: Any) -> str:
    """A value as a table shows it.

    >>> cell(2.50), cell(True), cell(None)
    ('2.5', 'yes', '')
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def titles(data: pd.DataFrame) -> dict[str, str]:
    """A heading for each column: the field's title where the table describes one."""
    described = tables.field_titles(data.attrs["table"]) if "table" in data.attrs else {}
    return {
        column: described.get(column, str(column).replace("_", " ").capitalize())
        for column in data.columns
    }


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str) -> str:
    """A table that scrolls sideways where it is too wide, by keyboard as well."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(value)}</td>" for value in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="data-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )


def download_link(csv: str, *, name: str) -> str:
    """A link that saves a CSV file, from a page on any host or none."""
    return (
        f'<a class="chart-download" download="{escape(name)}.csv" '
        f'href="data:text/csv;charset=utf-8,{quote(csv)}">Download data (CSV)</a>'
    )


def data_tools(data: pd.DataFrame, *, name: str, caption: str) -> str:
    """*Show as table* and *Download data* for exactly these rows."""
    rows = [[cell(value) for value in row] for row in data.itertuples(index=False)]
    csv = for_spreadsheets(list(titles(data).values()), rows, caption)
    return (
        f'<div class="chart-tools">{download_link(csv, name=name)}'
        f"<details>{table_summary(caption)}"
        f"{table(titles(data).values(), rows, caption=caption)}</details></div>"
    )


def for_spreadsheets(headings: list[str], rows: list[list[str]], caption: str) -> str:
    """A table as CSV that can be read alone: headings with units, and where it is from.

    A spreadsheet takes "1-2" for a date, so a range gets the longer dash; the mark at the beginning
    tells it that names in other scripts are UTF-8.

    >>> print(for_spreadsheets(["Endnote"], [["1-2"]], "Two notes")[1:])
    Endnote
    1–2
    <BLANKLINE>
    Two notes
    From The Great Lakes: A Small Textbook
    <BLANKLINE>
    """
    text = io.StringIO()
    writer = csv_writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_RANGE.sub("\\1\N{EN DASH}\\2", value) for value in row] for row in rows)
    writer.writerows([[], [caption], [f"From {book().full_title}"]])
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{text.getvalue()}"


def table_summary(title: str) -> str:
    """The button *Show as table*; to a screen reader it also says for which chart."""
    return f'<summary>Show as table<span class="unseen"> for {escape(title)}</span></summary>'
