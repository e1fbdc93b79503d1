"""What a submission sees of the machine, wherever Python, the packages and the book lie.

It sees Python and what Python is made of, where they are, and the rest in places of its own:

    /packages/0 ...   the installed packages
    /project          the engine, and of the book its package, data/ and bibliography
    /job              the request of the grader
    /tmp              its own folder, empty, of limited size, gone afterwards

All but the last is read only. Of the book's folder nothing else is shown. Where something secret
lies inside of what is shown (a book under /usr/lib, or among the packages), it is covered.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import coursebook
from coursebook.book import ROOT_VARIABLE, book, root
from coursebook.coursework.draw import SALT, SEEDS, SEEDS_FILE

ENGINE: Final = Path(coursebook.__file__).resolve().parent
PROJECT: Final = PurePosixPath("/project")
JOB: Final = PurePosixPath("/job")
OWN: Final = PurePosixPath("/tmp")  # noqa: S108 - inside a boundary, where it is the submission's

LIBRARIES: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64",
                    "/usr/local/lib", "/nix/store", "/usr/share/zoneinfo",
                    "/etc/ld.so.cache")  # fmt: skip
"""Where Linux keeps what Python is made of; no programs, no settings, no one's files."""

READ: Final = ("pyproject.toml", "data", "book/references.bib")
"""What of a book a submission may read besides its package: the figures and the bibliography."""


@dataclass(frozen=True)
class Shown:
    """A file or folder of the machine, and where a submission finds it."""

    source: Path
    target: PurePosixPath


def shown(job: Path) -> list[Shown]:
    """All that is shown to the submission whose request lies in a folder, parents first."""
    own = [Path(sys.base_prefix) / "lib", Path(sys.executable).resolve()]
    there = [
        *(Shown(path, PurePosixPath(path)) for path in (*map(Path, LIBRARIES), *own)),
        *packages(),
        *project(),
        Shown(job, JOB),
    ]
    unique = {each.target: each for each in there if each.source.exists()}
    return sorted(unique.values(), key=lambda each: len(each.target.parts))


def packages() -> list[Shown]:
    """The folders of installed packages that this Python uses, in its order."""
    paths = [Path(path) for path in sys.path if Path(path).name.endswith("-packages")]
    numbered = enumerate(dict.fromkeys(path for path in paths if path.is_dir()))
    return [Shown(path, PurePosixPath(f"/packages/{number}")) for number, path in numbered]


def project() -> list[Shown]:
    """The engine, and of the book what a notebook needs."""
    package = book().package
    names = [*READ, *([package] if package else [])]
    return [
        Shown(ENGINE, PROJECT / "coursebook"),
        *(Shown(root() / name, PROJECT / name) for name in names),
    ]


def covered(what: Iterable[Shown], secrets: Sequence[Path]) -> list[PurePosixPath]:
    """Where secret folders would be seen inside of what is shown: there is to be nothing.

    Parameters
    ----------
    what
        All that is shown.
    secrets
        Folders that no submission may see, such as the book's and that of the submissions.
    """
    found = {
        each.target.joinpath(*secret.resolve().relative_to(each.source.resolve()).parts)
        for each in what
        for secret in secrets
        if each.source.is_dir() and each.source.resolve() in secret.resolve().parents
    }
    return sorted(found)


def environment() -> dict[str, str]:
    """The variables that a submission sees: none of the grader's own."""
    own = dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TMPDIR"), str(OWN))
    paths = [str(PROJECT), *(str(each.target) for each in packages())]
    found = {"PYTHONPATH": ":".join(paths), ROOT_VARIABLE: str(PROJECT)}
    return {**own, **SETTINGS, **found, **seeds()}


def seeds(job: str = str(JOB)) -> dict[str, str]:
    """Where a submission finds the seeds of its student, if the course has a draw of its own."""
    return {SEEDS: f"{job}/{SEEDS_FILE}"} if os.environ.get(SALT) else {}


SETTINGS: Final = {
    "LANG": "C.UTF-8",
    # Threads count against the limit of processes, and gain nothing here.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
}
