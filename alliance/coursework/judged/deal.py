"""Exercise *A deal both can sign*: a note on the student's bargain, and an arbiter's awards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Final

import numpy as np

from alliance.coursework.deal import SLUG, Scenario, scenario
from alliance.explorers import package_deal
from alliance.explorers.package import SIDES
from coursebook.coursework import judged
from coursebook.coursework.draw import Draw
from coursebook.coursework.judged import Given, Sentence

RULES: Final = ("A", "B", "C")
NOTES: Final = ("22221", "11221", "12121", "12211", "12222")
PLACES: Final = ("first", "second", "third", "fourth")

Gains = tuple[int, int]
"""What a package is worth to Washington and to Seoul above their walk-away values."""

WORTH: Final[Mapping[str, Callable[[Gains], int]]] = {"A": prod, "B": sum, "C": min}

# In each bargain the three rules take three packages; one side would not sign the fourth.
BARGAINS: Final[tuple[tuple[Gains, ...], ...]] = (
    ((24, 4), (16, 10), (11, 12), (32, -2)),
    ((9, 15), (-1, 29), (3, 23), (11, 10)),
    ((27, -3), (10, 9), (13, 8), (21, 2)),
    ((14, 13), (5, 26), (-1, 33), (12, 17)),
    ((15, 9), (22, 5), (30, -2), (11, 10)),
)


def given(student_id: str) -> Given:
    """The note and the record of one student."""
    draw = Draw(student_id, SLUG)
    note = judged.note(draw, sentences(scenario(student_id)), NOTES)
    return Given(note, record(student_id, draw.choose("rule", RULES)))


def record(student_id: str, rule: str) -> str:
    """Two bargains with what an arbiter took by a rule, and a third without."""
    own, (*settled, third) = scenario(student_id), bargains(student_id)
    told = [
        f"{name} bargain: {_told(own, each)}; the arbiter takes the {PLACES[award(rule, each)]}."
        for name, each in zip(("First", "Second"), settled, strict=True)
    ]
    return (
        f"Values to Washington and to Seoul. {' '.join(told)} Third bargain: {_told(own, third)}."
    )


def following(student_id: str, rule: str) -> float:
    """What the arbiter's package in the third bargain is worth to Washington."""
    third = bargains(student_id)[-1]
    return float(scenario(student_id).washington_walk + third[award(rule, third)][0])


def bargains(student_id: str) -> list[tuple[Gains, ...]]:
    """Three bargains of a student: two with an award, and one without."""
    first = Draw(student_id, SLUG).choose("bargains", range(len(BARGAINS)))
    return [BARGAINS[(first + step) % len(BARGAINS)] for step in range(3)]


def award(rule: str, bargain: tuple[Gains, ...]) -> int:
    """The place of the package that a rule takes, among those that both sides would sign.

    Rule A takes the largest product of the two gains, rule B the largest sum, and rule C the
    package in which the smaller of the two gains is largest.
    """
    worth = WORTH[rule]
    both = [place for place, gains in enumerate(bargain) if min(gains) >= 0]
    return max(both, key=lambda place: worth(bargain[place]))


def _told(own: Scenario, bargain: tuple[Gains, ...]) -> str:
    return ", ".join(f"{own.washington_walk + a} and {own.seoul_walk + b}" for a, b in bargain)


def sentences(own: Scenario) -> list[Sentence]:
    """What a colleague may say about a scenario."""
    table = package_deal.compute(**own.settings).table
    now = table.iloc[0]
    then = package_deal.compute(**own.settings_after).table.iloc[0]
    walks = {"washington": own.washington_walk, "seoul": own.seoul_walk}
    short = next(side for side in SIDES if now[f"now_{side}"] < walks[side])
    lacks = walks[short] - now[f"now_{short}"]
    asked = own.washington_ratify if short == "washington" else own.seoul_ratify
    all_ = len(table)
    signs = int(np.sum(table["washington"] >= own.washington_walk))
    zone, ratifiable = now["zone_count"], now["ratifiable_count"]
    change = then[f"nash_{own.raised}"] - now[f"nash_{own.raised}"]
    return [
        Sentence(
            f"{SIDES[short]} would walk away from the package on the table: it lacks {{}} points.",
            lacks,
            asked - now[f"now_{short}"],
        ),
        Sentence(
            f"{{}} percent of the {all_} packages would be signed by both sides.",
            100 * signs / all_,
            100 * zone / all_,
        ),
        Sentence(
            "Of the packages that both sides would sign, {} percent could be ratified by both.",
            100 * ratifiable / all_,
            100 * ratifiable / zone,
        ),
        Sentence(
            f"At the Nash solution {SIDES[short]} gains {{}} points: that is what the product "
            "counts for it.",
            now[f"nash_{short}"] - now[f"now_{short}"],
            now[f"nash_{short}"] - walks[short],
        ),
        Sentence(
            f"When the walk-away value of {SIDES[own.raised]} rises by {own.raise_by}, its gain "
            "over what it could have without a deal changes by {} points.",
            change - own.raise_by,
            change,
        ),
    ]
