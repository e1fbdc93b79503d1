"""The table of the comparison, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("", "this book", "plain Jupyter Book", "target")
NEVER = "never"


@dataclass(frozen=True)
class Row:
    """What was measured, on both books, and what this book aims at; empty where nothing is set."""

    measured: str
    ours: str
    plain: str
    target: str = ""


def markdown(rows: Sequence[Row]) -> str:
    lines = [HEAD, ("---", "--:", "--:", "--:")]
    lines += [(row.measured, row.ours, row.plain, row.target) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def amount(value: float, unit: str) -> str:
    """A value with its unit; milliseconds from a second on are told in seconds."""
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:.1f} s"
    digits = 1 if unit == "s" or (unit == "ms" and value < 100) else 0
    return f"{value:,.{digits}f} {unit}".rstrip()


def grown(once: float, more: float, unit: str) -> str:
    """How a value grows: before, after, and how many times."""
    return f"{amount(once, unit)} → {amount(more, unit)} (×{more / once:.1f})"
