"""How long the book takes to build: from nothing, and again without a change.

Builds into a temporary folder, so that the book in _build/ stays as it is.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = {"from nothing": 25.0, "no change": 5.0}


def build(folder: str) -> float:
    """Build the book below `folder` and return the seconds it took."""
    program = Path(sys.executable).parent / "jupyter-book"
    command = [program, "build", ".", "-W", "--keep-going", "--path-output", folder]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}\nThe book does not build.")
    return seconds


def measure(repeat: int) -> dict[str, list[float]]:
    """Times of each kind of build; each build from nothing is followed by one more."""
    times: dict[str, list[float]] = {kind: [] for kind in BUDGETS}
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            for kind in BUDGETS:
                times[kind].append(build(folder))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="builds of each kind (%(default)s)")
    times = measure(parser.parse_args().repeat)
    print(f"Build time in seconds; {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':14}{'median':>8}{'slowest':>9}{'budget':>8}")
    for kind, measured in times.items():
        budget = BUDGETS[kind]
        print(f"{kind:14}{median(measured):8.1f}{max(measured):9.1f}{budget:8.0f}")


if __name__ == "__main__":
    main()
