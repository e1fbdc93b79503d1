"""How a model becomes one JavaScript function.

The function takes the rows once and computes everything that no control moves. It returns another
function, which takes the controls and gives the results: columns as arrays, which the next call
overwrites, and single values for what is the same for all rows.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final

from coursebook.explorers.symbols import (
    EQUALITY,
    OWN_FILES,
    SINGLE,
    Kind,
    Symbol,
    Trace,
    constant,
)

Model = Callable[..., Mapping[str, Any]]

_LONGEST: Final = 72
"""Characters of a formula that still stands inside another; a longer one gets a name."""

_OVER_ROWS: Final = SINGLE | {"running_total", "rank", "place", "highest_from"}
_LEAVES: Final = frozenset({"control", "field"})
_BINDS: Final = {"?": 1, "||": 2, "&&": 3, "===": 4, "!==": 4, "<": 5, "<=": 5, ">": 5, ">=": 5} | {
    "+": 6, "-": 6, "*": 7, "/": 7, "!": 8
}  # fmt: skip
_TIGHT: Final = 9
_TAKEN: Final = frozenset(
    (  # noqa: SIM905 - a list of so many words would be long
        "arguments await break case catch class const continue controls debugger default delete do "
        "else enum eval export extends false finally for function i if implements import in "
        "Infinity instanceof interface let Math n NaN new null package private protected public "
        "return rows static super switch this throw true try typeof undefined var void while with "
        "yield Float64Array Number"
    ).split()
)
"""Words that no constant of the program may be called."""


@dataclass(frozen=True)
class Program:
    """A model as a program: its JavaScript, and the kind of each of its results."""

    script: str
    kinds: dict[str, Kind]


def traced(model: Model, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[int, str]]:
    """Run a model on symbols; return its results, and its names for symbols, by their numbers."""
    names: dict[int, str] = {}
    with _names_of_locals(names):
        results = {name: constant(value) for name, value in model(**given).items()}
    for name, value in results.items():
        if isinstance(value, Symbol) and value.operation not in _LEAVES and name not in _TAKEN:
            names[value.number] = name
    return results, names


@contextmanager
def _names_of_locals(names: dict[int, str]) -> Iterator[None]:
    """Note the names of the local variables in which a model's functions keep symbols."""

    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event != "return" or code.co_filename in OWN_FILES:
            return
        given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        for name, value in frame.f_locals.items():
            if name in given or not name.isidentifier() or name.startswith("_"):
                continue
            for key, each in _named(name, value):
                if isinstance(each, Symbol) and each.operation not in _LEAVES:
                    names.setdefault(each.number, key)

    before: Any = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        # Python's own profiler is no function; it goes on once it is enabled again.
        sys.setprofile(before if callable(before) else None)
        if hasattr(before, "enable"):
            before.enable()


def _named(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list | tuple):
        yield from ((f"{name}_{number}", each) for number, each in enumerate(value, start=1))
    elif isinstance(value, dict):
        yield from ((f"{name}_{key}", each) for key, each in value.items())
    else:
        yield name, value


def write(
    name: str,
    model: Model,
    *,
    fields: Mapping[str, Kind],
    controls: Mapping[str, Kind],
    constants: Mapping[str, Any],
) -> Program:
    """Write a model down as a program.

    Parameters
    ----------
    name
        The explorer's name, which becomes the program's.
    model
        The model.
    fields
        The kind of each field of the rows: `number`, `truth` or `text`.
    controls
        The kind of each control.
    constants
        What the model is given besides; it is written into the program.

    Returns
    -------
    Program
        Its script is plain text, without anything that a page would have to evaluate.

    Raises
    ------
    SymbolError
        If the model asks for something that only the page will know, such as an `if` on a column.
    """
    trace = Trace()
    given = {
        **{each: trace.field(each, kind) for each, kind in fields.items()},
        **{each: trace.control(each, kind) for each, kind in controls.items()},
    }
    results, names = traced(model, {**given, **constants})
    where = f"{getattr(model, '__module__', '?')}.{getattr(model, '__qualname__', repr(model))}"
    script = _Writer(trace, results, names).script(name, where)
    return Program(script, {key: _kind(value) for key, value in results.items()})


def expression(formula: Callable[..., Any], reads: Mapping[str, tuple[Kind, str]]) -> str:
    """Write a formula of single values as an expression of Vega.

    `reads` has, by the names of the formula's parameters, the kind of each and the text that stands
    for it in the expression.

    >>> expression(lambda x, rate: 2 * (x + rate) ** 3, {"x": ("number", "here.x"),
    ...     "rate": ("number", "control_rate")})
    '2 * pow(here.x + control_rate, 3)'
    """
    trace = Trace()
    symbols = {name: trace.control(name, kind) for name, (kind, _) in reads.items()}
    value = constant(formula(**symbols))
    called = {symbol.number: reads[name][1] for name, symbol in symbols.items()}
    text = _Writer(trace, {}, {}, called=called)._text(value, 0)
    return text.replace("Math.", "")


def _kind(value: Any) -> Kind:
    if isinstance(value, Symbol):
        return value.kind
    return "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


@dataclass
class _Writer:
    """Puts what a model did into the order in which a browser computes it, and writes it down."""

    trace: Trace
    results: Mapping[str, Any]
    names: Mapping[int, str]
    taken: set[str] = field(default_factory=lambda: set(_TAKEN))
    readers: dict[int, list[Symbol]] = field(default_factory=dict)
    places: dict[int, tuple[bool, int]] = field(default_factory=dict)
    called: dict[int, str] = field(default_factory=dict)
    stored: set[int] = field(default_factory=set)

    def script(self, name: str, model: str) -> str:
        used = self._used()
        self._arrange(used)
        over = sorted({each.operation for each in used} & _OVER_ROWS)
        self.taken.update(over)
        for symbol in used:
            if symbol.operation in _LEAVES:
                self.called[symbol.number] = self._free(symbol.given[0])
        for result, value in self.results.items():
            if isinstance(value, Symbol) and self.names.get(value.number) == result:
                self.called[value.number] = self._free(result)
        for symbol in used:
            if symbol.number not in self.called and self._stands_alone(symbol):
                self.called[symbol.number] = self._free(self._wish(symbol))
        asked = f", {{ {', '.join(over)} }}" if over else ""
        lines = [
            f"// The model {model}, written down by coursebook: change it in Python.",
            "// Each pass over the rows is a function of its own: browsers make it fast sooner.",
            f"((globalThis.coursebook ??= {{}}).models ??= {{}})[{json.dumps(name)}] = "
            f"(rows, n{asked}) => {{",
            *self._inputs(used, "field", "rows", "  "),
            *self._passes(used, live=False, indent="  "),
            *self._buffers(used, live=True),
            "  return (controls) => {",
            *self._inputs(used, "control", "controls", "    "),
            *self._passes(used, live=True, indent="    "),
            *_folded("    return {", self._returned(), "    };"),
            "  };",
            "};",
        ]
        return "\n".join(lines) + "\n"

    # Order ----------------------------------------------------------------------------------

    def _used(self) -> list[Symbol]:
        """The symbols that results need, in order."""
        needed: set[int] = set()
        waiting = [each for each in self.results.values() if isinstance(each, Symbol)]
        while waiting:
            symbol = waiting.pop()
            if symbol.number not in needed:
                needed.add(symbol.number)
                waiting.extend(symbol.parts)
        return [each for each in self.trace.symbols if each.number in needed]

    def _arrange(self, used: list[Symbol]) -> None:
        """Decide where each symbol is computed: as early as possible, a column where it is read."""
        for symbol in used:
            for part in symbol.parts:
                self.readers.setdefault(part.number, []).append(symbol)  # twice in a * a
            places = [self.places[part.number] for part in symbol.parts]
            turns = [turn for live, turn in places if live == symbol.controls]
            turn = max(turns, default=0) + (symbol.operation in _OVER_ROWS)
            self.places[symbol.number] = (symbol.controls, turn)
        returned = {each.number for each in self.results.values() if isinstance(each, Symbol)}
        for symbol in reversed(used):
            if not _in_loop(symbol):
                continue
            readers = self.readers.get(symbol.number, [])
            live, turn = self.places[symbol.number]
            read = [
                self.places[each.number][1] - (each.operation in _OVER_ROWS)
                for each in readers
                if each.controls == live
            ]
            self.places[symbol.number] = (live, min(read, default=turn))
            if symbol.number in returned or any(self._apart(symbol, each) for each in readers):
                self.stored.add(symbol.number)

    def _apart(self, symbol: Symbol, reader: Symbol) -> bool:
        """Whether a reader is computed in another place than the symbol that it reads."""
        together = _in_loop(symbol) == _in_loop(reader)
        return not together or self.places[symbol.number] != self.places[reader.number]

    def _stands_alone(self, symbol: Symbol) -> bool:
        """Whether a symbol gets a line of its own."""
        if symbol.operation in _LEAVES:
            return False
        if symbol.number in self.stored or symbol.operation in _OVER_ROWS:
            return True
        readers = self.readers.get(symbol.number, [])
        if symbol.number in self.names or len(readers) != 1:
            return True
        return self._apart(symbol, readers[0]) or self._long(symbol)

    def _long(self, symbol: Symbol) -> bool:
        return len(self._formula(symbol)[0]) > _LONGEST

    # Names ----------------------------------------------------------------------------------

    def _wish(self, symbol: Symbol) -> str:
        """The name that a symbol would have if no other symbol wanted it."""
        if name := self.names.get(symbol.number):
            return name
        if symbol.operation in _OVER_ROWS:
            return f"{symbol.operation}_of_{self.called.get(symbol.parts[0].number, 'rows')}"
        return {"truth": "is", "list": "list"}.get(symbol.kind, "part") + "_1"

    def _free(self, wish: str) -> str:
        name, number = wish, 1
        stem = re.sub(r"_\d+$", "", wish)
        while name in self.taken or not name.isidentifier():
            number += 1
            name = f"{stem}_{number}"
        self.taken.add(name)
        return name

    # Text -----------------------------------------------------------------------------------

    def _inputs(self, used: list[Symbol], kind: str, source: str, indent: str) -> Iterator[str]:
        found = [each for each in used if each.operation == kind]
        entries = [
            name if (name := each.given[0]) == (called := self.called[each.number])
            else f"{name}: {called}"
            for each in found
        ]  # fmt: skip
        if entries:
            yield from _folded(f"{indent}const {{", entries, f"{indent}}} = {source};")

    def _buffers(self, used: list[Symbol], *, live: bool) -> Iterator[str]:
        for symbol in used:
            if symbol.number in self.stored and self.places[symbol.number][0] == live:
                made = "new Array(n)" if symbol.kind == "text" else "new Float64Array(n)"
                yield f"  const {self.called[symbol.number]} = {made};"

    def _passes(self, used: list[Symbol], *, live: bool, indent: str) -> Iterator[str]:
        here = [
            each
            for each in used
            if each.number in self.called
            and each.operation not in _LEAVES
            and self.places[each.number][0] == live
        ]
        if not live:
            yield from self._buffers(used, live=False)
        for turn in sorted({self.places[each.number][1] for each in here}):
            now = [each for each in here if self.places[each.number][1] == turn]
            for symbol in now:
                if not _in_loop(symbol):
                    text, _ = self._formula(symbol)
                    yield f"{indent}const {self.called[symbol.number]} = {text};"
            columns = [each for each in now if _in_loop(each)]
            if columns:
                yield f"{indent}(() => {{"
                yield f"{indent}  for (let i = 0; i < n; i++) {{"
                yield from (f"{indent}    {self._row(symbol)}" for symbol in columns)
                yield f"{indent}  }}"
                yield f"{indent}}})();"

    def _row(self, symbol: Symbol) -> str:
        """The line that computes a symbol for one row."""
        name, (text, binds) = self.called[symbol.number], self._formula(symbol)
        if symbol.number not in self.stored:
            return f"const {name} = {text};"
        if symbol.kind == "truth":  # an array of numbers takes a number much sooner
            text = f"{text if binds > 1 else f'({text})'} ? 1 : 0"
        return f"{name}[i] = {text};"

    def _returned(self) -> list[str]:
        entries = []
        for name, value in self.results.items():
            text = self._whole(value)
            entries.append(
                name
                if text == name
                else f"{json.dumps(name)}: {text}"
                if not name.isidentifier()
                else f"{name}: {text}"
            )
        return entries

    def _whole(self, value: Any) -> str:
        """A value as it is written outside a loop: a column as its array."""
        if isinstance(value, Symbol) and value.number in self.called:
            return self.called[value.number]
        return self._text(value, 0)

    def _text(self, value: Any, tight: int) -> str:
        """A value within a formula, in parentheses if it binds less tightly than needed there."""
        if not isinstance(value, Symbol):
            text = json.dumps(constant(value)).replace("<", "\\u003c")  # it may stand in a page
            return f"({text})" if text.startswith("-") and tight > _BINDS["+"] else text
        name = self.called.get(value.number)
        if name is not None:
            array = value.operation == "field" or value.number in self.stored
            array = array or (value.rows and value.operation in _OVER_ROWS)
            return f"{name}[i]" if array else name
        text, binds = self._formula(value)
        return text if binds >= tight else f"({text})"

    def _formula(self, symbol: Symbol) -> tuple[str, int]:
        """How a symbol is computed, and how tightly the text binds."""
        operation, given = symbol.operation, symbol.given
        if operation in _OVER_ROWS:
            return f"{operation}({', '.join(map(self._whole, given))})", _TIGHT
        if operation == "if":
            return self._condition(*given)
        if operation == "list":
            return f"[{', '.join(self._text(each, 1) for each in given)}]", _TIGHT
        if operation == "item":
            several, index = given
            if isinstance(index, Symbol):  # a whole number is looked up faster
                return f"{self._text(several, _TIGHT)}[{self._text(index, _TIGHT)} | 0]", _TIGHT
            return f"{self._text(several, _TIGHT)}[{int(index)}]", _TIGHT
        if operation in _BINDS:
            binds = _BINDS[operation]
            left, right = (self._compared(each, operation, given) for each in given)
            return f"{left(binds)} {operation} {right(binds + 1)}", binds
        return f"Math.{operation}({', '.join(self._text(each, 0) for each in given)})", _TIGHT

    def _compared(self, value: Any, operation: str, given: tuple[Any, ...]) -> Callable[[int], str]:
        """One side of an infix formula; Python takes True for 1, which JavaScript does not."""
        kinds = {_kind(each) for each in given}
        if operation in EQUALITY and "truth" in kinds and "text" not in kinds:
            return lambda tight: f"Number({self._text(value, 0)})"
        return lambda tight: self._text(value, tight)

    def _condition(self, test: Any, yes: Any, no: Any) -> tuple[str, int]:
        truths = all(_kind(each) == "truth" for each in (test, yes, no))
        if truths and no is False:
            return f"{self._text(test, 3)} && {self._text(yes, 4)}", 3
        if truths and yes is True:
            return f"{self._text(test, 2)} || {self._text(no, 3)}", 2
        if truths and yes is False and no is True:
            return f"!{self._text(test, 8)}", 8
        if truths and yes is False:
            return f"!{self._text(test, 8)} && {self._text(no, 4)}", 3
        if truths and no is True:
            return f"!{self._text(test, 8)} || {self._text(yes, 3)}", 2
        return f"{self._text(test, 2)} ? {self._text(yes, 2)} : {self._text(no, 1)}", 1


def _in_loop(symbol: Symbol) -> bool:
    """Whether it is computed row by row, rather than given or made of all rows at once."""
    return symbol.rows and symbol.operation not in _LEAVES | _OVER_ROWS


def _folded(start: str, entries: list[str], end: str) -> Iterator[str]:
    """A list of names, on one line if it fits."""
    one = f"{start} {', '.join(entries)} {end.strip()}"
    if len(one) <= 110:
        yield one
        return
    indent = " " * (len(start) - len(start.lstrip()) + 2)
    yield start
    line = indent
    for entry in entries:
        if len(line) + len(entry) + 2 > 110:
            yield line.rstrip()
            line = indent
        line += f"{entry}, "
    yield line.rstrip()
    yield end
