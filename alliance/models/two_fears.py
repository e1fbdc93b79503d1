"""Two fears: what an ally's options mean for entrapment and for abandonment.

The alliance security dilemma (Snyder 1984) as a small decision tree. Every number is the reader's
belief; none is data. Beliefs, weights and levels are whole percents, and options are compared in
products of whole numbers, which are exact: a tie is a tie and no rounding error.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any, Final

from coursebook.explorers.formula import (
    NEVER,
    both,
    choose,
    first,
    highest,
    lowest,
    maximum,
    total,
    where,
)

OPTIONS: Final = (1, 2, 3, 4)
"""Refuse, stay silent, rear support, full support."""
BELIEFS: Final = ("war", "use", "strike", "exploit", "weaken")
LIGHTEST, HEAVIEST = 1, 99
"""Bounds of the weight: at 0 or 100 one of the two fears would not count at all."""
HERE: Final = -2
"""A turning point at the present value: options tie, and the least change settles it."""
_NEXT_TO_NOTHING: Final = 1e-9
"""In place of 0 below a fraction."""
_FAR: Final = 1000
"""Farther than any belief can move."""


def two_fears(
    row: Any,
    *,
    war: Any,
    use: Any,
    strike: Any,
    exploit: Any,
    weaken: Any,
    weight: Any,
    answer: Any,
    involvement_1: Any,
    involvement_2: Any,
    involvement_3: Any,
    involvement_4: Any,
    refusal_1: Any,
    refusal_2: Any,
    refusal_3: Any,
    refusal_4: Any,
) -> dict[str, Any]:
    """Both risks of every option, the best option, and which single belief would change it.

        entrapment  = war * (use * involvement) * strike
        abandonment = war * (weaken * refusal) * exploit

    Entrapment: the war comes, U.S. forces in Korea are used in it, and China strikes Korea.
    Abandonment: the war comes, Washington's guarantee weakens, and Pyongyang exploits it. If
    Washington answers a refusal at once, abandonment needs no war, and its first factor is 1.
    Steps are independent of each other except as the tree says, which `either` rests on.

    Parameters
    ----------
    row : the column of all four options
    war, use, strike, exploit, weaken : beliefs, percent, 0-100; `use` holds at full involvement,
        `weaken` at full refusal
    weight : of entrapment, percent, 1-99; abandonment has the rest
    answer : "war" (Washington answers a refusal when the war comes) or "now" (at once)
    involvement_i, refusal_i : percent of full, 0-100; they scale `use` and `weaken` under option i

    Returns
    -------
    Columns: `entrapment`, `abandonment`, `either` (at least one of them) and `combined` (weighted
    mean of the two), all in percent; `verdict` (1 best, 2 never best, 0 neither). An option is
    best if no other has a lower combined risk. It is never best if no weight makes it so: another
    option, or a mixture of two others, is as good on both fears and better on one. On a chart of
    the two fears it then lies above the line that joins its neighbors.

    Then single values: `best`, `never_best` and `next_best` (those with the lowest combined risk
    above the least), sums of 1, 2, 4 and 8 for the options; `best_combined` and `next_combined`,
    percent (`NEVER` if all options tie); `turn_war` to `turn_weaken` and `turn_weight`, the
    turning point of each: the value nearest to the present one beyond which an option that is best
    now no longer is, `HERE` if that is the present one, or `NEVER`; `changing`, the sum of 1, 2,
    4, 8 and 16 for the beliefs that have a turning point; `nearest`, the place in `BELIEFS` of the
    one that has to move least, or `NEVER`, `nearest_turn` and `nearest_above` (whether it has to
    rise); and `no_risk` (every risk is 0).

    The combined risk is linear in each single belief. So its order can only change where two
    straight lines cross, and it changes on the way to an end if the order at that end is another.
    """
    beliefs = {
        "war": war,
        "use": use,
        "strike": strike,
        "exploit": exploit,
        "weaken": weaken,
        "weight": weight,
    }
    involvements = [involvement_1, involvement_2, involvement_3, involvement_4]
    refusals = [refusal_1, refusal_2, refusal_3, refusal_4]
    involvement, refusal = _of_row(row, involvements), _of_row(row, refusals)

    def risks(involvement: Any, refusal: Any, **changed: Any) -> tuple[Any, Any]:
        """Entrapment and abandonment in hundred-millionths."""
        held = beliefs | changed
        needs_war = where(answer == "war", held["war"], 100)
        return (
            held["war"] * held["use"] * held["strike"] * involvement,
            needs_war * held["weaken"] * held["exploit"] * refusal,
        )

    def loss(**changed: Any) -> Any:
        """The combined risk of each row, in hundred-millionths of a percent."""
        heavy = (beliefs | changed)["weight"]
        entrapment, abandonment = risks(involvement, refusal, **changed)
        return heavy * entrapment + (100 - heavy) * abandonment

    now = loss()
    least = lowest(now)
    is_best = now == least

    def way_to(**end: Any) -> Any:
        """How much of the way to an end a best option stays best, from 0 to 1, or `NEVER`."""
        there = loss(**end)
        kept = highest(where(is_best, there, 0))
        overtakes = there < kept
        gap = now - least
        return first(gap / where(overtakes, gap + kept - there, 1), row=overtakes)

    def turn(name: str, low: int, high: int) -> Any:
        """The turning point of a belief, `HERE` or `NEVER`."""
        value = beliefs[name]
        up, down = way_to(**{name: high}), way_to(**{name: low})
        steps_up, steps_down = up * (high - value), down * (value - low)
        # A way of `NEVER` is not taken; of two, the shorter one is.
        goes_down = where(up == NEVER, True, both(down != NEVER, steps_down < steps_up))
        nearest = where(goes_down, value - steps_down, value + steps_up)
        found = where(nearest == value, HERE, nearest)
        return where(both(up == NEVER, down == NEVER), NEVER, found)

    entrapment, abandonment = risks(involvement, refusal)
    dominated = _dominated(
        (involvement, refusal),
        list(zip(involvements, refusals, strict=True)),
        risks(1, 1),
    )
    bit = 2 ** (row - 1)
    turns = {name: turn(name, 0, 100) for name in BELIEFS}
    after = first(now, row=now > least)
    nearest, nearest_turn, distance = NEVER, NEVER, _FAR
    for place, (name, value) in enumerate(turns.items()):
        away = where(value == HERE, 0, maximum(value - beliefs[name], beliefs[name] - value))
        closer = both(value != NEVER, away < distance)
        nearest, nearest_turn, distance = (
            where(closer, new, old)
            for new, old in ((place, nearest), (value, nearest_turn), (away, distance))
        )
    value_now = choose([beliefs[name] for name in BELIEFS], maximum(nearest, 0))
    return {
        "entrapment": entrapment / 1e6,
        "abandonment": abandonment / 1e6,
        "either": _either(
            use * strike * involvement / 1e6, weaken * exploit * refusal / 1e6, war, answer
        ),
        "combined": now / 1e8,
        "verdict": where(is_best, 1, where(dominated, 2, 0)),
        "best": total(where(is_best, bit, 0)),
        "never_best": total(where(dominated, bit, 0)),
        "next_best": total(where(now == after, bit, 0)),
        "best_combined": least / 1e8,
        "next_combined": where(after == NEVER, NEVER, after / 1e8),
        **{f"turn_{name}": value for name, value in turns.items()},
        "turn_weight": turn("weight", LIGHTEST, HEAVIEST),
        "changing": sum(
            where(value == NEVER, 0, 2**index) for index, value in enumerate(turns.values())
        ),
        "nearest": nearest,
        "nearest_turn": nearest_turn,
        "nearest_above": nearest_turn > value_now,
        "no_risk": highest(maximum(entrapment, abandonment)) == 0,
    }


def weight_through(
    x: Any,
    y: Any,
    war: Any,
    use: Any,
    strike: Any,
    exploit: Any,
    weaken: Any,
    answer: Any,
    involvement_1: Any,
    involvement_2: Any,
    involvement_3: Any,
    involvement_4: Any,
    refusal_1: Any,
    refusal_2: Any,
    refusal_3: Any,
    refusal_4: Any,
    *,
    upper: bool,
) -> Any:
    """The weight of entrapment at which a point is exactly as bad as the best option.

        weight / (100 - weight) = max (y - abandonment) / (entrapment - x)

    The maximum is over the options to the right of the point, if it is the upper end of the line on
    which all is as bad as the best option. At the lower end both fears change places. Parameters
    are those of `two_fears`, and the point in percent.
    """
    entrapment = war * use * strike / 1e6
    abandonment = where(answer == "war", war, 100) * weaken * exploit / 1e6
    involvements = [involvement_1, involvement_2, involvement_3, involvement_4]
    refusals = [refusal_1, refusal_2, refusal_3, refusal_4]
    ratio: Any = 0
    for involvement, refusal in zip(involvements, refusals, strict=True):
        across, down = entrapment * involvement - x, abandonment * refusal - y
        before, beyond = (across, down) if upper else (down, across)
        ratio = maximum(ratio, -beyond / maximum(before, _NEXT_TO_NOTHING))
    share = 100 / (1 + ratio)
    return 100 - share if upper else share


def _dominated(levels: tuple[Any, Any], others: list[tuple[Any, Any]], scale: Any) -> Any:
    """Whether an option, or a mixture of two, is as good on both fears and better on one.

    Risks are the levels times one factor for each fear, `scale`. So the levels decide, in whole
    numbers below 10,000, and a fear that cannot come true decides nothing.
    """
    feared = [where(factor > 0, 1, 0) for factor in scale]

    def counted(option: tuple[Any, Any]) -> tuple[Any, Any]:
        return option[0] * feared[0], option[1] * feared[1]

    x, y = counted(levels)
    found = 0
    for e, a in map(counted, others):
        found += where(both(both(e <= x, a <= y), e + a < x + y), 1, 0)
    for (e, a), (f, b) in permutations(map(counted, others), 2):
        # Between the two, and above the line that joins them.
        above = (y - a) * (f - e) > (b - a) * (x - e)
        found += where(both(both(e < x, x < f), above), 1, 0)
    return found > 0


def _of_row(row: Any, values: list[Any]) -> Any:
    """Each option's own value."""
    picked = values[-1]
    for option, value in zip(OPTIONS[:-1], values[:-1], strict=True):
        picked = where(row == option, value, picked)
    return picked


def _either(struck: Any, left_alone: Any, war: Any, answer: Any) -> Any:
    """The risk of at least one fear, in percent.

    `struck` and `left_alone` are probabilities, given the war or, for the second, given that
    Washington answers at once.
    """
    in_war = war * (1 - (1 - struck) * (1 - left_alone))
    at_once = 100 * (1 - (1 - war * struck / 100) * (1 - left_alone))
    return where(answer == "war", in_war, at_once)
