"""The arithmetic of models means the same for numbers and for columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
