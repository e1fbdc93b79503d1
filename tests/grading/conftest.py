"""What the checks of exercises share: what `make exercises` has built."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursebook.coursework import build


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built exercises: `exercises/SLUG` and `instructor/SLUG` in it."""
    folder = build.built()
    for slug in build.slugs():
        made = folder / "instructor" / slug / build.AUTOGRADER
        master = build.exercises() / slug / "master.md"
        if not made.is_file() or made.stat().st_mtime < master.stat().st_mtime:
            pytest.fail(f"exercises/{slug} is not built, or older than its master: make exercises")
    return folder
