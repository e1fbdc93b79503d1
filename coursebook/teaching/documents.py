"""The texts under `exercises/` that become documents, and who may see which.

A text gives its `title` and its `audience` at its top, between two lines `---`. If it does not, the
title is its first heading and the file's name decides the audience. Whatever is under a heading
that begins with "Confidential" goes to the instructor alone, in a document of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from importlib import import_module
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from coursebook.teaching import codes
from coursebook.teaching.places import Places, TeachingError

FIELDS: Final = ("title", "audience", "side", "seat")
NOTEBOOK: Final = "jupytext"
"""The field that tells a notebook, the master of a graded exercise, from a text."""

FRONT: Final = re.compile(r"\A---\n(.*?)\n---\n", re.S)
FENCED: Final = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
HEADING: Final = re.compile(r"^# +(.+?) *$", re.M)
PART: Final = re.compile(r"^## +(.+?) *$", re.M)


class Audience(StrEnum):
    """Who may see a document."""

    STUDENTS = "students"
    INSTRUCTOR = "instructor"


BY_NAME: Final = {
    "*answers": Audience.INSTRUCTOR,
    "*sample": Audience.INSTRUCTOR,
    "debrief": Audience.INSTRUCTOR,
    "*worksheet": Audience.STUDENTS,
    "*rubric": Audience.STUDENTS,
    "*form": Audience.STUDENTS,
    "*sheet": Audience.STUDENTS,
    "*assignment": Audience.STUDENTS,
    "roles/*": Audience.STUDENTS,  # the public part
}


@dataclass(frozen=True)
class Document:
    """A text to be written as Word and PDF; `name` is its path in the target, without a suffix."""

    name: PurePosixPath
    title: str
    audience: Audience
    body: str
    source: str
    confidential: bool = False
    """Whether it is the part of a text that the rest of the world may not see."""


def documents(places: Places) -> list[Document]:
    """All documents, in the order of the paths of their texts."""
    return [document for path in texts(places.exercises) for document in read(path, places)]


def texts(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.md")):
        hidden = any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        if path.name != "README.md" and not hidden:
            yield path


def read(path: Path, places: Places) -> Iterator[Document]:
    """The documents that a text becomes: none, one, or a public and a confidential one."""
    where = path.relative_to(places.root).as_posix()
    name = PurePosixPath(path.relative_to(places.exercises).with_suffix("").as_posix())
    text = path.read_text(encoding="utf-8")
    fields, body = front_matter(text, where)
    if NOTEBOOK in fields:
        return
    check(fields, where)
    title = str(fields.get("title") or first_heading(body, where))
    audience = for_whom(fields, name, where)
    public, confidential = split(completed(body, path, places))
    if confidential and audience is Audience.STUDENTS:
        yield Document(name, title, audience, public, where)
        hidden = f"# {title}\n\n{confidential}"
        apart = name.with_name(f"{name.name}-confidential")
        secret = Audience.INSTRUCTOR
        yield Document(apart, f"{title} (confidential)", secret, hidden, where, confidential=True)
    elif name.parent.name == "roles":
        raise TeachingError(
            f"{where}: a role brief needs a heading '## Confidential part', and has none; "
            "what stands below it is kept from the other roles"
        )
    else:
        yield Document(name, title, audience, public + confidential, where)


def completed(body: str, path: Path, places: Places) -> str:
    """The text; a graded exercise's worksheet gets its scenarios, and its key their answers.

    A role's brief gets a code that opens the explorer with the role's preset, at its end.
    """
    if path.parent.name == "roles":
        return f"{body.rstrip()}\n\n{codes.preset(places, path.stem)}"
    if not path.with_name("answers.toml").is_file():
        return body
    # Imported by name: a book can do without exercises, and without their packages.
    if path.stem == "worksheet":
        text = str(import_module("coursebook.coursework.build").worksheet(path.parent.name))
        told = tomllib.loads(path.with_name("answers.toml").read_text(encoding="utf-8"))
        return text + codes.scenarios(places, told["scenario"].rpartition(".")[2])
    if path.stem == "worksheet-answers":
        return str(import_module("coursebook.coursework.worksheets").answers(path.parent.name))
    return body


def front_matter(text: str, where: str) -> tuple[dict[str, Any], str]:
    """The fields at the top of a text, and the text below them."""
    found = FRONT.match(text)
    if found is None:
        return {}, text
    try:
        fields = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise TeachingError(
            f"{where}: the lines between the two '---' are not YAML: {error}"
        ) from None
    if not isinstance(fields, dict):
        raise TeachingError(f"{where}: the lines between the two '---' must read 'name: value'")
    return fields, text[found.end() :]


def check(fields: dict[str, Any], where: str) -> None:
    unknown = [str(field) for field in fields if field not in FIELDS]
    if unknown:
        raise TeachingError(
            f"{where}: found the field {', '.join(unknown)}; allowed: {', '.join(FIELDS)}"
        )


def first_heading(body: str, where: str) -> str:
    found = HEADING.search(body)
    if found is None:
        raise TeachingError(f"{where}: found no title; write 'title:' at its top, or a '# heading'")
    return found[1]


def for_whom(fields: dict[str, Any], name: PurePosixPath, where: str) -> Audience:
    allowed = " or ".join(Audience)
    if "audience" in fields:
        try:
            return Audience(str(fields["audience"]))
        except ValueError:
            raise TeachingError(
                f"{where}: audience: found {fields['audience']!r}; allowed: {allowed}"
            ) from None
    for pattern, audience in BY_NAME.items():
        tail = f"{name.parent.name}/{name.name}" if "/" in pattern else name.name
        if fnmatch(tail, pattern):
            return audience
    raise TeachingError(
        f"{where}: says not for whom it is; write at its top, between two lines '---', "
        f"audience: {allowed}"
    )


def split(body: str) -> tuple[str, str]:
    """Split a text into the part without anything confidential, and the confidential parts."""
    masked = FENCED.sub(lambda block: " " * len(block[0]), body)  # no heading in code
    parts = list(PART.finditer(masked))
    first = parts[0].start() if parts else len(body)
    public = [body[:first]]
    confidential: list[str] = []
    for part, following in zip_longest(parts, parts[1:]):
        words = body[part.start() : following.start() if following else len(body)]
        secret = part[1].lower().startswith("confidential")
        (confidential if secret else public).append(words)
    return "".join(public), "".join(confidential)
