"""Write a model down as the expressions that a page computes.

A model is called once with symbols in place of numbers. What it does to them is recorded as Vega
expressions (for single rows) and Vega transforms (for sums over rows), and nothing is lost: an
`if` on a symbol, or a function that needs a number, is refused with the name of what to use.

What depends on controls alone is a signal, computed once rather than in every row; what depends on
rows alone comes first, where no change of a control reaches it.

Altair has expression objects of its own. They are not used here because an `if` on one of them
silently takes the first branch, and because a running total is not an expression but a transform.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

Transform = dict[str, Any]

# A formula used several times is computed once: all but the shortest get a name of their own.
_LONGEST_INLINE = 20

_FIELD = re.compile(r"datum\.\w+")
_LATE = re.compile(r"\blate\.(\w+)")


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
        "Use finite numbers, texts and the functions of coursebook.explorers.formula."
    )


@dataclass(frozen=True)
class Origin:
    """What a value depends on: whether it differs from row to row, and whether controls move it."""

    rows: bool = False
    controls: bool = False

    @staticmethod
    def of(*values: Any) -> Origin:
        """The origin of what is made of the values."""
        origins = [value.origin for value in values if isinstance(value, Symbol)]
        return Origin(any(each.rows for each in origins), any(each.controls for each in origins))


@dataclass
class Trace:
    """What a model did: signals, transforms that no control moves, and all others, in order."""

    signals: list[dict[str, str]] = field(default_factory=list)
    settled: list[Transform] = field(default_factory=list)
    transforms: list[Transform] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    late: dict[str, tuple[str, Origin]] = field(default_factory=dict)

    def symbol(self, text: str, origin: Origin) -> Symbol:
        """A symbol for the text, by way of a name of its own where the text is long."""
        if origin.rows:
            text = self.in_rows(text)
        if origin == Origin(rows=True) and not _FIELD.fullmatch(text):
            text = self.column(text, origin)  # computed once, when the page opens
        if len(text) > _LONGEST_INLINE:
            if not re.search(r"\b(datum|late)\.", text):
                text = self.signal(text)
            else:
                text = self.column(text, origin) if origin.rows else self.put_off(text, origin)
        return Symbol(text, self, origin)

    def put_off(self, text: str, origin: Origin) -> str:
        """An expression of what all rows share: computed once, unless a row comes to need it."""
        key = f"late {text}"
        if key not in self.names:
            self.names[key] = f"_{len(self.names)}"
            self.late[self.names[key]] = (text, origin)
        return f"late.{self.names[key]}"

    def in_rows(self, text: str) -> str:
        """An expression that rows can compute: what was put off becomes columns."""
        return _LATE.sub(lambda found: self.column(*self.late[found[1]]), text)

    def after_rows(self, text: str, first_row: str) -> str:
        """An expression computed once, after all rows; what was put off is a signal by its name."""
        return _LATE.sub(r"\1", text).replace("datum.", first_row)

    def signal(self, text: str) -> str:
        """The name of the signal that holds an expression of controls alone; made on first use."""
        if text not in self.names:
            name = self.names[text] = f"_{len(self.names)}"
            self.signals.append({"name": name, "update": text})
        return self.names[text]

    def column(self, text: str, origin: Origin) -> str:
        """The column that holds an expression, as others name it; made on first use."""
        text = self.in_rows(text)
        key = f"column {text}"
        if key not in self.names:
            name = self.names[key] = f"_{len(self.names)}"
            self.add({"type": "formula", "as": name, "expr": text}, origin)
        return f"datum.{self.names[key]}"

    def add(self, transform: Transform, origin: Origin) -> None:
        """Note a transform among those that controls move, or among those before."""
        (self.transforms if origin.controls else self.settled).append(transform)


@dataclass(frozen=True, eq=False)
class Symbol:
    """A number that only the page will know: a control, a column, or what became of them."""

    text: str
    trace: Trace
    origin: Origin

    def formula(self, function: str, *arguments: Any) -> Symbol:
        """`function(*arguments)`; see `coursebook.explorers.formula.Expression`."""
        written = [literal(each) for each in arguments]
        text = f"{function}({', '.join(written)})"
        if function == "if":  # as an operator a page computes it much faster
            text = "({} ? {} : {})".format(*written)
        return self.trace.symbol(text, Origin.of(*arguments))

    def choose(self, values: Sequence[Any], index: Any) -> Symbol:
        """`values[index]`; see `coursebook.explorers.formula.Expression`."""
        several = self.trace.symbol(f"[{', '.join(map(literal, values))}]", Origin.of(*values))
        text = f"{several.text}[{literal(index)}]"
        return self.trace.symbol(text, Origin.of(several, index))

    def over_rows(self, operation: str, column: Any, **keys: Any) -> Symbol:
        """A value of all rows, or of some; see `coursebook.explorers.formula.Expression`."""
        origin = Origin.of(column, *keys.values())
        source = self._field(column)
        fields = {key: self._field(value) for key, value in keys.items()}
        name = "_".join([source, operation, *fields.values()])
        if name not in self.trace.names:
            self.trace.names[name] = name
            self.trace.add(_TABLE_TRANSFORMS[operation](source, name, **fields), origin)
        return Symbol(f"datum.{name}", self.trace, Origin(operation not in _JOINS, origin.controls))

    def _field(self, value: Any) -> str:
        """The name of the field that holds a value in every row."""
        text = literal(value)
        if not _FIELD.fullmatch(text):
            text = self.trace.column(text, Origin.of(value))
        return text.removeprefix("datum.")

    def _infix(self, operator: str, left: Any, right: Any) -> Symbol:
        text = f"({literal(left)} {operator} {literal(right)})"
        return self.trace.symbol(text, Origin.of(left, right))

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
            "or clamp from coursebook.explorers.formula."
        )

    def _needs_number(self, *_: Any) -> NoReturn:
        raise BranchError(
            f"The model turns {self.text} into a plain number (int, float, round, a math "
            "function or an index). A page computes this value later: use the functions of "
            "coursebook.explorers.formula, such as ceil, minimum or where."
        )

    __float__ = __int__ = __index__ = __abs__ = __round__ = __len__ = __iter__ = _needs_number
    __floordiv__ = __mod__ = __getitem__ = _needs_number


def _join(operation: str) -> Any:
    def transform(source: str, name: str) -> Transform:
        return {"type": "joinaggregate", "ops": [operation], "fields": [source], "as": [name]}

    return transform


def _running_total(source: str, name: str) -> Transform:
    return {"type": "window", "ops": ["sum"], "fields": [source], "as": [name], "frame": [None, 0]}


def _highest_from(source: str, name: str, *, key: str) -> Transform:
    """A running maximum from the highest key down; rows of one key see each other."""
    return {
        "type": "window",
        "sort": {"field": [key], "order": ["descending"]},
        "ops": ["max"],
        "fields": [source],
        "as": [name],
        "frame": [None, 0],
        "ignorePeers": False,
    }


def _ordered(operation: str) -> Any:
    """A window over the rows from the largest value down; rows that are equal keep their order."""

    def transform(source: str, name: str) -> Transform:
        order = {"field": [source], "order": ["descending"]}
        return {"type": "window", "ops": [operation], "fields": [None], "as": [name], "sort": order}

    return transform


_JOINS = {"total": _join("sum"), "lowest": _join("min"), "highest": _join("max")}
_TABLE_TRANSFORMS = _JOINS | {
    "running_total": _running_total,
    "highest_from": _highest_from,
    "rank": _ordered("rank"),
    "place": _ordered("row_number"),
}
