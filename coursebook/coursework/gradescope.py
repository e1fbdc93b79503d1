"""`autograder.zip`, complete: what Gradescope needs where nothing of the book is installed.

Gradescope unpacks it to `/autograder/source`, runs `setup.sh` once, and for each submission
`/autograder/run_autograder`, which is copied from it. What a student handed in then lies in
`/autograder/submission`, and the result is expected in `/autograder/results/results.json`.

Otter's own archive asks for Otter alone. This one brings the packages of the book by their
checksums, and the book's package, data and bibliography. There, unlike in `make grade`, the
student's code runs beside the tests and can read them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from coursebook import zips
from coursebook.book import ROOT_VARIABLE, root
from coursebook.coursework import draw
from coursebook.coursework.grading import shown

SETUP: Final = """\
#!/usr/bin/env bash
# Python 3.11 or newer, then what the lock file lists, with the checksums that it lists.
set -e
home="${AUTOGRADER:-/autograder}"
python="${PYTHON:-python3}"
if ! "$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    apt-get update && apt-get install -y python3-pip
    python3 -m pip install uv
    uv python install 3.13
    python="$(uv python find 3.13)"
fi
"$python" -m venv "$home/venv"
"$home/venv/bin/python" -m pip install --no-deps --require-hashes --only-binary :all: \\
    --requirement "$home/source/project/requirements.lock"
"""

RUN: Final = f"""\
#!/usr/bin/env bash
home="${{AUTOGRADER:-/autograder}}"
export PATH="$home/venv/bin:$PATH"
export PYTHONPATH="$home/source/project"
export {ROOT_VARIABLE}="$home/source/project"
"$home/venv/bin/python" "$home/source/run_otter.py" "$home"
"""

OTTER: Final = """\
import sys

from otter.run.run_autograder import main

main(sys.argv[1])
"""

NO_ROSTER: Final = """\
#!/usr/bin/env bash
echo "This course has draws of its own (COURSE_SALT). Build the archive with its class:" >&2
echo "make exercises ROSTER=ids.csv" >&2
exit 1
"""

KEPT: Final = ("otter_config.json", "tests/")
"""What is taken over from Otter's archive."""


def write(otters: Path, target: Path, exercise: str, student_ids: Iterable[str] = ()) -> None:
    """Write the archive of an exercise.

    Parameters
    ----------
    otters, target
        The archive that Otter made, and the one to write.
    exercise, student_ids
        Whose draws it knows, where COURSE_SALT gives the course its own.
    """
    with zipfile.ZipFile(otters) as made:
        own = {name: made.read(name) for name in sorted(made.namelist()) if name.startswith(KEPT)}
    ids = list(student_ids)
    scripts = {"setup.sh": SETUP, "run_autograder": RUN, "run_otter.py": OTTER}
    if seeds := draw.seeds([exercise], ids):
        own[f"project/{draw.SEEDS_FILE}"] = json.dumps(seeds, indent=1).encode()
        if not ids:
            scripts["setup.sh"] = NO_ROSTER
    own |= {name: text.encode() for name, text in scripts.items()}
    own |= dict(_project())
    _write(target, own)


def _project() -> Iterator[tuple[str, bytes]]:
    """The engine, and of the book what a notebook needs."""
    for each in shown.project():
        inside = Path("project", *each.target.relative_to(shown.PROJECT).parts)
        files = sorted(each.source.rglob("*")) if each.source.is_dir() else [each.source]
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                name = inside / path.relative_to(each.source) if path != each.source else inside
                yield name.as_posix(), path.read_bytes()
    lock = root() / "requirements.lock"
    yield "project/requirements.lock", lock.read_bytes() if lock.is_file() else b""


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zips.entry(name)
            runs = name in ("setup.sh", "run_autograder")
            info.external_attr = (0o755 if runs else 0o644) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
