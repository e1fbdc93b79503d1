"""JupyterLab's settings for the book: a double click on a chapter opens it as a notebook.

Run by the Python whose JupyterLab is meant: `.venv/bin/python tools/lab_settings.py`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent / "lab-overrides.json"


def install(prefix: Path) -> None:
    """Make the settings the defaults of the JupyterLab that is installed below `prefix`."""
    target = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SETTINGS, target)


if __name__ == "__main__":
    install(Path(sys.prefix))
