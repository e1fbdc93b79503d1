"""The key of the worksheet: what each scenario's answers are, by the models and the tables."""

from __future__ import annotations

from alliance import load
from alliance.coursework.troops import Scenario
from alliance.explorers import troop_costs

LABELS = (
    "1. all, billion USD",
    "2. payment with prices, billion won",
    "3. shares, percent",
    "4. payment at the fixed rate, billion won",
    "5. jump, percent",
    "6. in all; a year, percent",
    "7. payment with prices, billion won",
    "8. payment at the fixed rate, billion won",
    "9. factor",
    "10. real, billion won of 2026",
    "11. change, percent",
    "12. camp, billion USD a year",
    "13. support, billion USD a year",
    "14. all without counting twice, billion USD",
    "15. rule; payment of 2030",
    "16. wrong; the number that belongs there",
)
SOUND = "21211"
NEXT_DECIMALS = 1
"""Which of its two numbers each sentence of the note has to state."""
GIVENS = troop_costs.constants["givens"]


def alone(drawn: Scenario) -> dict[str, object]:
    """The settings in which the yearly payment alone counts."""
    return {**drawn.settings, "humphreys": "no", "support": "no"}


def answers(drawn: Scenario) -> list[str]:
    """An answer for each of the labels."""

    def shown(name: str, **settings: object) -> float:
        return float(troop_costs.compute(**settings).values[name])

    paid = load("sma_payments").query("basis != 'projection'").sort_values("year")
    amounts = paid.set_index("year")["krw_billion"]
    years = paid.loc[paid["agreement"] == drawn.agreement, "year"]
    jump = 100 * (amounts[years.min()] / amounts[years.min() - 1] - 1)
    in_all = 100 * (amounts[years.max()] / amounts[years.min()] - 1)
    level = (1 + drawn.inflation / 100) ** (drawn.year - GIVENS.first_year)
    won = [
        troop_costs.compute(**alone(drawn), rule=rule).table.set_index("year")["payment_won"]
        for rule in ("prices", "fixed")
    ]
    prices, fixed = (each[drawn.year] for each in won)
    sma = (GIVENS.humphreys_korean - GIVENS.humphreys_american) / 100 * GIVENS.humphreys_cost
    once = {**drawn.settings, "humphreys": "american", "support": "other"}
    shares = [
        shown("share_then", **alone(drawn), denominator=whole)
        for whole in ("both", "harris", drawn.narrow_whole)
    ]
    real = [100 * (each / level / GIVENS.agreed - 1) for each in (prices, fixed)]
    return [
        f"{shown('counted_then', **drawn.settings):.2f}",
        f"{shown('counted_won_then', **alone(drawn)):,.0f}",
        "; ".join(f"{share:.1f}" for share in shares),
        f"{shown('counted_won_then', **alone(drawn), rule='fixed'):,.0f}",
        f"{jump:.1f}",
        f"{in_all:.1f}; {in_all / (years.max() - years.min()):.1f}",
        f"{prices:,.1f}",
        f"{fixed:,.1f}",
        f"{level:.4f}",
        f"{prices / level:,.1f}; {fixed / level:,.1f}",
        "; ".join(f"{each:.1f}" for each in real).replace("-", "−"),
        f"{sma / drawn.humphreys_years:.3f}",
        f"{(GIVENS.support_all - GIVENS.support_other) / drawn.support_years:.3f}",
        f"{shown('counted_then', **once):.2f}",
    ]
