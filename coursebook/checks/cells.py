"""What a cell may look like, so that every program that reads it reads the same."""

from __future__ import annotations

import re
from typing import Final

from coursebook.tables.frames import Field
from coursebook.text.unsafe import formula, markup, unprintable

LONGEST: Final = 2000
"""Characters in a text; the longest of the book has 393."""

_FORMS: Final = {
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def is_plain(field: Field, cell: str) -> bool:
    """Whether a cell is written in the one way for its type: Frictionless knows more.

    It takes NaN and INF for numbers, and with Python 1_000 and digits of other scripts.
    """
    return not cell or field["type"] not in _FORMS or bool(_FORMS[field["type"]].fullmatch(cell))


def odd_text(field: Field, cell: str) -> tuple[str, str] | None:
    """What a text has that no text may have, and what is allowed; None if it is a text."""
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
