"""The troop costs: sums by hand, direction, and what counts twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.explorers import troop_costs as explorer
from alliance.explorers.troop_costs import givens
from alliance.models.troop_costs import Givens, price_index, troop_costs
from coursebook import tables
from coursebook.explorers import Choice

GIVEN = Givens(
    first_year=2026, last_year=2035, agreement_last=2030, agreed=1500.0, known_inflation=2.0,
    cap=5.0, cost_plus=50.0, us_cost=3.0, demand_five=5.0, demand_ten=10.0, humphreys_cost=10.0,
    humphreys_korean=90.0, humphreys_american=50.0, arms=25.0, arms_last=2030, support_all=33.0,
    support_other=23.0, official=28500, counted=23500, whole_harris=4.5, whole_paper=1.8,
    whole_brooks=1.6,
)  # fmt: skip
YEARS = np.arange(2026, 2036)
NO_RULE_BUT = {"agreement": 0.0, "five": 5.0, "ten": 10.0, "cost_plus": 4.5}

scenarios = st.fixed_dictionaries(
    {
        "demand": st.sampled_from(["agreement", "five", "ten", "cost_plus", "payment_plus"]),
        "rule": st.sampled_from(["prices", "fixed", "jump"]),
        "fixed_rate": st.floats(-5, 15),
        "jump_year": st.integers(2026, 2035),
        "inflation": st.floats(0, 12),
        "exchange_rate": st.floats(800, 2000),
        "cash_counts": st.booleans(),
        "humphreys": st.sampled_from(["no", "korean", "american"]),
        "humphreys_years": st.integers(10, 60),
        "arms_counts": st.booleans(),
        "support": st.sampled_from(["no", "other", "all"]),
        "support_years": st.integers(1, 20),
        "land": st.floats(0, 10),
        "strength": st.sampled_from(["official", "counted"]),
        "denominator": st.sampled_from(["both", "harris", "paper", "brooks"]),
        "looked_at": st.integers(2026, 2035),
    }
)
PLAIN: dict[str, Any] = {
    "demand": "agreement", "rule": "prices", "fixed_rate": 0, "jump_year": 2031, "inflation": 2,
    "exchange_rate": 1500, "cash_counts": True, "humphreys": "no", "humphreys_years": 30,
    "arms_counts": False, "support": "no", "support_years": 10, "land": 0,
    "strength": "official", "denominator": "both", "looked_at": 2026,
}  # fmt: skip


def run(**scenario: Any) -> dict[str, Any]:
    return troop_costs(YEARS, **PLAIN | scenario, givens=GIVEN)


def payments_by_hand(scenario: dict[str, Any]) -> list[float]:
    """Billion won a year, found by going from year to year as a treasurer would."""

    def price_rise(year: int) -> float:
        return min(GIVEN.known_inflation if year == 2027 else scenario["inflation"], GIVEN.cap)

    def asked(agreed: float) -> float:
        dollars = NO_RULE_BUT.get(scenario["demand"])
        if scenario["demand"] == "agreement":
            return agreed
        return 1.5 * agreed if dollars is None else dollars * scenario["exchange_rate"]

    agreed, jumped = GIVEN.agreed, scenario["rule"] != "jump"
    paid = asked(agreed) if jumped else agreed
    found = []
    for year in range(2026, 2036):
        if year > 2026:
            agreed *= 1 + price_rise(year) / 100
            fixed = scenario["rule"] == "fixed"
            paid *= 1 + (scenario["fixed_rate"] if fixed else price_rise(year)) / 100
        if not jumped and year == scenario["jump_year"]:
            paid, jumped = asked(agreed), True
        found.append(paid)
    return found


@given(scenarios)
def test_the_payment_is_what_going_from_year_to_year_gives(scenario: dict[str, Any]) -> None:
    assert run(**scenario)["payment_won"] == pytest.approx(payments_by_hand(scenario))


@given(scenarios)
def test_what_is_counted_is_the_sum_of_its_parts_by_hand(scenario: dict[str, Any]) -> None:
    rows = run(**scenario)
    for index, year in enumerate(range(2026, 2036)):
        expected = scenario["land"]
        if scenario["cash_counts"]:
            expected += rows["payment_won"][index] / scenario["exchange_rate"]
        if scenario["humphreys"] != "no":
            share = 0.9 if scenario["humphreys"] == "korean" else 0.5
            expected += 10 * share / scenario["humphreys_years"]
        if scenario["arms_counts"] and year <= 2030:
            expected += 5
        if scenario["support"] != "no" and year - 2026 < scenario["support_years"]:
            expected += (33 if scenario["support"] == "all" else 23) / scenario["support_years"]
        assert rows["counted"][index] == pytest.approx(expected)
    assert rows["in_all"] == pytest.approx(sum(rows["counted"]))


@given(scenarios)
def test_sums_spread_over_years_shown_are_spent_in_full(scenario: dict[str, Any]) -> None:
    rows = run(**scenario | {"support": "all", "support_years": 10, "arms_counts": True})
    assert sum(rows["support_part"]) == pytest.approx(33)
    assert sum(rows["arms_part"]) == pytest.approx(25)


@given(scenarios)
def test_single_values_are_those_of_the_year_looked_at(scenario: dict[str, Any]) -> None:
    rows = run(**scenario)
    year = scenario["looked_at"]
    if scenario["rule"] == "jump":
        year = max(year, scenario["jump_year"])
    assert rows["year_shown"] == year
    index = year - 2026
    for name in ("payment", "counted", "counted_won", "multiple", "per_soldier", "share"):
        assert rows[f"{name}_then"] == pytest.approx(rows[name][index])


@given(scenarios)
def test_won_and_dollars_and_soldiers_differ_by_one_factor_each(scenario: dict[str, Any]) -> None:
    rows = run(**scenario)
    soldiers = 28500 if scenario["strength"] == "official" else 23500
    assert rows["counted_won"] == pytest.approx(rows["counted"] * scenario["exchange_rate"])
    assert rows["per_soldier"] * soldiers == pytest.approx(rows["counted"] * 1e9)


@given(scenarios)
def test_a_share_of_both_sides_spending_stays_below_the_whole(scenario: dict[str, Any]) -> None:
    rows = run(**scenario | {"denominator": "both"})
    assert ((rows["share"] >= 0) & (rows["share"] < 100)).all()


@given(scenarios, st.floats(0, 6))
def test_faster_prices_raise_the_agreements_payment_up_to_the_cap(
    scenario: dict[str, Any], more: float
) -> None:
    slow = run(**scenario)["agreement_won"]
    fast = run(**scenario | {"inflation": scenario["inflation"] + more})["agreement_won"]
    assert (fast >= slow - 1e-9).all()
    capped = run(**scenario | {"inflation": GIVEN.cap})["agreement_won"]
    assert (fast <= capped + 1e-9).all()


@given(scenarios)
def test_counting_more_never_counts_less(scenario: dict[str, Any]) -> None:
    fewer = run(**scenario | {"humphreys": "no", "support": "no", "arms_counts": False})
    assert (run(**scenario)["counted"] >= fewer["counted"] - 1e-12).all()


@given(scenarios)
def test_every_result_is_finite(scenario: dict[str, Any]) -> None:
    for name, value in run(**scenario).items():
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


def test_the_agreement_alone_is_once_the_agreement() -> None:
    rows = run()
    assert rows["multiple"] == pytest.approx(1)
    assert (rows["payment_then"], rows["payment_multiple_then"]) == pytest.approx((1, 1))
    assert rows["share_then"] == pytest.approx(25), "1 of 3 and 1"


def test_the_known_price_growth_sets_the_second_year_and_the_assumed_one_the_rest() -> None:
    index = price_index(np.array([2026, 2027, 2028]), inflation=9, givens=GIVEN)
    assert index == pytest.approx([1, 1.02, 1.02 * 1.05])


@pytest.mark.parametrize(
    ("flag", "on", "off"),
    (
        ("nothing", {"cash_counts": False}, {}),
        ("humphreys_twice", {"humphreys": "korean"}, {"humphreys": "american"}),
        ("humphreys_twice", {"humphreys": "korean"}, {"humphreys": "korean", "cash_counts": False}),
        ("support_twice", {"support": "all"}, {"support": "other"}),
        ("land_twice", {"land": 1, "support": "other"}, {"land": 1}),
        ("land_and_base", {"land": 1, "humphreys": "american"}, {"humphreys": "american"}),
        ("arms_apart", {"arms_counts": True}, {}),
        ("after_agreement", {"looked_at": 2031}, {"looked_at": 2030}),
        ("after_agreement", {"rule": "jump", "jump_year": 2031}, {"jump_year": 2031}),
        ("over_the_whole", {"denominator": "paper", "demand": "five"}, {"demand": "five"}),
        ("whole_is_older", {"looked_at": 2027}, {}),
        (
            "whole_is_older",
            {"looked_at": 2027},
            {"looked_at": 2027, "demand": "five", "denominator": "paper"},
        ),
        ("no_jump", {"rule": "jump"}, {"rule": "jump", "demand": "five"}),
        ("cap_holds", {"inflation": 6}, {"inflation": 6, "rule": "fixed"}),
    ),
)
def test_what_overlaps_or_does_nothing_is_flagged(
    flag: str, on: dict[str, Any], off: dict[str, Any]
) -> None:
    assert run(**on)[flag]
    assert not run(**off)[flag]


@pytest.mark.parametrize("field", ("agreed", "official", "whole_paper"))
def test_an_impossible_given_is_refused_by_name(field: str) -> None:
    with pytest.raises(ValueError, match=rf"Givens\.{field}: found 0; allowed: a number above 0"):
        Givens(**vars(GIVEN) | {field: 0})


def test_a_jump_shows_in_the_results_without_moving_the_year() -> None:
    before = explorer.compute().values
    after = explorer.compute(demand="five", rule="jump", jump_year=2031).values
    assert (before["year_shown"], after["year_shown"]) == (2026, 2031)
    assert after["payment_then"] == pytest.approx(5)
    same = {n for n in ("counted_then", "share_then", "per_soldier_then") if before[n] == after[n]}
    assert not same


def test_each_whole_says_of_which_year_it_is() -> None:
    told = explorer.by_name["denominator"]
    assert isinstance(told, Choice)
    for key, year in (("both", "2016-19"), ("harris", "2019"), ("paper", "2018")):
        assert year in told.options[key]
    shares = tables.load("cost_shares").set_index("key")["year"]
    for key in ("harris", "paper", "brooks"):
        assert str(shares[key]) in told.options[key]


def test_purchases_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match=r"arms_last: found 2020; allowed: after 2026, at most"):
        Givens(**vars(GIVEN) | {"arms_last": 2020})


# The explorer -----------------------------------------------------------------------------


def test_the_start_is_the_agreement_as_the_tables_have_it() -> None:
    rows = explorer.compute().table.set_index("year")
    payments = tables.load("sma_payments").set_index("year")["krw_billion"]
    assert rows.agreement_won[2026] == payments[2026]
    assert rows.agreement_won[2027] == pytest.approx(payments[2027], abs=0.06)


def test_the_auditors_share_comes_out_of_their_own_sums() -> None:
    """Direct support of 1.45 a year beside a U.S. cost of 3.35 is the table's 30.2 percent."""
    shares = tables.load("cost_shares").set_index("key")
    support = 5.8 / 4
    share = 100 * support / (givens().us_cost + support)
    assert share == pytest.approx(shares.percent["gao"], abs=0.05)
    assert shares.whole_usd_billion["gao"] == pytest.approx(givens().us_cost + support)


def test_an_implied_whole_is_the_payment_divided_by_the_share() -> None:
    payments = tables.load("sma_payments").set_index("year")["usd_billion"]
    shares = tables.load("cost_shares").query("whole_usd_billion.notna() and key != 'gao'")
    for row in shares.itertuples():
        implied = 100 * payments[row.year] / row.percent
        assert row.whole_usd_billion == pytest.approx(implied, abs=0.006), row.key


def test_cost_plus_comes_to_about_the_five_billion_demanded() -> None:
    values = {each.name: explorer.compute(**each.values).values for each in explorer.presets}
    assert values["cost-plus"]["payment_then"] == pytest.approx(5.025)
    assert values["five"]["payment_then"] == pytest.approx(5)
    assert values["ten"]["payment_multiple_then"] > 9
    assert values["seoul"]["counted_then"] == pytest.approx(
        values["agreement"]["counted_then"] + 2.3
    )
