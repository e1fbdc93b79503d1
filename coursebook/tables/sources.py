"""Which works stand behind a figure, and how the line under it names them."""

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from pybtex.database import BibliographyData, Entry, Person, parse_file
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from coursebook import book
from coursebook.text.korean import without_korean

SEPARATOR = ";"


class SourceError(ValueError):
    """A key that the bibliography does not hold, or a bibliography that cannot be read."""


@dataclass(frozen=True)
class Source:
    """A work of the bibliography, as a figure names it.

    Parameters
    ----------
    key
        Its key in the bibliography.
    label
        Who and when, such as `SIPRI (2025)`.
    title
        Its title, in English.
    url
        Its address on the web, or None.
    """

    key: str
    label: str  # "SIPRI (2025)"
    title: str  # in English
    url: str | None


def bibliography_path() -> Path:
    """The bibliography: what `COURSEBOOK_BIBLIOGRAPHY` names, or else `book/references.bib`."""
    chosen = os.environ.get("COURSEBOOK_BIBLIOGRAPHY")
    return Path(chosen) if chosen else book.pages_folder() / "references.bib"


def line(keys: str | Iterable[str]) -> list[Source]:
    """Look up works by their keys.

    Parameters
    ----------
    keys
        Keys of the bibliography. Each text may hold several, joined by semicolons, as the column
        `source` of a table does.

    Returns
    -------
    list of Source
        Each work once, in the order of first mention.

    Raises
    ------
    SourceError
        If the bibliography does not hold a key, or a row has no source.

    Examples
    --------
    >>> line(["epa1995atlas", "epa1995atlas"])[0].label
    'EPA and Canada (1995)'
    """
    return [_source(key) for key in split(keys)]


def html(keys: str | Iterable[str], bibliography: str = "references.html") -> str:
    """Links to works, joined by semicolons.

    Parameters
    ----------
    keys
        As `line` takes them.
    bibliography
        The address of the page that lists the works, as seen from the page that links to it.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    SourceError
        As `line` does.

    Examples
    --------
    >>> html("epa1995atlas").startswith('<a href="references.html#ref-epa1995atlas"')
    True
    """
    return "; ".join(_link(source, bibliography) for source in line(keys))


def split(keys: str | Iterable[str]) -> list[str]:
    """Take cells of a column `source` apart into single keys.

    Parameters
    ----------
    keys
        A text, or several, with keys joined by semicolons.

    Returns
    -------
    list of str
        Each key once, in the order of first mention.

    Raises
    ------
    SourceError
        If a cell is no text: each row needs at least one key.

    Examples
    --------
    >>> split(["sipri2025; imf2025", "imf2025"])
    ['sipri2025', 'imf2025']
    """
    cells = [keys] if isinstance(keys, str) else list(keys)
    if not all(isinstance(cell, str) for cell in cells):
        raise SourceError("a row has no source; every row of a table needs at least one key")
    found = (key.strip() for cell in cells for key in cell.split(SEPARATOR))
    return list(dict.fromkeys(key for key in found if key))


def entries(path: Path) -> dict[str, Entry]:
    """All entries of a bibliography by key, as pybtex reads them."""
    return dict(_bibliography(path).entries.items())


def known(path: Path | None = None) -> set[str]:
    """All keys of a bibliography, by default the book's own.

    >>> sorted(known())
    ['epa1995atlas']
    """
    return set(_bibliography(path or bibliography_path()).entries.keys())


def dates(path: Path | None = None) -> dict[str, dt.date]:
    """The day of publication of each work whose entry has a full `date`."""
    entries = _bibliography(path or bibliography_path()).entries.items()
    days = {key: entry.fields.get("date", "") for key, entry in entries}
    return {key: dt.date.fromisoformat(day) for key, day in days.items() if len(day) == 10}


def _source(key: str) -> Source:
    path = bibliography_path()
    entries = _bibliography(path).entries
    # pybtex ignores case in keys; a page's anchors do not.
    if key not in set(entries.keys()):
        raise SourceError(f"no entry {key!r} in {path.parent.name}/{path.name}")
    entry = entries[key]
    title = without_korean(_plain(entry.fields["title"]))
    return Source(key, _label(entry), title, entry.fields.get("url"))


def _link(source: Source, bibliography: str) -> str:
    target = escape(f"{bibliography}#ref-{source.key}", quote=True)
    title = escape(source.title, quote=True)
    return f'<a href="{target}" title="{title}">{escape(source.label)}</a>'


def _label(entry: Entry) -> str:
    short = entry.fields.get("shortauthor")
    who = _plain(short) if short else _people(entry.persons["author"])
    return f"{who} ({entry.fields['year']})"


def _people(people: list[Person]) -> str:
    surnames = [_plain(" ".join([*person.prelast_names, *person.last_names])) for person in people]
    if len(surnames) > 2 or surnames[-1] == "others":
        return f"{surnames[0]} et al."
    return " and ".join(surnames)


def _plain(latex: str) -> str:
    return str(Text.from_latex(latex))


def _bibliography(path: Path) -> BibliographyData:
    try:
        return _parse(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, PybtexError) as error:
        told = " ".join(str(error).split())
        raise SourceError(f"{path.parent.name}/{path.name} cannot be read: {told}") from error


@lru_cache(maxsize=4)
def _parse(path: Path, _modified: int) -> BibliographyData:
    return parse_file(str(path), bib_format="bibtex", encoding="utf-8")
