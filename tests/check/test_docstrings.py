"""Examples in docstrings come out as they are written there."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest
from second_book import SOURCE as SECOND_BOOK

ROOT = Path(__file__).resolve().parents[2]
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("alliance", "coursebook")
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


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
