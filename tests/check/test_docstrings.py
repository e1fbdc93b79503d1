"""What docstrings say: examples come out, and the page of the engine leaves nothing unsaid."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from second_book import SOURCE as SECOND_BOOK

import coursebook

ROOT = Path(__file__).resolve().parents[2]
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("alliance", "coursebook")
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]
ENGINE_PAGE = ROOT / "book" / "instructors" / "engine.md"
ON_THE_PAGE = re.findall(
    r"^\.\. auto(?:function|class|exception):: ([\w.]+)$", ENGINE_PAGE.read_text(), re.M
)
CHANGES_ONLY = {None, "None"}


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_come_out_as_written(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if module.startswith("coursebook"):  # its examples speak of the second book
        monkeypatch.setenv("COURSEBOOK_ROOT", str(SECOND_BOOK))
        monkeypatch.syspath_prepend(SECOND_BOOK)
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


def test_there_are_examples() -> None:
    assert WITH_EXAMPLES


def named(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def section(text: str, title: str) -> str:
    """A section of a numpydoc docstring, up to the next one."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^[A-Z]\w+\n-+$|\Z)", text, re.M | re.S)
    return found[1] if found else ""


def described(text: str) -> set[str]:
    """The parameters that a docstring describes."""
    lines = re.findall(r"^(\w[\w, *-]*?)(?: : .*)?$", section(text, "Parameters"), re.M)
    return {name.strip(" *") for line in lines for name in line.split(",")}


def taken(thing: Any) -> set[str]:
    """The parameters that a call has to give, or can."""
    if hasattr(thing, "model_fields"):  # pydantic: fields, by the names that files use
        return {field.alias or name for name, field in thing.model_fields.items()}
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return set()
    return {name for name in inspect.signature(thing).parameters if name != "self"}


def exported() -> Iterator[str]:
    """What the `__init__` files of the engine offer by name, but for constants and aliases."""
    for module in pkgutil.iter_modules(coursebook.__path__, "coursebook."):
        offered = getattr(importlib.import_module(module.name), "__all__", [])
        for name in offered if module.ispkg else []:
            thing = named(f"{module.name}.{name}")
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{module.name}.{name}"


def test_the_page_of_the_engine_lists_what_its_rooms_offer() -> None:
    offered = list(exported())
    assert offered
    assert set(offered) <= set(ON_THE_PAGE)


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_each_name_on_the_page_is_described(name: str) -> None:
    thing = named(name)
    text = inspect.getdoc(thing) or ""
    line, *_ = text.splitlines() or [""]
    assert line.endswith("."), f"{name}: its docstring begins with no sentence"
    has_example = ">>> " in text
    # Where arguments are a plain value or two, an example can say more than a section.
    if not (has_example and not section(text, "Parameters")):
        missing = taken(thing) - described(text)
        assert not missing, f"{name}: {', '.join(sorted(missing))} not under Parameters"
    if inspect.isfunction(thing) and taken(thing):
        returns = inspect.signature(thing).return_annotation
        assert has_example or returns in CHANGES_ONLY, f"{name}: no example"
