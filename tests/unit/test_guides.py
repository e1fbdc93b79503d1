"""What the guides for maintainers say about the project is true of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = sorted(path.name for path in (ROOT / "benchmarks").glob("*.py"))


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


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
    assert re.search(r"\d+ (s|ms|KiB)\b", budget), budget
