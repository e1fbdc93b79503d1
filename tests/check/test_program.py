"""A model written down as JavaScript answers as it does in Python; what cannot be is refused."""

from __future__ import annotations

import cProfile
import fractions
import pstats
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from javascript import JavaScript

import coursebook
from coursebook.explorers import formula, program
from coursebook.explorers.formula import (
    both,
    ceil,
    choose,
    clamp,
    floor,
    highest,
    highest_from,
    maximum,
    minimum,
    rank,
    running_total,
    total,
    where,
)
from coursebook.explorers.symbols import SymbolError

ROWS = Path(coursebook.__path__[0]) / "face" / "rows.js"

numbers = st.one_of(st.integers(-3, 3), st.floats(-1e6, 1e6, allow_subnormal=False))
columns = st.lists(numbers, min_size=1, max_size=40)
pairs = st.lists(st.tuples(numbers, st.integers(-2, 2)), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    with JavaScript([ROWS]) as scripts:
        yield scripts


# Values of all rows -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["total", "running_total", "lowest", "highest", "rank", "place"])
@given(column=columns)
def test_values_of_all_rows_are_those_of_python(js: JavaScript, name: str, column: Any) -> None:
    expected = np.asarray(getattr(formula, name)(np.array(column)), dtype=float).tolist()
    assert js.call(f"coursebook.rows.{name}", column) == expected


@given(pairs)
def test_the_highest_from_a_key_is_that_of_python(js: JavaScript, rows: Any) -> None:
    column, key = (list(each) for each in zip(*rows, strict=True))
    expected = highest_from(np.array(column), key=np.array(key)).tolist()
    assert js.call("coursebook.rows.highest_from", column, key) == expected


# Programs ---------------------------------------------------------------------------------

YEARS = [2024, 2025, 2026]
CONTROLS = {"x": "number", "rule": "text", "on": "truth"}


def written(model: Any, **constants: Any) -> program.Program:
    return program.write(
        "tried", model, fields={"year": "number"}, controls=CONTROLS, constants=constants
    )


def answers(js: JavaScript, model: Any, *scenarios: dict[str, Any]) -> list[Any]:
    """What the program of a model answers, one scenario after the other."""
    return js.call(  # type: ignore[no-any-return]
        """(script, rows, scenarios) => {
          (0, eval)(script);
          const run = coursebook.models.tried(rows, rows.year.length, coursebook.rows);
          return scenarios.map((each) => JSON.parse(JSON.stringify(
            run(each), (_, value) => (ArrayBuffer.isView(value) ? [...value] : value))));
        }""",
        written(model).script,
        {"year": YEARS},
        scenarios,
    )


def plain(value: Any) -> Any:
    return np.asarray(value, dtype=float).tolist()


MODELS: list[Any] = [
    lambda year, x, rule, on: {"a": 1 - x, "b": -x, "c": x**2, "d": 2**x, "e": x / 4 - (x - 1)},
    lambda year, x, rule, on: {"a": ceil(x), "b": floor(x), "c": ceil(-x), "d": floor(year / x)},
    lambda year, x, rule, on: {"a": minimum(x, 1, year), "b": maximum(0, x), "c": clamp(x, 1, 2)},
    lambda year, x, rule, on: {"a": where(rule == "fast", year * x, 0), "b": rule != 'a"\\b'},
    lambda year, x, rule, on: {"a": both(on, x > 1), "b": where(on, True, x > 1)},
    lambda year, x, rule, on: {"a": where(on, False, x > 1), "b": where(x > 1, on, True)},
    lambda year, x, rule, on: {"a": where(on, False, True), "b": (x > 1) == on, "c": on == 1},
    lambda year, x, rule, on: {"a": (year > 2024) == on, "b": on + on + x, "c": (x > 1) * year},
    lambda year, x, rule, on: {"a": where(on, year > 2024, where(x > 1, year < 2026, x > 2))},
    lambda year, x, rule, on: {"a": choose([x, 5, 2 * x], floor(x / 2)), "b": sum([x, x, year])},
    lambda year, x, rule, on: {"a": choose([4, 5, 6], year - 2024), "b": x * x - x + x / x / 2},
    lambda year, x, rule, on: {"a": total(year * x), "b": year - total(running_total(year - x))},
    lambda year, x, rule, on: {"a": rank(where(year == 2025, x, 2)), "b": rank(year), "c": year},
    lambda year, x, rule, on: {"a": highest_from(year * x, key=where(year > 2024, x, year))},
    lambda year, x, rule, on: {"a": highest(year + x) - highest(year) * (x - (1 - x) - 2), "b": x},
    lambda year, x, rule, on: {"a": (2 - x) ** 2 / (3 * (x + 1)), "b": total(where(on, year, 0))},
]  # fmt: skip

SCENARIOS = [
    {"x": x, "rule": rule, "on": on}
    for x in (0.1 + 0.2, 1, 2.5, 3.999)
    for rule, on in (("fast", True), ('a"\\b', False), ("slow", True))
]


@pytest.mark.parametrize("model", MODELS, ids=range(len(MODELS)))
def test_a_program_answers_as_the_model_does(js: JavaScript, model: Any) -> None:
    for scenario, found in zip(SCENARIOS, answers(js, model, *SCENARIOS), strict=True):
        expected = model(year=np.array(YEARS), **scenario)
        assert list(found) == list(expected)
        for name, value in expected.items():
            assert plain(found[name]) == pytest.approx(plain(value), rel=1e-12, abs=1e-12), name


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0.5, 100))
def test_numbers_are_rounded_as_python_rounds_them(
    js: JavaScript, a: float, b: float, c: float
) -> None:
    both_ways = js.call("(a, b, c) => [Math.ceil(12 * (a - b) / c), Math.floor(a / c)]", a, b, c)
    assert both_ways == [ceil(12 * (a - b) / c), floor(a / c)]


def test_a_program_says_whose_it_is_and_takes_names_from_the_model() -> None:
    def model(year: Any, x: Any, rule: Any, on: Any) -> dict[str, Any]:
        rate = where(rule == "fast", 2 * x, x)
        growth = year * rate
        return {"growth": growth, "sum": total(growth), "package": rate}

    script = written(model).script
    assert "test_program.test_a_program_says_whose_it_is" in script.replace("unit.", "")
    assert 'const rate = rule === "fast" ? 2 * x : x;' in script
    assert "growth[i] = year[i] * rate;" in script
    assert "const sum = total(growth);" in script
    assert "return { growth, sum, package: rate };" in script


def test_a_model_is_written_down_while_a_profiler_looks_on() -> None:
    def model(year: Any, x: Any, rule: Any, on: Any) -> dict[str, Any]:
        rate = where(rule == "fast", 2 * x, x)
        return {"package": year * rate}

    with cProfile.Profile() as profiler:
        script = written(model).script
        fractions.Fraction(1, 3)
    assert "const rate =" in script
    names = {name for _, _, name in pstats.Stats(profiler).stats}  # type: ignore[attr-defined]
    assert "__new__" in names, "the profiler does not go on"


def test_what_no_control_moves_is_computed_before_the_controls_are_known() -> None:
    def model(year: Any, x: Any, rule: Any, on: Any) -> dict[str, Any]:
        order = rank(year * 2)
        return {"order": order, "moved": order * x}

    once, each_time = written(model).script.split("return (controls) =>")
    assert "rank(" in once
    assert "rank(" not in each_time
    assert "moved[i] = order[i] * x;" in each_time


def test_what_all_rows_share_is_computed_once_for_all() -> None:
    def model(year: Any, x: Any, rule: Any, on: Any) -> dict[str, Any]:
        return {"a": year * (x + 1) ** 2}

    script = written(model).script
    assert re.search(r"const (\w+) = Math\.pow\(x \+ 1, 2\);", script)
    assert script.count("Math.pow") == 1


def test_a_column_that_nothing_else_reads_has_no_array() -> None:
    def model(year: Any, x: Any, rule: Any, on: Any) -> dict[str, Any]:
        passing = year * x
        return {"a": passing * passing, "unused": where(on, 1, 2)}

    script = written(model).script
    assert script.count("new Float64Array(n)") == 1
    assert "const passing = year[i] * x;" in script


# What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "helper"),
    (
        (lambda x: 1 if x > 0 else 0, "where"),
        (lambda x: x > 0 and x < 1, "both"),
        (lambda x: not x, "where"),
        (lambda x: max(x, 1), "maximum"),
        (lambda x: min(1, x), "minimum"),
        (lambda x: int(x), "ceil"),
        (lambda x: float(x), "formula"),
        (lambda x: round(x), "formula"),
        (lambda x: abs(x), "formula"),
        (lambda x: [10, 20][x], "formula"),
        (lambda x: x // 2, "formula"),
        (lambda x: x % 2, "formula"),
        (lambda x: sum(x), "formula"),
        (lambda x: x + object(), "formula"),
        (lambda x: x + float("nan"), "finite"),
        (lambda x: x * np.array([1, 2]), "formula"),
        (lambda x: np.array([1, 2]) * x, "formula"),
        (lambda x: x + "a", "which has a text"),
        (lambda x: where(x > 1, "a", 1), "allowed: one kind"),
        (lambda x: maximum(where(x > 1, "a", "b"), "c"), "max of a text"),
        (lambda x: total(x), "which is no column"),
    ),
)
def test_what_a_page_cannot_compute_is_refused_by_name_and_line(model: Any, helper: str) -> None:
    with pytest.raises(
        SymbolError, match=rf"(?s){helper}.*test_program\.py, line \d+: .*lambda x:"
    ):
        written(lambda year, x, rule, on: {"a": model(x)})
