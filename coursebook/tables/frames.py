"""How a table of `data/` becomes a data frame, with the types that its descriptor gives."""

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
    """A table that does not exist, or whose file does not fit its description."""


def data_dir() -> Path:
    """The folder of the tables.

    Returns
    -------
    Path
        The folder that `COURSEBOOK_DATA` names, or else `data/` in the book.

    Examples
    --------
    >>> data_dir().name
    'data'
    """
    chosen = os.environ.get("COURSEBOOK_DATA")
    return Path(chosen) if chosen else book.root() / "data"


def load(name: str) -> pd.DataFrame:
    """Load a table of the book.

    Parameters
    ----------
    name
        The table's name in `datapackage.json`.

    Returns
    -------
    DataFrame
        One column for each described field, in that order. Integers become int64, or Int64 where a
        cell may be empty; numbers float64; dates datetime64; text stays text. An empty cell is
        missing. `attrs["table"]` holds the name, by which `figure` finds the titles of the columns.

    Raises
    ------
    TableError
        If there is no such table, or its file does not fit its description.
    BookError
        If there is no book around the working directory.

    Examples
    --------
    >>> lakes = load("lakes")
    >>> lakes.query("retention_years < 10")["lake"].tolist()
    ['Erie', 'Ontario']
    """
    fields = schema(name)["fields"]
    cells = _read(name, [field["name"] for field in fields])
    frame = pd.DataFrame({f["name"]: _typed(cells[f["name"]], f, name) for f in fields})
    frame.attrs["table"] = name
    return frame


def schema(name: str) -> dict[str, Any]:
    """The Frictionless table schema of a table: its fields, its keys, what counts as missing.

    Parameters
    ----------
    name
        The table's name in `datapackage.json`.

    Returns
    -------
    dict
        As the descriptor has it, with `fields`, `primaryKey` and `missingValues`.

    Raises
    ------
    TableError
        If there is no such table.

    Examples
    --------
    >>> [field["type"] for field in schema("lakes")["fields"]]
    ['string', 'number', 'number', 'string']
    """
    found: dict[str, Any] = _resource(name)["schema"]
    return found


def field_titles(name: str) -> dict[str, str]:
    """What readers see in place of each field's name, with its unit.

    Parameters
    ----------
    name
        The table's name in `datapackage.json`.

    Returns
    -------
    dict
        Titles by the names of the fields.

    Raises
    ------
    TableError
        If there is no such table.

    Examples
    --------
    >>> field_titles("lakes")["volume_km3"]
    'Volume (cubic kilometers)'
    """
    return {field["name"]: field["title"] for field in schema(name)["fields"]}


def names() -> list[str]:
    """The names of all tables, in the descriptor's order.

    >>> names()
    ['lakes']
    """
    return [resource["name"] for resource in resources()]


def resources() -> list[dict[str, Any]]:
    """The description of each table, as `datapackage.json` has it.

    Returns
    -------
    list of dict
        With `name`, `title`, `description`, `path`, `licenses` and `schema`, among others.

    Raises
    ------
    TableError
        If the folder of the data holds no descriptor.

    Examples
    --------
    >>> [resource["path"] for resource in resources()]
    ['lakes.csv']
    """
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
