"""Arithmetic that a model may use: the same call works on numbers, columns and page expressions.

A model is plain arithmetic (`+ - * / **` and comparisons) plus the functions of this module.
Given numbers or columns it computes. Given *expressions*, which stand for a control or a column
that only a reader's browser will know, it writes the formula down instead. An expression is
anything with a `formula` method; this module needs to know no more about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np

NEVER: Final = -1
"""What a month or a year holds when the thing never happens; no model returns NaN or infinity."""

_BEYOND: Final = 1e12


class Expression(Protocol):
    """A formula still to be computed, in a reader's browser."""

    def formula(self, function: str, *arguments: Any) -> Any:
        """The expression `function(*arguments)`, element by element."""

    def over_rows(self, operation: str, column: Any, **keys: Any) -> Any:
        """The expression that `operation` makes of all rows of `column`."""

    def choose(self, values: Sequence[Any], index: Any) -> Any:
        """The expression `values[index]`, where values do not differ from row to row."""


def _expression(*values: Any) -> Expression | None:
    # Not isinstance: to hold a value to a protocol is slow, and models ask thousands of times.
    return next((value for value in values if hasattr(value, "over_rows")), None)


def _number(value: Any) -> Any:
    """A NumPy scalar as a Python number; a column as it is."""
    return value.item() if isinstance(value, np.generic | np.ndarray) and value.ndim == 0 else value


def where(condition: Any, yes: Any, no: Any) -> Any:
    """`yes` where the condition holds, else `no`; what a model writes instead of `if`."""
    if (symbol := _expression(condition, yes, no)) is not None:
        return symbol.formula("if", condition, yes, no)
    return _number(np.where(condition, yes, no))


def both(first: Any, second: Any) -> Any:
    """Whether both conditions hold; what a model writes instead of `and`."""
    return where(first, second, False)


def minimum(*values: Any) -> Any:
    """The smallest of the values; what a model writes instead of `min`."""
    if (symbol := _expression(*values)) is not None:
        return symbol.formula("min", *values)
    return _number(np.minimum.reduce(np.broadcast_arrays(*values)))


def maximum(*values: Any) -> Any:
    """The largest of the values; what a model writes instead of `max`."""
    if (symbol := _expression(*values)) is not None:
        return symbol.formula("max", *values)
    return _number(np.maximum.reduce(np.broadcast_arrays(*values)))


def clamp(value: Any, low: Any, high: Any) -> Any:
    """The value, or the bound that it passes."""
    return minimum(maximum(value, low), high)


def ceil(value: Any) -> Any:
    """The next whole number up."""
    if (symbol := _expression(value)) is not None:
        return symbol.formula("ceil", value)
    return _number(np.ceil(value))


def floor(value: Any) -> Any:
    """The next whole number down."""
    if (symbol := _expression(value)) is not None:
        return symbol.formula("floor", value)
    return _number(np.floor(value))


def choose(values: Sequence[Any], index: Any) -> Any:
    """The value at each row's `index`, counted from 0; what a model writes instead of `[]`."""
    if (symbol := _expression(*values, index)) is not None:
        return symbol.choose(values, index)
    return _number(np.asarray(values)[np.asarray(index, dtype=int)])


def total(column: Any) -> Any:
    """The sum over all rows."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("total", column)
    return _number(np.cumsum(column)[-1])  # adds in row order, as the page does


def running_total(column: Any) -> Any:
    """The sum of each row and all rows before it."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("running_total", column)
    return np.cumsum(column)


def lowest(column: Any) -> Any:
    """The smallest value over all rows."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("lowest", column)
    return _number(np.min(column))


def rank(column: Any) -> Any:
    """Each row's rank from the largest value down: 1, 2, 2, 4. Equals share the better rank."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("rank", column)
    values = np.asarray(column)
    return 1 + (values[np.newaxis, :] > values[:, np.newaxis]).sum(axis=1)


def place(column: Any) -> Any:
    """Each row's place from the largest value down: 1, 2, 3, 4. Equal values keep their order."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("place", column)
    values = np.asarray(column)
    places = np.empty(len(values), dtype=int)
    places[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return places


def highest(column: Any) -> Any:
    """The largest value over all rows."""
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("highest", column)
    return _number(np.max(column))


def highest_from(column: Any, *, key: Any) -> Any:
    """For each row, the largest value of `column` among the rows whose `key` is at least its own.

    One sort and one pass, O(n log n). Rows of equal keys see each other, in any order.
    """
    if (symbol := _expression(column, key)) is not None:
        return symbol.over_rows("highest_from", column, key=key)
    order = np.argsort(-np.asarray(key), kind="stable")
    falling = -np.asarray(key)[order]
    running = np.maximum.accumulate(np.asarray(column)[order])
    result = np.empty_like(running)
    result[order] = running[np.searchsorted(falling, falling, side="right") - 1]
    return result


def at(column: Any, *, row: Any) -> Any:
    """The value of `column` in the one row where the condition `row` holds; 0 where none does."""
    return total(where(row, column, 0))


def first(column: Any, *, row: Any) -> Any:
    """The smallest value of `column` among the rows where the condition holds, or `NEVER`."""
    found = lowest(where(row, column, _BEYOND))
    return where(found < _BEYOND, found, NEVER)
