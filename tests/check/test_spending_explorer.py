"""The spending path as an explorer: what is drawn beside the path, and in which measure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.explorers import spending_data as given_data
from alliance.explorers import spending_path
from coursebook.explorers import Choice, page
from coursebook.tables.frames import load

COUNTRIES = given_data.compared()
ROWS = {int(year): place for place, year in enumerate(spending_path.rows["year"])}


def result(year: int, **scenario: Any) -> dict[str, Any]:
    """The table's row of a year."""
    return dict(spending_path.compute(**scenario).table.iloc[ROWS[year]])


def test_the_first_scenario_starts_announced_growth_from_the_budget_of_2026() -> None:
    values = spending_path.compute().values
    assert {
        readout.name: readout.format(values[readout.name])
        for readout in spending_path.readouts
        if not readout.when
    } == {
        "core_target": "3.50 % of GDP",
        "budget_then": "129.3 trillion won",
        "budget_then_usd": "USD 91.0 billion",
        "extra_then": "34.7 trillion won",
        "cumulative_then": "187.1 trillion won",
        "cumulative_then_usd": "USD 131.7 billion",
        "required_growth": "6.4 % a year",
        "growth_left": "6.6 % a year",
        "crossing_year": "2033",
        "plan_share": "2.80 % of GDP",
        "in_constant_prices": "prices of each year",
    }


def test_an_older_link_opens_and_says_what_changed() -> None:
    assert spending_path.version == 2
    assert "the budget of 2026" in spending_path.changes[2]


def test_no_growth_is_minus_a_hundred_percent() -> None:
    values = spending_path.compute(target=1, definition="nato").values
    told = {each.name: each.format(values[each.name]) for each in spending_path.readouts}
    for name in ("growth_left", "required_growth", "required_growth_low", "required_growth_high"):
        assert told[name] == "none: no budget is left"


def test_natos_count_shows_the_related_sum_and_says_that_it_is_taken_as_spent() -> None:
    result = spending_path.compute(target=5, definition="nato")
    core = spending_path.compute(target=3.5).values
    assert result.values["budget_then"] == pytest.approx(core["budget_then"])
    assert result.values["related_then"] == pytest.approx(0.015 * 2556.8574 * 1.034**11)
    assert "are there already" in spending_path.sentence(result.values)
    assert result.values["in_natos_count"]
    assert not core["in_natos_count"]


def test_the_table_holds_the_marks_that_the_chart_draws() -> None:
    names = {column.name for column in spending_path.columns}
    assert {"share", "hold", "steady_share", "enacted", "planned"} <= names
    enacted = next(column for column in spending_path.columns if column.name == "enacted")
    assert [enacted.format(result(year)["enacted"]) for year in (2026, 2027)] == ["65.9", "-"]


def test_a_link_without_the_newer_controls_starts_them_where_they_change_nothing() -> None:
    newer = {"spread": 0, "prices": "nominal", "comparison": "none"}
    assert newer.items() <= spending_path.defaults.items()


# The ministry's budgets -------------------------------------------------------------------


def test_enacted_and_planned_budgets_are_those_of_the_table() -> None:
    budgets = load("defense_budget").query("fiscal_year >= 2024 and stage != 'proposal'")
    drawn = {
        (int(row["year"]), row[f"{kind}_stage"]): row[kind]
        for row in spending_path.rows.to_dict("records")
        for kind in ("enacted", "planned")
        if row[kind]
    }
    assert drawn == {
        (row["fiscal_year"], row["stage"]): row["krw_trillion"]
        for row in budgets.to_dict("records")
    }


def test_the_path_starts_above_the_enacted_budget_for_sipri_counts_more() -> None:
    base = result(2024)
    assert base["enacted"] == 59.4244
    assert base["enacted_share"] == pytest.approx(2.32, abs=0.005)
    assert base["drawn_enacted"] < base["drawn"] == 2.56


def test_a_planned_budget_is_divided_by_the_gdp_that_the_reader_assumes() -> None:
    assert result(2029, growth=3.4)["planned_share"] == pytest.approx(
        100 * 84.7 / (2556.8574 * 1.034**5)
    )
    low, high = (spending_path.compute(growth=rate).values["plan_share"] for rate in (2, 5))
    assert low > high


@pytest.mark.parametrize(
    ("view", "drawn"),
    (
        ({"measure": "won"}, 84.7),
        ({"measure": "dollars", "exchange_rate": 1400}, 60.5),
        ({"measure": "won", "prices": "constant", "inflation": 2}, 84.7 / 1.02**5),
    ),
)
def test_a_planned_budget_is_drawn_in_the_unit_of_the_chart(
    view: dict[str, Any], drawn: float
) -> None:
    assert result(2029, **view)["drawn_planned"] == pytest.approx(drawn)


# The comparison ---------------------------------------------------------------------------


def test_every_other_country_of_the_table_can_be_compared_with() -> None:
    choice = spending_path.by_name["comparison"]
    assert isinstance(choice, Choice)
    others = set(load("defense_share")["iso3"]) - {"KOR"}
    assert set(choice.options) == others | {"none"}


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.iso3)
def test_in_money_the_comparison_is_koreas_gdp_at_the_other_countrys_share(country: Any) -> None:
    row = result(2030, comparison=country.iso3, measure="won")
    shares = load("defense_share").query("iso3 == @country.iso3 and year == 2024")
    assert row["drawn_compared"] == pytest.approx(
        row["gdp"] * shares["percent_of_gdp"].item() / 100
    )
    assert row["compared_in_money"]
    assert not result(2030, comparison=country.iso3, measure="share")["compared_in_money"]
    assert not result(2030, measure="won")["compared_in_money"]


def test_of_two_observed_lines_the_higher_has_its_name_above_it() -> None:
    names = given_data.names_of_observed()
    for _, pair in names.groupby("comparison"):
        upper, lower = pair.sort_values("percent_of_gdp", ascending=False).to_dict("records")
        assert (upper["above"], lower["above"]) == (True, False)


def test_no_comparison_changes_a_number_of_the_path() -> None:
    columns = [column.name for column in spending_path.columns]
    plain = spending_path.compute().table[columns]
    for country in COUNTRIES:
        assert spending_path.compute(comparison=country.iso3).table[columns].equals(plain)


# The chart --------------------------------------------------------------------------------


@given(
    st.sampled_from(["share", "won", "dollars"]),
    st.sampled_from(["nominal", "constant"]),
    st.floats(0, 3),
)
@settings(max_examples=30)
def test_a_band_holds_its_line(measure: str, prices: str, spread: float) -> None:
    table = spending_path.compute(measure=measure, prices=prices, spread=spread).table
    assert (table["drawn_low"] <= table["drawn"] + 1e-9).all()
    assert (table["drawn"] <= table["drawn_high"] + 1e-9).all()
    # Low growth makes a steady budget a larger share.
    assert (table["drawn_steady_low"] >= table["drawn_steady"] - 1e-9).all()
    assert (table["drawn_steady"] >= table["drawn_steady_high"] - 1e-9).all()


def test_doubt_about_growth_widens_the_path_in_money_and_steady_growth_in_shares() -> None:
    for measure, wide, narrow in (
        ("won", "drawn", "drawn_steady"),
        ("share", "drawn_steady", "drawn"),
    ):
        row = result(2035, measure=measure, spread=1)
        assert abs(row[f"{wide}_high"] - row[f"{wide}_low"]) > 0.1
        assert row[f"{narrow}_high"] == pytest.approx(row[f"{narrow}_low"])


@pytest.mark.parametrize("prices", ("nominal", "constant"))
def test_a_pinned_path_can_be_drawn_in_either_prices(prices: str) -> None:
    table = spending_path.compute(prices=prices, exchange_rate=1400).table
    asked = spending_path.compute(prices="constant", exchange_rate=1400).table
    assert table["budget_constant"].to_list() == pytest.approx(asked["budget"].to_list())
    in_dollars = table["budget_constant"] * table["usd_per_won"]
    assert in_dollars.to_list() == pytest.approx(asked["budget_usd"].to_list())


def test_observed_shares_and_the_budgets_are_named_among_the_sources() -> None:
    html = page.html(spending_path)
    assert {"icaew2026milex", "mnd2024budget", "segye2025path", "news12025budget"} <= set(
        spending_path.sources
    )
    assert "SIPRI counts more than the ministry&#x27;s budget does" in html
