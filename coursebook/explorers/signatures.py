"""What a model asks for: its parameters, and a model around another one."""

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
    """The model's name and where it is defined."""
    name = getattr(model, "__qualname__", repr(model))
    return f"{name} ({getattr(model, '__module__', 'unknown')})"


def around(inner: Model) -> Callable[[Model], Model]:
    """For a model that passes `**settings` on: it reads what the inner model reads, and its own.

    The parameters stand in one place, the inner model, and a declaration is still held to them.

    Parameters
    ----------
    inner : the model that the decorated function calls with `**settings`

    Returns
    -------
    What decorates the outer model.

    Examples
    --------
    >>> def grown(year, *, rate):
    ...     return {"value": year * rate}
    >>> @around(grown)
    ... def in_thousands(year, *, unit, **settings):
    ...     return {"value": grown(year, **settings)["value"] / unit}
    >>> list(inspect.signature(in_thousands).parameters)
    ['year', 'unit', 'rate']
    """

    def decorate(outer: Model) -> Model:
        own = [p for p in inspect.signature(outer).parameters.values() if p.kind != p.VAR_KEYWORD]
        names = {parameter.name for parameter in own}
        passed = inspect.signature(inner).parameters.values()
        more = [p.replace(kind=p.KEYWORD_ONLY) for p in passed if p.name not in names]
        outer.__signature__ = inspect.Signature([*own, *more])  # type: ignore[attr-defined]
        return outer

    return decorate
