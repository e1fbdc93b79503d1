"""What the guides for maintainers say about the project is true of it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from coursebook import tables

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = sorted(path.name for path in (ROOT / "benchmarks").glob("*.py"))
NAME = re.compile(r"`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?:\.([a-z_]+))?`")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def links(text: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]


# Benchmarks -------------------------------------------------------------------------------


def described() -> dict[str, str]:
    """The scripts of the table and what it says about each."""
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", read("benchmarks/README.md"), re.M)
    return dict(rows)


def test_every_benchmark_is_described_and_no_other() -> None:
    assert sorted(described()) == BENCHMARKS


@pytest.mark.parametrize("script", BENCHMARKS)
def test_every_benchmark_has_a_budget(script: str) -> None:
    budget = described()[script].rpartition(" | ")[2]
    assert re.search(r"\d+ (s|ms|KiB|MB)\b", budget), budget


# Data -------------------------------------------------------------------------------------


def test_the_guide_to_the_data_keeps_no_list_of_tables() -> None:
    """It would go stale: the book's page of figures is made from the tables themselves."""
    guide = read("data/README.md")
    rows = re.findall(r"^\|\s*`(\w+)`", guide, re.M)
    assert not set(rows) & set(tables.names())
    assert "../book/figures.md" in links(guide)
    assert "catalog.data()" in read("book/figures.md")


def test_the_guide_to_the_data_names_what_exists() -> None:
    guide = read("data/README.md")
    fields = {
        name: {field["name"] for field in tables.schema(name)["fields"]} for name in tables.names()
    }
    anywhere = set().union(*fields.values())
    for name, field in NAME.findall(guide):
        assert name in fields or name in anywhere, name
        assert not field or field in fields[name], f"{name}.{field}"
    for link in links(guide):
        assert (ROOT / "data" / link).resolve().exists(), link


def test_the_guide_to_upkeep_names_tables_that_exist() -> None:
    named = [name for name, _ in NAME.findall(read("book/instructors/upkeep.md"))]
    assert len(named) > 20
    assert set(named) <= set(tables.names())


# Packages ---------------------------------------------------------------------------------


def test_the_oldest_anywidget_allowed_can_share_one_widget_among_charts() -> None:
    """`anywidget.WidgetTrait` came with 0.11."""
    wanted = tomllib.loads(read("coursebook/pyproject.toml"))["project"]["dependencies"]
    (anywidget,) = (
        requirement for requirement in map(Requirement, wanted) if requirement.name == "anywidget"
    )
    assert "0.10.99" not in anywidget.specifier
    assert version("anywidget") in anywidget.specifier
