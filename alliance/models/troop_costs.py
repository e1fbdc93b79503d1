"""Troop costs: what South Korea pays for U.S. forces, by what is asked and by what is counted.

All money is nominal: billion won a year, and billion U.S. dollars at one rate for all years. The
sums are arithmetic on public figures. Which of them are a payment for troops is an argument, and
the overlaps between them are returned as flags.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from coursebook.explorers.formula import at, both, maximum, minimum, total, where


@dataclass(frozen=True)
class Givens:
    """What is reported or agreed, and what follows from it.

    Units: `agreed` in billion won, `known_inflation`, `cap` and `cost_plus` in percent, all other
    sums in billion U.S. dollars (`us_cost` and the `whole_*` a year), strengths in persons.
    Humphreys shares are percent of `humphreys_cost`. `arms` is spent evenly from `first_year` to
    `arms_last`.
    """

    first_year: int
    last_year: int
    agreement_last: int
    agreed: float
    known_inflation: float
    cap: float
    cost_plus: float
    us_cost: float
    demand_five: float
    demand_ten: float
    humphreys_cost: float
    humphreys_korean: float
    humphreys_american: float
    arms: float
    arms_last: int
    support_all: float
    support_other: float
    official: int
    counted: int
    whole_harris: float
    whole_paper: float
    whole_brooks: float

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(
                    f"Givens.{field.name}: found {getattr(self, field.name)!r}; "
                    "allowed: a number above 0"
                )
        if not self.first_year < self.arms_last <= self.last_year:
            raise ValueError(
                f"Givens.arms_last: found {self.arms_last}; "
                f"allowed: after {self.first_year}, at most {self.last_year}"
            )


def price_index(year: Any, *, inflation: Any, givens: Givens) -> Any:
    """How far the agreement's rule has raised the payment since its first year, which is 1.

        (1 + k/100) ** min(n, 1) * (1 + min(i, cap)/100) ** max(n - 1, 0),  n = year - first year

    `k` is the price growth already known, which sets the second year; `i` is assumed for all later
    ones. Percent a year; `i` at least 0.
    """
    elapsed = year - givens.first_year
    known = 1 + minimum(givens.known_inflation, givens.cap) / 100
    assumed = 1 + minimum(inflation, givens.cap) / 100
    return known ** minimum(elapsed, 1) * assumed ** maximum(elapsed - 1, 0)


def troop_costs(
    year: Any,
    *,
    demand: Any,
    rule: Any,
    fixed_rate: Any,
    jump_year: Any,
    inflation: Any,
    exchange_rate: Any,
    cash_counts: Any,
    humphreys: Any,
    humphreys_years: Any,
    arms_counts: Any,
    support: Any,
    support_years: Any,
    land: Any,
    strength: Any,
    denominator: Any,
    looked_at: Any,
    givens: Givens,
) -> dict[str, Any]:
    """What is paid a year, part by part, and what it comes to per soldier and as a share.

    Parameters
    ----------
    year : a column of consecutive years from `givens.first_year` to `givens.last_year`
    demand : the payment in its first year. "agreement", "five", "ten" (billion dollars),
        "cost_plus" (the U.S. cost and `givens.cost_plus` percent) or "payment_plus" (the
        agreement's payment and as much percent)
    rule : how it grows. "prices" (the agreement's rule, see `price_index`), "fixed"
        (`fixed_rate` percent a year) or "jump" (the agreement until `jump_year`, then the demand,
        which grows with prices again)
    inflation, fixed_rate : percent a year, 0-12 and -5 to 15
    exchange_rate : won per U.S. dollar
    cash_counts, arms_counts : whether the yearly payment and the arms purchases count
    humphreys : "no", "korean" or "american" (whose money SMA money is), spread evenly over
        `humphreys_years`, 10 or more
    support : the support announced in 2025. "no", "other" (what is left without the yearly
        payments) or "all", spread evenly over `support_years`, 1 or more
    land : the reader's own estimate for land and taxes, billion dollars a year
    strength : "official" or "counted"; denominator : "both", "harris", "paper" or "brooks"
    looked_at : the year of the single values; with a jump it is the jump's year or a later one, so
        that they never show a year in which nothing has changed yet

    Returns
    -------
    Columns, billion dollars unless named: `cash`, `humphreys_part`, `arms_part`, `support_part`,
    `land_part` (0 where not counted), `counted` and `counted_won` (billion won), `payment` and
    `payment_won` (the cash, counted or not), `agreement_won`, `multiple` (of the agreement's
    payment, for what is counted), `per_soldier` (dollars), `share` (percent of the whole).
    Then `year_shown` and the same in that year (`..._then`), `payment_multiple_then`, `in_all` (the
    sum over all years), and flags: `over_the_whole` (the share is above 100 percent),
    `whole_is_older` (a share below that is of a later year than the first, and no whole grows with
    prices), `nothing`, `humphreys_twice`, `support_twice`, `land_twice`, `land_and_base`,
    `arms_apart`, `after_agreement`, `no_jump`, `cap_holds`.

    The agreement is the 12th Special Measures Agreement (2024).
    """
    rises = price_index(year, inflation=inflation, givens=givens)
    agreement = givens.agreed * rises

    start = where(rule == "jump", jump_year, givens.first_year)
    rises_at_start = price_index(start, inflation=inflation, givens=givens)
    agreed_at_start = givens.agreed * rises_at_start
    plus = 1 + givens.cost_plus / 100
    asked_usd = where(
        demand == "five",
        givens.demand_five,
        where(demand == "ten", givens.demand_ten, plus * givens.us_cost),
    )
    asked = where(
        demand == "agreement",
        agreed_at_start,
        where(demand == "payment_plus", plus * agreed_at_start, asked_usd * exchange_rate),
    )
    growth = where(
        rule == "fixed",
        (1 + fixed_rate / 100) ** (year - givens.first_year),
        rises / rises_at_start,
    )
    payment_won = where(year < start, agreement, asked * growth)
    payment = payment_won / exchange_rate

    base_share = where(humphreys == "korean", givens.humphreys_korean, givens.humphreys_american)
    base = givens.humphreys_cost * base_share / 100 / humphreys_years
    arms_years = givens.arms_last - givens.first_year + 1
    promised = where(support == "all", givens.support_all, givens.support_other)
    parts = {
        "cash": where(cash_counts, payment, 0),
        "humphreys_part": where(
            both(humphreys != "no", year < givens.first_year + humphreys_years), base, 0
        ),
        "arms_part": where(
            both(arms_counts, year <= givens.arms_last), givens.arms / arms_years, 0
        ),
        "support_part": where(
            both(support != "no", year < givens.first_year + support_years),
            promised / support_years,
            0,
        ),
        "land_part": land + 0 * year,
    }
    counted = sum(parts.values())
    soldiers = where(strength == "official", givens.official, givens.counted)
    whole = where(
        denominator == "both",
        givens.us_cost + counted,
        where(
            denominator == "harris",
            givens.whole_harris,
            where(denominator == "paper", givens.whole_paper, givens.whole_brooks),
        ),
    )
    columns = {
        "payment": payment,
        "payment_won": payment_won,
        "counted": counted,
        "counted_won": counted * exchange_rate,
        "multiple": counted * exchange_rate / agreement,
        "per_soldier": counted * 1e9 / soldiers,
        "share": 100 * counted / whole,
    }
    year_shown = where(rule == "jump", maximum(looked_at, jump_year), looked_at)
    then = year == year_shown
    over_the_whole = at(columns["share"], row=then) > 100
    land_given = land > 0
    return {
        **parts,
        **columns,
        "agreement_won": agreement + 0 * year,
        **{f"{name}_then": at(column, row=then) for name, column in columns.items()},
        "payment_multiple_then": at(payment_won / agreement, row=then),
        "year_shown": year_shown,
        "in_all": total(counted),
        "over_the_whole": over_the_whole,
        "whole_is_older": where(over_the_whole, False, year_shown > givens.first_year),
        "nothing": total(counted) == 0,
        "humphreys_twice": both(cash_counts, humphreys == "korean"),
        "support_twice": both(cash_counts, support == "all"),
        "land_twice": both(land_given, support != "no"),
        "land_and_base": both(land_given, humphreys != "no"),
        "arms_apart": arms_counts,
        "after_agreement": year_shown > givens.agreement_last,
        "no_jump": both(rule == "jump", demand == "agreement"),
        "cap_holds": both(inflation > givens.cap, rule != "fixed"),
    }
