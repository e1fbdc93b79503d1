"""Which parameters a model asks for, and how one model is wrapped in another."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Model = Callable[..., Mapping[str, Any]]
"""`model(**rows, **controls, **constants)` returns named results."""


def takes_any(parameters: Iterable[inspect.Parameter]) -> bool:
    """Whether a model takes any keyword, as in `def mine(year, **settings)`."""
    return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


def called(model: Model) -> str:
    """The model's name and the module that defines it, for messages."""
    name = getattr(model, "__qualname__", repr(model))
    return f"{name} ({getattr(model, '__module__', 'unknown')})"


def around(inner: Model) -> Callable[[Model], Model]:
    """Wrap a model in another one that passes `**settings` on to it.

    The parameters are then listed in one place, the inner model, and a declaration can still be
    checked against them.

    Parameters
    ----------
    inner
        The model that gets all settings.

    Returns
    -------
    Callable
        A decorator for the outer model, which gets the inner model's parameters beside its own.

    Examples
    --------
    >>> def growth(*, rate, years):
    ...     return {"factor": (1 + rate / 100) ** years}
    >>> @around(growth)
    ... def with_percent(*, years, **settings):
    ...     results = growth(years=years, **settings)
    ...     return {**results, "percent": 100 * (results["factor"] - 1)}
    >>> list(inspect.signature(with_percent).parameters)
    ['years', 'rate']
    """

    def decorate(outer: Model) -> Model:
        own = [p for p in inspect.signature(outer).parameters.values() if p.kind != p.VAR_KEYWORD]
        names = {parameter.name for parameter in own}
        passed = inspect.signature(inner).parameters.values()
        more = [p.replace(kind=p.KEYWORD_ONLY) for p in passed if p.name not in names]
        outer.__signature__ = inspect.Signature([*own, *more])  # type: ignore[attr-defined]
        return outer

    return decorate
