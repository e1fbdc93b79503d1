"""What the ledger says in a sentence: a rank, and how far the choice of yardstick moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from alliance.models.ledger import YARDSTICKS
from coursebook.explorers import Headline, Label, Part
from coursebook.explorers.formats import inside, sets
from coursebook.explorers.formula import where

NOBODY, ONE_ALLY, NO_FIGURE, ONE_FIGURE, LEADER, BEST, WORST, BETWEEN = range(8)
"""The cases: too few to compare, no rank for the subject, and where its rank stands."""

ORDINALS: Final = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")


def told(ranked: Mapping[str, Any], *, yardstick: Any) -> dict[str, Any]:
    """Which sentence fits, and what stands in it that is no result of the model."""
    best, worst, rank = ranked["best_rank"], ranked["worst_rank"], ranked["rank_now"]
    between = where(rank == best, BEST, where(rank == worst, WORST, BETWEEN))
    on = where(best == 0, LEADER, between)
    count = ranked["ranked_count"]
    found = where(count == 0, NO_FIGURE, where(count == 1, ONE_FIGURE, on))
    return {
        "headline": where(ranked["none"], NOBODY, where(ranked["single"], ONE_ALLY, found)),
        "yardstick_chosen": sum(
            where(yardstick == name, index, 0) for index, name in enumerate(YARDSTICKS)
        ),
    }


def headline(subject: str, countries: Sequence[str], yardsticks: Mapping[str, str]) -> Headline:
    """The sentences; `yardsticks` has the name of each by its key."""
    names = [inside(name) for name in yardsticks.values()]
    count = len(countries)
    of = {
        10 * n + r: f"{ORDINALS[r - 1]} of {n}"
        for n in range(1, count + 1)
        for r in range(1, n + 1)
    }
    ranks = f"{subject} ranks {{rank}} by {{yardstick}}"
    leaders = sets([_with_article(name, "the") for name in countries], none="nobody")
    ordinal = Label(texts={0: "", **dict(enumerate(ORDINALS, start=1))})
    some = Label(texts=sets(names, none=""))
    single = {2**index: _with_article(name, "The") for index, name in enumerate(countries)}
    return Headline(
        {
            NOBODY: "Nobody is compared: switch on at least two allies.",
            ONE_ALLY: "{Ally} alone is first and last by every yardstick: add another ally.",
            NO_FIGURE: "None of the allies that you compare has a figure for {yardstick}.",
            ONE_FIGURE: "Only {leader} has a figure for {yardstick}, and a rank needs two.",
            LEADER: f"By {{yardstick}} {{leader}} {{carries}} most; {subject} is not compared.",
            BEST: f"{ranks}, where it does best, but {{worst_rank}} by {{worst}}.",
            WORST: f"{ranks}, where it does worst, but {{best_rank}} by {{best}}.",
            BETWEEN: f"{ranks}, {{best_rank}} by {{best}} and {{worst_rank}} by {{worst}}.",
        },
        {
            "Ally": Part("compared_ones", Label(texts=single)),
            "yardstick": Part("yardstick_chosen", Label(texts=dict(enumerate(names)))),
            "leader": Part("first", Label(texts=leaders)),
            "carries": Part(
                "first",
                Label(texts={n: "carries" if n in single else "carry" for n in leaders}),
            ),
            "rank": Part("subject_now", Label(texts=of)),
            "best": Part("best", some),
            "best_rank": Part("best_rank", ordinal),
            "worst": Part("worst", some),
            "worst_rank": Part("worst_rank", ordinal),
        },
        case="headline",
    )


def _with_article(country: str, article: str) -> str:
    return f"{article} {country}" if country.startswith("United ") else country
