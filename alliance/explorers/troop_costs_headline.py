"""What the troop costs say in a sentence: the sum, its largest part, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from coursebook.explorers import Amount, Headline, Label, Part, Year
from coursebook.explorers.formula import at, both, maximum, where

NOTHING, NOTHING_THEN, AGREEMENT, ONE, SEVERAL, OVER = range(6)
"""The cases: what is counted, none, one part or several, and whether it exceeds the whole."""

_NEAR: Final = 1e-6
"""Two payments that differ by less are one payment, computed on two ways."""
PARTS: Final = {
    "cash": "the yearly payment",
    "humphreys_part": "Camp Humphreys",
    "arms_part": "arms purchases",
    "support_part": "the support of 2025",
    "land_part": "your estimate for land and taxes",
}
WHOLES: Final = {
    "both": "the U.S. cost and your count together",
    "harris": "the total cost of 2019",
    "paper": "the costs without U.S. pay of 2018",
    "brooks": "the personnel costs of 2015",
}


def told(results: Mapping[str, Any], *, year: Any, denominator: Any) -> dict[str, Any]:
    """Which sentence fits, and what stands in it that is no result of the model."""
    then = year == results["year_shown"]
    parts = [at(results[part], row=then) for part in PARTS]
    largest = maximum(*parts)
    count = sum(where(part > 0, 1, 0) for part in parts)
    # Of parts that are equal, the first one is named.
    place: Any = 0
    for index, part in reversed(list(enumerate(parts))):
        place = where(part == largest, index, place)
    multiple = results["payment_multiple_then"]
    as_agreed = both(parts[0] == largest, both(multiple > 1 - _NEAR, multiple < 1 + _NEAR))
    counted = where(count > 1, SEVERAL, where(as_agreed, AGREEMENT, ONE))
    counted = where(results["over_the_whole"], OVER, counted)
    return {
        "headline": where(results["nothing"], NOTHING, where(count == 0, NOTHING_THEN, counted)),
        "largest_part": place,
        "whole_chosen": sum(
            where(denominator == key, index, 0) for index, key in enumerate(WHOLES)
        ),
    }


def headline() -> Headline:
    """The sentences."""
    count = "In {year} your count is {usd}"
    share = "{share} of {whole}"
    times = "{times} times the agreement's payment"
    return Headline(
        {
            NOTHING: "Nothing counts yet: switch on at least one part.",
            NOTHING_THEN: "In {year} nothing is paid that you count.",
            AGREEMENT: f"{count}, the agreement's own payment: {share}.",
            ONE: f"{count}, {times}: {share}.",
            SEVERAL: f"{count}, above all {{largest}}: {times} and {share}.",
            OVER: f"{count}, more than the whole that you chose: {share}.",
        },
        {
            "year": Part("year_shown", Year(never="")),
            "usd": Part("counted_then", Amount(decimals=2, before="USD ", after=" billion")),
            "share": Part("share_then", Amount(decimals=1, after=" %")),
            "whole": Part("whole_chosen", Label(texts=dict(enumerate(WHOLES.values())))),
            "times": Part("multiple_then", Amount(decimals=2)),
            "largest": Part("largest_part", Label(texts=dict(enumerate(PARTS.values())))),
        },
        case="headline",
    )
