"""Compare each figure of `data/` with the one that somebody has checked against its source.

`data/figures.lock` has a line for each row: table, key of the row, and a digest of the numbers in
each of its cells. A figure that was changed or lost, on purpose or by accident, no longer fits;
`python -m coursebook.checks --confirm` writes the file anew. It holds digests rather than the
numbers themselves, because a replacement in all files would otherwise change them there as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from coursebook.checks.csv_form import Resource
from coursebook.tables.derived import Row, Tables
from coursebook.text.unsafe import shown

LOCK: Final = "figures.lock"
HOW: Final = (
    "If the sources say so, confirm it: make confirm (the same as python -m coursebook.checks "
    "--confirm)"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_LINE: Final = re.compile(r"(\w+)\t([^\t]+)((?:\t\w+=[0-9a-f]{8})*)")
_DIGEST: Final = re.compile(r"(\w+)=(\w+)")
_LENGTH: Final = 8
Figures = dict[str, str]  # digest by field
Place = tuple[str, str]  # table, key of a row


def problems(data: Path, resources: list[Resource], tables: Tables) -> list[str]:
    """Find figures that nobody has confirmed as they are now.

    Parameters
    ----------
    data
        The folder of the tables, with `figures.lock`.
    resources
        The tables' descriptions.
    tables
        Rows of text cells by table name.

    Returns
    -------
    list of str
        A line for each figure that is new, changed or gone.
    """
    path = data / LOCK
    where = f"{data.name}/{LOCK}"
    try:
        known = read(path)
    except FileNotFoundError:
        return [f"{where}: found no file; allowed: the list of confirmed figures", HOW]
    except ValueError as error:
        return [f"{where}, {error}; allowed: what make confirm writes", HOW]
    found: list[str] = []
    met = set()
    for resource in resources:
        for number, row in enumerate(tables[resource["name"]], start=2):
            place = _place(resource, row)
            met.add(place)
            at = f"{data.name}/{resource['path']}, row {number}"
            found += _changes(at, row, figures(resource, row), known.get(place))
    for table, key in known.keys() - met:
        at = f"{data.name}/{table}.csv"
        found.append(f"{at}: found no row {shown(key)}; allowed: the rows that were confirmed")
    return [*found, HOW] if found else []


def confirm(data: Path, resources: list[Resource], tables: Tables) -> None:
    """Write down all figures as they are now, in `figures.lock`."""
    lines = []
    for resource in resources:
        for row in tables[resource["name"]]:
            digests = [f"{name}={each}" for name, each in figures(resource, row).items()]
            lines.append("\t".join([*_place(resource, row), *digests]) + "\n")
    (data / LOCK).write_text("".join(lines), encoding="utf-8", newline="\n")


def read(path: Path) -> dict[Place, Figures]:
    """Read what was confirmed; ValueError names a line that is not in the form."""
    raw = path.read_bytes().split(b"\n")
    known = {}
    for number, line in enumerate(raw[:-1], start=1):
        match = _LINE.fullmatch(line.decode("utf-8", errors="replace"))
        if not match:
            raise ValueError(f"line {number}: found {line[:40]!r}")
        known[match[1], match[2]] = dict(_DIGEST.findall(match[3]))
    return known


def figures(resource: Resource, row: Row) -> Figures:
    """Digests of the numbers in each cell of a row, by field, leaving out its sources."""
    found = {}
    for field in resource["schema"]["fields"]:
        name, cell = field["name"], row[field["name"]]
        typed = field["type"] in ("integer", "number")
        numbers = cell if typed else " ".join(_NUMBER.findall(cell))
        if numbers and name != "source":
            text = f"{_place(resource, row)} {name} {numbers}"
            found[name] = hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
    return found


def _place(resource: Resource, row: Row) -> Place:
    return resource["name"], " | ".join(row[name] for name in resource["schema"]["primaryKey"])


def _changes(at: str, row: Row, now: Figures, then: Mapping[str, str] | None) -> Iterator[str]:
    if then is None:
        yield f"{at}: found a row that was not confirmed; allowed: what {row['source']} says"
        return
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            found = shown(row.get(name, ""))
            yield (
                f"{at}, field {name}: found {found}, a figure that was not confirmed; "
                f"allowed: what {row['source']} says"
            )
