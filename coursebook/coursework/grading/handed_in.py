"""What a platform says of a submission by its file's name: whose it is, whether and when it came.

Canvas       kimjiwoo_LATE_4711_98765_what-would-it-cost.ipynb, with its own number of the student
Moodle       Ji-woo Kim_1327627_assignsubmission_file_/what-would-it-cost.ipynb
Blackboard   Cost_jkim_attempt_2026-11-30-18-05-12_what-would-it-cost.ipynb, with the user's name
Brightspace  4711-98765 - Ji-woo Kim - Nov 30, 2026 605 PM/what-would-it-cost.ipynb

The roster tells whom such a number or name belongs to. Where it does not, nothing is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from coursebook.coursework.grading.rosters import Person, Roster

CANVAS: Final = re.compile(r"(?P<name>[^/_]*)_(?P<late>LATE_)?(?P<user>\d+)_\d+_[^/]*$")
MOODLE: Final = re.compile(r"(?:^|/)(?P<name>[^/_]+)_\d+_assignsubmission_(?:file|onlinetext)_")
BLACKBOARD: Final = re.compile(
    r"_(?P<user>[^/_]+)_attempt_(?P<at>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)[_.]"
)
BRIGHTSPACE: Final = re.compile(
    r"(?:^|/)\d+-\d+ - (?P<name>[^/]+?) - (?P<at>[A-Z][a-z]{2,8} \d{1,2}, \d{4} \d{3,4} [AP]M)/"
)


@dataclass(frozen=True)
class HandedIn:
    """What is known by the name of a file; `owner` is an ID of the roster, or empty."""

    owner: str = ""
    late: bool = False
    at: datetime | None = None


def handed_in(name: str, roster: Roster) -> HandedIn:
    """What the name of a file below the folder of submissions says.

    Parameters
    ----------
    name
        With the folders before it, parted by `/`.
    roster
        Knows whom numbers and names of the platform belong to.

    Examples
    --------
    >>> handed_in("kimjiwoo_LATE_4711_98765_cost.ipynb", Roster())
    HandedIn(owner='', late=True, at=None)
    >>> handed_in("my-own-name.ipynb", Roster())
    HandedIn(owner='', late=False, at=None)
    """
    # What the platform itself wrote comes first: a student may name a file after another one's.
    if found := MOODLE.search(name):
        return HandedIn(_by_name(roster, found["name"]))
    if found := BRIGHTSPACE.search(name):
        return HandedIn(_by_name(roster, found["name"]), at=_time(*_american(found["at"])))
    if found := CANVAS.match(name.rpartition("/")[2]):
        number = found["user"]
        owner = _owner(roster, lambda person: person.cells.get("id") == number
                       and "sis user id" in person.cells)  # fmt: skip
        return HandedIn(owner, late=bool(found["late"]))
    if found := BLACKBOARD.search(name):
        owner = _owner(roster, lambda person: _has_user(person, found["user"]))
        return HandedIn(owner, at=_time(found["at"], "%Y-%m-%d-%H-%M-%S"))
    return HandedIn()


def _american(text: str) -> tuple[str, str]:
    """A time such as `November 3, 2026 605 PM`, evened out, and its form."""
    month, day, year, clock, half = text.replace(",", "").split()
    return f"{month[:3]} {day} {year} {clock:0>4} {half}", "%b %d %Y %I%M %p"


def _time(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # the course's own, as `due` is
    except ValueError:
        return None


def _has_user(person: Person, user: str) -> bool:
    names = ("username", "user name", "sis login id")
    return user.lower() in {person.cells.get(each, "").lower() for each in names}


def _by_name(roster: Roster, name: str) -> str:
    wanted = _letters(name)
    return _owner(roster, lambda person: wanted in _spellings(person))


def _spellings(person: Person) -> Iterator[str]:
    family, given = person.names
    if family or given:
        yield _letters(f"{given} {family}")
        yield _letters(f"{family} {given}")


def _letters(name: str) -> str:
    """A name's letters, however it is spaced, hyphenated or accented."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _owner(roster: Roster, is_meant: Callable[[Person], bool]) -> str:
    """The one student who is meant, or nothing where there are two of the name."""
    meant = [each for each, person in roster.people.items() if is_meant(person)]
    return meant[0] if len(meant) == 1 else ""
