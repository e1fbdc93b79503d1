"""The key of the worksheet: what each scenario's answers are, by the models and the tables."""

from __future__ import annotations

from alliance import load
from alliance.coursework.cost import Scenario
from alliance.explorers.spending_data import baseline

LABELS = (
    "1. budget, trillion won",
    "2. sum above today's share, trillion won",
    "3. growth, percent",
    "4. target, percent",
    "5. share, percent; GDP of the table year, trillion won",
    "6. trillion won; billion dollars",
    "7. GDP; budget, trillion won",
    "8. share, percent; budget in 2028, trillion won",
    "9. at today's share; difference, trillion won",
    "11. rule; budget of 2029",
    "12. wrong; the number that belongs there",
)
SOUND = "21121"
NEXT_DECIMALS = 1
"""Which of its two numbers each sentence of the note has to state."""


def largest_target(drawn: Scenario) -> float:
    """The target at which the budget grows by exactly the limit."""
    years = drawn.target_year - baseline().year
    return baseline().share * ((1 + drawn.limit / 100) / (1 + drawn.growth / 100)) ** years


def answers(drawn: Scenario) -> list[str]:
    """An answer for each of the labels."""
    shares = load("defense_share").query("iso3 == 'KOR'").set_index("year")["percent_of_gdp"]
    gdp = load("gdp").set_index("year")["krw_trillion"]
    rates = load("exchange_rate").set_index("year")["krw_per_usd"]
    result = drawn.explorer.compute()
    path, year = result.table.set_index("year"), drawn.table_year
    won = shares[year] * gdp[year] / 100
    then, half_way = path.loc[drawn.target_year], path.loc[2028]
    return [
        f"{result.values['budget_then']:.1f}",
        f"{result.values['cumulative_then']:.1f}",
        f"{result.values['required_growth']:.1f}",
        f"{largest_target(drawn):.2f}",
        f"{shares[year]:.2f}; {gdp[year]:,.1f}",
        f"{won:.1f}; {won * 1000 / rates[year]:.1f}",
        f"{then['gdp']:,.1f}; {then['budget']:.1f}",
        f"{half_way['share']:.2f}; {half_way['budget']:.1f}",
        f"{then['hold']:.1f}; {then['extra']:.1f}",
    ]
