"""Conditions of a declaration: formulas over controls and results that both suppliers compute.

A condition is a function that names the controls and the results it reads. Its answer becomes a
result of the model, so that a page's program and a kernel give it alike.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import update_wrapper
from typing import Any, Final

Condition = Callable[..., Any]

COUNTS: Final = "counts_"
"""What the result begins with that says whether a control has an effect."""


def answer(condition: Condition, known: Mapping[str, Any]) -> Any:
    """What a condition says of these controls and results.

    >>> answer(lambda years: years > 5, {"years": 7, "inflow": True})
    True
    """
    return condition(**{name: known[name] for name in inspect.signature(condition).parameters})


def around(
    model: Callable[..., Mapping[str, Any]],
    conditions: Mapping[str, Condition],
    controls: Iterable[str],
) -> Callable[..., dict[str, Any]]:
    """The same model, which also returns what each condition says, by name."""
    names = list(controls)

    def whole(**given: Any) -> dict[str, Any]:
        results = model(**given)
        known = {**{name: given[name] for name in names}, **results}
        return {**results, **{name: answer(each, known) for name, each in conditions.items()}}

    return update_wrapper(whole, model)
