"""What no text of the book's files holds, because somewhere it would be more than text."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"</?[A-Za-z!?]")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_FORMULA: Final = re.compile(r"\s*[=+@\-\t\r]")


LONGEST_SHOWN: Final = 60


def shown(value: object) -> str:
    """A value as a message shows it: in quotes if it is text, and cut where it is long.

    >>> shown("a")
    "'a'"
    """
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def markup(text: str) -> str:
    """The beginning of a tag of HTML, or nothing.

    >>> markup("a < b"), markup("<script>")
    ('', '<s')
    """
    found = _MARKUP.search(text)
    return found[0] if found else ""


def unprintable(text: str) -> str:
    """A control character, or one that turns the direction of writing; or nothing."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def formula(text: str) -> str:
    """The text, if a spreadsheet that opens it as CSV would compute it; or nothing."""
    return text if _FORMULA.match(text) else ""
