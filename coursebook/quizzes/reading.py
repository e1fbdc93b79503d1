"""How a quiz file is read, and what exactly is wrong with one that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coursebook.book import pages_folder
from coursebook.quizzes import chapter as chapters
from coursebook.quizzes import items as kinds
from coursebook.quizzes.chapter import Chapter
from coursebook.quizzes.items import Item, Sheet
from coursebook.tables.frames import data_dir
from coursebook.text import strict_yaml
from coursebook.text.strict_yaml import YamlError
from coursebook.text.unsafe import shown

FOLDER = "quizzes"


class QuizError(ValueError):
    """A quiz that cannot be used; the message has a line for each fault."""


@dataclass(frozen=True)
class Questions:
    """A quiz and the chapter that it belongs to.

    Parameters
    ----------
    name
        The name of both files, without suffix.
    chapter
        The chapter's title, goals and passages.
    items
        The items, in order.
    """

    name: str
    chapter: Chapter
    items: tuple[Item, ...]


def names(data: Path) -> list[str]:
    """The chapters that have a quiz, in alphabetical order; `data` is the folder of the tables."""
    return sorted(path.stem for path in (data / FOLDER).glob("*.yaml"))


def read(name: str, data: Path | None = None, book: Path | None = None) -> Questions:
    """Read a chapter's quiz and check it.

    Parameters
    ----------
    name
        The name of the chapter's file, without `.md`.
    data
        The folder with `quizzes/`; by default the book's `data/`.
    book
        The folder of the chapters; by default the book's own.

    Returns
    -------
    Questions
        The quiz with its chapter.

    Raises
    ------
    QuizError
        If there is no such quiz or chapter, the YAML is not valid, a field is missing, unknown or
        out of bounds, or an item names a goal or passage that the chapter does not have. There is a
        line for each fault, with file, item, field, what was found and what is allowed.

    Examples
    --------
    >>> [item.kind for item in read("water").items]
    ['single', 'match', 'several', 'numeric']
    """
    data, book = data or data_dir(), book or pages_folder()
    path = data / FOLDER / f"{name}.yaml"
    where = f"{data.name}/{FOLDER}/{path.name}"
    if not path.is_file():
        there = ", ".join(names(data)) or "none"
        raise QuizError(f"{where}: found no file; allowed: a chapter that has a quiz ({there})")
    text = book / f"{name}.md"
    if not text.is_file():
        raise QuizError(f"{where}: found no {book.name}/{name}.md; allowed: the name of a chapter")
    sheet = _sheet(path, where)
    chapter = chapters.read(text)
    if faults := [line for item in sheet.items for line in _strays(item, chapter, name, where)]:
        raise QuizError("\n".join(faults))
    return Questions(name, chapter, tuple(sheet.items))


def _sheet(path: Path, where: str) -> Sheet:
    try:
        content = strict_yaml.load(path)
        return Sheet.model_validate(content)
    except YamlError as error:
        raise QuizError(f"{where}: found no YAML ({error}); allowed: a list of items") from None
    except ValidationError as error:
        lines = [_line(each, content, where) for each in error.errors(include_url=False)]
        raise QuizError("\n".join(lines)) from None


def _strays(item: Item, chapter: Chapter, name: str, where: str) -> Iterator[str]:
    """What an item says of its chapter and the chapter does not have."""
    if item.goal > len(chapter.goals):
        yield (
            f"{where}, item {item.id!r}, field goal: found {item.goal}; allowed: 1 to "
            f"{len(chapter.goals)}, the learning goals of book/{name}.md"
        )
    if item.passage not in chapter.passages:
        yield (
            f"{where}, item {item.id!r}, field passage: found {item.passage!r}; allowed, of "
            f"book/{name}.md: {', '.join(chapter.passages)}"
        )


# --- what is wrong, in words ----------------------------------------------------------------------


def _line(error: ErrorDetails, content: Any, where: str) -> str:
    """A fault in one line: file, item, field, what was found, what is allowed."""
    place = [part for part in error["loc"] if part not in _TAGS]
    if place[:1] == ["items"] and len(place) > 1:
        where += f", item {_item_name(content, place[1])}"
        place = place[2:]
    if place:
        where += f", field {_path(place)}"
    found, allowed = _found(error), _allowed(error)
    return f"{where}: found {found}; allowed: {allowed}"


_TAGS = [kind for each in get_args(Item) for kind in get_args(each.model_fields["kind"].annotation)]
"""Pydantic puts the kind of an item into an error's location, where the file has no such level."""


def _item_name(content: Any, index: Any) -> str:
    entry = content["items"][index]
    identity = entry.get("id") if isinstance(entry, dict) else None
    return repr(identity) if isinstance(identity, str) else f"number {index + 1}"


def _path(place: list[int | str]) -> str:
    """`options[2].text`, counted from 1 as a reader counts."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")


def _found(error: ErrorDetails) -> str:
    match error["type"]:
        case "quiz":
            return str(error["ctx"]["found"])
        case "missing":
            return "nothing"
        case "extra_forbidden":
            return "a field of this name"
        case "union_tag_not_found":
            return "no kind"
        case "union_tag_invalid":
            return f"the kind {error['ctx']['tag']!r}"
        case "too_short" | "too_long":
            return f"{error['ctx']['actual_length']} entries"
    return shown(error["input"])


def _allowed(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing":
            return "a value; this field is required"
        case "extra_forbidden":
            return ", ".join(_fields_beside(error["loc"]))
        case "union_tag_not_found" | "union_tag_invalid":
            return ", ".join(_TAGS)
        case "string_pattern_mismatch":
            return kinds.FORMS[error["ctx"]["pattern"]]
        case "model_type" | "model_attributes_type" | "dict_type":
            return "fields and their values"
        case "too_short":
            return f"at least {error['ctx']['min_length']}"
        case "too_long":
            return f"at most {error['ctx']['max_length']}"
    return error["msg"].removeprefix("Input should be ").removeprefix("String should ")


def _fields_beside(place: tuple[int | str, ...]) -> list[str]:
    """The fields that are allowed where an unknown one stands."""
    model: type[BaseModel] = Sheet
    for part in place[:-1]:
        if part in _TAGS:
            model = getattr(kinds, str(part).capitalize())
        elif isinstance(part, str) and part in (fields := _by_file_name(model)):
            model = next(iter(_models(fields[part].annotation)), model)
    return list(_by_file_name(model))


def _by_file_name(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models(each)
