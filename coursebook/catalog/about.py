"""Tables about the book itself: what `data/` holds, what the paper cites, how current it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote

import pandas as pd

from coursebook import tables
from coursebook.book import module
from coursebook.catalog import uses
from coursebook.charts.markup import escape
from coursebook.face.host import on_page
from coursebook.tables import sources

if TYPE_CHECKING:
    from coursebook.explorers import Explorer, Preset

FEW: Final = 3
"""Up to this many works are listed; more are folded behind their count."""

PRESET: Final = "preset"
"""What a ready scenario calls a preset to start from; no control has this name."""


@dataclass(frozen=True)
class Listing:
    """A table as wide as the page; end a cell with it.

    Parameters
    ----------
    caption
        What the table shows, also for screen readers.
    headings
        One for each column.
    rows
        Cells of HTML; the first cell of a row is its heading.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def html(self) -> str:
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in self.headings)
        body = "".join(
            f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{c}</td>" for c in rest) + "</tr>"
            for first, *rest in self.rows
        )
        caption = escape(self.caption)
        return (
            f'<div class="catalog" tabindex="0" role="region" aria-label="{caption}">'
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table></div>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": f"{self.caption}: {len(self.rows)} rows", "text/html": self.html()}


@dataclass(frozen=True)
class Sentence:
    """A sentence that is computed; end a cell with it."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": f"<p>{escape(self.text)}</p>"}


# --- what data/ holds ---------------------------------------------------------------------------


def data() -> Listing:
    """Every table of `data/`, in the order of the chapters that use it.

    Returns
    -------
    Listing
        Title, uses, sources, license and download of each table.

    Examples
    --------
    >>> data().headings
    ['Table', 'Used in', 'Sources', 'License', 'Download']
    """
    by_page, by_explorers = uses.by_page(), uses.by_explorers()

    def first_use(resource: dict[str, Any]) -> int:
        users = [n for n, names in enumerate(by_page.values()) if resource["name"] in names]
        return min(users, default=len(by_page))

    def row(resource: dict[str, Any]) -> list[str]:
        table = tables.load(resource["name"])
        return [
            _name(resource),
            _users(resource["name"], by_page, by_explorers),
            _works(table),
            "; ".join(_terms(each) for each in resource["licenses"]),
            f"{_download(resource['path'])} {_size(table)}",
        ]

    rows = [row(resource) for resource in sorted(tables.resources(), key=first_use)]
    headings = ["Table", "Used in", "Sources", "License", "Download"]
    return Listing("All tables behind this book", headings, rows)


def _name(resource: dict[str, Any]) -> str:
    title, about = escape(resource["title"]), escape(resource["description"])
    return f"{title} <small>{about}</small>"


def _size(table: pd.DataFrame) -> str:
    """How many rows a table has and, if it has years, from when to when."""
    years = [table[name].dropna().dt.year for name in table.select_dtypes("datetime")]
    years += [table[name].dropna() for name in table if str(name).endswith("year")]
    found = [int(year) for column in years for year in column]
    size = f"{len(table)} row" + "s" * (len(table) != 1)
    if not found:
        return size
    first, last = min(found), max(found)
    return f"{size}, {first}" if first == last else f"{size}, {first} to {last}"


def _users(table: str, by_page: dict[str, list[str]], by_explorers: list[str]) -> str:
    users = [page_link(page) for page, names in by_page.items() if table in names]
    if table in by_explorers:
        users.append("the explorers")
    if table == "cited_figures":
        users.append("the text of the chapters")
    return "; ".join(users)


def _works(table: pd.DataFrame) -> str:
    keys = sources.split(table["source"].dropna())
    links = sources.html(keys)
    if len(keys) <= FEW:
        return links
    return f"<details><summary>{len(keys)} works</summary>{links}</details>"


def _terms(entry: dict[str, str]) -> str:
    return f'<a href="{escape(entry["path"])}">{escape(entry["title"])}</a>'


def _download(path: str) -> str:
    csv = (tables.data_dir() / path).read_text(encoding="utf-8")
    href = f"data:text/csv;charset=utf-8,{quote(csv)}"
    return f'<a download="{escape(path)}" href="{href}">{escape(path)}</a>'


# --- what the paper cites -----------------------------------------------------------------------


def endnotes(table: pd.DataFrame) -> Listing:
    """The paper's endnotes: the works that each one cites, where, and what is to be noted.

    Parameters
    ----------
    table
        With the columns `endnote`, `chapter`, `works`, `kind` and `remark`.

    Returns
    -------
    Listing
        One row for each endnote.

    Examples
    --------
    >>> columns = ["endnote", "chapter", "works", "kind", "remark"]
    >>> notes = pd.DataFrame([[1, "water", "epa1995atlas", "report", None]], columns=columns)
    >>> endnotes(notes).rows[0][1]
    'Water that stays'
    """
    rows = [
        [
            str(row["endnote"]),
            page_link(row["chapter"]),
            sources.html(row["works"]) if isinstance(row["works"], str) else "",
            str(row["kind"]),
            escape(row["remark"]) if isinstance(row["remark"], str) else "",
        ]
        for row in table.to_dict("records")
    ]
    headings = ["Note", "Chapter", "Work", "Kind", "Remark"]
    return Listing("The paper's endnotes and the works they cite", headings, rows)


# --- scenarios to start from --------------------------------------------------------------------


def ready_scenarios(table: pd.DataFrame, explorer: str) -> Listing:
    """Scenarios of one explorer, each with a question and a link that opens it.

    Parameters
    ----------
    table
        With the columns `explorer`, `label`, `settings` (as in a link), `question` and `source`.
    explorer
        The explorer's name, as in links.

    Returns
    -------
    Listing
        One row for each scenario of this explorer.

    Raises
    ------
    ControlError
        If a scenario sets a control that does not exist, or to a value that does not fit.
    KeyError
        If it names a preset that does not exist.

    Examples
    --------
    >>> columns = ["explorer", "label", "settings", "question", "source"]
    >>> row = ["spill", "A generation", "years=25", "How much is left?", "epa1995atlas"]
    >>> ready_scenarios(pd.DataFrame([row], columns=columns), "spill").rows[0][:2]
    ['A generation', 'Years after the spill: 25 years']
    """
    name = explorer.replace("-", "_")
    declared: Explorer = getattr(module("explorers"), name)
    page = uses.explorers()[name]

    def row(entry: dict[Any, Any]) -> list[str]:
        presets, settings = ready_settings(declared, entry["settings"])
        label = escape(entry["label"])
        if on_page():
            start = {key: value for preset in presets for key, value in preset.values.items()}
            label = f'<a href="{page}.html{escape(declared.link(**start | settings))}">{label}</a>'
        told = [preset.label for preset in presets] + [
            f"{declared.full_labels[key]}: {declared.by_name[key].told(value)}"
            for key, value in declared.settings(**settings).items()
            if key in settings
        ]
        told_at_once = escape("; ".join(told))
        return [label, told_at_once, escape(entry["question"]), sources.html(entry["source"])]

    rows = [row(entry) for entry in table[table["explorer"] == explorer].to_dict("records")]
    headings = ["Scenario", "What it sets", "Question", "Sources of the question"]
    return Listing(f"Ready scenarios: {declared.title}", headings, rows)


def ready_settings(explorer: Explorer, text: str) -> tuple[list[Preset], dict[str, str]]:
    """The presets from which a ready scenario starts, and the settings that it makes itself.

    Raises KeyError for a preset that does not exist.
    """
    presets = {preset.name: preset for preset in explorer.presets}
    pairs = parse_qsl(text, strict_parsing=True)
    return (
        [presets[value] for name, value in pairs if name == PRESET],
        {name: value for name, value in pairs if name != PRESET},
    )


# --- how current it is --------------------------------------------------------------------------


def newest() -> Sentence:
    """A sentence with the date of the newest work in the bibliography."""
    key, date = max(sources.dates().items(), key=lambda item: item[1])
    (work,) = sources.line(key)
    return Sentence(
        f"The newest of this book's sources is dated {_day(date)}: {work.label}, {work.title}."
    )


def _day(date: dt.date) -> str:
    return f"{date:%B} {date.day}, {date.year}"


def page_link(page: str) -> str:
    """A page's title, as a link where the output stands in a page."""
    title = escape(uses.title(page))
    return f'<a href="{page}.html">{title}</a>' if on_page() else title
