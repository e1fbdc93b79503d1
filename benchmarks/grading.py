"""How many submissions are graded in a minute: `python benchmarks/grading.py 500 bubblewrap`.

A third are right, a third half right, a third wrong, spread over all exercises. The time is the
clock's, so let nothing else run meanwhile: what a submission computes behind its boundary is not
counted with the grader's own processes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coursebook.coursework import build, samples  # noqa: E402 - found by the line above
from coursebook.coursework.grading import __main__ as grading  # noqa: E402
from coursebook.coursework.grading import confine  # noqa: E402


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with contextlib.redirect_stdout(io.StringIO()):
        build.main([])
    kinds = (samples.right, samples.half, samples.wrong)
    slugs = build.slugs()
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "submissions"
        folder.mkdir()
        for n in range(number):
            made = kinds[n % 3](slugs[n % len(slugs)], f"student{n:04}")
            (folder / f"{n:04}.ipynb").write_text(json.dumps(made), encoding="utf-8")
        for level in sys.argv[2:] or ("process", confine.best_level()):
            started = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                grading.main([str(folder), "--isolation", level, "--again"])
            seconds = time.perf_counter() - started
            print(
                f"{number} submissions, {os.cpu_count()} at a time, {level}: {seconds:.0f} s, "
                f"{60 * number / seconds:.0f} a minute; the grader itself took at most "
                f"{memory(resource.RUSAGE_SELF):.0f} MB; load {os.getloadavg()[0]:.1f}"
            )


def memory(who: int) -> float:
    """The most memory in MB that a process has had."""
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
