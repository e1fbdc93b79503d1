"""The README's first command on machines that are set up otherwise, and under other Pythons."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ODD_PLACE = "Prof's 강의 #1 & co 100%"
LATER = ("3.12", "3.13", "3.14")
TRAP = "raise RuntimeError('a module of another Python was imported')"


def clone(root: Path, folder: Path) -> Path:
    """The files that git knows, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    return folder


def make(
    folder: Path, *what: str, umask: int = 0o022, **world: str
) -> subprocess.CompletedProcess[str]:
    """Run make as another user's shell would: without the environment of these checks."""
    own = {"VIRTUAL_ENV", "PYTHONPATH", "CI", "NIGHTLY", "MAKEFLAGS", "MAKELEVEL"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return subprocess.run(
        ["make", "--no-print-directory", *what],
        cwd=folder, env=kept | world, umask=umask, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.timeout(1200)
def test_an_odd_machine_builds_the_book_and_a_web_server_may_read_it(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "pandas.py").write_text(TRAP, encoding="utf-8")
    book = clone(root, tmp_path / ODD_PLACE)
    done = make(
        book,
        "build",
        umask=0o077,
        PIP_USER="1",
        PIP_TARGET=str(tmp_path / "elsewhere"),
        PYTHONPATH=str(tmp_path / "path"),
        PYTHON=getattr(sys, "_base_executable", sys.executable),
        HOME="/proc/no-home",
        LANG="C",
        LC_ALL="C",
        TZ="Asia/Seoul",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (tmp_path / "elsewhere").exists()
    pages = book / "_build" / "html"
    assert (pages / "index.html").is_file()
    modes = {(each.is_dir(), each.stat().st_mode & 0o777) for each in (pages, *pages.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


def found(version: str) -> str | None:
    """A Python of a version that runs, if this machine has one."""
    for name in (f"python{version}", *sorted(Path.home().glob(f".pyenv/versions/{version}.*"))):
        path = str(name / "bin" / "python") if isinstance(name, Path) else name
        try:
            told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        if told.stdout.startswith(f"Python {version}."):
            return path
    return None


PYTHONS = {version: path for version in LATER if (path := found(version))}


def test_one_other_python_is_there() -> None:
    """Else the next check would check nothing, and say so nowhere."""
    assert PYTHONS, f"found none of Python {', '.join(LATER)}"


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("version", PYTHONS)
def test_a_later_python_builds_the_book_and_passes_its_quick_checks(
    version: str, root: Path, tmp_path: Path
) -> None:
    book = clone(root, tmp_path / "book")
    for what in (["build"], [".venv/.test"]):
        done = make(book, *what, f"PYTHON={PYTHONS[version]}")
        assert done.returncode == 0, done.stdout + done.stderr
    checks = subprocess.run(
        [".venv/bin/python", "-m", "pytest", "-q", "-n2", "tests/check"],
        cwd=book, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checks.returncode == 0, checks.stdout[-4000:]
