"""Files that are there whole or not at all, so that an interrupted run leaves none half-written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write to, which takes the place of what is there once all is written."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding=encoding, newline="") as file:
        yield file
    fresh.replace(path)
