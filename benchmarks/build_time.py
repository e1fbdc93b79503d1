"""How long the book takes to build: from nothing, without a change, after one edit of a chapter.

Builds a copy of the project in a temporary folder, so that the book and its chapters stay as they
are.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = {"from nothing": 40.0, "no change": 4.0, "one edit": 4.0}
EDITED = "book/opcon-transition.md"


def build(project: Path) -> tuple[float, float]:
    """Build the book of a project; return the seconds it took, by the clock and of work."""
    program = Path(sys.executable).parent / "jupyter-book"
    # Else the copy would be built with the packages of the project itself.
    own = os.environ | {"PYTHONPATH": str(project)}
    start, worked = time.perf_counter(), processor_seconds()
    done = subprocess.run(
        [program, "build", ".", "-W", "--keep-going"],
        cwd=project,
        env=own,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - start, processor_seconds() - worked
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}\nThe book does not build.")
    return seconds


def processor_seconds() -> float:
    """Seconds of work by all child processes so far; 0 where the system does not count them."""
    times = os.times()
    return times.children_user + times.children_system


def measure(repeat: int) -> dict[str, list[tuple[float, float]]]:
    """Times of each kind of build, one after the other in each copy."""
    times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in BUDGETS}
    left_out = shutil.ignore_patterns("_build", ".*", "__pycache__", "*.egg-info")
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            project = Path(shutil.copytree(ROOT, Path(folder, "project"), ignore=left_out))
            for kind in BUDGETS:
                if kind == "one edit":
                    with (project / EDITED).open("a", encoding="utf-8") as chapter:
                        chapter.write("\nOne sentence more.\n")
                times[kind].append(build(project))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="builds of each kind (%(default)s)")
    times = measure(parser.parse_args().repeat)
    print(f"Build time in seconds; {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':14}{'median':>8}{'slowest':>9}{'budget':>8}{'work of all cores':>19}")
    for kind, measured in times.items():
        clock, work = zip(*measured, strict=True)
        print(
            f"{kind:14}{median(clock):8.1f}{max(clock):9.1f}{BUDGETS[kind]:8.0f}{median(work):19.1f}"
        )


if __name__ == "__main__":
    main()
