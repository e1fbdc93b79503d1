"""The controls of the troop costs: the payment, what counts, and how to read it."""

from __future__ import annotations

from typing import Any

from alliance.explorers import from_tables
from alliance.models.troop_costs import Givens
from coursebook.explorers import Choice, Number, Switch


def controls(explorer: str, given: Givens) -> list[Any]:
    """The controls in their order; the first preset gives the defaults."""
    start = from_tables.preset_values(explorer, "agreement")
    plus = f"{given.cost_plus:g} percent"
    payment: list[Any] = [
        Choice(
            name="demand",
            label="Yearly payment",
            help="What is paid in the first year; after that it grows.",
            default=start["demand"],
            options={
                "agreement": "12th agreement",
                "five": f"USD {given.demand_five:g} billion",
                "ten": f"USD {given.demand_ten:g} billion",
                "cost_plus": f"U.S. cost plus {plus}",
                "payment_plus": f"The payment plus {plus}",
            },
        ),
        Choice(
            name="rule",
            label="How it grows",
            help=f"The agreement follows prices two years before, at most {given.cap:g} percent.",
            default=start["rule"],
            options={
                "prices": "With prices, the agreement's rule",
                "fixed": "At a fixed rate",
                "jump": "One jump in a chosen year",
            },
        ),
        Number(
            name="fixed_rate",
            label="Fixed rate",
            help="0 keeps the won sum as it is.",
            needs=lambda rule: rule == "fixed",
            default=3,
            minimum=-5,
            maximum=15,
            step=0.1,
            unit="% a year",
        ),
        Number(
            name="jump_year",
            label="Year of the jump",
            help="Until then the agreement, from then on the new sum.",
            needs=lambda rule: rule == "jump",
            default=given.agreement_last + 1,
            minimum=given.first_year,
            maximum=given.last_year,
            step=1,
            unit="",
        ),
        Number(
            name="inflation",
            label="Price growth assumed",
            help="South Korea's consumer prices from 2026 on; the IMF expected about 2 percent.",
            default=float(start["inflation"]),
            minimum=0,
            maximum=12,
            step=0.1,
            unit="% a year",
        ),
        from_tables.exchange_rate(start["exchange_rate"], about="Won for one dollar, in all years"),
    ]
    counts: list[Any] = [
        Switch(
            name="cash_counts",
            label="The yearly payment",
            help="Cash and payment in kind under the Special Measures Agreement (SMA).",
            default=True,
            group="What counts",
        ),
        Choice(
            name="humphreys",
            label="Camp Humphreys",
            help=f"The base cost {given.humphreys_cost:g} billion dollars, part of it SMA money.",
            default=start["humphreys"],
            options={
                "no": "Not counted",
                "korean": f"SMA money is South Korean: {given.humphreys_korean:g} %",
                "american": f"SMA money is American: {given.humphreys_american:g} %",
            },
            group="What counts",
        ),
        Number(
            name="humphreys_years",
            needs=lambda humphreys: humphreys != "no",
            label="Spread the base over",
            help=f"From {given.first_year} on, though the base is older. How long a base serves is "
            "a judgment; 30 years is the module's start.",
            default=30,
            minimum=10,
            maximum=60,
            step=1,
            unit="years",
            group="What counts",
        ),
        Switch(
            name="arms_counts",
            label="Arms purchases",
            help=(
                f"{given.arms:g} billion dollars announced, "
                f"from {given.first_year} to {given.arms_last}."
            ),
            default=False,
            group="What counts",
        ),
        Choice(
            name="support",
            label="Support announced in 2025",
            help="Two reports differ on whether the yearly payments are part of it.",
            default=start["support"],
            options={
                "no": "Not counted",
                "other": f"Without the payments: USD {given.support_other:g} billion",
                "all": f"All of it: USD {given.support_all:g} billion",
            },
            group="What counts",
        ),
        Number(
            name="support_years",
            needs=lambda support: support != "no",
            label="Spread the support over",
            help="Seoul spoke of ten years; the fact sheet names no period.",
            default=float(start["support_years"]),
            minimum=1,
            maximum=20,
            step=1,
            unit="years",
            group="What counts",
        ),
        Number(
            name="land",
            label="Own estimate: land and taxes",
            help="0 is not counted. No source gives a value that we trust.",
            default=float(start["land"]),
            minimum=0,
            maximum=10,
            step=0.1,
            unit="bn USD a year",
            group="What counts",
        ),
    ]
    reading: list[Any] = [
        Number(
            name="looked_at",
            label="Year looked at",
            help="The results are of this year; with a jump, of the jump's year or a later one.",
            default=given.first_year,
            minimum=given.first_year,
            maximum=given.last_year,
            step=1,
            unit="",
            group="How to read it",
        ),
        Choice(
            name="strength",
            label="Soldiers",
            help="The figure that both governments use, or the count of December 2025.",
            default="official",
            options={
                "official": f"Official: {given.official:,}",
                "counted": f"Counted: {given.counted:,}",
            },
            group="How to read it",
        ),
        Choice(
            name="denominator",
            label="The whole",
            help="A share needs a whole. All but the first are what a speaker's share implies, in "
            "dollars of the year named.",
            default="both",
            options={
                "both": f"U.S. cost of 2016-19, {given.us_cost:g}, and what you count",
                "harris": f"Total cost, ambassador, 2019: {given.whole_harris:g}",
                "paper": f"Without U.S. pay, the paper's half, 2018: {given.whole_paper:g}",
                "brooks": f"Personnel, a general's half, 2015: {given.whole_brooks:g}",
            },
            group="How to read it",
        ),
        Choice(
            name="unit",
            label="The chart shows",
            help="The same sums in either currency.",
            default="dollars",
            options={"dollars": "Billion U.S. dollars", "won": "Trillion won"},
            group="How to read it",
        ),
    ]
    return [*payment, *counts, *reading]
