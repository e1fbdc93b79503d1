"""Write a model down as the expressions that a page computes.

A model is called once with symbols in place of numbers. What it does to them is recorded as Vega
expressions (for single rows) and Vega transforms (for sums over rows), and nothing is lost: an
`if` on a symbol, or a function that needs a number, is refused with the name of what to use.

Altair has expression objects of its own. They are not used here because an `if` on one of them
silently takes the first branch, and because a running total is not an expression but a transform.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, NoReturn

Transform = dict[str, Any]

# A formula used several times is computed once: long ones get a column of their own.
_LONGEST_INLINE = 60


class BranchError(TypeError):
    """The model asks for the value of a control or column while it is being written down."""


def literal(value: Any) -> str:
    """A Python constant as a Vega literal; a symbol as its text."""
    if isinstance(value, Symbol):
        return value.text
    if hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    if isinstance(value, bool | str | int) or (isinstance(value, float) and math.isfinite(value)):
        return json.dumps(value)
    raise BranchError(
        f"A model mixes a control or column with {value!r}, a {type(value).__name__}. "
        "Use finite numbers, texts and the functions of alliance.models.formula."
    )


@dataclass
class Trace:
    """What a model did, as Vega transforms in order."""

    transforms: list[Transform] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def symbol(self, text: str) -> Symbol:
        """A symbol for the text, by way of a column of its own where the text is long."""
        if len(text) > _LONGEST_INLINE:
            text = f"datum.{self.column(text)}"
        return Symbol(text, self)

    def column(self, text: str) -> str:
        """The name of the column that holds an expression; made on first use."""
        if text not in self.names:
            name = self.names[text] = f"_{len(self.names)}"
            self.transforms.append({"type": "formula", "as": name, "expr": text})
        return self.names[text]


@dataclass(frozen=True, eq=False)
class Symbol:
    """A number that only the page will know: a control, a column, or what became of them."""

    text: str
    trace: Trace

    def formula(self, function: str, *arguments: Any) -> Symbol:
        """`function(*arguments)`; see `alliance.models.formula.Expression`."""
        return self.trace.symbol(f"{function}({', '.join(map(literal, arguments))})")

    def over_rows(self, operation: str, column: Any) -> Symbol:
        """A value of all rows (or of the rows so far); see `alliance.models.formula.Expression`."""
        source = self.trace.column(literal(column))
        name = f"{source}_{operation}"
        if name not in self.trace.names.values():
            self.trace.names[name] = name
            self.trace.transforms.append(_TABLE_TRANSFORMS[operation](source, name))
        return Symbol(f"datum.{name}", self.trace)

    def _infix(self, operator: str, left: Any, right: Any) -> Symbol:
        return self.trace.symbol(f"({literal(left)} {operator} {literal(right)})")

    def __add__(self, other: Any) -> Symbol:
        return self._infix("+", self, other)

    def __radd__(self, other: Any) -> Symbol:
        return self._infix("+", other, self)

    def __sub__(self, other: Any) -> Symbol:
        return self._infix("-", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return self._infix("-", other, self)

    def __mul__(self, other: Any) -> Symbol:
        return self._infix("*", self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return self._infix("*", other, self)

    def __truediv__(self, other: Any) -> Symbol:
        return self._infix("/", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        return self._infix("/", other, self)

    def __pow__(self, other: Any) -> Symbol:
        return self.formula("pow", self, other)

    def __rpow__(self, other: Any) -> Symbol:
        return self.formula("pow", other, self)

    def __neg__(self) -> Symbol:
        return self._infix("-", 0, self)

    def __lt__(self, other: Any) -> Symbol:
        return self._infix("<", self, other)

    def __le__(self, other: Any) -> Symbol:
        return self._infix("<=", self, other)

    def __gt__(self, other: Any) -> Symbol:
        return self._infix(">", self, other)

    def __ge__(self, other: Any) -> Symbol:
        return self._infix(">=", self, other)

    def __eq__(self, other: object) -> Symbol:  # type: ignore[override]
        return self._infix("===", self, other)

    def __ne__(self, other: object) -> Symbol:  # type: ignore[override]
        return self._infix("!==", self, other)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        raise BranchError(
            f"The model branches on {self.text} (an if, and, or, not, min or max). A page "
            "computes this value later: use where(condition, yes, no), both, minimum, maximum "
            "or clamp from alliance.models.formula."
        )

    def _needs_number(self, *_: Any) -> NoReturn:
        raise BranchError(
            f"The model turns {self.text} into a plain number (int, float, round, a math "
            "function or an index). A page computes this value later: use the functions of "
            "alliance.models.formula, such as ceil, minimum or where."
        )

    __float__ = __int__ = __index__ = __abs__ = __round__ = __len__ = __iter__ = _needs_number
    __floordiv__ = __mod__ = __getitem__ = _needs_number


def _join(operation: str) -> Any:
    def transform(source: str, name: str) -> Transform:
        return {"type": "joinaggregate", "ops": [operation], "fields": [source], "as": [name]}

    return transform


def _running_total(source: str, name: str) -> Transform:
    return {"type": "window", "ops": ["sum"], "fields": [source], "as": [name], "frame": [None, 0]}


def _ordered(operation: str) -> Any:
    """A window over the rows from the largest value down; rows that are equal keep their order."""

    def transform(source: str, name: str) -> Transform:
        order = {"field": source, "order": "descending"}
        return {"type": "window", "ops": [operation], "fields": [None], "as": [name], "sort": order}

    return transform


_TABLE_TRANSFORMS = {
    "total": _join("sum"),
    "lowest": _join("min"),
    "running_total": _running_total,
    "rank": _ordered("rank"),
    "place": _ordered("row_number"),
}
