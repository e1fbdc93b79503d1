"""Install what a live session of the book needs into the Python that runs this.

    python tools/session.py          on Binder, where the session's folder is the repository
    python tools/session.py --hub    on a JupyterHub, where each student has a copy of it

Uses nothing but Python's own library and pip, for nothing else is there yet.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import lab_settings

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "requirements.lock"
HUB = ROOT / "deploy" / "jupyterhub"

# Prints to PDF through a browser of its own, which no session has. Comes along with Otter, and
# takes more room than the next two packages together.
UNUSED = frozenset({"playwright"})


def needed(lock: str) -> str:
    """The packages of a lock file that a session uses: all but `UNUSED`."""
    # An entry begins at the margin; its hashes and comments are indented.
    entries = re.findall(r"^\S.*\n(?:\s+.*\n)*", lock, re.M)
    return "".join(entry for entry in entries if _name(entry) not in UNUSED)


def _name(entry: str) -> str:
    return re.split(r"[\s=;\[]", entry, maxsplit=1)[0]


def install(hub: bool) -> None:
    """Install the packages, then the two packages from where they lie, then the settings."""
    locks = [LOCKED, HUB / "requirements.txt"] if hub else [LOCKED]
    with tempfile.TemporaryDirectory() as folder:
        for lock in locks:
            wanted = Path(folder) / lock.name
            wanted.write_text(needed(lock.read_text("utf-8")), "utf-8")
            # As `make` does: what is listed, with the checksum that is listed, and no more.
            verified = ("--require-hashes", "--only-binary", ":all:")
            _pip(*verified, "--requirement", str(wanted))
    _pip("--no-build-isolation", "--editable", str(ROOT / "coursebook"), "--editable", str(ROOT))
    lab_settings.install(Path(sys.prefix))
    if hub:
        settings = Path(sys.prefix) / "etc" / "ipython"
        settings.mkdir(parents=True, exist_ok=True)
        shutil.copy(HUB / "ipython_config.py", settings)


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "install", "--no-deps", *arguments]
    subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hub", action="store_true", help="also what a JupyterHub needs")
    install(parser.parse_args().hub)


if __name__ == "__main__":
    main()
