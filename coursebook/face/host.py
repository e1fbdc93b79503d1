"""Whether a cell's output is for a built page or for a notebook."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "COURSEBOOK_HOST"
"""The build sets it to "page" for the kernels that it starts."""


def on_page() -> bool:
    """Whether the output will appear in a built page, where no kernel runs."""
    return os.environ.get(VARIABLE) == "page"
