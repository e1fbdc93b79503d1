"""What the OPCON explorer says in a sentence: the month, what decides it, and the term."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.models import opcon
from coursebook.explorers import Amount, Duration, Headline, Label, Month, Part
from coursebook.explorers.formats import sets
from coursebook.explorers.formula import NEVER, both, maximum, where

NO_TRANSFER, ALREADY, TOGETHER, OTHERS, PACE, HOPELESS = range(6)
"""The cases under the rule that all must pass; `HOPELESS` is too late twice over."""
WEIGHTLESS, NO_AVERAGE, AVERAGE_ALREADY, AVERAGE, AVERAGE_ALONE = range(6, 11)
"""The cases under the weighted rule."""
DATE_MET, ONE_SHORT, SEVERAL_SHORT = range(11, 14)
"""The cases where a date is set."""
IN_LAST_MONTH, BEFORE, AFTER = range(3)


def told(results: Mapping[str, Any], *, rule: Any, clock: opcon.Clock) -> dict[str, Any]:
    """Which sentence fits, and what stands in it that is no result of the model."""
    transfer, end = results["transfer"], clock.term_end
    late, never, at_once = transfer > end, transfer == NEVER, transfer == clock.start
    by_pace = where(results["others"] > end, HOPELESS, PACE)
    decided = where(results["others"] == NEVER, TOGETHER, OTHERS)
    in_time = where(both(late, results["pace_of_last"] != NEVER), by_pace, decided)
    under_all = where(never, NO_TRANSFER, where(at_once, ALREADY, in_time))

    average = where(results["all_pass"] == NEVER, AVERAGE_ALONE, AVERAGE)
    weighted = where(never, NO_AVERAGE, where(at_once, AVERAGE_ALREADY, average))
    weighted = where(results["weightless"], WEIGHTLESS, weighted)

    shortfalls = [results[f"shortfall_{number}"] for number in (1, 2, 3)]
    short = sum(where(each > 0, 1, 0) for each in shortfalls)
    dated = where(short == 0, DATE_MET, where(short == 1, ONE_SHORT, SEVERAL_SHORT))
    return {
        "headline": where(rule == "date", dated, where(rule == "weighted", weighted, under_all)),
        "gap": where(never, 0, maximum(transfer - end, end - transfer)),
        "against": where(late, AFTER, where(transfer == end, IN_LAST_MONTH, BEFORE)),
        "short_ones": sum(where(each > 0, 2**index, 0) for index, each in enumerate(shortfalls)),
        "shortest_by": maximum(*shortfalls),
    }


def headline() -> Headline:
    """The sentences: the month against the term, then what decides it."""
    when = "{month}, {gap}{against}"
    late = f"{when}. {{Deciding}}"
    month = Month(never="never")
    against = {
        IN_LAST_MONTH: "the last month of the term",
        BEFORE: " before the term ends",
        AFTER: " after the term",
    }
    paces = {1: "1 point a year"} | {n: f"{n} points a year" for n in range(2, opcon.FASTEST + 1)}
    return Headline(
        {
            NO_TRANSFER: "No transfer at these paces: {stuck}.",
            ALREADY: "{month}: all three conditions are at their bars already.",
            TOGETHER: f"{late}.",
            OTHERS: f"{late}; {{others}} {{others_month}}.",
            PACE: f"{late}: at {{pace}} it would pass within the term, as the others do.",
            HOPELESS: f"{late}, but no pace of it can help: {{last_other}} {{others_month}}.",
            WEIGHTLESS: "No transfer: all weights are 0, so that there is no average to pass.",
            NO_AVERAGE: "No transfer at these paces: the weighted average never reaches its bar.",
            AVERAGE_ALREADY: "{month}: the weighted average is at its bar already.",
            AVERAGE: f"{when}: the weighted average passes. All three conditions pass in "
            "{all_pass}.",
            AVERAGE_ALONE: f"{when}: the weighted average passes, though {{stuck}}.",
            DATE_MET: "{month} is set, {gap}{against}, and all three conditions pass by then.",
            ONE_SHORT: "{month} is set, {gap}{against}. {Short} is {short_by} below its bar then.",
            SEVERAL_SHORT: "{month} is set, {gap}{against}. {Short} are below their bars then, by "
            "up to {short_by}.",
        },
        {
            "month": Part("transfer", month),
            "gap": Part("gap", Duration(zero="")),
            "against": Part("against", Label(texts=against)),
            "Deciding": Part("last", _told("C", " decides", " decide together")),
            "stuck": Part("last", _told("c", " never reaches its bar", " never reach their bars")),
            "others": Part("last", _others(_told("c", " allows", " allow"))),
            "last_other": Part("others_last", _told("c", " allows", " allow")),
            "others_month": Part("others", month),
            "all_pass": Part("all_pass", month),
            "pace": Part("pace_of_last", Label(texts=_otherwise_none(paces))),
            "Short": Part("short_ones", _told("C", "", "")),
            "short_by": Part("shortest_by", Amount(decimals=1, after=" points")),
        },
        case="headline",
    )


def _told(letter: str, one: str, several: str) -> Label:
    """Conditions by the sum of 1, 2 and 4, and what they do; `letter` begins the words."""
    numbers = sets(["1", "2", "3"], none="")
    some = {
        code: f"{letter}ondition {text}{one}"
        if len(text) == 1
        else f"{letter}onditions {text}{several}"
        for code, text in numbers.items()
    }
    every = "All three conditions" if letter == "C" else "all three conditions"
    return Label(texts=some | {0: "", 7: f"{every}{several}"})


def _others(label: Label) -> Label:
    """The same of all conditions but these."""
    return Label(texts={code: label.texts[7 - code] for code in label.texts})


def _otherwise_none(texts: Mapping[int, str]) -> dict[int, str]:
    return {NEVER: "", opcon.TOO_FAST: "", opcon.THERE: "", **texts}
