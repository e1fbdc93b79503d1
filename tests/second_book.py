"""The second book: built by the engine as a stranger has it, from its wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

SOURCE = Path(__file__).parent / "second_book"


def wheel(root: Path, folder: Path) -> Path:
    """Build the engine's wheel and return the folder that it is unpacked into."""
    # A copy: setuptools would leave its work beside the sources.
    sources = folder / "sources"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    shutil.copytree(root / "coursebook", sources, ignore=ignored)
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder)]
    subprocess.run([*command, str(sources)], check=True)
    (made,) = folder.glob("coursebook-*.whl")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def stranger(installed: Path, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with the unpacked wheel and the locked packages, and nothing of ours.

    The packages are found by a path that is no site folder: what is installed there as editable,
    which is this project, stays out of sight.
    """
    packages = sysconfig.get_path("purelib")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BOOK_", "COURSEBOOK_", "PYTEST_")) and name != "VIRTUAL_ENV"
    }
    own = {
        "PYTHONPATH": os.pathsep.join([str(installed), packages]),
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "NO_COLOR": "1",
    }
    python = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [python, "-S", *command],
        cwd=folder,
        env=kept | own,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
