"""Check the bibliography for what its readers, a source line and the page References, rely on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pybtex.database import Entry

from coursebook.tables import sources
from coursebook.tables.sources import SourceError
from coursebook.text.unsafe import markup, shown, unprintable

KEY: Final = re.compile(r"[A-Za-z][\w-]*")
_ENTRY: Final = re.compile(r"^[ \t]*@(\w+)\s*\{\s*([^,\s}]+)", re.M)
_CONFLICT: Final = re.compile(r"<{7}|={7}|>{7}")  # what git leaves behind in a conflict
_NO_ENTRIES: Final = {"comment", "preamble", "string"}


def problems(path: Path) -> list[str]:
    """Check a bibliography.

    Parameters
    ----------
    path
        A BibTeX file.

    Returns
    -------
    list of str
        A line for each fault.
    """
    where = f"{path.parent.name}/{path.name}"
    try:
        entries = sources.entries(path)
        text = path.read_text(encoding="utf-8")
    except (OSError, SourceError) as error:
        return [str(error)]
    lines = {
        match[2]: text.count("\n", 0, match.start()) + 1
        for match in _ENTRY.finditer(text)
        if match[1].lower() not in _NO_ENTRIES
    }
    found = [f"{where}: found no entries; allowed: at least one"] if not entries else []
    # To BibTeX, anything between two entries is a comment.
    for number, line in enumerate(text.splitlines(), start=1):
        if odd := unprintable(line.replace("\t", " ")) or "".join(_CONFLICT.findall(line)):
            found.append(f"{where}, line {number}: found {odd!r}; allowed: entries in plain text")
    for key, entry in entries.items():
        place = f"{where}, line {lines.get(key, 1)}, entry {key}"
        found += [f"{place}, {fault}" for fault in _faults(key, entry)]
    return found


def _faults(key: str, entry: Entry) -> Iterator[str]:
    if not KEY.fullmatch(key):
        yield f"key: found {key!r}; allowed: letters, digits, hyphens and underscores"
    for name in ("title", "year"):
        if not entry.fields.get(name, "").strip():
            yield f"field {name}: found nothing; allowed: a value; this field is required"
    if not (entry.fields.get("shortauthor") or entry.persons.get("author")):
        yield "field author: found nothing; allowed: an author, or a shortauthor"
    for name, value in entry.fields.items():
        if odd := markup(value):
            yield f"field {name}: found {odd!r}; allowed: plain text"
    url = entry.fields.get("url", "https://")
    if urlsplit(url).scheme not in ("http", "https"):
        yield f"field url: found {shown(url)}; allowed: an address that begins with https://"
    date = entry.fields.get("date", "")
    if len(date) == 10 and not _is_day(date):
        yield f"field date: found {date!r}; allowed: a day like 2025-11-04"


def _is_day(date: str) -> bool:
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        return False
    return True
