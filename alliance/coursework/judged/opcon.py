"""Exercise *When does OPCON transfer?*: a note on the student's dates, and a board's verdicts."""

from __future__ import annotations

from typing import Final

from alliance.coursework.opcon import CLOCK, SLUG, Scenario, scenario
from alliance.models.opcon import FULL, months_until
from coursebook.coursework import judged
from coursebook.coursework.draw import Draw
from coursebook.coursework.judged import Given, Sentence

RULES: Final = ("A", "B", "C")
NOTES: Final = ("22211", "11211", "12111", "12221", "12212")
TURNS: Final = (0, 1, 2, 3)
LOW: Final = 15
NEAR: Final = 2

Levels = tuple[int, ...]


def given(student_id: str) -> Given:
    """The note and the record of one student."""
    draw = Draw(student_id, SLUG)
    note = judged.note(draw, sentences(scenario(student_id)), NOTES)
    return Given(note, record(student_id, draw.choose("rule", RULES)))


def record(student_id: str, rule: str) -> str:
    """Four reviews, and what a board said of them by a rule."""
    own, turn = scenario(student_id), Draw(student_id, SLUG).choose("turn", TURNS)
    cases = reviews(own)
    told = [
        f"{', '.join(map(str, levels[:-1]))} and {levels[-1]}: "
        f"{'passed' if passes(own, rule, levels) else 'not passed'}"
        for levels in cases[turn:] + cases[:turn]
    ]
    return f"Levels of conditions 1, 2 and 3, and the verdict: {'; '.join(told)}."


def following(student_id: str, rule: str) -> float:
    """In how many months the transfer comes by a rule."""
    own = scenario(student_id)
    if rule == "B":
        return float(own.explorer.compute(rule="weighted").values["transfer"] - CLOCK.start)
    return float(sorted(_waits(own))[2 if rule == "A" else 1])


def reviews(own: Scenario) -> list[Levels]:
    """Levels of the three conditions at four reviews: rules agree on two of them."""
    bars = [bar for _, _, bar in own.conditions]
    heavy = own.weights.index(max(own.weights))
    return [
        tuple(min(FULL, bar + 9) for bar in bars),
        tuple(FULL if n == heavy else bar - NEAR for n, bar in enumerate(bars)),
        tuple(LOW if n == heavy else bar + NEAR for n, bar in enumerate(bars)),
        tuple(bar - 15 for bar in bars),
    ]


def passes(own: Scenario, rule: str, levels: Levels) -> bool:
    """Whether a board lets levels pass.

    By rule A all three must stand at their bars, by rule B the weighted average at its own, by
    rule C any two of the three.
    """
    there = sum(level >= bar for level, (_, _, bar) in zip(levels, own.conditions, strict=True))
    if rule == "B":
        mean = sum(w * level for w, level in zip(own.weights, levels, strict=True))
        return mean >= own.weighted_bar * sum(own.weights)
    return there == len(levels) if rule == "A" else there >= len(levels) - 1


def _waits(own: Scenario, faster: int = 0) -> list[int]:
    return [int(months_until(level, pace + faster, bar)) for level, pace, bar in own.conditions]


def sentences(own: Scenario) -> list[Sentence]:
    """What a colleague may say about a scenario."""
    waits, fast = _waits(own), _waits(own, 1)
    least, middle, most = sorted(waits)
    level, pace, bar = own.conditions[0]
    last = own.conditions[waits.index(most)]
    date = 12 * own.date_year + 5
    return [
        Sentence(
            f"Condition 1 lacks {bar - level} points. At {pace} points a year it passes after {{}} "
            "months.",
            waits[0],
            10 * (bar - level) / pace,
            decimals=0,
        ),
        Sentence(
            "If two of three were enough, the transfer would come {} months earlier than if all "
            "three must pass.",
            most - least,
            most - middle,
            decimals=0,
        ),
        Sentence(
            "If each condition gained a point a year more, the transfer by the rule that all "
            "three must pass would come {} months earlier.",
            sum(waits) - sum(fast),
            most - max(fast),
            decimals=0,
        ),
        Sentence(
            "By the rule that all three must pass, the transfer comes after {} months.",
            most,
            sum(waits) / len(waits),
            decimals=0,
        ),
        Sentence(
            f"In June {own.date_year} the condition that decides will still lack {{}} points.",
            last[2] - last[0] - last[1] * (date - CLOCK.start) / 12,
            last[2] - last[0] - last[1] * (own.date_year - CLOCK.start // 12),
        ),
    ]
