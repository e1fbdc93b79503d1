"""The ledger: allies ranked by what they carry, under five yardsticks.

A yardstick turns reported figures into one number for each ally. Which yardstick is the right one
is an argument about fairness, not arithmetic; the model shows what each of them says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from coursebook.explorers.formula import (
    NEVER,
    at,
    both,
    maximum,
    minimum,
    place,
    rank,
    total,
    where,
)

YARDSTICKS: Final = ("share", "dollars", "head", "forces", "host")

_UNRANKED: Final = -1
"""Below every figure, which are 0 or more: what an ally without one is sorted by."""


def figures(
    *,
    percent: Any,
    dollars: Any,
    population: Any,
    forces: Any,
    forces_population: Any,
    support: Any,
    us_troops: Any,
) -> dict[str, Any]:
    """What each yardstick makes of the reported figures, or `NEVER` where there is none.

        head = dollars / population,  forces = 1000 * forces / population,
        host = support / U.S. troops

    Parameters
    ----------
    percent : military spending in percent of GDP
    dollars : military spending, billion U.S. dollars
    population, forces_population : persons, in the year of the spending and of the forces
    forces : active forces, persons
    support : direct support for hosted U.S. forces, billion dollars a year; 0 if not reported
    us_troops : hosted U.S. soldiers; 0 if not reported

    Returns percent of GDP, billion dollars, dollars a head, persons in 1,000, dollars a soldier.
    """
    hosted = us_troops > 0
    return {
        "share": percent,
        "dollars": dollars,
        "head": dollars * 1e9 / population,
        "forces": forces * 1000 / forces_population,
        "host": where(hosted, support * 1e9 / where(hosted, us_troops, 1), NEVER),
    }


def rank_allies(
    row: Any, *, yardstick: Any, chosen: Sequence[Any], subject: int, figures: Mapping[str, Any]
) -> dict[str, Any]:
    """Ranks of the chosen allies under each yardstick, 1 for the one that carries most.

    Parameters
    ----------
    row : a column of numbers from 1, one for each ally
    yardstick : one of `YARDSTICKS`
    chosen : for each ally in the order of the rows, whether it is compared
    subject : the row of the ally that the single values are about
    figures : a column for each yardstick, see `figures`; `NEVER` is no figure

    Allies that are equal share a rank, and the next rank is left out (1, 2, 2, 4).

    Returns
    -------
    Columns: `included`, `rank_<yardstick>` and `place_<yardstick>` (as the rank, but no two rows
    share one; both 0 if not ranked), and for the chosen yardstick `value` (0 if there is none),
    `ranked`, `rank`, `place` (the ranked, then allies without a figure, then those not chosen)
    and `part` (of the largest value, 0-1).
    Then single values: `compared` (how many allies), `ranked_count`, `first` and `last` (the sum
    of 2 ** (row - 1) over the rows that lead or trail; 0 if none is ranked),
    `subject_<yardstick>` (10 * allies ranked + rank; 0 if the subject is not ranked), `best` and
    `worst` (the sum of 2 ** index over the yardsticks that give the subject its best and worst
    rank; 0 if it is not chosen), `best_rank` and `worst_rank` (0 if it is not), `subject_now` (as
    `subject_<yardstick>`, for the chosen one) and `rank_now` (the rank alone), `compared_ones` (the
    sum of 2 ** (row - 1) over the allies compared), and flags: `none`, `single`, `subject_off`.
    """
    included: Any = False
    for number, switch in enumerate(chosen, start=1):
        included = where(row == number, switch, included)
    ones = where(included, 1, 0)
    is_subject = row == subject

    ranks: dict[str, Any] = {}
    places: dict[str, Any] = {}
    counts: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for name in YARDSTICKS:
        known = both(included, figures[name] != NEVER)
        sorted_by = where(known, figures[name], _UNRANKED)
        ranks[name] = where(known, rank(sorted_by), 0)
        places[name] = where(known, place(sorted_by), 0)
        counts[name] = total(where(known, 1, 0))
        own[name] = at(ranks[name], row=is_subject)

    def by_yardstick(values: Mapping[str, Any]) -> Any:
        """The value that belongs to the chosen yardstick."""
        *others, last = YARDSTICKS
        picked = values[last]
        for name in others:
            picked = where(yardstick == name, values[name], picked)
        return picked

    current_rank, current_place = by_yardstick(ranks), by_yardstick(places)
    ranked = current_rank > 0
    value = where(ranked, by_yardstick(figures), 0)
    count = total(where(ranked, 1, 0))
    largest = at(value, row=current_place == 1)
    lowest_rank = at(current_rank, row=both(ranked, current_place == count))
    power = 2 ** (row - 1)

    compared = total(ones)
    known_ranks = [where(own[name] > 0, own[name], 99) for name in YARDSTICKS]
    best_rank, worst_rank = minimum(*known_ranks), maximum(*own.values())
    subject_on = at(ones, row=is_subject) > 0

    def holders(best: Any) -> Any:
        """Which yardsticks give the subject this rank, as a sum of powers of two."""
        return sum(
            where(both(own[name] > 0, own[name] == best), 2**index, 0)
            for index, name in enumerate(YARDSTICKS)
        )

    return {
        "included": included,
        **{f"rank_{name}": column for name, column in ranks.items()},
        **{f"place_{name}": column for name, column in places.items()},
        "value": value,
        "ranked": ranked,
        "rank": current_rank,
        "place": where(ranked, current_place, place(where(ranked, 1, where(included, 0, -1)))),
        "part": value / where(largest > 0, largest, 1),
        "compared": compared,
        "ranked_count": count,
        "first": total(where(current_rank == 1, power, 0)),
        "last": total(where(both(ranked, current_rank == lowest_rank), power, 0)),
        **{
            f"subject_{name}": where(own[name] > 0, 10 * counts[name] + own[name], 0)
            for name in YARDSTICKS
        },
        "best": holders(best_rank),
        "worst": holders(worst_rank),
        "best_rank": where(subject_on, best_rank, 0),
        "worst_rank": where(subject_on, worst_rank, 0),
        "subject_now": by_yardstick({name: 10 * counts[name] + own[name] for name in YARDSTICKS}),
        "rank_now": by_yardstick(own),
        "compared_ones": total(where(included, power, 0)),
        "none": compared == 0,
        "single": compared == 1,
        "subject_off": where(subject_on, False, compared > 0),
    }
