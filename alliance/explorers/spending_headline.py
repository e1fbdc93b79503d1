"""What the spending path says in a sentence: the growth a target needs, against the announced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from alliance.models import spending
from coursebook.explorers import Amount, Headline, Label, Part, Year
from coursebook.explorers.formula import maximum, where

AIMED, HELD, NATO, NOTHING_LEFT, ENACTED = range(5)
"""The cases: another share, today's share, NATO's count, and a year whose budget is enacted."""
CUTS, BELOW, ABOVE, ALIKE = range(4)
"""The growth that is needed, against the announced."""
_NEAR: Final = 0.05
"""Points a year, or trillion won, that no decimal shown would tell apart."""


def told(
    path: Mapping[str, Any],
    *,
    definition: Any,
    target: Any,
    target_year: Any,
    baseline: spending.Baseline,
) -> dict[str, Any]:
    """Which sentence fits, and what stands in it that is no result of the path."""
    needed, announced = path["growth_left_nominal"], baseline.announced_growth
    case = where(path["core_target"] == baseline.share, HELD, AIMED)
    case = where(definition == "nato", NATO, case)
    case = where(target_year > baseline.enacted_year, case, ENACTED)
    against = where(needed < announced + _NEAR, ALIKE, ABOVE)
    against = where(needed < announced - _NEAR, BELOW, against)
    return {
        "headline": where(path["nothing_left"], NOTHING_LEFT, case),
        "target_told": target,
        "against_announced": where(needed < 0, CUTS, against),
        "cuts": needed < 0,
        "growth_size": _size(needed),
        "extra_size": _size(path["extra_then"]),
        "extra_less": path["extra_then"] < 0,
        "over_enacted_size": _size(path["over_enacted"]),
        "over_enacted_less": path["over_enacted"] < 0,
    }


def _size(value: Any) -> Any:
    return maximum(value, -value)


def headline(baseline: spending.Baseline) -> Headline:
    """The sentences."""
    announced = f"{baseline.announced_growth:g} % announced"
    growth = f"takes {{growth}} {{growth_less}} each year from {baseline.enacted_year}{{against}}"
    won = Amount(decimals=1, after=" trillion won")
    share = Amount(decimals=2, after=" %")
    against = {
        CUTS: "",
        BELOW: f", less than the {announced}",
        ABOVE: f", more than the {announced}",
        ALIKE: f", like the {announced}",
    }
    return Headline(
        {
            AIMED: f"{{target}} of GDP by {{year}} {growth}: {{extra}}{{prices}} {{extra_less}} "
            "that year.",
            HELD: f"Holding {{target}} of GDP until {{year}} {growth}.",
            NATO: f"NATO's {{target}} by {{year}} {growth}: {{core}} for the budget, if "
            "{related}{prices} of related spending are there already.",
            NOTHING_LEFT: f"Related spending of {baseline.related_share:g} % of GDP fills NATO's "
            "{target} alone: nothing is left for the defense budget.",
            ENACTED: "{core} of GDP in {year} would take {budget}{prices}, {over}{below} what was "
            "enacted, on SIPRI's count.",
        },
        {
            "target": Part("target_told", share),
            "core": Part("core_target", share),
            "year": Part("target_year", Year(never="")),
            "growth_less": Part("cuts", Label(texts={0: "more", 1: "less"})),
            "growth": Part("growth_size", Amount(decimals=1, after=" %")),
            "against": Part("against_announced", Label(texts=against)),
            "extra": Part("extra_size", won),
            "extra_less": Part("extra_less", Label(texts={0: "extra", 1: "less"})),
            "related": Part("related_then", won),
            "budget": Part("budget_then", won),
            "over": Part("over_enacted_size", won),
            "below": Part("over_enacted_less", Label(texts={0: " above", 1: " below"})),
            "prices": Part(
                "in_constant_prices", Label(texts={0: "", 1: f" in {baseline.year} prices"})
            ),
        },
        case="headline",
    )
