"""What a spreadsheet would compute instead of showing it."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile(r"\s*[=+\-@].|[\t\r].", re.DOTALL)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run a cell: it begins with a sign of a formula, even behind spaces.

    >>> is_formula("=1+1"), is_formula(" @now"), is_formula("2 - 1"), is_formula("-")
    (True, True, False, False)
    """
    return _FORMULA.match(text) is not None
