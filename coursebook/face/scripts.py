"""The styles and scripts of the face, for a notebook, which has no page to load them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


def joined(names: Iterable[str | Path]) -> str:
    """The text of these files, one after the other.

    >>> "startQuiz" in joined(["answers.js", "quiz.js"])
    True
    """
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
