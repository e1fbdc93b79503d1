"""Read a table of `data/` as a data frame, typed by its descriptor."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from coursebook import book

DESCRIPTOR = "datapackage.json"
Field = dict[str, Any]


class TableError(ValueError):
    """A table that does not exist, or that its descriptor does not fit."""


def data_dir() -> Path:
    """The folder of the tables: `$COURSEBOOK_DATA`, or the `data/` of the book."""
    chosen = os.environ.get("COURSEBOOK_DATA")
    return Path(chosen) if chosen else book.root() / "data"


def load(name: str) -> pd.DataFrame:
    """Return table `name` with the types that its descriptor gives.

    A field that may be empty becomes Int64 where it would be int64; text stays text, and an empty
    cell is missing.
    """
    fields = schema(name)["fields"]
    cells = _read(name, [field["name"] for field in fields])
    frame = pd.DataFrame({f["name"]: _typed(cells[f["name"]], f, name) for f in fields})
    frame.attrs["table"] = name
    return frame


def schema(name: str) -> dict[str, Any]:
    """Return the description of the fields of table `name`: a Frictionless table schema."""
    found: dict[str, Any] = _resource(name)["schema"]
    return found


def field_titles(name: str) -> dict[str, str]:
    """Return the title for people of each field, such as "Nominal GDP (trillion won)"."""
    return {field["name"]: field["title"] for field in schema(name)["fields"]}


def names() -> list[str]:
    """Return the names of all tables."""
    return [resource["name"] for resource in resources()]


def resources() -> list[dict[str, Any]]:
    """Return the description of each table, as the descriptor has it."""
    path = data_dir() / DESCRIPTOR
    try:
        return _described(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        message = (
            f"no {DESCRIPTOR} in {path.parent}; COURSEBOOK_DATA can name the folder of the data"
        )
        raise TableError(message) from None


@lru_cache(maxsize=4)
def _described(path: Path, _modified: int) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["resources"]
    return resources


def _resource(name: str) -> dict[str, Any]:
    for resource in resources():
        if resource["name"] == name:
            return resource
    raise TableError(f"no table {name!r} in data/; there are {', '.join(names())}")


def _read(name: str, columns: list[str]) -> pd.DataFrame:
    path = data_dir() / _resource(name)["path"]
    try:
        cells = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:
        raise TableError(f"data/{path.name} cannot be read: {error}. {_HINT}") from error
    if list(cells.columns) != columns:
        found, wanted = ", ".join(map(str, cells.columns)), ", ".join(columns)
        raise TableError(f"data/{path.name} has the columns {found}, not {wanted}. {_HINT}")
    return cells


def _typed(cells: "pd.Series[str]", field: Field, table: str) -> "pd.Series[Any]":
    try:
        return _convert(cells, field)
    except (KeyError, TypeError, ValueError) as error:
        where = f"data/{table}.csv, field {field['name']}"
        raise TableError(f"{where}: not all cells are of type {field['type']}. {_HINT}") from error


def _convert(cells: "pd.Series[str]", field: Field) -> "pd.Series[Any]":
    required = field.get("constraints", {}).get("required", False)
    match field["type"]:
        case "integer":
            whole = pd.to_numeric(cells).astype("Int64")  # refuses fractions; int64 would cut them
            return whole.astype("int64") if required else whole
        case "number":
            return pd.to_numeric(cells).astype("float64")
        case "boolean":
            return pd.Series([{"true": True, "false": False}[cell] for cell in cells], dtype="bool")
        case "date":
            return pd.to_datetime(cells, format="%Y-%m-%d")
        case "string":
            return cells
        case other:
            raise TableError(f"field {field['name']} is of type {other!r}, which no table may use")


_HINT = "`python -m coursebook.checks` names the row."
