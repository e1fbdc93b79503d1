"""Check `data/` against its descriptor, the bibliography and its own arithmetic.

A problem is a line such as

    data/gdp.csv, row 12, field krw_trillion: found 'abc'; allowed: a number from 1 to 20000

Row 1 is the header.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coursebook.checks import bibliography as bibliographies
from coursebook.checks import confirmed
from coursebook.checks.cells import fits, odd_text
from coursebook.checks.csv_form import Resource, faults
from coursebook.checks.descriptor import DescriptorError
from coursebook.checks.descriptor import resources as described
from coursebook.quizzes import figures as quizzes
from coursebook.tables.derived import FormulaError, Tables, evaluate
from coursebook.tables.frames import DESCRIPTOR, Field, data_dir
from coursebook.tables.sources import bibliography_path, known, split
from coursebook.text.unsafe import shown

FIGURES = "cited_figures"


class DataError(ValueError):
    """The data has problems; the message has a line for each."""


def check(data: Path | None = None, bibliography: Path | None = None) -> None:
    """Raise a DataError that lists every problem of the data; by default of the book's own."""
    if found := problems(data or data_dir(), bibliography or bibliography_path()):
        raise DataError("\n".join(found))


def problems(data: Path, bibliography: Path) -> list[str]:
    """Check the tables of a book, their sources, quizzes and derived figures.

    Parameters
    ----------
    data
        The folder of the tables.
    bibliography
        The BibTeX file with the works that they cite.

    Returns
    -------
    list of str
        A line for each problem: file, row, field, what was found, what is allowed.
    """
    works = bibliographies.problems(bibliography)
    try:
        resources = described(data)
    except DescriptorError as error:
        return [*works, *str(error).splitlines()]
    keys = known(bibliography) if not works else None
    found = [*works, *_strangers(data, resources)]
    broken = {r["name"]: lines for r in resources if (lines := list(faults(data, r)))}
    tables = {r["name"]: _rows(data, r) for r in resources if r["name"] not in broken}
    for resource in resources:
        found += broken.get(resource["name"], [])
        if rows := tables.get(resource["name"]):
            found += _cells(data, resource, rows)
            found += _keys(data, resource, rows)
            found += _references(data, resource, tables)
            found += _sources(data, resource, rows, keys) if keys else []
    found += _formulas(data, tables)
    # Quizzes compute from the tables: if one cannot be read, one message is enough.
    found += [] if broken else quizzes.problems(data, bibliography.parent)
    return found or confirmed.problems(data, resources, tables)


# --- the tables ---------------------------------------------------------------------------------


def _strangers(data: Path, resources: list[Resource]) -> Iterator[str]:
    described = {resource["path"] for resource in resources}
    for path in sorted(data.glob("*.csv")):
        if path.name not in described:
            yield f"{data.name}/{path.name}: found a table that {DESCRIPTOR} does not describe"


def _rows(data: Path, resource: Resource) -> list[dict[str, str]]:
    with (data / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cells(data: Path, resource: Resource, rows: list[dict[str, str]]) -> Iterator[str]:
    fields, where = resource["schema"]["fields"], f"{data.name}/{resource['path']}"
    once: dict[str, set[str]] = {
        field["name"]: set() for field in fields if field.get("constraints", {}).get("unique")
    }
    for number, row in enumerate(rows, start=2):
        for field in fields:
            name = field["name"]
            cell, earlier = row[name], once.get(name, set())
            wrong = odd_text(field, cell)
            if not fits(field, cell) or cell in earlier:
                wrong = shown(cell) if cell else "nothing", allowed(field)
            if wrong:
                found, may = wrong
                yield f"{where}, row {number}, field {name}: found {found}; allowed: {may}"
            if cell:
                earlier.add(cell)


def _keys(data: Path, resource: Resource, rows: list[dict[str, str]]) -> Iterator[str]:
    names = resource["schema"]["primaryKey"]
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        key = tuple(row[name] for name in names)
        if first.setdefault(key, number) != number:
            place = f"{data.name}/{resource['path']}, row {number}, field {', '.join(names)}"
            found = f"{shown(', '.join(key))}, as in row {first[key]}"
            yield f"{place}: found {found}; allowed: each value once"


def _references(data: Path, resource: Resource, tables: Tables) -> Iterator[str]:
    for key in resource["schema"].get("foreignKeys", []):
        names, other = key["fields"], key["reference"]["resource"]
        if other not in tables:  # reported above
            continue
        there = {tuple(row[name] for name in key["reference"]["fields"]) for row in tables[other]}
        for number, row in enumerate(tables[resource["name"]], start=2):
            found = tuple(row[name] for name in names)
            if any(found) and found not in there:
                place = f"{data.name}/{resource['path']}, row {number}, field {', '.join(names)}"
                yield f"{place}: found {shown(', '.join(found))}; allowed: a row of {other}"


def allowed(field: Field) -> str:
    """Say in words what a field may hold.

    >>> allowed({"type": "number", "constraints": {"minimum": 0, "maximum": 50}})
    'a number from 0 to 50, or nothing'
    """
    rules = field.get("constraints", {})
    if "enum" in rules:
        words = "one of " + ", ".join(rules["enum"])
    else:
        words = _KINDS[field["type"]] + _bounds(rules)
    if "maxLength" in rules:
        words += f" of at most {rules['maxLength']} characters"
    if "pattern" in rules:
        words += f" of the form {rules['pattern']}"
    if rules.get("unique"):
        words += ", each once"
    return words if rules.get("required") else words + ", or nothing"


_KINDS = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date like 2025-11-04",
    "string": "text",
}


def _bounds(rules: Mapping[str, Any]) -> str:
    low, high = rules.get("minimum"), rules.get("maximum")
    return (f" from {low}" if low is not None else "") + (f" to {high}" if high is not None else "")


# --- what only this project knows ---------------------------------------------------------------


def _sources(
    data: Path, resource: Resource, rows: list[dict[str, str]], keys: set[str]
) -> Iterator[str]:
    for number, row in enumerate(rows, start=2):
        for key in split(row.get("source", "")):
            if key not in keys:
                place = f"{data.name}/{resource['path']}, row {number}, field source"
                yield f"{place}: found {shown(key)}; allowed: a key of the bibliography"


def _formulas(data: Path, tables: Tables) -> Iterator[str]:
    rows = tables.get(FIGURES, [])
    figures = {row["key"]: float(row["value"]) for row in rows if _is_number(row["value"])}
    for number, row in enumerate(rows, start=2):
        place = f"{data.name}/{FIGURES}.csv, row {number}, field"
        if (row["kind"] == "derived") != bool(row["formula"]):
            found = shown(row["formula"]) if row["formula"] else "nothing"
            yield f"{place} formula: found {found}; allowed: a formula in each derived row only"
        elif row["formula"] and _is_number(row["value"]):
            others = {key: value for key, value in figures.items() if key != row["key"]}
            yield from _result(row, others, tables, place)


def _result(
    row: Mapping[str, str], figures: Mapping[str, float], tables: Tables, place: str
) -> Iterator[str]:
    try:
        result = evaluate(row["formula"], figures, tables)
    except FormulaError as error:
        yield f"{place} formula: found {row['formula']!r}; allowed: arithmetic, but {error}"
        return
    printed = row["value"]
    decimals = len(printed.partition(".")[2])
    if abs(float(printed) - result) > 0.5 * 10**-decimals + 1e-9:
        yield f"{place} value: found {printed!r}; allowed: {result:.{decimals}f}, by its formula"


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def confirm(data: Path, bibliography: Path) -> list[str]:
    """Confirm all figures as they are now, unless something else is wrong with the data.

    Parameters
    ----------
    data
        The folder of the tables.
    bibliography
        The BibTeX file with the works that they cite.

    Returns
    -------
    list of str
        The problems that kept the figures from being confirmed; a line for each, or none.
    """
    *new, last = problems(data, bibliography) or [""]
    if last != confirmed.HOW:
        return []
    resources = described(data)
    confirmed.confirm(data, resources, {r["name"]: _rows(data, r) for r in resources})
    return new
