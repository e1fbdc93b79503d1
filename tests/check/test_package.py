"""The package deal: its table of options, its camps, its button, and what it says when stuck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.explorers import package_deal, package_options
from alliance.explorers.package import declare
from alliance.explorers.package_options import ISSUES, OptionsError
from coursebook import tables
from coursebook.explorers import Choice, Number
from coursebook.explorers.declared import rows
from coursebook.explorers.formula import NEVER

BETTER, HOME = package_deal.actions
SIDES = ("washington", "seoul")


def options() -> pd.DataFrame:
    return tables.load("package_options")


def scenarios() -> st.SearchStrategy[dict[str, Any]]:
    def values(control: Any) -> st.SearchStrategy[Any]:
        if isinstance(control, Number):
            return st.integers(int(control.minimum), int(control.maximum))
        assert isinstance(control, Choice)
        return st.sampled_from(list(control.options))

    return st.fixed_dictionaries({each.name: values(each) for each in package_deal.controls})


# Options ----------------------------------------------------------------------------------


def test_six_issues_make_at_least_972_packages() -> None:
    assert len(ISSUES) == 6
    assert len(package_deal.rows) >= 972
    assert options().groupby("issue").size().between(3, 4).all()


def test_every_score_names_its_chapter() -> None:
    pages = {path.stem for path in (tables.data_dir().parent / "book").glob("*.md")}
    assert set(options()["chapter"]) <= pages
    assert options()["basis"].str.len().gt(20).all()


def test_every_option_is_the_best_of_its_issue_for_some_view_or_a_middle_way() -> None:
    """No view may have an option that is worst for everybody."""
    views = [f"{side}_{view}" for side, views in package_options.VIEWS.items() for view in views]
    for _, issue in options().groupby("issue"):
        worst = issue[views] == issue[views].min()
        assert not worst.all(axis=1).any()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("seoul_autonomy", None, "row 4 .*field seoul_autonomy: the score is missing; allowed: a"),
        ("seoul_autonomy", 11, "row 4 .*field seoul_autonomy: found 11.*from 0 to 10"),
        ("washington_home", -1, "row 4 .*field washington_home: found -1"),
        ("washington_home", 2.5, "row 4 .*field washington_home: found 2.5; allowed: a whole"),
        ("washington_home", "high", "row 4 .*field washington_home: found 'high'"),
        ("issue", "trade", "row 4 .*field issue: found 'trade'; allowed: one of spending, payment"),
        ("label", "", "row 4 .*field label: found ''; allowed: a text"),
        ("option", None, "row 4 .*field option: found"),
        ("option", "hold", "gives spending, hold twice"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_row_and_field(
    field: str, value: Any, message: str
) -> None:
    table = options().astype(object)
    table.loc[2, field] = value
    with pytest.raises(OptionsError, match=message):
        declare(table)


def test_a_table_without_a_field_or_an_issue_is_refused() -> None:
    with pytest.raises(OptionsError, match="no field seoul_autonomy"):
        declare(options().drop(columns="seoul_autonomy"))
    with pytest.raises(OptionsError, match="issue opcon: found 0 options"):
        declare(options().query("issue != 'opcon'"))


def test_edited_scores_answer_at_once() -> None:
    table = options()
    table.loc[table["option"] == "fact-sheet", "seoul_autonomy"] = 0
    edited, before = declare(table).compute().values, package_deal.compute().values
    assert edited["now_seoul"] < before["now_seoul"]
    assert edited["now_washington"] == before["now_washington"]


def test_another_count_of_options_makes_another_count_of_packages() -> None:
    smaller = declare(options().query("option != 'ten-thousand'"))
    assert len(smaller.rows) == 3**6
    (count,) = [each for each in smaller.readouts if each.name == "zone_count"]
    assert count.format(5) == "5 of 729"


# Camps ------------------------------------------------------------------------------------


def test_a_camp_sets_its_own_side_only() -> None:
    for preset in package_deal.presets:
        side = preset.name.partition("-")[0]
        assert preset.group
        assert all(name.startswith(f"{side}_") for name in package_deal.preset_values(preset))


def test_the_explorer_starts_with_two_camps() -> None:
    start = package_deal.defaults.items()
    pressed = [
        p.name for p in package_deal.presets if package_deal.preset_values(p).items() <= start
    ]
    assert pressed == ["washington-prioritizers", "seoul-self-reliance"]


def test_the_chosen_package_starts_inside_the_zone_and_can_be_improved() -> None:
    values = package_deal.compute().values
    assert values["standing"] == 0
    assert any(values[f"better_{issue}"] != values[f"now_{issue}"] for issue in ISSUES)


# The button -------------------------------------------------------------------------------


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_the_better_deal_hurts_neither_side_and_cannot_be_improved(
    scenario: dict[str, Any],
) -> None:
    before = package_deal.compute(**scenario).values
    after = package_deal.compute(**scenario | package_deal.after(BETTER, before)).values
    assert after["now_washington"] >= before["now_washington"]
    assert after["now_seoul"] >= before["now_seoul"]
    again = package_deal.after(BETTER, after)
    assert again == package_deal.after(BETTER, before), "one press is enough"


def home_of(values: dict[str, float]) -> tuple[float, float]:
    return values["home_nash_washington"], values["home_nash_seoul"]


def test_the_nash_solution_may_not_pass_at_home_and_then_the_best_that_does_is_offered() -> None:
    """Seoul asks for 75 at home: 15 packages would pass, and the Nash solution is none of them."""
    asked = {"seoul_ratify": 75}
    result = package_deal.compute(**asked)
    values = result.values
    assert values["ratifiable_count"] == 15
    assert (values["nash_washington"], values["nash_seoul"]) == pytest.approx(
        (72.2, 72.8), abs=0.05
    )
    assert values["nash_passes"] == 2
    passing = result.table.query("ratifiable == 1")
    gains = (passing["washington"] - 50) * (passing["seoul"] - 50)
    best = passing.loc[gains.idxmax()]
    assert home_of(values) == (best["washington"], best["seoul"])
    after = package_deal.compute(**asked | package_deal.after(HOME, values)).values
    assert (after["now_washington"], after["now_seoul"]) == home_of(values)
    assert (after["standing"], after["passes"]) == (0, 0)


def test_where_none_could_be_ratified_none_is_offered_and_nothing_moves() -> None:
    asked = {"seoul_ratify": 100, "washington_ratify": 100}
    values = package_deal.compute(**asked).values
    assert home_of(values) == (NEVER, NEVER)
    chosen = {issue: package_deal.settings()[issue] for issue in ISSUES}
    assert package_deal.after(HOME, values) == chosen


@given(scenarios())
@settings(max_examples=40, deadline=None)
def test_the_table_marks_the_nash_solution_and_the_best_to_ratify(scenario: dict[str, Any]) -> None:
    result = package_deal.compute(**scenario)
    listed = package_deal.listed_rows(result)
    for flag, name in (("is_nash", "nash"), ("is_home_nash", "home_nash")):
        there = result.values[f"{name}_washington"] != NEVER
        assert listed[flag].sum() == there


# What it says -----------------------------------------------------------------------------


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_every_number_is_finite_and_every_text_is_there(scenario: dict[str, Any]) -> None:
    result = package_deal.compute(**scenario)
    assert np.isfinite(result.table.select_dtypes("number").to_numpy(dtype=float)).all()
    assert package_deal.breakdown is not None
    for part in [*package_deal.readouts, *package_deal.breakdown.cells]:
        assert part.format(result.values[part.name])
    listed = package_deal.listed_rows(result)
    assert set(listed["package"]) == set(result.table.query("efficient + on_table > 0")["package"])


def test_an_empty_zone_is_told_with_what_would_open_it() -> None:
    result = package_deal.compute(washington_walk=85, seoul_walk=85)
    assert result.values["zone_empty"]
    assert result.values["nash_spending"] == NEVER
    readouts = {each.name: each.format(result.values[each.name]) for each in package_deal.readouts}
    assert readouts["zone_count"] == "0 of 972"
    for side in SIDES:
        fall = int(result.values[f"opens_{side}"])
        assert readouts[f"opens_{side}"] == f"by {fall} points"
        lowered = {f"{each}_walk": 85 - fall * (each == side) for each in SIDES}
        assert not package_deal.compute(**lowered).values["zone_empty"]


def test_a_fall_that_cannot_open_the_zone_is_not_promised() -> None:
    result = package_deal.compute(washington_walk=100, seoul_walk=100)
    (readout,) = [each for each in package_deal.readouts if each.name == "opens_washington"]
    assert readout.format(result.values["opens_washington"]) == "no fall of it would do"


@pytest.mark.parametrize("side", SIDES)
def test_a_side_without_weights_is_told_and_counts_all_issues_alike(side: str) -> None:
    nothing = {f"{side}_{issue}": 0 for issue in ISSUES}
    result = package_deal.compute(**nothing)
    assert result.values[f"{side}_weightless"]
    alike = package_deal.compute(**dict.fromkeys(nothing, 1)).values
    assert result.values[f"now_{side}"] == alike[f"now_{side}"]


def test_the_page_carries_a_count_and_not_a_thousand_rows() -> None:
    assert rows(package_deal.rows) == {"count": 972, "fields": {"package": "counts"}}
