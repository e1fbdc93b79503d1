"""One submission's code: run behind a boundary, and once more without the step that ended it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import JsonValue

from coursebook.coursework.grading import confine
from coursebook.coursework.grading.watch import Limits

TRIES: Final = 4
LEAST: Final = 5
"""Seconds that must be left to try again."""
STRANGE: Final = "Look at this notebook: "
"""What an accident does not do is told so; everything else may be one."""


@dataclass
class Outcome:
    """What came of a submission's code: values by name, and sentences on what went wrong."""

    values: dict[str, JsonValue] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    started: bool = False


def run(
    boundary: confine.Boundary, request: Mapping[str, Any], limits: Limits, jobs: Path
) -> Outcome:
    """Run the cells of a request; what ends Python, or does not end, costs its own step only."""
    outcome, skip, accidents = Outcome(), list[str](), list[str]()
    last = time.monotonic() + limits.seconds
    for _ in range(TRIES):
        if (left := last - time.monotonic()) < LEAST:
            accidents.append(f"All of it took more than {limits.seconds} seconds.")
            break
        asked = {**request, "skip": skip, "step_seconds": limits.step_seconds}
        heard = confine.run(boundary, asked, limits, jobs, left)
        outcome.started |= bool(heard.step or heard.values or heard.done)
        outcome.values |= heard.values
        outcome.notes = told(heard.errors, heard.programs)
        if heard.done:
            break
        if heard.strange:
            accidents.append(f"{STRANGE}{heard.ended}.")
            break
        accidents.append(f"{named(heard.step)}: {heard.ended}.")
        if not heard.step or heard.step in skip:
            break
        skip.append(heard.step)
    outcome.notes = [*accidents, *outcome.notes]
    return outcome


def told(errors: list[tuple[str, str]], programs: list[tuple[str, str]]) -> list[str]:
    """Sentences on cells that stopped, the first of several, and on programs asked for."""
    notes = []
    seen = dict(errors)
    for step, error in list(seen.items())[:1]:
        more = f" (and {len(seen) - 1} more)" if len(seen) > 1 else ""
        notes.append(f"{named(step)} stopped with {error.rstrip('. ')}{more}.")
    for step, program in programs[:1]:
        notes.append(
            f"{named(step)} asks for another program ({program}), which does not run while "
            "grading; the cell's other lines did."
        )
    return notes


def named(step: str) -> str:
    """A step by its name in the table."""
    return f"Code cell {step}" if step.isdigit() else f"Function {step}" if step else "At its end"
