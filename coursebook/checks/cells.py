"""What a cell may hold: one way to write each type, so that every program reads the same.

A field is described as in a Frictionless table schema; its types and constraints are read here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from coursebook.tables.frames import Field
from coursebook.text.unsafe import formula, markup, unprintable

LONGEST: Final = 2000
"""Characters in a text; the longest of the book has 393."""

_FORMS: Final = {
    "integer": re.compile(r"-?(0|[1-9][0-9]*)"),
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def _finite(cell: str) -> float:
    number = float(cell)
    if not math.isfinite(number):  # so many digits that the float overflows
        raise ValueError(cell)
    return number


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "integer": int,
    "number": _finite,
    "boolean": lambda cell: cell == "true",
    "date": date.fromisoformat,
    "string": str,
}


def value(kind: str, cell: str) -> Any:
    """The value of a cell of a type; None if it is empty.

    Raises
    ------
    ValueError
        If the cell is not written in the one way for its type. Python alone would take NaN for a
        number, and 1_000 and digits of other scripts for an integer.

    Examples
    --------
    >>> value("integer", "12"), value("date", "2025-11-04"), value("number", "")
    (12, datetime.date(2025, 11, 4), None)
    """
    if not cell:
        return None
    if kind in _FORMS and not _FORMS[kind].fullmatch(cell):
        raise ValueError(cell)
    return _READERS[kind](cell)


def fits(field: Field, cell: str) -> bool:
    """Whether a cell is of its field's type and within its constraints.

    Examples
    --------
    >>> share = {"type": "number", "constraints": {"minimum": 0, "maximum": 50}}
    >>> fits(share, "2.56"), fits(share, "256"), fits(share, "2,56")
    (True, False, False)
    """
    kind, rules = field["type"], field.get("constraints", {})
    if not cell:
        return not rules.get("required", False)
    try:
        found = value(kind, cell)
    except ValueError:
        return False
    low, high = (
        value(kind, bound) if isinstance(bound, str) else bound  # a date is written as text
        for bound in (rules.get("minimum"), rules.get("maximum"))
    )
    return bool(
        (low is None or low <= found)
        and (high is None or found <= high)
        and len(cell) <= rules.get("maxLength", len(cell))
        and cell in rules.get("enum", [cell])
        and ("pattern" not in rules or re.fullmatch(rules["pattern"], cell))
    )


def odd_text(field: Field, cell: str) -> tuple[str, str] | None:
    """What a text contains that no text may contain, and what is allowed; None if it is fine."""
    if field["type"] != "string" or not cell:
        return None
    if len(cell) > LONGEST:
        return f"{len(cell)} characters", f"at most {LONGEST}"
    if odd := unprintable(cell) or ("\n" if "\n" in cell else ""):
        return f"the character U+{ord(odd):04X}", "text that can be seen"
    if odd := markup(cell):
        return repr(odd), "plain text, without HTML"
    if formula(cell) and not _FORMS["number"].fullmatch(cell):
        return repr(cell[:20]), "text that no spreadsheet takes for a formula: not = + - @ first"
    return None
