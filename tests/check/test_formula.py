"""The arithmetic of models means the same for numbers, for columns and on a page."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursebook.explorers import transforms
from coursebook.explorers.expressions import BranchError, Origin, Symbol, Trace
from coursebook.explorers.formula import (
    NEVER,
    at,
    both,
    ceil,
    choose,
    clamp,
    first,
    floor,
    highest,
    highest_from,
    lowest,
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
tied = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30)

CONTROL, ROW, MOVED = Origin(controls=True), Origin(rows=True), Origin(rows=True, controls=True)


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


def test_floor_goes_down_to_the_next_whole_number() -> None:
    assert (floor(2.9), floor(-2.1), floor(3)) == (2, -3, 3)


@given(columns, st.data())
def test_choose_takes_each_rows_own_value(values: Any, data: st.DataObject) -> None:
    index = data.draw(st.lists(st.integers(0, len(values) - 1), min_size=1))
    assert list(choose(list(values), np.array(index))) == [values[i] for i in index]
    assert choose(list(values), index[0]) == values[index[0]]


@given(tied)
def test_highest_from_looks_at_every_row_with_at_least_the_same_key(pairs: list[Any]) -> None:
    column, key = (np.array(each) for each in zip(*pairs, strict=True))
    expected = [max(value for value, k in pairs if k >= own) for _, own in pairs]
    assert list(highest_from(column, key=key)) == expected
    assert highest(column) == max(column)


def test_rows_of_equal_keys_see_each_other_in_either_order() -> None:
    key = np.array([2, 2, 1, 3])
    assert list(highest_from(np.array([1, 5, 3, 0]), key=key)) == [5, 5, 5, 0]
    assert list(highest_from(np.array([5, 1, 9, 0]), key=key)) == [5, 5, 9, 0]


@pytest.mark.parametrize(
    "value",
    (
        where(True, 1, 2), minimum(1, 2), maximum(1.5, 2), ceil(1.5), floor(1.5),
        choose([1, 2], 1), total(np.array([1, 2])), lowest(np.array([1, 2])),
        highest(np.array([1, 2])), at(np.array([1, 2]), row=np.array([False, True])),
    ),
)  # fmt: skip
def test_a_single_value_is_a_number_of_python(value: Any) -> None:
    """NumPy's own would be written as such in a report, and is no JSON."""
    assert type(value) in (int, float)


def test_lowest_is_the_least_and_highest_the_greatest_of_all_rows() -> None:
    column = np.array([2, -1, 5, 3])
    assert (lowest(column), highest(column)) == (-1, 5)


def test_equal_values_keep_their_order_in_place_and_share_their_rank() -> None:
    column = np.array([3, 7, 3, 9, 7])
    assert list(place(column)) == [4, 2, 5, 1, 3]
    assert list(rank(column)) == [4, 2, 4, 1, 2]


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
    return Symbol(f"control_{name}", Trace(), CONTROL)


@pytest.mark.parametrize(
    ("written", "expected"),
    (
        (lambda x: x + 1, "(control_x + 1)"),
        (lambda x: 1 - x, "(1 - control_x)"),
        (lambda x: -x, "(0 - control_x)"),
        (lambda x: x**3, "pow(control_x, 3)"),
        (lambda x: 2**x, "pow(2, control_x)"),
        (lambda x: minimum(x, 1), "min(control_x, 1)"),
        (lambda x: maximum(0, x), "max(0, control_x)"),
        (lambda x: ceil(x), "ceil(control_x)"),
        (lambda x: floor(x), "floor(control_x)"),
    ),
)
def test_arithmetic_is_written_down_as_a_page_computes_it(written: Any, expected: str) -> None:
    assert written(symbol()).text == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    (
        (lambda x: x == "core", '(control_x === "core")'),
        (lambda x: x != 'a"b', '(control_x !== "a\\"b")'),
        (lambda x: where(x, True, np.float64(0.1)), "(control_x ? true : 0.1)"),
        (lambda x: choose([4, 5, 6, 7, 8, 9, 10], x), "[4, 5, 6, 7, 8, 9, 10]"),
        (lambda x: 2 / pow(x, 3), "(2 / pow(control_x, 3))"),
    ),
)
def test_a_formula_of_controls_is_a_signal(written: Any, expected: str) -> None:
    """Computed once for all rows."""
    x = symbol()
    written(x)
    assert expected in [signal["update"] for signal in x.trace.signals]
    assert x.trace.transforms == []


def test_a_long_formula_is_computed_once_in_a_column_of_its_own() -> None:
    trace = Trace()
    x = Symbol("datum.a_name_of_some_length", trace, MOVED)
    long = x + x
    assert long.text == "datum._0"
    assert (x + x).text == "datum._0"
    assert [step["as"] for step in trace.transforms] == ["_0"]


def test_what_no_control_moves_stands_apart() -> None:
    trace = Trace()
    x = Symbol("datum.year", trace, ROW)
    (x + 2000) * Symbol("control_x", trace, CONTROL)
    assert [step["expr"] for step in trace.settled] == ["(datum.year + 2000)"]
    assert [step["expr"] for step in trace.transforms] == ["(datum._0 * control_x)"]


def test_sums_over_rows_become_transforms() -> None:
    trace = Trace()
    extra = Symbol("datum.extra", trace, MOVED)
    running_total(extra)
    total(extra)
    highest_from(extra, key=extra)
    assert [step["type"] for step in trace.transforms] == ["window", "joinaggregate", "window"]
    assert json.dumps(trace.transforms)


def test_ranks_become_windows_from_the_largest_value_down() -> None:
    trace = Trace()
    value = Symbol("datum.value", trace, MOVED)
    assert (rank(value).text, place(value).text) == ("datum.value_rank", "datum.value_place")
    windows = [step for step in trace.transforms if step["type"] == "window"]
    assert [step["ops"] for step in windows] == [["rank"], ["row_number"]]
    descending = {"field": ["value"], "order": ["descending"]}
    assert all(step["sort"] == descending for step in windows)


def test_what_all_rows_share_is_put_off_until_a_row_needs_it() -> None:
    trace = Trace()
    most = highest(Symbol("datum.extra", trace, MOVED))
    shared = most * 2 + 1000
    assert len(trace.transforms) == 1
    once = [trace.after_rows(text, "first.") for text, _ in trace.late.values()]
    assert once == ["(first.extra_highest * 2)"], "what is short stays as it is"
    _ = shared - Symbol("datum.extra", trace, MOVED)
    assert [step["type"] for step in trace.transforms] == ["joinaggregate", "formula", "formula"]


# Put in order -----------------------------------------------------------------------------


def formula(name: str, text: str) -> transforms.Transform:
    return {"type": "formula", "as": name, "expr": text}


def test_a_column_read_once_becomes_part_of_its_reader() -> None:
    steps = [formula("a", "(datum.x + 1)"), formula("b", "(datum.a * 2)"), formula("c", "3")]
    assert transforms.fewer(steps, needed={"b"}) == [formula("b", "((datum.x + 1) * 2)")]


def test_a_column_that_others_need_or_that_is_read_twice_stays() -> None:
    steps = [formula("a", "(datum.x + 1)"), formula("b", "(datum.a * datum.a)")]
    assert transforms.fewer(steps, needed={"b"}) == steps
    assert transforms.fewer(steps[:1], needed={"a"}) == steps[:1]


def test_values_of_all_rows_are_had_in_one_pass_where_they_can() -> None:
    def join(source: str) -> transforms.Transform:
        return {
            "type": "joinaggregate",
            "ops": ["max"],
            "fields": [source],
            "as": [f"{source}_max"],
        }

    steps = [
        formula("a", "f(datum.x)"),
        join("a"),
        formula("b", "g(datum.x)"),
        join("b"),
        formula("c", "(datum.a_max + datum.b_max)"),
        join("c"),
    ]
    kept = transforms.fewer(steps, needed={"c"})
    assert [step["as"] for step in kept] == ["a", "b", ["a_max", "b_max"], "c", ["c_max"]]


@pytest.mark.parametrize(
    ("model", "helper"),
    (
        (lambda x: 1 if x > 0 else 0, "where"),
        (lambda x: x > 0 and x < 1, "both"),
        (lambda x: not x, "where"),
        (lambda x: max(x, 1), "maximum"),
        (lambda x: min(1, x), "minimum"),
        (lambda x: int(x), "ceil"),
        (lambda x: float(x), "coursebook.explorers.formula"),
        (lambda x: round(x), "coursebook.explorers.formula"),
        (lambda x: abs(x), "coursebook.explorers.formula"),
        (lambda x: [10, 20][x], "coursebook.explorers.formula"),
        (lambda x: x // 2, "coursebook.explorers.formula"),
        (lambda x: x % 2, "coursebook.explorers.formula"),
        (lambda x: sum(x), "coursebook.explorers.formula"),
        (lambda x: x + object(), "coursebook.explorers.formula"),
        (lambda x: x + float("nan"), "finite"),
    ),
)
def test_what_a_page_cannot_compute_is_refused_by_name(model: Any, helper: str) -> None:
    with pytest.raises(BranchError, match=helper):
        model(symbol())
