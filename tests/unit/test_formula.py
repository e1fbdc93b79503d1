"""The arithmetic of models means the same for numbers, for columns and on a page."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.explorer.expressions import BranchError, Symbol, Trace
from alliance.models.formula import (
    NEVER,
    at,
    both,
    ceil,
    clamp,
    first,
    maximum,
    minimum,
    place,
    rank,
    running_total,
    total,
    where,
)

numbers = st.floats(-1e6, 1e6)
columns = st.lists(numbers, min_size=1, max_size=20).map(np.array)


@given(numbers, numbers, numbers)
def test_clamp_returns_the_value_or_the_bound_it_passes(value: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert clamp(value, low, high) == min(max(value, low), high)


@given(columns, numbers)
def test_where_chooses_row_by_row(column: Any, bound: float) -> None:
    chosen = where(column > bound, column, bound)
    assert list(chosen) == [max(value, bound) for value in column]


@given(columns)
def test_total_is_the_last_running_total(column: Any) -> None:
    assert total(column) == running_total(column)[-1]


def test_both_needs_both() -> None:
    assert [both(a, b) for a in (True, False) for b in (True, False)] == [True, False, False, False]


def test_ceil_goes_up_to_the_next_whole_number() -> None:
    assert (ceil(2.1), ceil(-2.1), ceil(3)) == (3, -2, 3)


def test_first_is_never_where_no_row_qualifies() -> None:
    year = np.arange(2024, 2030)
    assert first(year, row=year >= 2026) == 2026
    assert first(year, row=year > 2040) == NEVER


def test_at_takes_the_value_of_the_one_row() -> None:
    year = np.arange(2024, 2030)
    assert at(year * 10, row=year == 2026) == 20260
    assert at(year * 10, row=year == 1999) == 0


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=12).map(np.array))
def test_rank_and_place_are_found_by_sorting_as_on_paper(column: Any) -> None:
    """Largest first; a tie shares the better rank, and its rows stand in their own order."""
    listed = sorted(enumerate(column), key=lambda row: (-row[1], row[0]))
    places = {row: number for number, (row, _) in enumerate(listed, start=1)}
    ranks = {value: min(places[r] for r, v in enumerate(column) if v == value) for value in column}
    assert list(place(column)) == [places[row] for row in range(len(column))]
    assert list(rank(column)) == [ranks[value] for value in column]


# Written down -----------------------------------------------------------------------------


def symbol(name: str = "x") -> Symbol:
    return Symbol(f"control_{name}", Trace())


@pytest.mark.parametrize(
    ("written", "expected"),
    (
        (lambda x: x + 1, "(control_x + 1)"),
        (lambda x: 1 - x, "(1 - control_x)"),
        (lambda x: -x, "(0 - control_x)"),
        (lambda x: 2 / x**3, "(2 / pow(control_x, 3))"),
        (lambda x: 2**x, "pow(2, control_x)"),
        (lambda x: x == "core", '(control_x === "core")'),
        (lambda x: x != 'a"b', '(control_x !== "a\\"b")'),
        (lambda x: where(x > 0, True, np.float64(0.1)), "if((control_x > 0), true, 0.1)"),
        (lambda x: minimum(x, 1), "min(control_x, 1)"),
        (lambda x: maximum(0, x), "max(0, control_x)"),
        (lambda x: ceil(x * 3), "ceil((control_x * 3))"),
    ),
)
def test_arithmetic_is_written_down_as_a_page_computes_it(written: Any, expected: str) -> None:
    assert written(symbol()).text == expected


def test_a_long_formula_is_computed_once_in_a_column_of_its_own() -> None:
    trace = Trace()
    x = Symbol("datum.a_name_of_some_length", trace)
    long = x + x + x
    assert long.text == "datum._0"
    assert (x + x + x).text == "datum._0"
    assert [step["as"] for step in trace.transforms] == ["_0"]


def test_sums_over_rows_become_transforms() -> None:
    trace = Trace()
    running_total(Symbol("datum.extra", trace))
    total(Symbol("datum.extra", trace))
    assert [step["type"] for step in trace.transforms] == ["formula", "window", "joinaggregate"]
    assert json.dumps(trace.transforms)


def test_ranks_become_windows_from_the_largest_value_down() -> None:
    trace = Trace()
    value = Symbol("datum.value", trace)
    assert (rank(value).text, place(value).text) == ("datum._0_rank", "datum._0_place")
    windows = [step for step in trace.transforms if step["type"] == "window"]
    assert [step["ops"] for step in windows] == [["rank"], ["row_number"]]
    assert all(step["sort"] == {"field": "_0", "order": "descending"} for step in windows)


@pytest.mark.parametrize(
    ("model", "helper"),
    (
        (lambda x: 1 if x > 0 else 0, "where"),
        (lambda x: x > 0 and x < 1, "both"),
        (lambda x: not x, "where"),
        (lambda x: max(x, 1), "maximum"),
        (lambda x: min(1, x), "minimum"),
        (lambda x: int(x), "ceil"),
        (lambda x: float(x), "alliance.models.formula"),
        (lambda x: round(x), "alliance.models.formula"),
        (lambda x: abs(x), "alliance.models.formula"),
        (lambda x: [10, 20][x], "alliance.models.formula"),
        (lambda x: x // 2, "alliance.models.formula"),
        (lambda x: x % 2, "alliance.models.formula"),
        (lambda x: sum(x), "alliance.models.formula"),
        (lambda x: x + object(), "alliance.models.formula"),
        (lambda x: x + float("nan"), "finite"),
    ),
)
def test_what_a_page_cannot_compute_is_refused_by_name(model: Any, helper: str) -> None:
    with pytest.raises(BranchError, match=helper):
        model(symbol())
