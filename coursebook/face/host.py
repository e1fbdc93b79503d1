"""Which face a cell's output shows: a page's or a notebook's."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "COURSEBOOK_HOST"
"""Set to "page" by the book's build for the kernels that it starts."""


def on_page() -> bool:
    """Whether the output will stand in a built page, where no kernel runs."""
    return os.environ.get(VARIABLE) == "page"
