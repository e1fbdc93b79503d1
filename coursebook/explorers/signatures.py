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


def given(formula: Callable[..., Any], **constants: Any) -> Callable[..., Any]:
    """The same formula with some of its parameters set for good.

    >>> inspect.signature(given(lambda x, level: x + level, level=2))
    <Signature (x)>
    """
    asked = [
        each
        for each in inspect.signature(formula).parameters.values()
        if each.name not in constants
    ]

    def same(**others: Any) -> Any:
        return formula(**others, **constants)

    same.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    return same


def renamed(formula: Callable[..., Any], **names: str) -> Callable[..., Any]:
    """The same formula with other names for some of its parameters.

    >>> inspect.signature(renamed(lambda x, level: x + level, level="level_2"))
    <Signature (x, level_2)>
    """
    own = inspect.signature(formula).parameters

    def same(**given: Any) -> Any:
        return formula(**{name: given[names.get(name, name)] for name in own})

    asked = [each.replace(name=names.get(each.name, each.name)) for each in own.values()]
    same.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    return same


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
