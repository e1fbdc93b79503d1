"""The arithmetic that a model may use: the same call for numbers, columns and symbols.

A model is plain arithmetic (`+ - * / **` and comparisons) plus the functions of this module.
Given numbers or columns it computes. Given *symbols*, which stand for a control or a column that
only a reader's browser will know, it writes the formula down instead. A symbol is anything with
the methods of `Expression`; this module needs to know no more about it.

All functions take numbers, columns of one length, or symbols, in any mix, and return a number
where all arguments are numbers and a column otherwise. Units are the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np

NEVER: Final = -1
"""What a month or a year holds when the thing never happens; no model returns NaN or infinity."""

_BEYOND: Final = 1e12


class Expression(Protocol):
    """A formula that is still to be computed, in a reader's browser."""

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
    """Choose row by row; what a model writes instead of `if`.

    Parameters
    ----------
    condition
        True or false.
    yes
        What to take where the condition holds.
    no
        What to take elsewhere.

    Returns
    -------
    number or column
        `yes` where the condition holds, else `no`.

    Examples
    --------
    >>> import numpy as np
    >>> where(np.array([1, 5]) > 2, "high", "low").tolist()
    ['low', 'high']
    """
    if (symbol := _expression(condition, yes, no)) is not None:
        return symbol.formula("if", condition, yes, no)
    return _number(np.where(condition, yes, no))


def both(first: Any, second: Any) -> Any:
    """Whether both conditions hold; what a model writes instead of `and`.

    >>> both(2 > 1, 2 > 3)
    False
    """
    return where(first, second, False)


def minimum(*values: Any) -> Any:
    """The smallest of the values, row by row; what a model writes instead of `min`.

    >>> minimum(3, 1, 2)
    1
    """
    if (symbol := _expression(*values)) is not None:
        return symbol.formula("min", *values)
    return _number(np.minimum.reduce(np.broadcast_arrays(*values)))


def maximum(*values: Any) -> Any:
    """The largest of the values, row by row; what a model writes instead of `max`.

    >>> import numpy as np
    >>> maximum(np.array([1, 4]), 2).tolist()
    [2, 4]
    """
    if (symbol := _expression(*values)) is not None:
        return symbol.formula("max", *values)
    return _number(np.maximum.reduce(np.broadcast_arrays(*values)))


def clamp(value: Any, low: Any, high: Any) -> Any:
    """The value, or the bound that it passes.

    >>> clamp(120, 0, 100)
    100
    """
    return minimum(maximum(value, low), high)


def ceil(value: Any) -> Any:
    """Round up to a whole number.

    >>> ceil(2.1)
    3.0
    """
    if (symbol := _expression(value)) is not None:
        return symbol.formula("ceil", value)
    return _number(np.ceil(value))


def floor(value: Any) -> Any:
    """Round down to a whole number.

    >>> floor(-2.1)
    -3.0
    """
    if (symbol := _expression(value)) is not None:
        return symbol.formula("floor", value)
    return _number(np.floor(value))


def choose(values: Sequence[Any], index: Any) -> Any:
    """Look a value up by its place; what a model writes instead of `values[index]`.

    Parameters
    ----------
    values
        The values to choose from, in order.
    index
        The place of the value for each row, counted from 0.

    Returns
    -------
    number or column
        One value for each `index`.

    Raises
    ------
    IndexError
        If a place lies beyond the last value.

    Examples
    --------
    >>> import numpy as np
    >>> choose([10, 20, 30], np.array([2, 0])).tolist()
    [30, 10]
    """
    if (symbol := _expression(*values, index)) is not None:
        return symbol.choose(values, index)
    return _number(np.asarray(values)[np.asarray(index, dtype=int)])


def total(column: Any) -> Any:
    """The sum over all rows.

    >>> total([1, 2, 4])
    7
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("total", column)
    return _number(np.cumsum(column)[-1])  # adds in row order, as the page does


def running_total(column: Any) -> Any:
    """For each row, the sum of its value and those of all rows before it.

    >>> running_total([1, 2, 4]).tolist()
    [1, 3, 7]
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("running_total", column)
    return np.cumsum(column)


def lowest(column: Any) -> Any:
    """The smallest value over all rows.

    >>> lowest([3, 1, 2])
    1
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("lowest", column)
    return _number(np.min(column))


def rank(column: Any) -> Any:
    """Each row's rank from the largest value down; rows of equal value share the better rank.

    >>> rank([5, 9, 5, 1]).tolist()
    [2, 1, 2, 4]
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("rank", column)
    values = np.asarray(column)
    return 1 + (values[np.newaxis, :] > values[:, np.newaxis]).sum(axis=1)


def place(column: Any) -> Any:
    """Each row's place from the largest value down; rows of equal value keep their order.

    >>> place([5, 9, 5, 1]).tolist()
    [2, 1, 3, 4]
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("place", column)
    values = np.asarray(column)
    places = np.empty(len(values), dtype=int)
    places[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return places


def highest(column: Any) -> Any:
    """The largest value over all rows.

    >>> highest([3, 1, 2])
    3
    """
    if (symbol := _expression(column)) is not None:
        return symbol.over_rows("highest", column)
    return _number(np.max(column))


def highest_from(column: Any, *, key: Any) -> Any:
    """For each row, the largest value among the rows whose key is at least its own.

    Parameters
    ----------
    column
        The values.
    key
        By what the rows are compared; rows of equal keys see each other, in any order.

    Returns
    -------
    column
        Of the same length. One sort and one pass, O(n log n).

    Examples
    --------
    >>> highest_from([7, 5, 6], key=[1, 2, 3]).tolist()
    [7, 6, 6]
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
    """Pick the value of one row.

    Parameters
    ----------
    column
        The values.
    row
        A condition that holds in one row at most.

    Returns
    -------
    number
        The value there, or 0 where the condition holds nowhere.

    Examples
    --------
    >>> import numpy as np
    >>> years = np.array([2030, 2031])
    >>> at(np.array([2.5, 2.7]), row=years == 2031)
    2.7
    """
    return total(where(row, column, 0))


def first(column: Any, *, row: Any) -> Any:
    """The smallest value among certain rows, such as the first year in which a target is met.

    Parameters
    ----------
    column
        The values, none of them negative.
    row
        The condition that a row must meet.

    Returns
    -------
    number
        The smallest value, or `NEVER` where no row meets the condition.

    Examples
    --------
    >>> import numpy as np
    >>> years, share = np.array([2030, 2031, 2032]), np.array([3.2, 3.5, 3.7])
    >>> first(years, row=share >= 3.5), first(years, row=share >= 5)
    (2031.0, -1.0)
    """
    found = lowest(where(row, column, _BEYOND))
    return where(found < _BEYOND, found, NEVER)
