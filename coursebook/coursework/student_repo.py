"""The repository that students get: the book as notebooks, its data and packages, their exercises.

Written from a list of what belongs in it, of files that git knows: what is not on the list
(masters, keys, confidential briefs, the instructor's pages) cannot slip in. Binder, hubs and
buttons in the book are to lead there; see `student-repository` in `[tool.coursebook]`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from coursebook.book import book, root
from coursebook.coursework import draw
from coursebook.coursework.build import built, slugs
from coursebook.coursework.grading import rosters

FOLDERS: Final = ("coursebook", "data", "book", ".binder", "exercises/student")
FILES: Final = (
    "_config.yml",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-text",
    "pyproject.toml",
    "requirements.in",
    "requirements.lock",
    "requirements.txt",
    "tools/lab-overrides.json",
    "tools/lab_settings.py",
    "tools/session.py",
)
NOT_FOR_STUDENTS: Final = ("book/instructors",)
TOC: Final = "_toc.yml"
README: Final = """\
# {title}: notebooks and exercises

The chapters of the book as notebooks are in `book/`, the graded exercises in `exercises/student/`.
Copy an exercise before you work in it, write your student ID into its first cell of code, and hand
in the file.

To work on your own machine, with Python 3.11 or newer:

```sh
python3 -m venv .venv
.venv/bin/python -m pip install -r requirements.txt
.venv/bin/python -m jupyterlab
```
"""


def wanted(tracked: Iterable[str]) -> list[str]:
    """Of the files that git knows, those that students get.

    >>> wanted(["book/a.md", "book/instructors/guide.md", "exercises/a/master.md", "LICENSE"])
    ['LICENSE', 'book/a.md']
    """
    package = book().package
    folders = [PurePosixPath(each) for each in (*FOLDERS, *([package] if package else []))]
    hidden = [PurePosixPath(each) for each in NOT_FOR_STUDENTS]
    return sorted(
        name
        for name in tracked
        if name in FILES
        or (any(each in PurePosixPath(name).parents for each in folders)
            and not any(each in PurePosixPath(name).parents for each in hidden))
    )  # fmt: skip


def write(to: Path, student_ids: Iterable[str] = ()) -> int:
    """Write the repository into a folder, in the place of all that is there but `.git`.

    Parameters
    ----------
    to
        A clone of the students' repository, or a folder to be made.
    student_ids
        The class, which is needed where COURSE_SALT gives it draws of its own.

    Returns
    -------
    int
        How many files it has.
    """
    to.mkdir(parents=True, exist_ok=True)
    for old in to.iterdir():
        if old.name != ".git":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    names = wanted(_tracked(root()))
    for name in names:
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root() / name, target)
        target.chmod((root() / name).stat().st_mode & 0o777)
    own = {TOC: _toc(), "README.md": README.format(title=book().title)}
    if seeds := draw.seeds(slugs(), student_ids):
        own[draw.SEEDS_FILE] = json.dumps(seeds, indent=1) + "\n"
    for name, text in own.items():
        (to / name).write_text(text, encoding="utf-8", newline="\n")
    return len(names) + len(own)


def _tracked(folder: Path) -> list[str]:
    command = ["git", "-C", str(folder), "ls-files", "-z"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name and (folder / name).is_file()]


def _toc() -> str:
    """The table of contents without the pages that students do not get."""
    told: dict[str, Any] = yaml.safe_load((root() / TOC).read_text(encoding="utf-8"))
    for part in told.get("parts", []):
        part["chapters"] = [
            each for each in part["chapters"]
            if not each.get("file", "").startswith(NOT_FOR_STUDENTS)
        ]  # fmt: skip
    if "parts" in told:
        told["parts"] = [part for part in told["parts"] if part["chapters"]]
    return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Write the repository that students get.")
    parser.add_argument("to", type=Path, nargs="?", default=built() / "student-repo")
    parser.add_argument("--roster", type=Path, help="the class, where COURSE_SALT is set")
    parser.add_argument("--id-column", default="", help="the roster's column with the IDs")
    asked = parser.parse_args(arguments)
    to: Path = asked.to.resolve()
    if to == root() or to in root().parents or (root() in to.parents and built() not in to.parents):
        sys.exit(f"to: found {str(asked.to)!r}; allowed: a folder outside of this repository")
    if to.is_dir() and any(to.iterdir()) and not _is_ours(to):
        sys.exit(f"to: found files in {str(asked.to)!r} that are no copy of this book; empty it")
    try:
        if draw.salt() and not asked.roster:
            sys.exit("roster: found none, and with COURSE_SALT students' draws are listed by it")
        ids = rosters.read(asked.roster, asked.id_column).ids if asked.roster else frozenset()
        count = write(to, ids)
    except (rosters.RosterError, draw.SaltError) as error:
        sys.exit(str(error))
    except (OSError, subprocess.CalledProcessError):
        sys.exit("git: found no repository here; the list of what students get is made from it")
    print(f"{to}: {count} files for students. Then, in that folder:")
    print("  git add --all && git commit -m 'Update' && git push")


def _is_ours(folder: Path) -> bool:
    """Whether a folder is an earlier copy, or an empty clone."""
    return (folder / TOC).is_file() or {each.name for each in folder.iterdir()} <= {".git"}


if __name__ == "__main__":
    main()
