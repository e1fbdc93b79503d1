"""Ways in which a table is damaged, at places that are drawn by the name of the corruption."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from corruptions import BYTES, Corruption

Fields = list[dict[str, Any]]
Rows = list[list[str]]

CELLS: Final[dict[str, dict[str, str]]] = {
    "string": {
        "a script": "<script>alert(1)</script>",
        "an image that runs a script": "<img src=x onerror=alert(1)>",
        "a link that a spreadsheet follows": '=HYPERLINK("https://example.org/?"&A1,"open")',
        "a program that a spreadsheet starts": "=cmd|' /C calc'!A0",
        "a formula behind a plus": "+1+cmd",
        "a formula behind a minus": "-2+3",
        "a function behind an at sign": "@SUM(1,1)",
        "a formula behind a space": " =1+1",
        "a NUL byte": "no\x00thing",
        "a tab": "a\tb",
        "a line break": "a\nb",
        "a sign that turns the direction of writing": "a\u202eb",
        "a byte order mark in its middle": "a\ufeffb",
        "a text of a megabyte": "x" * 1_000_000,
        "a text of three thousand letters": "x" * 3000,
    },
    "integer": {
        "words for an integer": "many",
        "a fraction for an integer": "3.5",
        "an integer with an underscore": "2_0",
        "digits of another script": "\u0663",
        "an integer in quotes of Excel": '="3"',
    },
    "number": {
        "NaN": "NaN",
        "infinity": "Infinity",
        "less than all numbers": "-inf",
        "words for a number": "about ten",
        "a decimal comma": "2,5",
        "a number with an underscore": "1_000",
        "a number with an exponent": "1e3",
        "more digits than a number can have": "9" * 400,
        "a number in full-width digits": "\uff15",
        "a number with its unit": "5 %",
    },
    "date": {
        "a day that does not exist": "2025-02-30",
        "a month that does not exist": "2025-13-01",
        "a day without its zeros": "2025-1-5",
        "a date in words": "May 4, 2025",
        "a date by slashes": "05/04/2025",
        "a time of day": "2025-05-04T00:00:00",
    },
    "boolean": {
        "yes for true": "yes",
        "True for true": "True",
        "1 for true": "1",
    },
}
"""What no cell of a type may hold."""


def corruptions(data: Path, name: str, fields: Fields) -> Iterator[Corruption]:
    """Every way to damage one table: its bytes, its rows and columns, its cells."""
    file = f"data/{name}.csv"
    path = data / f"{name}.csv"
    for kind, change in BYTES.items():
        yield Corruption(f"{file}: {kind}", file, change(path.read_bytes()), "")
    for kind, reshape in SHAPES.items():
        yield Corruption(f"{file}: {kind}", file, written(reshape(read(path))), "")
    taken = set()
    for field in fields:
        if field["name"] == "source" or field["type"] in taken:
            continue
        taken.add(field["type"])
        for kind, cell in CELLS[field["type"]].items():
            yield _in_one_cell(path, file, field["name"], kind, cell)
    for kind, source in SOURCES.items():
        yield _in_one_cell(path, file, "source", kind, source)


SOURCES: Final = {"a source that is not listed": "nobody1066", "no source": ""}


def _in_one_cell(path: Path, file: str, field: str, kind: str, cell: str) -> Corruption:
    rows = read(path)
    name = f"{file}, {field}: {kind}"
    row = random.Random(name).randrange(1, len(rows))  # noqa: S311 - the same in every run
    rows[row][rows[0].index(field)] = cell
    return Corruption(name, file, written(rows), f"row {row + 1}")


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _middle(rows: Rows) -> int:
    return len(rows) // 2


SHAPES: Final[dict[str, Callable[[Rows], Rows]]] = {
    "only its header": lambda rows: rows[:1],
    "no header": lambda rows: rows[1:],
    "the first two columns swapped": lambda rows: [[r[1], r[0], *r[2:]] for r in rows],
    "the names of the first two columns swapped": lambda rows: [
        [rows[0][1], rows[0][0], *rows[0][2:]],
        *rows[1:],
    ],
    "a column that stands twice": lambda rows: [[*r, r[0]] for r in rows],
    "an extra column": lambda rows: [[*r, "note" if n == 0 else ""] for n, r in enumerate(rows)],
    "its last column gone": lambda rows: [r[:-1] for r in rows],
    "a row that stands twice": lambda rows: [*rows, rows[_middle(rows)]],
    "a row gone": lambda rows: rows[: _middle(rows)] + rows[_middle(rows) + 1 :],
    "an empty row": lambda rows: [*rows[: _middle(rows)], [], *rows[_middle(rows) :]],
    "a row of one cell": lambda rows: [*rows, rows[-1][:1]],
    "a row of a cell too many": lambda rows: [*rows[:-1], [*rows[-1], "x"]],
}
