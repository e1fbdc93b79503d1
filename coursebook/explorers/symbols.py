"""What takes the place, in a model, of numbers that only a reader's browser will know.

A model is called once with symbols in place of its columns and controls. Each operation on them
makes another symbol, so that the result is a graph of everything the model did. Nothing gets lost
on the way: an `if` on a symbol, or a function that needs a plain number, is refused with the line
of the model and the function to use instead.
"""

from __future__ import annotations

import json
import linecache
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final, Literal, NoReturn

Kind = Literal["number", "truth", "text"]

FORMULA: Final = "coursebook.explorers.formula"

EQUALITY: Final = frozenset({"===", "!=="})
COMPARISONS: Final = EQUALITY | {"<", "<=", ">", ">="}
SINGLE: Final = frozenset({"total", "lowest", "highest"})
"""The operations over rows that give one value for all of them."""

OWN_FILES: Final = {
    str(Path(__file__).with_name(f"{name}.py")) for name in ("symbols", "formula", "conditions")
}
_SHOWN: Final = 60


class SymbolError(TypeError):
    """A model asks more of a control or a column than a program can express."""


@dataclass(eq=False)
class Trace:
    """All symbols that one run of a model made, each once, in order."""

    symbols: list[Symbol] = field(default_factory=list)
    known: dict[tuple[Any, ...], Symbol] = field(default_factory=dict)

    def control(self, name: str, kind: Kind) -> Symbol:
        """The symbol of a control."""
        return self.make("control", (name,), kind, rows=False, controls=True)

    def field(self, name: str, kind: Kind) -> Symbol:
        """The symbol of a field of the rows."""
        return self.make("field", (name,), kind, rows=True, controls=False)

    def make(
        self, operation: str, given: tuple[Any, ...], kind: Kind, *, rows: bool, controls: bool
    ) -> Symbol:
        """The symbol of an operation; the same symbol for the same operation on the same values."""
        key = (operation, *(_key(each) for each in given))
        if key not in self.known:
            symbol = Symbol(operation, given, kind, rows, controls, self, len(self.symbols))
            self.symbols.append(symbol)
            self.known[key] = symbol
        return self.known[key]

    def apply(self, operation: str, *given: Any, kind: Kind, rows: bool | None = None) -> Symbol:
        """The symbol of an operation; it depends on rows and controls if any of its values does."""
        values = tuple(constant(each) for each in given)
        symbols = [each for each in values if isinstance(each, Symbol)]
        return self.make(
            operation,
            values,
            kind,
            rows=any(each.rows for each in symbols) if rows is None else rows,
            controls=any(each.controls for each in symbols),
        )


@dataclass(frozen=True, eq=False)
class Symbol:
    """A control, a field of the rows, or what a model made of them.

    Parameters
    ----------
    rows
        Whether it differs from row to row.
    controls
        Whether a control can change it.
    """

    operation: str
    given: tuple[Any, ...]
    kind: Kind
    rows: bool
    controls: bool
    trace: Trace
    number: int

    # NumPy then leaves it to the symbol to answer, rather than asking it number by number.
    __array_ufunc__ = None

    @property
    def parts(self) -> list[Symbol]:
        """The symbols from which it is made."""
        return [each for each in self.given if isinstance(each, Symbol)]

    # What the functions of `formula` ask ----------------------------------------------------

    def formula(self, function: str, *arguments: Any) -> Any:
        """`function(*arguments)`, element by element."""
        if function == "if":
            condition, yes, no = arguments
            if not isinstance(condition, Symbol):
                return constant(yes if condition else no)
            if condition.kind == "truth" and yes is True and no is False:
                return condition
            return self.trace.apply("if", *arguments, kind=_common(kind_of(yes), kind_of(no)))
        for each in arguments:
            if kind_of(each) == "text":
                raise _refused(f"takes the {function} of a text, {shown(each)}")
        return self.trace.apply(function, *arguments, kind="number")

    def choose(self, values: Sequence[Any], index: Any) -> Symbol:
        """`values[index]`, where the values do not differ from row to row."""
        for each in values:
            if isinstance(each, Symbol) and each.rows:
                raise _refused(f"chooses among columns, such as {shown(each)}; use where")
        kind = kind_of(values[0])
        for each in values:
            kind = _common(kind, kind_of(each))
        several = self.trace.apply("list", *values, kind=kind)
        return self.trace.apply("item", several, index, kind=kind)

    def over_rows(self, operation: str, column: Any, **keys: Any) -> Symbol:
        """A value made of all rows, or of those that a key selects."""
        for each in (column, *keys.values()):
            if kind_of(each) == "text":
                raise _refused(f"takes the {operation} of texts, {shown(each)}")
            if not (isinstance(each, Symbol) and each.rows):
                raise _refused(f"takes the {operation} of {shown(each)}, which is no column")
        single = operation in SINGLE
        return self.trace.apply(operation, column, *keys.values(), kind="number", rows=not single)

    # Arithmetic -----------------------------------------------------------------------------

    def _infix(self, operator: str, left: Any, right: Any) -> Symbol:
        kinds = (kind_of(left), kind_of(right))
        if "text" in kinds and operator not in EQUALITY:
            raise _refused(f"asks for {shown(left)} {operator} {shown(right)}, which has a text")
        if (
            operator == "+"
            and right.__class__ is Symbol
            and right.kind == "number"
            and left.__class__ is int
            and left == 0
        ):
            return right  # where `sum` begins
        kind: Kind = "truth" if operator in COMPARISONS else "number"
        return self.trace.apply(operator, left, right, kind=kind)

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

    def __pow__(self, other: Any) -> Any:
        return self.formula("pow", self, other)

    def __rpow__(self, other: Any) -> Any:
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

    def __hash__(self) -> int:
        return id(self)

    # What has no answer yet -----------------------------------------------------------------

    def __bool__(self) -> NoReturn:
        raise _refused(
            f"branches on {shown(self)} (an if, and, or, not, min or max). A page computes this "
            f"value later: use where(condition, yes, no), both, minimum, maximum or clamp from "
            f"{FORMULA}"
        )

    def _needs_number(self, *_: Any) -> NoReturn:
        raise _refused(
            f"turns {shown(self)} into a plain number (int, float, round, a math function or an "
            f"index). A page computes this value later: use the functions of {FORMULA}, such as "
            "ceil, minimum or where"
        )

    __float__ = __int__ = __index__ = __abs__ = __round__ = __len__ = __iter__ = _needs_number
    __floordiv__ = __mod__ = __getitem__ = __trunc__ = __floor__ = __ceil__ = _needs_number
    __rfloordiv__ = __rmod__ = __divmod__ = _needs_number


def _key(value: Any) -> tuple[Any, ...]:
    """What identifies a value; not the value itself, because comparing symbols makes symbols."""
    return ("symbol", value.number) if isinstance(value, Symbol) else (type(value), value)


def constant(value: Any) -> Any:
    """A symbol as it is, a constant as a plain Python value; SymbolError for anything else."""
    if isinstance(value, Symbol):
        return value
    if hasattr(value, "item") and not getattr(value, "shape", ()):
        value = value.item()  # a NumPy scalar
    if isinstance(value, bool | str | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise _refused(
        f"mixes a control or column with {value!r}, a {type(value).__name__}. "
        f"Use finite numbers, texts and the functions of {FORMULA}"
    )


def kind_of(value: Any) -> Kind:
    """The kind of a symbol or a constant: `number`, `truth` or `text`."""
    value = constant(value)
    if isinstance(value, Symbol):
        return value.kind
    return "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


def shown(value: Any, depth: int = 3) -> str:
    """A value as an error message shows it."""
    if not isinstance(value, Symbol):
        return json.dumps(constant(value))
    if value.operation in ("control", "field"):
        return str(value.given[0])
    if depth == 0:
        return "..."
    parts = [shown(each, depth - 1) for each in value.given]
    infix = value.operation in COMPARISONS | {"+", "-", "*", "/"}
    operator = {"===": "==", "!==": "!="}.get(value.operation, value.operation)
    text = f"({f' {operator} '.join(parts)})" if infix else f"{operator}({', '.join(parts)})"
    return text if len(text) <= _SHOWN else f"{operator}(...)" if not infix else "(...)"


def _common(one: Kind, other: Kind) -> Kind:
    """The kind of a value that may be one or the other."""
    if one == other:
        return one
    if "text" in (one, other):
        raise _refused("gives a text in one case and a number in another; allowed: one kind")
    return "number"


def _refused(what: str) -> SymbolError:
    return SymbolError(f"The model {what}. {_place()}")


def _place() -> str:
    """The line of the model that is running."""
    frame: FrameType | None = sys._getframe(2)
    while frame and frame.f_code.co_filename in OWN_FILES:
        frame = frame.f_back
    if frame is None:
        return ""
    path, line = frame.f_code.co_filename, frame.f_lineno
    text = linecache.getline(path, line, frame.f_globals).strip()
    here = Path(path)
    name = here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here.name
    return f"{name}, line {line}" + (f": {text}" if text else "")
