"""How a derived figure is computed from others, with nothing but arithmetic.

A formula holds numbers, keys of other figures, `+ - * / **`, parentheses,
`cell("table", "field", column=value)` for the one cell that matches, and
`mean("table", "field", column=value)` or `median(...)` for the mean or median of all that match.
"""

import ast
import math
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,  # a float or an error: no huge integers, no complex numbers
}


_SUMMARIES: dict[str, Callable[[list[float]], float]] = {
    "cell": lambda found: found[0],
    "mean": statistics.fmean,
    "median": statistics.median,
}


class FormulaError(ValueError):
    """A formula that is not arithmetic, or that names something that does not exist."""


def evaluate(formula: str, figures: Mapping[str, float], tables: Tables) -> float:
    """Compute a formula.

    Parameters
    ----------
    formula
        As the module describes it; see the examples.
    figures
        Values by the keys that the formula may use.
    tables
        Rows of text cells by table name, as `csv.DictReader` yields them.

    Returns
    -------
    float
        A finite number, in whatever unit the formula implies.

    Raises
    ------
    FormulaError
        If the text is no formula, names an unknown figure, table or field, matches no cell (or, for
        `cell`, more than one), or does not come to a finite number.

    Examples
    --------
    >>> evaluate("(new - old) / old * 100", {"new": 66, "old": 60}, {})
    10.0
    >>> lakes = {"lakes": [{"lake": "Erie", "years": "2.6"}, {"lake": "Huron", "years": "22"}]}
    >>> evaluate('cell("lakes", "years", lake="Huron") / 2', {}, lakes)
    11.0
    >>> evaluate('mean("lakes", "years")', {}, lakes)
    12.3
    """
    try:
        tree = ast.parse(formula.strip(), mode="eval")
        result = float(_value(tree.body, figures, tables))
    except (SyntaxError, RecursionError):
        raise FormulaError("this is not a formula") from None
    except FormulaError:
        raise
    except (ArithmeticError, ValueError):
        raise FormulaError("the result is not a finite number") from None
    if not math.isfinite(result):
        raise FormulaError("the result is not a finite number")
    return result


def _value(node: ast.expr, figures: Mapping[str, float], tables: Tables) -> float:
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError("True and False are not numbers")
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=key):
            return _figure(key, figures)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, figures, tables)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            numbers = (_value(side, figures, tables) for side in (left, right))
            return _OPERATORS[type(op)](*numbers)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in _SUMMARIES:
            return _look_up(name, args, keywords, tables)
    raise FormulaError(f"{ast.unparse(node)!r} is not arithmetic")


def _figure(key: str, figures: Mapping[str, float]) -> float:
    if key not in figures:
        raise FormulaError(f"no figure has the key {key!r}")
    return figures[key]


def _look_up(name: str, args: list[ast.expr], keywords: list[ast.keyword], tables: Tables) -> float:
    match args:
        case [ast.Constant(value=str() as table), ast.Constant(value=str() as field)]:
            wanted = {keyword.arg or "": _literal(keyword.value) for keyword in keywords}
            found = _matching(table, field, wanted, tables)
        case _:
            raise FormulaError(f'{name}() takes ("table", "field", column=value)')
    if name == "cell" and len(found) != 1:
        raise FormulaError(f"{len(found)} rows of {table} match, not one")
    return _SUMMARIES[name](found)


def _matching(table: str, field: str, wanted: Row, tables: Tables) -> list[float]:
    if table not in tables:
        raise FormulaError(f"no table {table!r}")
    rows = [row for row in tables[table] if all(_same(row.get(k), v) for k, v in wanted.items())]
    try:
        found = [float(row[field]) for row in rows if row[field]]
    except (KeyError, ValueError):
        raise FormulaError(f"{table} has no numbers in a field {field!r}") from None
    if not found:
        raise FormulaError(f"no row of {table} matches")
    return found


def _literal(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() | int() | float() as value):
            return str(value)
    raise FormulaError(f"{ast.unparse(node)!r} is not a value to look for")


def _same(cell: str | None, wanted: str) -> bool:
    if cell is None or cell == wanted:
        return cell == wanted
    try:
        return float(cell) == float(wanted)
    except ValueError:
        return False
