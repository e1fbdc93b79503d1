"""The ledger: ranks as one makes them by hand, for every set of allies."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import explorers
from alliance.explorers import who_carries_what as explorer
from alliance.explorers.ledger import YARDSTICKS as NAMES
from alliance.models.ledger import YARDSTICKS, figures, rank_allies
from coursebook import tables
from coursebook.explorers import specification
from coursebook.explorers.formula import NEVER

SUBJECT = 2
COMPARED_WITH_KOREA = ("Japan", "Germany", "Poland", "United Kingdom", "Australia")

# Small whole numbers, so that ties happen; None is a figure that nobody has.
sheets = st.integers(1, 7).flatmap(
    lambda size: st.fixed_dictionaries(
        {
            "chosen": st.lists(st.booleans(), min_size=size, max_size=size),
            "figures": st.fixed_dictionaries(
                {
                    name: st.lists(st.none() | st.integers(0, 4), min_size=size, max_size=size)
                    for name in YARDSTICKS
                }
            ),
        }
    )
)


def run(sheet: dict[str, Any], yardstick: str = "share") -> dict[str, Any]:
    held = {
        name: np.array([NEVER if value is None else value for value in column], dtype=float)
        for name, column in sheet["figures"].items()
    }
    rows = np.arange(1, len(sheet["chosen"]) + 1)
    return rank_allies(
        rows, yardstick=yardstick, chosen=sheet["chosen"], subject=SUBJECT, figures=held
    )


def ranks_by_hand(sheet: dict[str, Any], yardstick: str) -> list[int]:
    """For each ally, one more than the number of compared allies that carry more; 0 if unranked."""
    column = sheet["figures"][yardstick]
    held = [
        value if chosen else None for value, chosen in zip(column, sheet["chosen"], strict=True)
    ]
    return [
        0
        if own is None
        else 1 + len([other for other in held if other is not None and other > own])
        for own in held
    ]


def members(code: int) -> set[int]:
    """The indices whose powers of two make up a code."""
    return {index for index in range(8) if int(code) & 2**index}


@given(sheets)
def test_ranks_are_those_made_by_hand(sheet: dict[str, Any]) -> None:
    result = run(sheet)
    for name in YARDSTICKS:
        assert list(result[f"rank_{name}"]) == ranks_by_hand(sheet, name)


@given(sheets, st.sampled_from(YARDSTICKS))
def test_places_are_the_ranks_with_ties_in_the_order_of_the_rows(
    sheet: dict[str, Any], yardstick: str
) -> None:
    result, ranks = run(sheet, yardstick), ranks_by_hand(sheet, yardstick)
    order = sorted(
        range(len(ranks)),
        key=lambda row: (
            (0, ranks[row]) if ranks[row] else (1, 0) if sheet["chosen"][row] else (2, 0),
            row,
        ),
    )
    assert [int(place) for place in result["place"][order]] == list(range(1, len(ranks) + 1))


@given(sheets, st.sampled_from(YARDSTICKS))
def test_first_and_last_are_found_by_looking(sheet: dict[str, Any], yardstick: str) -> None:
    result = run(sheet, yardstick)
    ranked = {
        row: value
        for row, (value, chosen) in enumerate(
            zip(sheet["figures"][yardstick], sheet["chosen"], strict=True)
        )
        if chosen and value is not None
    }
    most, least = max(ranked.values(), default=0), min(ranked.values(), default=0)
    assert members(result["first"]) == {row for row, value in ranked.items() if value == most}
    assert members(result["last"]) == {row for row, value in ranked.items() if value == least}
    assert result["ranked_count"] == len(ranked)
    expected = [ranked.get(row, 0) / most if most else 0 for row in range(len(sheet["chosen"]))]
    assert list(result["part"]) == pytest.approx(expected)


@given(sheets)
def test_the_subjects_best_and_worst_yardsticks_are_found_by_looking(sheet: dict[str, Any]) -> None:
    result = run(sheet)
    on = len(sheet["chosen"]) >= SUBJECT and sheet["chosen"][SUBJECT - 1]
    own = {
        index: ranks_by_hand(sheet, name)[SUBJECT - 1]
        for index, name in enumerate(YARDSTICKS)
        if on and ranks_by_hand(sheet, name)[SUBJECT - 1]
    }
    assert members(result["best"]) == {i for i, rank in own.items() if rank == min(own.values())}
    assert members(result["worst"]) == {i for i, rank in own.items() if rank == max(own.values())}


@given(sheets)
def test_flags_say_when_nothing_can_be_compared(sheet: dict[str, Any]) -> None:
    result, count = run(sheet), sum(sheet["chosen"])
    assert result["compared"] == count
    assert (bool(result["none"]), bool(result["single"])) == (count == 0, count == 1)
    on = len(sheet["chosen"]) >= SUBJECT and sheet["chosen"][SUBJECT - 1]
    assert bool(result["subject_off"]) == (count > 0 and not on)


@given(sheets)
def test_leaving_an_ally_out_never_worsens_the_rank_of_another(sheet: dict[str, Any]) -> None:
    before = run(sheet)
    fewer = run({**sheet, "chosen": [False, *sheet["chosen"][1:]]})
    for name in YARDSTICKS:
        assert (fewer[f"rank_{name}"][1:] <= before[f"rank_{name}"][1:]).all()


@given(sheets)
def test_every_result_is_finite(sheet: dict[str, Any]) -> None:
    for name, value in run(sheet).items():
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


def test_yardsticks_divide_what_they_say() -> None:
    made = figures(
        percent=np.array([2.6, 1.0]),
        dollars=np.array([48.0, 10.0]),
        population=np.array([48_000_000, 5_000_000]),
        forces=np.array([450_000, 10_000]),
        forces_population=np.array([50_000_000, 5_000_000]),
        support=np.array([1.5, 0.0]),
        us_troops=np.array([30_000, 0]),
    )
    assert list(made["head"]) == [1000, 2000]
    assert list(made["forces"]) == [9, 2]
    assert list(made["host"]) == [50_000, NEVER]


# The explorer -----------------------------------------------------------------------------


def test_support_and_troops_stand_together_or_not_at_all() -> None:
    table = tables.load("allies")
    assert (table.support_usd_billion.isna() == table.us_troops.isna()).all()


def test_support_is_the_reported_sum_divided_by_its_years() -> None:
    table = tables.load("allies").set_index("iso3").support_usd_billion
    reported = {"KOR": (5.8, 4), "JPN": (12.6, 4), "DEU": (1.1, 10)}
    for code, (billion, years) in reported.items():
        assert table[code] == pytest.approx(billion / years)


def test_shares_are_those_of_the_table_of_shares() -> None:
    shares = tables.load("defense_share").query("year == 2025").set_index("iso3").percent_of_gdp
    own = tables.load("allies").set_index("iso3").percent_of_gdp
    for code in own.index.intersection(shares.index):
        assert own[code] == shares[code], code


def test_south_korea_stands_elsewhere_by_every_kind_of_yardstick() -> None:
    values = explorer.compute().values
    texts = {each.name: each.format(values[each.name]) for each in explorer.readouts}
    assert [texts[f"subject_{name}"] for name in NAMES] == [
        "2 of 6", "4 of 6", "5 of 6", "1 of 6", "2 of 3"
    ]  # fmt: skip
    assert (texts["best"], texts["worst"]) == ("active forces", "dollars a head")


def test_the_best_and_the_worst_rank_are_those_of_the_yardsticks_named() -> None:
    values = explorer.results(explorer.settings())
    assert (values["best_rank"], values["worst_rank"], values["rank_now"]) == (1, 5, 2)
    off = explorer.results(explorer.settings(south_korea=False))
    assert (off["best_rank"], off["worst_rank"], off["rank_now"]) == (0, 0, 0)
    assert off["compared_ones"] == sum(
        2**row for row, name in enumerate(explorer.rows["name"]) if name in COMPARED_WITH_KOREA
    )


def test_the_chart_names_no_color_of_a_page_which_a_saved_picture_would_not_know() -> None:
    for each in (getattr(explorers, name) for name in explorers.__all__):
        assert "var(--" not in json.dumps(specification.compiled(each).spec), each.name


def test_nobody_and_one_alone_are_said_in_words() -> None:
    nobody = {name: False for name in explorer.by_name if name not in ("yardstick", "view")}
    values = explorer.compute(**nobody).values
    texts = {each.name: each.format(values[each.name]) for each in explorer.readouts}
    assert (texts["first"], texts["best"]) == ("nobody is ranked", "not ranked")
    assert values["none"]
    assert explorer.compute(**nobody | {"japan": True}).values["single"]
