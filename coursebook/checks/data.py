"""Check `data/` against its descriptor, the bibliography and its own arithmetic.

A problem is a line such as

    data/gdp.csv, row 12, field krw_trillion: found 'abc'; allowed: a number from 1 to 20000

Row 1 is the header. Frictionless judges the cells; what it cannot know, or says less plainly, is
judged here.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frictionless

from coursebook.checks import bibliography as bibliographies
from coursebook.checks import confirmed
from coursebook.checks.cells import is_plain, odd_text
from coursebook.checks.csv_form import Resource, faults
from coursebook.checks.descriptor import DescriptorError
from coursebook.checks.descriptor import package as described
from coursebook.quizzes import figures as quizzes
from coursebook.tables.derived import FormulaError, Tables, evaluate
from coursebook.tables.frames import DESCRIPTOR, Field, data_dir
from coursebook.tables.sources import bibliography_path, known, split
from coursebook.text.unsafe import shown

FIGURES = "cited_figures"


class DataError(ValueError):
    """The data holds problems; the message is one line for each."""


def check(data: Path | None = None, bibliography: Path | None = None) -> None:
    """Raise a DataError that lists every problem of the data."""
    if found := problems(data or data_dir(), bibliography or bibliography_path()):
        raise DataError("\n".join(found))


def problems(data: Path, bibliography: Path) -> list[str]:
    """Return a line for each problem of the tables in `data`."""
    works = bibliographies.problems(bibliography)
    try:
        package = described(data)
    except DescriptorError as error:
        return [*works, *str(error).splitlines()]
    keys = known(bibliography) if not works else None
    resources: list[Resource] = package.to_descriptor()["resources"]
    found = [*works, *_strangers(data, resources)]
    broken = {r["name"]: lines for r in resources if (lines := list(faults(data, r)))}
    tables = {r["name"]: _rows(data, r) for r in resources if r["name"] not in broken}
    for resource in resources:
        found += broken.get(resource["name"], [])
        if rows := tables.get(resource["name"]):
            found += _cells(data, resource, rows, package)
            found += _sources(data, resource, rows, keys) if keys else []
    found += _formulas(data, tables)
    # Quizzes compute from the tables: where one cannot be read, that is said once.
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


def _cells(
    data: Path, resource: Resource, rows: list[dict[str, str]], package: frictionless.Package
) -> Iterator[str]:
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    where = f"{data.name}/{resource['path']}"
    report = package.get_resource(resource["name"]).validate()
    seen = set()
    for error in report.tasks[0].errors:
        match error:
            case frictionless.errors.ForeignKeyError():
                yield _dangling(where, error)
            case frictionless.errors.PrimaryKeyError():
                yield from _repeated(where, error.row_number, resource, rows)
            case frictionless.errors.CellError():
                # One line for a cell, though it may break two rules.
                if (place := (error.row_number, error.field_name)) not in seen:
                    yield _cell(where, error.row_number, fields[error.field_name], rows)
                seen.add(place)
            case _:
                yield f"{where}: found {error.message}"
    for number, row in enumerate(rows, start=2):
        for name, field in fields.items():
            if (number, name) in seen:
                continue
            if not is_plain(field, row[name]):
                yield _cell(where, number, field, rows)
            elif odd := odd_text(field, row[name]):
                yield f"{where}, row {number}, field {name}: found {odd[0]}; allowed: {odd[1]}"


def _cell(where: str, number: int, field: Field, rows: list[dict[str, str]]) -> str:
    cell = rows[number - 2][field["name"]]
    place = f"{where}, row {number}, field {field['name']}"
    return f"{place}: found {shown(cell) if cell else 'nothing'}; allowed: {allowed(field)}"


def _repeated(
    where: str, number: int, resource: Resource, rows: list[dict[str, str]]
) -> Iterator[str]:
    key = resource["schema"]["primaryKey"]
    key = [key] if isinstance(key, str) else key
    values = [rows[number - 2][name] for name in key]
    first = next(n for n, row in enumerate(rows, 2) if [row[name] for name in key] == values)
    if first != number:  # else the key is no key at all, which its cell has said
        place = f"{where}, row {number}, field {', '.join(key)}"
        found = shown(", ".join(values))
        yield f"{place}: found {found}, as in row {first}; allowed: each value once"


def _dangling(where: str, error: frictionless.errors.ForeignKeyError) -> str:
    place = f"{where}, row {error.row_number}, field {', '.join(error.field_names)}"
    found, table = ", ".join(map(str, error.field_cells)), error.reference_name
    return f"{place}: found {shown(found)}; allowed: a row of {table}"


def allowed(field: Field) -> str:
    """Say in words what a field may hold, such as "a number from 0 to 50"."""
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
    """Confirm all figures as they stand; return a line for each that was not, or nothing.

    Nothing is confirmed while something else is wrong.
    """
    *new, last = problems(data, bibliography) or [""]
    if last != confirmed.HOW:
        return []
    resources: list[Resource] = described(data).to_descriptor()["resources"]
    confirmed.confirm(data, resources, {r["name"]: _rows(data, r) for r in resources})
    return new
