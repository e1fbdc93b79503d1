"""The draw: how each student gets numbers of their own, the same everywhere and always.

    place = SHA-256(exercise, ID, name of the value, joined by newlines), read as a whole number,
            modulo the number of options

SHA-256 and whole numbers are the same on every Python and every system. Each value is drawn by its
own name, so that a new value in an exercise leaves the others as they are. The options' number and
order are part of the draw: change them between terms, never within one.

This draw is public. A course gets one of its own by a secret that the instructor alone keeps, in
the variable COURSE_SALT: exercise and ID are then replaced by a seed, HMAC-SHA256 of both under the
secret. Students hold the seeds of the course and not the secret, in the file `course-draws.json`
of their copy of the book, and nobody can compute what another ID would draw.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from coursebook.book import BookError, root

Option = TypeVar("Option")

EXAMPLE: Final = "example"
"""The ID in a fresh notebook: everything works with it, but it is not graded."""

LONGEST: Final = 64

SALT: Final = "COURSE_SALT"
SHORTEST_SALT: Final = 12
SEEDS: Final = "COURSE_DRAWS"
"""The variable that names a file of seeds, where it is not `course-draws.json` of the book."""
SEEDS_FILE: Final = "course-draws.json"
WORKSHEETS: Final = tuple(f"worksheet-{letter}" for letter in "abcdef")
"""The IDs behind the scenarios A to F of classes without Python."""


class IdError(ValueError):
    """A text that cannot be a student ID; the message says what was found and what is allowed."""


def normalized(student_id: str) -> str:
    """A student ID as the draw reads it: without spaces, in lower case.

    Parameters
    ----------
    student_id
        Letters, digits and `- _ . @`, at most 64 of them without spaces.

    Returns
    -------
    str
        The same for every way of writing one ID.

    Raises
    ------
    IdError
        If the ID is no text, is empty or too long, or holds another character.

    Examples
    --------
    >>> normalized(" AB 12-34 ")
    'ab12-34'
    """
    if not isinstance(student_id, str):
        raise IdError(
            f"student ID: found {student_id!r}; allowed: text in quotation marks, such as "
            '"20251234"'
        )
    bare = "".join(unicodedata.normalize("NFKC", student_id).split()).lower()
    if not bare:
        raise IdError('student ID: found nothing; write your own between the quotation marks: ""')
    if len(bare) > LONGEST:
        raise IdError(f"student ID: found {len(bare)} characters; allowed: at most {LONGEST}")
    strange = sorted({sign for sign in bare if not (sign.isalnum() or sign in "-_.@")})
    if strange:
        raise IdError(
            f"student ID: found {strange[0]!r} in {student_id!r}; allowed: letters, digits, "
            "and - _ . @"
        )
    return bare


class SaltError(ValueError):
    """A secret of the course that is too short to be one."""


@dataclass(frozen=True)
class Draw:
    """All that is drawn for one student in one exercise.

    Parameters
    ----------
    student_id
        As the student wrote it; see `normalized`.
    exercise
        The exercise's name, the folder that holds its master.

    Raises
    ------
    IdError
        If the ID cannot be one.

    Examples
    --------
    >>> draw = Draw("2025 1234", "how-long-does-it-stay")
    >>> draw.choose("lake", ("Erie", "Huron", "Ontario"))
    'Erie'
    >>> draw == Draw("20251234", "how-long-does-it-stay")
    True
    """

    student_id: str
    exercise: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "student_id", normalized(self.student_id))

    def choose(self, name: str, options: Sequence[Option]) -> Option:
        """Draw one of the options, each as likely as the others.

        Parameters
        ----------
        name
            What is drawn; another name is another draw.
        options
            At least one. Their number and order are part of the draw.

        Returns
        -------
        option
            Always the same for the same ID, exercise, name and options.

        Raises
        ------
        ValueError
            If there is no option.
        """
        if not options:
            raise ValueError(f"draw of {name!r} in {self.exercise}: found no options to draw from")
        own = seed(self.exercise, self.student_id)
        text = "\n".join((own, name) if own else (self.exercise, self.student_id, name))
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return options[int.from_bytes(digest, "big") % len(options)]


def seed(exercise: str, student_id: str) -> str:
    """What a course draws from in the place of exercise and ID; empty for the public draw.

    Raises
    ------
    IdError
        If the course has a draw of its own and the ID is not among its students.
    SaltError
        If the secret is too short.
    """
    if secret := salt():
        return _seeded(secret, exercise, student_id)
    path = _seeds_file()
    if path is None:
        return ""
    found = _read_seeds(path, path.stat().st_mtime_ns).get(_place(exercise, student_id))
    if found is None:
        raise IdError(
            f"student ID: found {student_id!r}, which is not on this course's list; write the ID "
            "under which you are registered, or ask your instructor"
        )
    return found


def seeds(exercises: Iterable[str], student_ids: Iterable[str]) -> dict[str, str]:
    """The seeds of a course, to be given to its students; empty for the public draw.

    Its keys are hashes, so that the file is no list of the students.
    """
    secret = salt()
    ids = {EXAMPLE, *WORKSHEETS, *map(normalized, filter(None, student_ids))}
    return {
        _place(exercise, each): _seeded(secret, exercise, each)
        for exercise in sorted(exercises) for each in sorted(ids)
    } if secret else {}  # fmt: skip


def salt() -> str:
    """The secret of the course, or nothing; SaltError where it is too short to be one."""
    found = os.environ.get(SALT, "")
    if found and len(found) < SHORTEST_SALT:
        raise SaltError(
            f"{SALT}: found {len(found)} characters; allowed: {SHORTEST_SALT} or more that nobody "
            "can guess"
        )
    return found


def _seeded(secret: str, exercise: str, student_id: str) -> str:
    text = f"{exercise}\n{student_id}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()[:32]


def _place(exercise: str, student_id: str) -> str:
    return hashlib.sha256(f"place\n{exercise}\n{student_id}".encode()).hexdigest()[:32]


def _seeds_file() -> Path | None:
    if named := os.environ.get(SEEDS, ""):
        return Path(named)
    try:
        path = root() / SEEDS_FILE
    except BookError:
        return None
    return path if path.is_file() else None


@lru_cache(maxsize=2)
def _read_seeds(path: Path, _changed: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def steps(first: int, last: int, step: int = 1, *, divide_by: int = 1) -> tuple[float, ...]:
    """Evenly spaced options, counted in whole numbers so that every machine has the same ones.

    Parameters
    ----------
    first
        The first one, times `divide_by`.
    last
        The last one, times `divide_by`; included if a step ends there.
    step
        Their distance, times `divide_by`.
    divide_by
        By what each is divided, such as 10 for one decimal.

    Returns
    -------
    tuple of float
        The options, in the caller's unit.

    Examples
    --------
    >>> steps(26, 30, 2, divide_by=10)
    (2.6, 2.8, 3.0)
    """
    return tuple(number / divide_by for number in range(first, last + 1, step))
