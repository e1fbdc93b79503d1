"""What a book says about itself, and where it lies.

A book is a folder whose `pyproject.toml` holds a table `[tool.coursebook]`:

    [tool.coursebook]
    title = "Rivers of Europe"
    subtitle = "An Interactive Textbook"
    storage-key = "rivers"       # browsers keep readers' work under it: never change it
    package = "rivers"           # the book's own Python package; leave it out if there is none
    logo = "rivers/logo.svg"

    [tool.coursebook.colors]     # of series in charts; `accent` and `muted` are needed
    accent = "#2f7fd0"
    muted = "#7f8794"

    [tool.coursebook.claim-kinds]
    reported = "reported fact"

    [tool.coursebook.voices.reported]   # who speaks in a paragraph that begins with the label
    label = "Reported."
    light = "#1f6fbf"
    dark = "#6db1ff"

The engine looks for that folder in three places and takes the first that fits: the folder that
`COURSEBOOK_ROOT` names, the nearest one from the working directory upward, and the one that the
book's own package passed to `remember`.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

DECLARED_IN: Final = "pyproject.toml"
TABLE: Final = "tool.coursebook"
ROOT_VARIABLE: Final = "COURSEBOOK_ROOT"

_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_TWICE: Final = re.compile(r"Cannot (?:overwrite a value|declare .* twice)", re.I)
_remembered: list[Path] = []


class BookError(ValueError):
    """No book was found, or its declaration is incomplete or wrong."""


def _color(text: str) -> str:
    if not _HEX.fullmatch(text):
        raise ValueError("a color as # and six lower-case hexadecimal digits, such as #2f7fd0")
    return text


Color = Annotated[str, AfterValidator(_color)]
Words = Annotated[str, Field(min_length=1)]
Kebab = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-")
    )


class Voice(_Table):
    """Who speaks in a paragraph, and how the page marks it.

    Parameters
    ----------
    label : str
        The bold words that begin such a paragraph, such as `Reported.`
    light : str
        The color of the label and of the line beside the text on the light theme, as `#rrggbb` in
        lower case.
    dark : str
        The same on the dark theme.
    line : 'solid', 'dashed', 'dotted' or 'double'
        The kind of line beside the text, so that color alone never carries the meaning.
    """

    label: Words
    light: Color
    dark: Color
    line: Literal["solid", "dashed", "dotted", "double"] = "solid"


class Book(_Table):
    """What a book declares in `[tool.coursebook]`; in Python `storage-key` is `storage_key`.

    Parameters
    ----------
    title : str
        As readers see it.
    subtitle : str
        As readers see it; may be empty.
    storage-key : str
        In kebab case. Browsers keep readers' answers and scenarios under it: never change it.
    package : str or None
        The book's own Python package, a folder beside `pyproject.toml`, or None.
    logo : str or None
        The path, from the book's folder, of an SVG for the navigation bar.
    preview : str or None
        The same of the image that messengers show.
    student-repository : str or None
        The web address of the repository that students get, where links to notebooks lead; that of
        this repository if left out.
    colors : dict
        Colors of chart series by name, as `#rrggbb`; `accent` and `muted` are needed.
    claim-kinds : dict
        The kinds among which the items `match` of a quiz choose, with the words that readers see.
    voices : dict of Voice
        The voices of the text by name.
    """

    title: Words
    storage_key: Kebab
    subtitle: str = ""
    package: Name | None = None
    logo: str | None = None
    preview: str | None = None
    student_repository: str | None = None
    colors: dict[Name, Color] = {}
    claim_kinds: dict[Name, Words] = {}
    voices: dict[Name, Voice] = {}

    @property
    def full_title(self) -> str:
        """The title, a colon and the subtitle; the title alone where there is no subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def root() -> Path:
    """Find the folder of the book.

    Returns
    -------
    Path
        The folder whose `pyproject.toml` holds `[tool.coursebook]`.

    Raises
    ------
    BookError
        If there is no book, or `COURSEBOOK_ROOT` names a folder that holds none.

    Examples
    --------
    >>> root().name
    'second_book'
    """
    if named := os.environ.get(ROOT_VARIABLE):
        if not _declares(Path(named)):
            raise BookError(
                f"{ROOT_VARIABLE}: found {named!r}, whose {DECLARED_IN} has no table [{TABLE}]; "
                "name the folder of a book"
            )
        return Path(named).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents, *_remembered):
        if _declares(folder):
            return folder
    raise BookError(
        f"found no book: from {here} upward, no {DECLARED_IN} has a table [{TABLE}]. Work inside "
        f"a book's folder, or name it with the variable {ROOT_VARIABLE}"
    )


def remember(folder: Path) -> None:
    """Name the folder to fall back on where the working directory is in no book.

    A book's own package calls it, so that a notebook outside the book can still use the package.

    Parameters
    ----------
    folder
        The book's folder, the one that holds `pyproject.toml`.
    """
    if folder not in _remembered:
        _remembered.append(folder)


def book() -> Book:
    """Read what the book at hand says about itself.

    Returns
    -------
    Book
        Read again only when `pyproject.toml` has changed.

    Raises
    ------
    BookError
        If there is no book, or a field is missing, unknown or not as it must be. The message names
        the file, the field, what was found and what is allowed.

    Examples
    --------
    >>> book().full_title
    'The Great Lakes: A Small Textbook'
    >>> book().colors["accent"]
    '#1c8fa6'
    """
    path = root() / DECLARED_IN
    return _read(path, path.stat().st_mtime_ns)


def pages_folder() -> Path:
    """The folder of the book's pages, `book/`."""
    return root() / "book"


def module(name: str) -> ModuleType:
    """Import a module of the book's own package.

    Parameters
    ----------
    name
        Its name within the package, such as `explorers`.

    Returns
    -------
    ModuleType
        The imported module; the book's folder is put on the path if need be.

    Raises
    ------
    BookError
        If the book declares no package.

    Examples
    --------
    >>> module("explorers").spill.title
    'How long does a spill linger?'
    """
    package = book().package
    if package is None:
        raise BookError(
            f"{root() / DECLARED_IN}, [{TABLE}]: found no package, and {name!r} of it is asked for"
        )
    if str(root()) not in sys.path:
        sys.path.append(str(root()))
    return import_module(f"{package}.{name}")


def _declares(folder: Path) -> bool:
    path = folder / DECLARED_IN
    try:
        return f"[{TABLE}" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


@lru_cache(maxsize=8)
def _read(path: Path, _modified: int) -> Book:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        twice = "; each name may stand once in a table" if _TWICE.match(str(error)) else ""
        raise BookError(f"{path}: not valid TOML: {error}{twice}") from error
    try:
        return Book.model_validate(told.get("tool", {}).get("coursebook", {}))
    except ValidationError as error:
        faults = "\n".join(_fault(each) for each in error.errors())
        raise BookError(f"{path}, [{TABLE}]:\n{faults}") from error


def _fault(error: ErrorDetails) -> str:
    where = ".".join(str(part) for part in error["loc"] if part != "[key]")
    if error["type"] == "missing":
        return f"  {where}: found nothing; it is needed"
    if error["type"] == "extra_forbidden":
        return f"  {where}: found a field that no book has; allowed: {', '.join(_FIELDS)}"
    allowed = error["msg"].removeprefix("Value error, ")
    return f"  {where}: found {error['input']!r}; allowed: {allowed}"


_FIELDS: Final = [name.replace("_", "-") for name in Book.model_fields]
