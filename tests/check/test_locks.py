"""The lock files: one set of versions, with checksums, under licenses that fit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
BOOK = "requirements.lock"
VERIFIED = (BOOK, *(f"requirements-{use}.txt" for use in ("teach", "test", "release")))
ALL = ("requirements.txt", *VERIFIED)


def entries(file: str) -> dict[str, str]:
    """Each package of a lock file, with version, marker and checksums."""
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.match(r"\w", line)]
    return {canonicalize_name(Requirement(each.split(" --hash")[0]).name): each for each in lines}


def pinned(file: str) -> dict[str, str]:
    return {name: entry.split(" --hash")[0].strip() for name, entry in entries(file).items()}


def test_make_and_pip_install_the_same_versions() -> None:
    assert pinned("requirements.txt")
    assert pinned("requirements.txt") == pinned(BOOK)


def test_pip_alone_gets_the_books_own_package_too() -> None:
    """Binder knows one command: pip install -r requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "-e ." in lines
    assert not [line for line in lines if "--hash" in line], "pip then refuses a folder"


@pytest.mark.parametrize("file", VERIFIED)
def test_every_package_has_one_version_and_a_checksum(file: str) -> None:
    assert entries(file)
    for entry in entries(file).values():
        assert re.match(r"[\w.-]+==\S+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize("file", VERIFIED[1:])
def test_a_package_has_the_same_version_in_every_file(file: str) -> None:
    here, book = pinned(file), pinned(BOOK)
    shared = here.keys() & book.keys()
    assert shared
    assert {name: here[name].split(" ;")[0] for name in shared} == {
        name: book[name].split(" ;")[0] for name in shared
    }


@pytest.mark.parametrize("file", ALL)
def test_a_lock_file_names_no_host(file: str) -> None:
    assert "://" not in (ROOT / file).read_text(encoding="utf-8")


def test_what_builds_the_package_is_locked_as_well() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (builds,) = project["build-system"]["requires"]
    assert pinned(BOOK)["setuptools"] == builds


def described(folder: Path, license_line: str) -> subprocess.CompletedProcess[str]:
    """Hold a package that describes itself so to the allowed licenses."""
    info = folder / "stranger-1.dist-info"
    info.mkdir()
    lines = ("Metadata-Version: 2.4", "Name: stranger", "Version: 1", license_line, "")
    (info / "METADATA").write_text("\n".join(lines), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "piplicenses", "--packages", "stranger"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_license_that_nobody_allowed_stops_the_checks(tmp_path: Path) -> None:
    done = described(tmp_path, "License-Expression: MIT AND GPL-3.0-only")
    assert done.returncode == 1
    assert "MIT AND GPL-3.0-only" in done.stderr
    assert "stranger" in done.stderr


def test_a_license_that_is_allowed_passes(tmp_path: Path) -> None:
    done = described(tmp_path, "License-Expression: BSD-3-Clause")
    assert (done.returncode, done.stderr) == (0, "")
    assert "stranger" in done.stdout
