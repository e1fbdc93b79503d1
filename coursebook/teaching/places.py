"""Where documents come from and where they go, and what went wrong on the way."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


class TeachingError(Exception):
    """Something that whoever builds the documents has to fix; the message says what."""


@dataclass(frozen=True)
class Places:
    """The folders of one book."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "_build" / "html"

    @property
    def pages(self) -> Path:
        return self.site / "book"

    @property
    def exercises(self) -> Path:
        return self.root / "exercises"

    @property
    def quizzes(self) -> Path:
        return self.root / "data" / "quizzes"

    @property
    def slides(self) -> Path:
        return self.root / "_build" / "slides"

    @property
    def handouts(self) -> Path:
        return self.root / "_build" / "handouts"

    @property
    def instructor(self) -> Path:
        return self.root / "_build" / "instructor"

    def address(self, page: str) -> str:
        """The address of a page on the site, or nothing where BOOK_BASE_URL does not say it.

        A deck and a sheet of paper are carried about: the way to a file beside them would break.
        """
        base = os.environ.get("BOOK_BASE_URL", "").strip().rstrip("/")
        return f"{base}/book/{page}.html" if base else ""


def fresh(folder: Path) -> None:
    """Make an empty folder: what an earlier run left there may have another name by now."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
