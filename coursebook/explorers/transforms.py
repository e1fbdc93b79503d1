"""Put a model's transforms into the order and number that a browser computes fastest.

Each transform is a pass over all rows. A column that one other formula reads, once, becomes part of
it; values of all rows that can be had at the same time are had in one pass.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from coursebook.explorers.expressions import Transform

_READ = re.compile(r"\bdatum\.(\w+)")


def fewer(steps: list[Transform], *, needed: set[str]) -> list[Transform]:
    """The same results in fewer passes; `needed` are the columns that others read."""
    return _together(_inlined(steps, needed))


def _reads(step: Transform) -> list[str]:
    """The columns that a transform reads, as often as it does."""
    if step["type"] == "formula":
        return _READ.findall(step["expr"])
    return [*step["fields"], *step.get("sort", {}).get("field", [])]


def _inlined(steps: list[Transform], needed: set[str]) -> list[Transform]:
    """The steps without columns that nobody needs or that one formula alone reads."""
    reads = Counter(name for step in steps for name in _reads(step))
    in_formulas = Counter(
        name for step in steps if step["type"] == "formula" for name in _reads(step)
    )
    kept: list[Transform] = []
    inline: dict[str, str] = {}

    def whole(text: str) -> str:
        return _READ.sub(lambda found: inline.get(found[1], found[0]), text)

    for step in steps:
        if step["type"] != "formula":
            kept.append(step)
            continue
        name, text = step["as"], whole(step["expr"])
        if name in needed or reads[name] > 1 or (reads[name] and not in_formulas[name]):
            kept.append({**step, "expr": text})
        elif reads[name]:
            inline[name] = text if text.endswith(")") or text.isalnum() else f"({text})"
    return kept


def _together(steps: list[Transform]) -> list[Transform]:
    """Formulas as early as they can be, and one pass for all joins that can be had together."""
    known: dict[str, int] = {}
    stages: list[tuple[list[Transform], list[Transform]]] = []
    for step in steps:
        stage = max((known.get(name, 0) for name in _reads(step)), default=0)
        formula = step["type"] == "formula"
        for name in [step["as"]] if formula else step["as"]:
            known[name] = stage if formula else stage + 1
        while len(stages) <= stage:
            stages.append(([], []))
        stages[stage][step["type"] == "joinaggregate"].append(step)
    return [
        step
        for formulas, joins in stages
        for step in [*formulas, *([_one(joins)] if joins else [])]
    ]


def _one(joins: list[Transform]) -> Transform:
    lists: dict[str, list[Any]] = {
        key: [value for join in joins for value in join[key]] for key in ("ops", "fields", "as")
    }
    return {"type": "joinaggregate", **lists}
