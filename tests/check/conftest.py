"""What the checks of damaged files share: a sound book of few files, and copies to damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from few_files import few_files


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return few_files(tmp_path_factory.mktemp("sound") / "book")


@pytest.fixture
def book(sound: Path, tmp_path: Path) -> Path:
    """A copy, to be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "book"))
