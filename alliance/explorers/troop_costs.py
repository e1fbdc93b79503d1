"""Explorer: what South Korea pays for U.S. forces, by what is asked and what is counted."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from alliance.explorers import (
    from_tables,
    troop_costs_chart,
    troop_costs_controls,
    troop_costs_headline,
    troop_costs_tasks,
)
from alliance.models import troop_costs as costs
from coursebook import tables
from coursebook.explorers import Amount, Column, Explorer, Hand, Notice, Readout, Row, Year, around
from coursebook.explorers.formula import where
from coursebook.tables import sources

NAME: Final = "troop-costs"


def givens() -> costs.Givens:
    """What is reported or agreed, from the tables."""
    fixed = from_tables.constants(NAME)
    agreement = tables.load("sma_agreements").iloc[-1]
    first = int(agreement["first_year"])
    payments = tables.load("sma_payments").set_index("year")
    sums = tables.load("sma_sums").set_index("key")["usd_billion"]
    summit = tables.load("summit_sums").set_index(["key", "part"])["usd_billion"]
    whole = tables.load("cost_shares").set_index("key")["whole_usd_billion"]
    base = tables.load("humphreys_shares").set_index(["reading", "payer"])["percent"]
    troops = tables.load("troop_cut").set_index("key")["troops"]
    return costs.Givens(
        first_year=first,
        last_year=int(fixed["last_year"]),
        agreement_last=int(agreement["last_year"]),
        agreed=float(payments["krw_billion"][first]),
        known_inflation=float(payments["growth_percent"][first + 1]),
        cap=fixed["cap"],
        cost_plus=fixed["cost_plus"],
        us_cost=float(sums["us_cost"]),
        demand_five=float(sums["demand_2019"]),
        demand_ten=float(sums["demand_2024"]),
        humphreys_cost=fixed["humphreys_cost"],
        humphreys_korean=float(base["SMA money counts as South Korean", "South Korea"]),
        humphreys_american=float(base["SMA money counts as American", "South Korea"]),
        arms=float(summit["arms", "whole"]),
        arms_last=int(fixed["arms_last"]),
        support_all=float(summit["support_apart", "other"]),
        support_other=float(summit["support_with", "other"]),
        official=int(troops["official"]),
        counted=int(troops["counted"]),
        whole_harris=float(whole["harris"]),
        whole_paper=float(whole["paper"]),
        whole_brooks=float(whole["brooks"]),
    )


@around(costs.troop_costs)
def model(
    year: Any,
    *,
    exchange_rate: Any,
    denominator: Any,
    unit: Any,
    givens: costs.Givens,
    **settings: Any,
) -> dict[str, Any]:
    """The costs, what is told of them, and what the chart draws in the reader's unit."""
    results = costs.troop_costs(
        year, exchange_rate=exchange_rate, denominator=denominator, givens=givens, **settings
    )
    levels = {"us_cost": givens.us_cost, "five": givens.demand_five, "ten": givens.demand_ten}
    # Billion dollars, or trillion won.
    scale = where(unit == "won", exchange_rate / 1000, 1)
    return {
        **results,
        **troop_costs_headline.told(results, year=year, denominator=denominator),
        "beyond": year > givens.agreement_last,
        "drawn_agreement": results["agreement_won"] / exchange_rate * scale,
        **{f"drawn_{part}": results[part] * scale for part in troop_costs_chart.PARTS},
        **{f"level_{key}": levels[key] * scale for key in troop_costs_chart.LEVELS},
    }


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    given = givens()
    controls = troop_costs_controls.controls(NAME, given)
    usd = Amount(decimals=2, before="USD ", after=" billion")
    billion = Amount(decimals=2)
    return Explorer(
        name=NAME,
        title="What is paid, and what counts? Troop costs",
        about="Set what is asked and how it grows; then decide what counts as paying for troops.",
        alt_text=(
            f"Stacked bars by year, {given.first_year} to {given.last_year}, of what you count; a "
            "line for the payment under the 12th agreement and its rule; level rules at the U.S. "
            "cost and at the sums asked for."
        ),
        assumptions=(
            f"Agreed: {given.agreed:,.1f} billion won for {given.first_year}. Prices rose by "
            f"{given.known_inflation:g} percent in {given.first_year - 1}, which sets the rise of "
            f"{given.first_year + 1}; later price growth, one exchange rate for all years, and "
            f"everything after {given.agreement_last} are assumptions. "
            "A sum asked for is taken as the payment of its first year. Sums announced for "
            "several years are spread evenly. For land and taxes, no source gives a value that "
            "we trust: they count as 0 until you enter one. The wholes are sums of 2015 to 2019, "
            "and stay as they were."
        ),
        sources=_sources(),
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        first=[
            "demand",
            "rule",
            Row(
                "What counts as paying",
                ["cash_counts", "arms_counts", "humphreys", "support", "land"],
            ),
            "denominator",
        ],
        tasks=troop_costs_tasks.tasks(given, _as_the_paper_has_it()),
        rows=pd.DataFrame({"year": range(given.first_year, given.last_year + 1)}),
        model=model,
        constants={"givens": given},
        columns=[
            Column("year", "Year", Year(never="")),
            Column("cash", "Yearly payment, billion USD", billion),
            Column("humphreys_part", "Camp Humphreys, billion USD", billion),
            Column("arms_part", "Arms purchases, billion USD", billion),
            Column("support_part", "Support of 2025, billion USD", billion),
            Column("land_part", "Own estimate, billion USD", billion),
            Column("counted", "Counted in all, billion USD", billion),
            Column("counted_won", "Counted in all, billion won", Amount(decimals=1)),
            Column("agreement_won", "The agreement's payment, billion won", Amount(decimals=1)),
            Column("multiple", "Times the agreement's payment", Amount(decimals=2)),
            Column("per_soldier", "USD per soldier", Amount(decimals=0)),
            Column("share", "Share of the whole, percent", Amount(decimals=1)),
        ],
        hands=_hands(),
        version=2,
        changes={
            2: "Since it was made, the results are those of the year of a jump where the year "
            "looked at comes before it."
        },
        headline=troop_costs_headline.headline(),
        readouts=[
            Readout("counted_then", "All that you count", usd),
            Readout("share_then", "Share of the whole you chose", Amount(decimals=1, after=" %")),
            Readout("payment_then", "The yearly payment, counted or not", usd),
            Readout("per_soldier_then", "Per U.S. soldier", Amount(decimals=0, before="USD ")),
            Readout("year_shown", "Year of these results", Year(never="")),
            Readout(
                "counted_won_then",
                "All that you count, in won",
                Amount(decimals=0, after=" billion won"),
            ),
            Readout(
                "payment_multiple_then",
                "The payment is this many times the agreement's",
                Amount(decimals=2),
            ),
            Readout("in_all", f"All years to {given.last_year} together", usd),
        ],
        notices=_notices(given),
        presets=from_tables.presets(NAME, controls),
        chart=lambda current, pinned: troop_costs_chart.draw(current, pinned, given),
    )


def _hands() -> list[Hand]:
    """Bars and columns for their year, entries of the legend for what counts."""
    switched: dict[str, tuple[str, Any]] = {
        "cash": ("cash_counts", lambda cash_counts: where(cash_counts, False, True)),
        "humphreys_part": (
            "humphreys",
            lambda humphreys: where(humphreys == "no", "korean", "no"),
        ),
        "arms_part": ("arms_counts", lambda arms_counts: where(arms_counts, False, True)),
        "support_part": ("support", lambda support: where(support == "no", "other", "no")),
    }
    year = {"looked_at": lambda year: year}
    about = "Click a bar, or the place above it, for the results of its year."
    return [
        Hand(mark="bars", sets=year, help=about),
        Hand(mark="columns", sets=year, help=about),
        *(
            Hand(
                mark="legend",
                entry=troop_costs_chart.PARTS[part][1],
                sets={name: formula},
                help="Click an entry of the legend to count that part or not; land and taxes have "
                "a field alone, for they need a sum.",
            )
            for part, (name, formula) in switched.items()
        ),
    ]


def _notices(given: costs.Givens) -> list[Notice]:
    both_ways = "by one report they are in it, by another they come on top."
    return [
        Notice("nothing", "Nothing counts: switch on at least one part."),
        Notice(
            "over_the_whole",
            "More than 100 percent: what you count exceeds the whole that you chose, so it cannot "
            "be a share of it. Choose a whole that holds all that you count, or count less.",
        ),
        Notice(
            "whole_is_older",
            "The whole stays at a sum of 2015 to 2019 while the payment follows prices, so the "
            "share of a later year rises for that reason alone.",
        ),
        Notice(
            "humphreys_twice",
            f"Counts twice: the {given.humphreys_korean:g} percent of Camp Humphreys contain money "
            "that Seoul had paid under the agreements, which you count as yearly payment as well.",
        ),
        Notice(
            "support_twice",
            f"May count twice: of the {given.support_all:g} billion dollars, "
            f"{given.support_all - given.support_other:g} may be the yearly payments; {both_ways}",
        ),
        Notice(
            "land_twice",
            "May count twice: reports find land, taxes and utilities within the support of 2025, "
            "and your own estimate is for land and taxes too.",
        ),
        Notice(
            "land_and_base",
            "Our argument: if your estimate includes the ground under Camp Humphreys, it may stand "
            "in the sum twice. Whether the cost of the base contains the land, our sources do not "
            "say.",
        ),
        Notice(
            "arms_apart",
            "Our argument: weapons bought from the United States serve South Korea's own forces. "
            "Counted here, they are a payment to an ally, not for its troops.",
        ),
        Notice(
            "no_jump",
            "No jump: the sum asked for is the agreement's own. Choose another sum to see one.",
        ),
        Notice(
            "cap_holds",
            f"The cap holds: prices rise faster than {given.cap:g} percent, the payment does not.",
        ),
        Notice(
            "after_agreement",
            f"The 12th agreement ends with {given.agreement_last}: later years carry its rule on.",
        ),
    ]


def _as_the_paper_has_it() -> float:
    """The payment of the agreement's first year in billion dollars, as the paper gives it."""
    return float(tables.load("sma_sums").set_index("key")["usd_billion"]["paper_2026"])


def _sources() -> list[str]:
    """The bibliography keys behind the figures, each once."""
    keyed = {
        "troop_cut": ["official", "counted"],
        "cost_shares": ["gao", "harris", "paper", "brooks"],
        "summit_sums": ["arms", "support_with", "support_apart"],
    }
    return sources.split(
        [
            *from_tables.preset_sources(NAME),
            "worldbank2026wdi;imf2025weo",
            *tables.load("humphreys_shares")["source"],
            *(
                cell
                for name, keys in keyed.items()
                for table in [tables.load(name)]
                for cell in table.loc[table["key"].isin(keys), "source"]
            ),
        ]
    )


troop_costs: Final = declare()
