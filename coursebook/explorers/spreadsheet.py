"""An explorer's rows as a file that can be read alone: the twin of spreadsheet.js."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final

from coursebook.explorers.declaration import Declaration, Result
from coursebook.explorers.formats import Amount, Format, Month, Year
from coursebook.explorers.parts import Column
from coursebook.text.cells import is_formula

START: Final = "\ufeff"
"""Without it Excel takes UTF-8 for the signs of another age."""

_DATED: Final = re.compile(r"^(\d{1,4})[-/](\d{1,2})(?![\d.])")


def text(explorer: Declaration, result: Result) -> str:
    """The file for the explorer's first scenario; the face writes those that follow."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow([*map(heading, explorer.columns), "Settings", "Link"])
    for row in explorer.listed_rows(result).to_dict("records"):
        cells = [cell(column.format, row[column.name]) for column in explorer.columns]
        lines.writerow([*cells, AT_START, explorer.link()])
    return START + written.getvalue()


AT_START: Final = "All settings as at the start."


def heading(column: Column) -> str:
    """A column's label with its unit, because the cells below hold numbers alone.

    >>> heading(Column("depth", "Depth", Amount(decimals=1, after=" m")))
    'Depth (m)'
    """
    form = column.format
    unit = " ".join(f"{form.before}{form.after}".split()) if isinstance(form, Amount) else ""
    return f"{column.label} ({unit})" if unit else column.label


def cell(form: Format, value: Any) -> str:
    """A value as a spreadsheet takes it: a number as a number, a month as 2035-11.

    >>> cell(Month(never="never"), 12 * 2035 + 10), cell(Amount(decimals=0), 2.5)
    ('2035-11', '2.5')
    """
    if value is None or value != value:
        return ""
    if isinstance(form, Amount) and value not in form.said:
        return _number(value)
    if isinstance(form, Month) and value >= 0:
        year, month = divmod(int(value), 12)
        return f"{year}-{month + 1:02}"
    if isinstance(form, Year) and value >= 0:
        return _number(value)
    return harmless(form.said[int(value)] if isinstance(form, Amount) else form(value))


def _number(value: Any) -> str:
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def harmless(words: str) -> str:
    """A text that a spreadsheet neither computes nor turns into a date.

    >>> harmless("=1+1"), harmless("1-2"), harmless("Lake Erie")
    ("'=1+1", '1–2', 'Lake Erie')
    """
    return f"'{words}" if is_formula(words) else _DATED.sub("\\1\u2013\\2", words)
