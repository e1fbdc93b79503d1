"""A class's roster, as Canvas, Moodle, Blackboard, Brightspace and Excel write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coursebook.coursework.draw import IdError, normalized

COLUMNS: Final = (
    "sis user id",  # Canvas, whose column ID is a number of Canvas's own
    "student id",
    "student_id",
    "id number",  # Moodle
    "orgdefinedid",  # Brightspace
    "sis login id",
    "username",
    "user name",
    "id",
)
"""The columns that may hold the IDs, the first that is there."""

LARGEST: Final = 5_000_000
HEADERS: Final = 10
"""Rows in which the names of the columns are looked for."""
DELIMITERS: Final = ",;\t|"
NO_STUDENT: Final = ("points possible", "student, test")
"""Rows of Canvas's that are no students."""

_ROUNDED: Final = re.compile(r"\d([.,]\d+)?e\+?\d+", re.I)
_FORMULA: Final = re.compile(r'="(.*)"')


GIVEN: Final = ("first name", "firstname", "given name")
FAMILY: Final = ("last name", "surname", "lastname", "family name")
WHOLE: Final = ("student", "full name", "name")


class RosterError(ValueError):
    """A roster that cannot be read; the message says file, row, field, found and allowed."""


@dataclass(frozen=True)
class Person:
    """A student, with the cells of the roster by the names of their columns in lower case."""

    written: str
    """The ID as the roster has it."""
    cells: Mapping[str, str]

    def cell(self, *columns: str) -> str:
        """The first of these cells that is filled."""
        return next((self.cells[each] for each in columns if self.cells.get(each)), "")

    @property
    def names(self) -> tuple[str, str]:
        """Family name and given name; both empty where the roster has none."""
        if family := self.cell(*FAMILY):
            return family, self.cell(*GIVEN)
        family, _, given = self.cell(*WHOLE).partition(",")
        if given or not family:
            return family.strip(), given.strip()
        given, _, family = family.strip().rpartition(" ")
        return family, given


@dataclass(frozen=True)
class Roster:
    """The IDs of a class, as `normalized`; an empty one knows everybody."""

    ids: frozenset[str] = frozenset()
    people: Mapping[str, Person] = field(default_factory=dict)
    """Whom the IDs belong to."""
    columns: Sequence[str] = ()
    """The names of the columns as they are written."""

    def find(self, student_id: str) -> str | None:
        """The ID of the roster that is meant, where a spreadsheet has lost the zeros before it.

        >>> Roster(frozenset({"1234", "ab1"})).find("001234")
        '1234'
        """
        if not self.ids or student_id in self.ids:
            return student_id
        bare = student_id.lstrip("0")
        alike = [each for each in self.ids if bare.isdigit() and each.lstrip("0") == bare]
        return alike[0] if len(alike) == 1 else None


def read(path: Path, column: str = "") -> Roster:
    """The roster in a CSV file, whatever its delimiter, its encoding and the rows around it.

    Parameters
    ----------
    column
        The name of the column with the IDs; one of `COLUMNS` if left out.

    Raises
    ------
    RosterError
        Where the file cannot be read, has no such column, or an ID that cannot be one.
    """
    rows = rows_below(path, column)
    _, columns = next(rows)
    names = lowered(columns)
    wanted = [column.strip().lower()] if column else COLUMNS
    place = next(names.index(name) for name in wanted if name in names)
    found: dict[str, int] = {}
    people: dict[str, Person] = {}
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].lower().startswith(NO_STUDENT):
            continue
        cell = cells[place] if place < len(cells) else ""
        written = _written(cell, f"roster {path}, row {number}, {names[place]!r}")
        student_id = _id(written, f"roster {path}, row {number}, {names[place]!r}")
        if student_id in found:
            raise RosterError(
                f"roster {path}, row {number}, {names[place]!r}: found {cell!r}, which stands in "
                f"row {found[student_id]} as well; allowed: each ID once"
            )
        found[student_id] = number
        people[student_id] = Person(written, dict(zip(names, cells, strict=False)))
    if not found:
        raise RosterError(f"roster {path}: found no student below the names of the columns")
    return Roster(frozenset(found), people, columns)


def _written(cell: str, where: str) -> str:
    """An ID as it was before a spreadsheet took it for a number or a formula."""
    cell = _FORMULA.sub(r"\1", cell).lstrip("'#").strip()
    if _ROUNDED.fullmatch(cell):
        raise RosterError(
            f"{where}: found {cell!r}, which a spreadsheet has rounded; allowed: the ID in full. "
            "Format the column as text and export it again"
        )
    return re.sub(r"^(\d+)\.0$", r"\1", cell)


def _id(written: str, where: str) -> str:
    try:
        return normalized(written)
    except IdError as error:
        raise RosterError(f"{where}: {error}") from error


def lowered(columns: Sequence[str]) -> list[str]:
    """Names of columns, to look for one whatever its capitals."""
    return [name.lower() for name in columns]


def rows_below(path: Path, column: str, what: str = "roster") -> Iterator[tuple[int, list[str]]]:
    """The names of the columns and all rows below, with their numbers."""
    text = _text(path, what)
    seen: list[str] = []
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise RosterError(f"{what} {path}: cannot be read as CSV: {error}") from error
        for number, row in enumerate(rows[:HEADERS]):
            names = [cell.strip() for cell in row]
            seen = max(seen, names, key=len)
            if _has_ids(lowered(names), column):
                yield number + 1, names
                yield from enumerate(rows[number + 1 :], start=number + 2)
                return
    allowed = repr(column) if column else ", ".join(map(repr, COLUMNS))
    there = ", ".join(map(repr, lowered(seen)))[:200]
    raise RosterError(
        f"{what} {path}: found no column for the ID among {there}; allowed: {allowed}"
    )


def _has_ids(names: Sequence[str], column: str) -> bool:
    wanted = {column.strip().lower()} if column else set(COLUMNS)
    return bool(wanted & set(names))


def _text(path: Path, what: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise RosterError(f"{what} {path}: larger than {LARGEST // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{what} {path}: cannot be read: {error.strerror}") from error
    if content.startswith((b"PK", b"\xd0\xcf")):
        raise RosterError(f"{what} {path}: found an Excel workbook; allowed: CSV. Save it as CSV")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
