"""What no text of the book's files may hold, because some program would run or misread it."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"</?[A-Za-z!?]")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_FORMULA: Final = re.compile(r"\s*[=+@\-\t\r]")


LONGEST_SHOWN: Final = 60


def shown(value: object) -> str:
    """A value as an error message shows it: text in quotes, and long values cut.

    >>> shown("a")
    "'a'"
    >>> len(shown("a" * 1000))
    63
    """
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def markup(text: str) -> str:
    """The first characters of an HTML tag in the text, or an empty string.

    >>> markup("a < b"), markup("<script>")
    ('', '<s')
    """
    found = _MARKUP.search(text)
    return found[0] if found else ""


def unprintable(text: str) -> str:
    r"""The first control character, or one that reverses the direction of writing; else empty.

    >>> unprintable("two\nlines"), unprintable("a bell\a")
    ('', '\x07')
    """
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def formula(text: str) -> str:
    """The text itself if a spreadsheet would compute it when it opens a CSV file; else empty.

    >>> formula("=1+1"), formula("1+1")
    ('=1+1', '')
    """
    return text if _FORMULA.match(text) else ""
