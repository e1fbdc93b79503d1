"""Check the form of a CSV file, which must be right before its cells can be judged."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coursebook.tables.frames import DESCRIPTOR

Resource = dict[str, Any]  # a table, as the data package describes it


def faults(data: Path, resource: Resource) -> Iterator[str]:
    """Yield a line for each fault that keeps the cells from being judged."""
    path = data / resource["path"]
    where = f"{data.name}/{path.name}"
    if not path.is_file():
        yield f"{where}: found no file; allowed: the table that {DESCRIPTOR} describes"
        return
    raw = path.read_bytes()
    broken = list(_encoding(raw, where))
    yield from broken or _layout(raw.decode("utf-8"), _names(resource), where)


def _encoding(raw: bytes, where: str) -> Iterator[str]:
    if raw.startswith(b"\xef\xbb\xbf"):
        yield f"{where}, row 1: found a byte order mark; allowed: UTF-8 without one"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        yield f"{where}, row {row}: found byte 0x{raw[error.start]:02x}; allowed: UTF-8 text"
    if b"\r" in raw:
        row = raw.count(b"\n", 0, raw.index(b"\r")) + 1
        yield f"{where}, row {row}: found a carriage return; allowed: lines that end in a line feed"


def _layout(text: str, names: list[str], where: str) -> Iterator[str]:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header, *rows = list(reader) or [[]]
    except csv.Error as error:
        yield f"{where}, row {reader.line_num}: found no CSV ({error}); allowed: commas and quotes"
        return
    if broken := list(_header(header, names, where)):
        yield from broken
        return
    if not rows:
        yield f"{where}: found no rows; allowed: at least one"
    for number, row in enumerate(rows, start=2):
        if len(row) != len(names):
            yield f"{where}, row {number}: found {len(row)} cells; allowed: {len(names)}"


def _header(header: list[str], names: list[str], where: str) -> Iterator[str]:
    where, allowed = f"{where}, row 1", ", ".join(names)
    if len(header) == 1 and ";" in header[0]:
        yield f"{where}: found columns separated by semicolons; allowed: commas"
        return
    for name in names:
        if name not in header:
            yield f"{where}, field {name}: found no such column; allowed: {allowed}"
    for position, name in enumerate(header):
        if name not in names or name in header[:position]:
            yield f"{where}, field {name}: found an extra column; allowed: {allowed}"
    if sorted(header) == sorted(names) and header != names:
        yield f"{where}: found the columns {', '.join(header)}; allowed, in order: {allowed}"


def _names(resource: Resource) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]
