"""A formula is arithmetic over figures and cells; anything else is refused, and says why."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursebook.tables.derived import FormulaError, evaluate

FIGURES = {"a": 2.0, "b": 0.5}
TABLES = {
    "t": [
        {"year": "2024", "kind": "a", "x": "3"},
        {"year": "2025", "kind": "b", "x": "5"},
        {"year": "2026", "kind": "b", "x": ""},
        {"year": "2027", "kind": "b", "x": "9"},
    ]
}


@pytest.mark.parametrize(
    ("formula", "result"),
    (
        ("a + b * 2", 3),
        ("(a - b) / -3", -0.5),
        ("-a + b", -1.5),
        ('-cell("t", "x", year=2025)', -5),
        ("a ** 3", 8),
        (" 7 / a - 1e-1 ", 3.4),
        ('cell("t", "x", year=2025)', 5),
        ('cell("t", "x", year=2025.0)', 5),
        ('cell("t", "x", kind="a")', 3),
        ('cell("t", "x", kind="b", year=2027)', 9),
        ('mean("t", "x", kind="b")', 7),
        ('mean("t", "x", year=2024)', 3),
        ('mean("t", "x")', 17 / 3),
        ('median("t", "x")', 5),
        ('median("t", "x", kind="b")', 7),
        ('100 * (cell("t", "x", year=2025) / cell("t", "x", year="2024") - 1)', 200 / 3),
    ),
)
def test_a_formula_is_arithmetic(formula: str, result: float) -> None:
    assert evaluate(formula, FIGURES, TABLES) == pytest.approx(result)


@pytest.mark.parametrize(
    ("formula", "message"),
    (
        ("", "not a formula"),
        ("a +", "not a formula"),
        ("(" * 500, "not a formula"),
        ("c", "no figure has the key 'c'"),
        ("1 / (a - 2)", "not a finite number"),
        ("10.0 ** 400", "not a finite number"),
        ("1e400", "not a finite number"),
        ("(-2) ** 0.5", "not a finite number"),
        ("'a'", "not arithmetic"),
        ("True", "not numbers"),
        ("a if b else 1", "not arithmetic"),
        ("a.real", "not arithmetic"),
        ("open('x')", "not arithmetic"),
        ("+a", "not arithmetic"),
        ("a // b", "not arithmetic"),
        ("a, b", "not arithmetic"),
        ("[a]", "not arithmetic"),
        ('cell("t", "x")', "3 rows of t match, not one"),
        ('cell("t", "x", kind="b")', "2 rows of t match, not one"),
        ('cell("t", "x", kind="c")', "no row of t matches"),
        ('cell("t", "x", sort="a")', "no row of t matches"),
        ('cell("t", "kind", year=2025)', "no numbers in a field 'kind'"),
        ('cell("t", "x", year=1999)', "no row of t matches"),
        ('cell("t", "x", year=2026)', "no row of t matches"),
        ('cell("t", "y", year=2025)', "no numbers in a field 'y'"),
        ('cell("u", "x", year=2025)', "no table 'u'"),
        ("cell(a, b)", "takes"),
        ('cell("t")', "takes"),
        ('mean("t", "x", "year")', "takes"),
        ('median("t", "x", kind="c")', "no row of t matches"),
        ('mode("t", "x")', "not arithmetic"),
        ('cell("t", "x", year=a)', "not a value to look for"),
    ),
)
def test_anything_else_is_refused(formula: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        evaluate(formula, FIGURES, TABLES)


@given(st.text(max_size=40))
def test_no_text_does_more_than_fail(formula: str) -> None:
    with contextlib.suppress(FormulaError):
        assert isinstance(evaluate(formula, FIGURES, TABLES), float)
