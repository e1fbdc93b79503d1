"""Exercise *Who pays for the troops?*: scenarios that ask the same of everybody."""

from __future__ import annotations

from functools import cache

from alliance import load
from alliance.coursework import troops
from alliance.coursework.troops import Scenario, scenario
from alliance.explorers import troop_costs

IDS = [f"2025{number:04}" for number in range(2000)]
GIVENS = troop_costs.constants["givens"]


@cache
def scenarios() -> list[Scenario]:
    return [scenario(each) for each in IDS]


def alone(drawn: Scenario) -> dict[str, object]:
    """The settings in which the yearly payment alone counts."""
    return {**drawn.settings, "humphreys": "no", "support": "no"}


def test_a_scenario_is_drawn_once_and_for_all() -> None:
    assert scenario("Example") == Scenario(
        inflation=1.2,
        fixed_rate=4.4,
        exchange_rate=1380.0,
        year=2028,
        humphreys_years=45,
        support_years=11,
        narrow_whole="paper",
        agreement="7",
    )


def test_few_students_share_a_scenario() -> None:
    assert len(set(scenarios())) > 0.98 * len(IDS)


def test_the_explorer_starts_from_the_scenario() -> None:
    drawn = scenario("example")
    assert drawn.explorer.defaults == drawn.explorer.settings(**drawn.settings)
    assert f"humphreys_years={drawn.humphreys_years}" in drawn.link


def test_no_scenario_is_the_explorer_s_own_start() -> None:
    start = troop_costs.defaults
    for name in ("inflation", "fixed_rate", "exchange_rate", "humphreys_years", "support_years"):
        assert all(drawn.settings[name] != start[name] for drawn in scenarios())


def test_the_fixed_rate_outruns_prices_and_the_cap_never_holds() -> None:
    for drawn in scenarios():
        assert drawn.fixed_rate > max(drawn.inflation, GIVENS.known_inflation) + 0.5
        assert drawn.inflation < GIVENS.cap


def test_all_that_counts_twice_is_there_in_the_year_looked_at() -> None:
    for drawn in scenarios():
        assert GIVENS.first_year < drawn.year <= GIVENS.agreement_last
        assert drawn.year < GIVENS.first_year + min(drawn.humphreys_years, drawn.support_years)


def test_the_explorer_warns_of_both_overlaps_at_the_start_and_of_none_later() -> None:
    for drawn in scenarios()[:40]:
        start = drawn.explorer.compute().values
        assert start["humphreys_twice"]
        assert start["support_twice"]
        later = troop_costs.compute(**alone(drawn)).values
        assert not later["humphreys_twice"]
        assert not later["support_twice"]


def test_what_is_counted_twice_is_large_enough_to_be_seen() -> None:
    for drawn in scenarios()[:40]:
        once = {**drawn.settings, "humphreys": "american", "support": "other"}
        all_counted = drawn.explorer.compute().values["counted_then"]
        counted_once = troop_costs.compute(**once).values["counted_then"]
        assert 0.15 < 1 - counted_once / all_counted < 0.4


def test_the_narrow_whole_gives_at_least_twice_the_share() -> None:
    for drawn in scenarios()[:40]:
        shares = [
            troop_costs.compute(**alone(drawn), denominator=whole).values["share_then"]
            for whole in ("both", "harris", drawn.narrow_whole)
        ]
        assert shares[2] > 2 * max(shares[:2])
        assert shares[2] < 100


def test_every_agreement_drawn_has_a_jump_and_years_inside_it() -> None:
    paid = load("sma_payments").query("agreed_in == 'won' and basis != 'projection'")
    for number in troops.AGREEMENTS:
        own = paid[paid["agreement"] == number]
        assert len(own) > 1
        assert own["year"].min() - 1 in set(paid["year"])
