"""Bubblewrap, which the checks of grading need: python tools/boundary.py gets it.

On Debian and Ubuntu, as root, it is installed. Elsewhere the checks take what is there.
"""

from __future__ import annotations

import shutil
import sys

from coursebook.coursework.grading import machine
from coursebook.teaching import browsers


def main() -> None:
    if shutil.which("bwrap") is None:
        browsers.install_packages(["bubblewrap"])
    if not machine.has_bubblewrap() and not machine.has_container():
        print("No boundary is here: attacks on it are not tried.", file=sys.stderr)


if __name__ == "__main__":
    main()
