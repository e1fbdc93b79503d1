"""Change the code one mistake at a time, and count the mistakes that no test notices.

    python tools/mutants.py [--minutes 20] [--each 5] [--seed 7] [module.py ...]

mutmut makes the changes, in a copy of the project, so that no file here is touched, and tries
each on the tests that run the changed function. Modules are drawn by chance; the seed is the day
unless it is given, so that each night looks at others. What is printed is a score, and each
change that lived: a mistake that could be made unseen, or no mistake at all.

It changes functions. Constants of a module are for readers and their tests.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from serve import ROOT

PACKAGES: Final = ("coursebook", "alliance")
CHANGED: Final = ("coursebook", "alliance/models")
TESTS: Final = "tests/check"
JOBS: Final = str(os.cpu_count() or 1)
LIVED: Final = "survived"
COUNTED: Final = (LIVED, "killed", "timeout", "suspicious", "segfault")
"""What can come of a change that was tried. The rest no test runs, or there was no time for."""


# --- what to change ---------------------------------------------------------------------------


def module(path: str) -> str:
    """A file's name as it is imported.

    >>> module("alliance/models/opcon.py")
    'alliance.models.opcon'
    """
    return path.removesuffix(".py").replace("/", ".")


def imported(path: Path) -> set[str]:
    """The modules that a file imports, and the names that it takes from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def tests_of(path: str, by_test: Mapping[str, set[str]]) -> list[str]:
    """The test files that import a module, by itself or from its package."""
    wanted = {module(path)}
    package = (ROOT / path).parent / "__init__.py"
    if package.is_file() and wanted & imported(package):
        wanted.add(module(Path(path).parent.as_posix()))
    return [test for test, names in by_test.items() if wanted & names]


def drawn(seed: int) -> list[str]:
    """The modules of the engine and the models that a test file imports, in an order by chance."""
    files = [path for folder in CHANGED for path in sorted((ROOT / folder).rglob("*.py"))]
    names = [path.relative_to(ROOT).as_posix() for path in files if path.name[0] != "_"]
    random.Random(seed).shuffle(names)  # noqa: S311 - no secret
    by_test = tests()
    return [name for name in names if tests_of(name, by_test)]


def tests() -> dict[str, set[str]]:
    """What each test file imports."""
    files = sorted((ROOT / TESTS).glob("test_*.py"))
    return {path.relative_to(ROOT).as_posix(): imported(path) for path in files}


# --- trying -----------------------------------------------------------------------------------


def copied(to: Path, path: str) -> None:
    """Copy the project as it stands, with what mutmut wants to know to change one module."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    settings = {
        "source_paths": list(PACKAGES),
        "only_mutate": [path],
        # How a message is worded is for readers.
        "do_not_mutate_patterns": [r"\braise\b"],
        "also_copy": sorted(each.name for each in to.iterdir() if each.name not in PACKAGES),
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": tests_of(path, tests()),
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (to / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", "use_git_change_detection = false", *lines, ""]))


def mutmut(folder: Path, *arguments: str, seconds: float | None = None) -> str:
    """Run mutmut in a folder, no longer than this; what it printed."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    # CI: Hypothesis tries the same examples on each mutant.
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            # What was tried so far is written down at each step.
            os.killpg(process.pid, signal.SIGKILL)
            return process.communicate()[0]


def outcomes(folder: Path) -> Iterator[tuple[str, str]]:
    """Each mutant by name, with what came of it."""
    for line in mutmut(folder, "results", "--all", "true").splitlines():
        name, found, outcome = line.strip().partition(": ")
        if found:
            yield name, outcome


# --- the command ------------------------------------------------------------------------------


def tried(path: str, seconds: float) -> tuple[int, int]:
    """Change a module, no longer than this; how many changes were tried, and how many noticed.

    Prints each change that lived.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copied(folder, path)
        printed = mutmut(folder, "run", "--max-children", JOBS, seconds=seconds)
        found = [(name, outcome) for name, outcome in outcomes(folder) if outcome in COUNTED]
        lived = [name for name, outcome in found if outcome == LIVED]
        print(f"{path}: {len(found) - len(lived)} of {len(found)} noticed", flush=True)
        for name in lived:
            lines = mutmut(folder, "show", name).splitlines()
            changed = [line for line in lines if line[:2] in ("- ", "+ ")]
            print(f"  {name.rpartition('.')[2]}", *changed, sep="\n    ", flush=True)
        if not found:
            print(*printed.replace("\r", "\n").splitlines()[-12:], sep="\n", flush=True)
        return len(found), len(found) - len(lived)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 1 if nothing could be tried, for the tests fail or take too long as they are."""
    parser = argparse.ArgumentParser(description="Count the mistakes that no unit test notices.")
    parser.add_argument("modules", nargs="*", help="files; else they are drawn")
    parser.add_argument("--minutes", type=float, default=20, help="when to stop (default 20)")
    parser.add_argument("--each", type=float, default=5, help="minutes for a module (default 5)")
    parser.add_argument("--seed", type=int, default=datetime.date.today().toordinal())
    options = parser.parse_args(arguments)
    end = time.monotonic() + 60 * options.minutes
    if not options.modules:
        print(f"Modules are drawn with the seed {options.seed}.")
    total = noticed = 0
    for path in options.modules or drawn(options.seed):
        if (left := end - time.monotonic()) < 30:
            break
        changes, seen = tried(path, min(left, 60 * options.each))
        total, noticed = total + changes, noticed + seen
    print(f"Mutation score: {100 * noticed / max(total, 1):.1f} % ({noticed} of {total})")
    return 0 if total else 1


if __name__ == "__main__":
    sys.exit(main())
