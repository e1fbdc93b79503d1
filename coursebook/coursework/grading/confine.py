"""The boundary around a submission: what kinds there are, and which of them this machine has.

bubblewrap  Linux with `bwrap`.
container   Docker or Podman, with an image; Podman on Linux can do without one.
process     Everywhere, and no boundary at all: a submission can read keys and change grades.
            Only by name.

At the first two, a submission sees what `shown` lists and nothing else, has no network, and all
that it started ends with it. Memory, processes, disk and time are limited at each.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from coursebook.book import book, root
from coursebook.coursework.draw import SEEDS_FILE
from coursebook.coursework.grading import commands, inside, machine, seccomp
from coursebook.coursework.grading.watch import START, Heard, Limits, as_busy, watch

LEVELS: Final = ("bubblewrap", "container", "process")

WORTH: Final = {
    "bubblewrap": "bubblewrap",
    "container": "container",
    "process": "none: it could have read the keys and changed grades",
}
"""What stands in the table for each level."""

UNSAFE: Final = "Ran without a boundary, so look at its code. "

REFUSED: Final = """\
isolation: found no boundary for the code of submissions, and without one a submission can read
the keys and change the grades of others. Get one:
  Debian, Ubuntu: sudo apt install bubblewrap
  macOS:          brew install podman && podman machine init --now, then ISOLATION=container once
  Windows:        wsl --install, then work in its Ubuntu: sudo apt install bubblewrap
If you wrote every submission yourself, ISOLATION=process grades without."""


class BoundaryError(RuntimeError):
    """A boundary that this machine does not have; the message says how to get it."""


@dataclass(frozen=True)
class Boundary:
    """A level, and what no submission may see at it."""

    level: str
    secrets: Sequence[Path] = ()


def best_level() -> str:
    """The level to grade at if none is named; raises BoundaryError where there is none."""
    if machine.has_bubblewrap():
        return "bubblewrap"
    if machine.has_container():
        return "container"
    raise BoundaryError(REFUSED)


def build_image() -> None:
    """Build the image that submissions run in; takes some minutes, and a network."""
    file = Path(__file__).parent / "Containerfile"
    build = [machine.engine()[0], "build", "--tag", machine.IMAGE, "--file", str(file)]
    build += ["--build-arg", f"PACKAGE={book().package}", str(root())]
    subprocess.run(build, check=True)
    machine.has_image.cache_clear()


def run(
    boundary: Boundary, request: Mapping[str, Any], limits: Limits, jobs: Path, seconds: float
) -> Heard:
    """Run `inside.py` on a request, behind a boundary, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=jobs, ignore_cleanup_errors=True) as folder:
        return _run(boundary, request, as_busy(limits), Path(folder), seconds)


def _run(
    boundary: Boundary, request: Mapping[str, Any], limits: Limits, folder: Path, seconds: float
) -> Heard:
    job, words, level = folder / "job", folder / "words", boundary.level
    job.mkdir(mode=0o755)
    shutil.copyfile(inside.__file__, job / "inside.py")
    (job / SEEDS_FILE).write_text(json.dumps(request.get("seeds", {})), encoding="utf-8")
    own = {
        "seeds": "",
        "limits": commands.system_limits(level, limits),
        "user": commands.user(level),
        "alone": level != "process",
        "clock_seconds": limits.clock_seconds,
        "filter": "" if level == "process" else seccomp.program().hex(),
    }
    (job / "request.json").write_text(json.dumps({**request, **own}), encoding="utf-8")
    if level == "container":
        name = f"grading-{uuid.uuid4().hex}"
        command = commands.container(boundary.secrets, job, limits, name)
        try:
            return watch(command, os.environ, folder, limits, seconds, words, counts=False)
        finally:
            kill = [machine.engine()[0], "kill", name]
            subprocess.run(kill, capture_output=True, check=False)
    if level == "bubblewrap":
        command = commands.bubblewrap(boundary.secrets, job, limits)
        command = [*commands.scope(limits), *command]
        return watch(command, commands.own_environment(), folder, limits, seconds, words)
    home = folder / "tmp"
    home.mkdir()
    variables = commands.process_environment(home, job)
    return watch(commands.process(job), variables, home, limits, seconds, words)


def trial(boundary: Boundary, limits: Limits, jobs: Path) -> None:
    """Run a notebook of one cell; raises BoundaryError, with Python's words, where it cannot be."""
    # The first cell asks for what every exercise needs, which must therefore be readable there.
    package = book().package
    cells = [f"import altair, pandas, {package}" if package else "import altair, pandas", "x = 1"]
    request = {"cells": cells, "skip": [], "step_seconds": START, "values": ["x"], "calls": {}}
    limits = as_busy(dataclasses.replace(limits, step_seconds=START))
    with tempfile.TemporaryDirectory(dir=jobs, ignore_cleanup_errors=True) as folder:
        heard = _run(boundary, request, limits, Path(folder), START)
        if not heard.done or heard.errors or heard.values != {"x": 1}:
            words = (Path(folder) / "words").read_text(encoding="utf-8", errors="replace")
            why = [heard.ended, *(error for _, error in heard.errors), *words.splitlines()[-5:]]
            raise BoundaryError(
                f"isolation: {boundary.level} does not run the book's Python here:\n"
                + "\n".join(filter(None, why))
            )
