"""How many submissions are graded in a minute: `python benchmarks/grading.py 500`.

A third are right, a third half right, a third wrong, spread over all exercises. The processor's
time for each says on a busy machine, too, what 500 would take on two cores of their own.
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
        for level in ("process", confine.best_level()):
            started, worked = time.perf_counter(), processor()
            with contextlib.redirect_stdout(io.StringIO()):
                grading.main([str(folder), "--isolation", level, "--again"])
            seconds, work = time.perf_counter() - started, processor() - worked
            print(
                f"{number} submissions, {os.cpu_count()} at a time, {level}: {seconds:.0f} s, "
                f"{60 * number / seconds:.0f} a minute; {work / number:.2f} s of processor each, so "
                f"500 in {500 * work / number / 2 / 60:.1f} minutes on two cores of their own; the "
                f"grader itself took at most {memory(resource.RUSAGE_SELF):.0f} MB; load "
                f"{os.getloadavg()[0]:.1f}"
            )


def processor() -> float:
    """Seconds of processor of this process, and of those that it has started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def memory(who: int) -> float:
    """The most memory in MB that a process has had."""
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
