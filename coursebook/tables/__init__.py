"""The figures of a book: its tables with their descriptions, and the sources behind them."""

from coursebook.tables.frames import (
    DESCRIPTOR,
    Field,
    TableError,
    data_dir,
    field_titles,
    load,
    names,
    resources,
    schema,
)

__all__ = [
    "DESCRIPTOR",
    "Field",
    "TableError",
    "data_dir",
    "field_titles",
    "load",
    "names",
    "resources",
    "schema",
]
