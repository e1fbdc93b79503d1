"""What the package deal says in a sentence: both values, who would sign, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from coursebook.explorers import Amount, Headline, Label, Part
from coursebook.explorers.formula import NEVER, where

EMPTY, EMPTY_BUT_WASHINGTON, EMPTY_BUT_SEOUL, HOPELESS, IMPROVABLE, EFFICIENT, NONE_PASSES = range(
    7
)
"""The cases: no zone and whose walk-away value alone could open it, or a zone with a package."""

STANDS: Final = {
    0: "both accept and both could ratify",
    1: "both accept, but Washington could not ratify",
    2: "both accept, but Seoul could not ratify",
    3: "both accept, but neither could ratify",
    4: "Washington walks away",
    5: "Seoul walks away",
    6: "both walk away",
}
"""How the chosen package stands: `passes`, or 3 and `standing` where a side walks away."""


def told(results: Mapping[str, Any]) -> dict[str, Any]:
    """Which sentence fits, and what stands in it that is no result of the model."""
    by_washington, by_seoul = (results[f"opens_{side}"] for side in ("washington", "seoul"))
    if_seoul = where(by_seoul == NEVER, HOPELESS, EMPTY_BUT_SEOUL)
    if_washington = where(by_seoul == NEVER, EMPTY_BUT_WASHINGTON, EMPTY)
    empty = where(by_washington == NEVER, if_seoul, if_washington)
    left = where(results["improvable"], IMPROVABLE, EFFICIENT)
    zone = where(results["ratifiable_count"] == 0, NONE_PASSES, left)
    standing = results["standing"]
    return {
        "headline": where(results["zone_empty"], empty, zone),
        "stands": where(standing > 0, 3 + standing, results["passes"]),
    }


def headline(count: int) -> Headline:
    """The sentences; there are so many packages."""
    now = "Washington {washington}, Seoul {seoul}: {stands}"
    empty = "No package beats walking away for both sides"
    value = Amount(decimals=1)
    fall = Amount(decimals=0)
    return Headline(
        {
            EMPTY: f"{empty}, until Washington's walk-away value falls by {{by_washington}} or "
            "Seoul's by {by_seoul}.",
            EMPTY_BUT_WASHINGTON: f"{empty}, until Washington's walk-away value falls by "
            "{by_washington}; no fall of Seoul's alone would do.",
            EMPTY_BUT_SEOUL: f"{empty}, until Seoul's walk-away value falls by {{by_seoul}}; no "
            "fall of Washington's alone would do.",
            HOPELESS: f"{empty}, and no fall of one walk-away value alone can change that.",
            IMPROVABLE: f"{now}. A better deal gives them {{more_washington}} and {{more_seoul}} "
            "more.",
            EFFICIENT: f"{now}. What would help one side now hurts the other.",
            NONE_PASSES: f"{now}. None of the {count:,} packages could be ratified by both.",
        },
        {
            "washington": Part("now_washington", value),
            "seoul": Part("now_seoul", value),
            "stands": Part("stands", Label(texts=STANDS)),
            "more_washington": Part("better_washington_by", value),
            "more_seoul": Part("better_seoul_by", value),
            "by_washington": Part("opens_washington", fall),
            "by_seoul": Part("opens_seoul", fall),
        },
        case="headline",
    )
