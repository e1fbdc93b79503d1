"""What students get and what instructors keep, built from the masters by `make exercises`.

Otter Assign does the work: it takes solutions and hidden tests out for the student, and writes the
autograder. This module says where things go, and makes the same file of the same master each time.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import jupytext

from coursebook.book import book, root
from coursebook.coursework import draw, gradescope, worksheets
from coursebook.coursework.grading import rosters

AUTOGRADER = "autograder.zip"
STAMP = "built-from.txt"
START = """\
# Initialize Otter
import sys
sys.path[:] = filter(None, sys.path)  # only packages: what lies beside a notebook is not handed in
from coursebook.coursework import visible
grader = visible.checks("{slug}")"""
"""A notebook's first cell, in the place of Otter's own; see `visible`."""


def exercises() -> Path:
    """The folder of the book's exercises, `exercises/`."""
    return root() / "exercises"


def student_folder() -> Path:
    """The folder of the students' notebooks, which is part of the book."""
    return exercises() / "student"


def built() -> Path:
    """The folder that takes everything built, `_build/`."""
    return root() / "_build"


class BuildError(RuntimeError):
    """A master that cannot be built; the message ends with what Otter says about it."""


def slugs() -> list[str]:
    """The names of the exercises: of the folders that hold a master."""
    return sorted(master.parent.name for master in exercises().glob("*/master.md"))


def build(
    slug: str,
    student: Path,
    instructor: Path,
    *,
    check: bool = True,
    student_ids: Iterable[str] = (),
) -> None:
    """Build one exercise.

    Parameters
    ----------
    slug
        The name of its folder, which holds `master.md` and `answers.toml`.
    student
        The folder for the student's notebook.
    instructor
        The folder for everything that only instructors may see.
    check
        Whether to run the hidden tests against the solutions.
    student_ids
        The class, where COURSE_SALT gives it draws of its own and Gradescope is to know them.

    Raises
    ------
    BuildError
        If Otter refuses the master, or a solution fails a test.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        master = work / f"{slug}.ipynb"
        notebook = jupytext.read(exercises() / slug / "master.md")
        notebook.metadata.pop("jupytext", None)
        _write(master, jupytext.writes(notebook, fmt="ipynb"))
        _assign(master, work / "out", check=check)
        student.mkdir(parents=True, exist_ok=True)
        _tidied(work / "out" / "student" / master.name, student / master.name, slug)
        fresh(instructor)
        _tidied(work / "out" / "autograder" / master.name, instructor / "solution.ipynb", slug)
        (archive,) = (work / "out" / "autograder").glob("*-autograder_*.zip")
        gradescope.write(archive, instructor / AUTOGRADER, slug, student_ids)
    for name in ("answers.toml", "rubric.md"):
        shutil.copyfile(exercises() / slug / name, instructor / name)
    _write(instructor / "worksheet-answers.md", worksheets.answers(slug))


def _assign(master: Path, out: Path, *, check: bool) -> None:
    """Run Otter Assign; what it and its kernel say is shown only where it fails."""
    command = [sys.executable, "-m", "otter", "assign", "--no-pdfs", str(master), str(out)]
    if not check:
        command.append("--no-run-tests")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise BuildError(f"exercises/{master.stem}/master.md: Otter Assign stopped:\n{told}")


def worksheet(slug: str) -> str:
    """The text of an exercise's worksheet with its scenarios, to hand out on paper."""
    told = tomllib.loads((exercises() / slug / "answers.toml").read_text(encoding="utf-8"))
    text = (exercises() / slug / "worksheet.md").read_text(encoding="utf-8")
    table = worksheets.markdown(told["scenario"].rpartition(".")[2])
    return f"{text}\n## Scenarios\n\n{table}\n"


def fresh(folder: Path) -> None:
    """Make an empty folder in the place of whatever is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _tidied(source: Path, target: Path, slug: str) -> None:
    """A notebook with our start, without what differs from build to build: the cells' names."""
    notebook = jupytext.read(source)
    notebook.metadata.pop("jupytext", None)
    notebook.cells[0].source = START.format(slug=slug)
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02}"
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    _write(target, jupytext.writes(notebook, fmt="ipynb") + "\n")


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the exercises that are named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description="Build exercises from their masters.")
    parser.add_argument("exercise", nargs="*", help="slugs; default: all")
    parser.add_argument("--renew", action="store_true", help="exercises/student/ as well")
    parser.add_argument("--roster", type=Path, help="the class, for Gradescope with COURSE_SALT")
    parser.add_argument("--id-column", default="", help="the roster's column with the IDs")
    options = parser.parse_args(arguments)
    asked = options.exercise or slugs()
    unknown = sorted(set(asked) - set(slugs()))
    if unknown:
        sys.exit(f"exercise: found {unknown[0]!r}; allowed: {', '.join(slugs())}")
    try:
        knows = bool(options.roster and draw.salt())  # the public draw needs no list
        ids = sorted(rosters.read(options.roster, options.id_column).ids) if knows else []
        for line in _build_all(asked, ids, renew=options.renew):
            print(line, flush=True)
    except (BuildError, draw.SaltError, rosters.RosterError) as error:
        sys.exit(str(error))


def sources(slug: str, ids: Sequence[str] = ()) -> str:
    """All that an exercise is built from, as one short text: a change of any of it shows."""
    engine = Path(__file__).parent
    files = [*(exercises() / slug).rglob("*"), *(root() / "data").glob("*.csv")]
    files += [*engine.glob("*.py"), *(engine.parent / "explorers").glob("*.py")]
    if package := book().package:
        files += (root() / package).rglob("*.py")
    found = hashlib.sha256(f"{sys.version}\n{draw.salt()}\n{ids}".encode())
    for path in sorted(each for each in files if each.is_file()):
        found.update(path.read_bytes())
    return found.hexdigest()


def _build_all(asked: Sequence[str], ids: Sequence[str], *, renew: bool) -> Iterator[str]:
    for slug in asked:
        instructor = built() / "instructor" / slug
        handed_out = built() / "exercises" / slug
        stamp, now = instructor / STAMP, sources(slug, ids)
        there = (handed_out / f"{slug}.ipynb").is_file() and (instructor / AUTOGRADER).is_file()
        if there and not renew and stamp.is_file() and stamp.read_text(encoding="utf-8") == now:
            (instructor / AUTOGRADER).touch()
            continue
        fresh(handed_out)
        build(slug, handed_out, instructor, student_ids=ids)
        if renew:
            shutil.copyfile(handed_out / f"{slug}.ipynb", student_folder() / f"{slug}.ipynb")
        _write(handed_out / "worksheet.md", worksheet(slug))
        _write(stamp, now)
        student, own = (path.relative_to(root()) for path in (handed_out, instructor))
        yield f"{slug}: for students in {student}, for instructors in {own}"


if __name__ == "__main__":
    main()
