"""Exercise *A deal both can sign*: each student's views, weights, walk-away values and package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from alliance.explorers import package_deal
from alliance.explorers.package import SIDES
from alliance.explorers.package_options import ISSUES, VIEWS, Options
from coursebook.coursework.draw import Draw
from coursebook.coursework.explored import Explored

SLUG: Final = "a-deal-both-can-sign"

# Every side has the same weights, each on an issue of its own. They sum to 33, so that a value
# meets a walk-away value exactly only at a multiple of 10, and none is drawn.
WEIGHTS: Final = tuple(permutations((2, 3, 5, 6, 8, 9)))
WEIGHT: Final = sum(WEIGHTS[0])
WALKS: Final = (44, 46, 47, 49, 52, 53, 54, 56, 57, 58, 59, 61, 62, 63, 64, 66, 67)
RATIFY_ABOVE: Final = (2, 3, 4)
RAISES: Final = (4, 5, 6, 7)
# Neither so many packages that any will do, nor so few that the search is over at once.
ZONE: Final = range(20, 91)
RATIFIABLE: Final = 5
TURNS: Final = 200
# The package at the start: one side walks away from it, and by how many points.
SHORT: Final = (2, 12)

Values = npt.NDArray[np.int64]
"""The weighted points of all packages to one side, in the explorer's order."""


@dataclass(frozen=True)
class Scenario(Explored):
    """One student's scenario.

    Weights are those of `ISSUES` in order. `start` is the chosen package, an option for each issue.
    Later the walk-away value of `raised` rises by `raise_by`. Values in points from 0 to 100.
    """

    declared = package_deal

    washington_view: str
    seoul_view: str
    washington_weights: tuple[int, ...]
    seoul_weights: tuple[int, ...]
    washington_walk: int
    seoul_walk: int
    ratify_above: int
    start: tuple[str, ...]
    raised: str
    raise_by: int

    @property
    def washington_ratify(self) -> int:
        """What those at home in Washington ask for."""
        return _asked(self.washington_walk, self.ratify_above)

    @property
    def seoul_ratify(self) -> int:
        """What those at home in Seoul ask for."""
        return _asked(self.seoul_walk, self.ratify_above)

    @property
    def settings(self) -> dict[str, Any]:
        """The explorer's controls in this scenario."""
        weights = {
            f"{side}_{issue}": weight
            for side in VIEWS
            for issue, weight in zip(ISSUES, getattr(self, f"{side}_weights"), strict=True)
        }
        sides = {
            f"{side}_{name}": getattr(self, f"{side}_{name}")
            for side in VIEWS
            for name in ("view", "walk", "ratify")
        }
        return weights | sides | dict(zip(ISSUES, self.start, strict=True))

    @property
    def settings_after(self) -> dict[str, Any]:
        """The same after the walk-away value of one side has risen."""
        name = f"{self.raised}_walk"
        return self.settings | {name: getattr(self, name) + self.raise_by}

    def __str__(self) -> str:
        options = _options()
        package = "; ".join(
            labels[codes.index(option)]
            for codes, labels, option in zip(options.codes, options.labels, self.start, strict=True)
        )
        sides = [self._told(side, name) for side, name in SIDES.items()]
        return (
            f"{' '.join(sides)} Package on the table: {package}. Later the walk-away value of "
            f"{SIDES[self.raised]} rises by {self.raise_by}."
        )

    def _told(self, side: str, name: str) -> str:
        """What one side wants, in a sentence."""
        view = VIEWS[side][getattr(self, f"{side}_view")]
        weights = ", ".join(
            f"{issue} {weight}"
            for issue, weight in zip(ISSUES.values(), getattr(self, f"{side}_weights"), strict=True)
        )
        return (
            f'{name}: scores of "{view}"; weights {weights}; walk-away value '
            f"{getattr(self, f'{side}_walk')}; asked for at home {getattr(self, f'{side}_ratify')}."
        )


def scenario(student_id: str) -> Scenario:
    """The scenario that belongs to a student ID."""
    draw = Draw(student_id, SLUG)
    views = {side: draw.choose(f"view of {side}", tuple(VIEWS[side])) for side in VIEWS}
    raised = draw.choose("raised", tuple(VIEWS))
    # Some weights and walk-away values leave no bargain worth the search; then others are drawn.
    for turn in range(TURNS):
        weights = {side: draw.choose(f"weights of {side}, {turn}", WEIGHTS) for side in VIEWS}
        a, b = (_points(side, views[side], weights[side]) for side in VIEWS)
        if not (walks := _walks(a, b)):
            continue
        walk_a, walk_b = draw.choose(f"walk-away values, {turn}", walks)
        aboves = _aboves(a, b, walk_a, walk_b)
        raises = _raises(a, b, walk_a, walk_b, raised)
        near = _near(a, b, walk_a, walk_b)
        tries = (draw.choose(f"package, {n}", near) for n in range(TURNS) if near)
        start = next((place for place in tries if _improves_one_way(a, b, place)), None)
        if aboves and raises and start is not None:
            return Scenario(
                washington_view=views["washington"],
                seoul_view=views["seoul"],
                washington_weights=weights["washington"],
                seoul_weights=weights["seoul"],
                washington_walk=walk_a,
                seoul_walk=walk_b,
                ratify_above=draw.choose("asked for at home", aboves),
                start=_packages()[start],
                raised=raised,
                raise_by=draw.choose("raise", raises),
            )
    raise ValueError(
        f"{SLUG}: found no bargain in {TURNS} draws; the scores of data/package_options.csv or the "
        "ranges of alliance/coursework/deal.py leave too few"
    )


def _asked(walk: int, above: int) -> int:
    """What is asked for at home: above the walk-away value, and not at a multiple of 10."""
    asked = walk + above
    return asked + 1 if asked % 10 == 0 else asked


def _options() -> Options:
    found: Options = package_deal.constants["options"]
    return found


@lru_cache(maxsize=1)
def _packages() -> list[tuple[str, ...]]:
    """The options of all packages, in the explorer's order."""
    return list(product(*_options().codes))


def _points(side: str, view: str, weights: tuple[int, ...]) -> Values:
    scores = _options().by_view[f"{side}_{view}"]
    total: Values = np.zeros(1, dtype=np.int64)
    for weight, options in zip(weights, scores, strict=True):
        total = np.add.outer(total, weight * np.array(options)).ravel()
    return total


def _walks(a: Values, b: Values) -> list[tuple[int, int]]:
    """Walk-away values that leave some packages in the zone, and not too many."""
    over_a, over_b = (np.array([_reach(side, walk) for walk in WALKS]) for side in (a, b))
    in_zone = over_a.astype(np.int64) @ over_b.T.astype(np.int64)
    return [
        (WALKS[row], WALKS[column])
        for row, column in np.argwhere((in_zone >= ZONE.start) & (in_zone < ZONE.stop))
    ]


def _aboves(a: Values, b: Values, walk_a: int, walk_b: int) -> list[int]:
    """How far home may ask for more, so that some packages could still be ratified."""
    return [
        above
        for above in RATIFY_ABOVE
        if (_reach(a, _asked(walk_a, above)) & _reach(b, _asked(walk_b, above))).sum() >= RATIFIABLE
    ]


def _raises(a: Values, b: Values, walk_a: int, walk_b: int, raised: str) -> list[int]:
    """How far a walk-away value may rise, so that the Nash solution moves to another package.

    Before and after, one package alone is the Nash solution.
    """
    before = _nash(a, b, walk_a * WEIGHT, walk_b * WEIGHT)
    found = []
    for by in RAISES:
        up_a, up_b = (walk_a + by, walk_b) if raised == "washington" else (walk_a, walk_b + by)
        after = _nash(a, b, up_a * WEIGHT, up_b * WEIGHT)
        if up_a % 10 and up_b % 10 and None not in (before, after) and before != after:
            found.append(by)
    return found


def _reach(points: Values, value: int) -> npt.NDArray[np.bool_]:
    return 10 * points >= value * WEIGHT


def _nash(a: Values, b: Values, floor_a: int, floor_b: int) -> int | None:
    """The package with the largest product of gains over the floors, if it is one package alone.

    Floors are ten times the weighted points, so that they are whole numbers too.
    """
    over_a, over_b = 10 * a - floor_a, 10 * b - floor_b
    worth = np.where((over_a > 0) & (over_b > 0), over_a * over_b, 0)
    (best,) = np.nonzero(worth == worth.max())
    return int(best[0]) if len(best) == 1 and worth.max() > 0 else None


def _near(a: Values, b: Values, walk_a: int, walk_b: int) -> list[int]:
    """Packages that one side walks away from, though not by far, and the other would take."""
    short_a, short_b = walk_a - 10 * a / WEIGHT, walk_b - 10 * b / WEIGHT
    low, high = SHORT
    near = ((short_a > low) & (short_a < high) & (short_b < 0)) | (
        (short_b > low) & (short_b < high) & (short_a < 0)
    )
    return [int(place) for place in np.flatnonzero(near)]


def _improves_one_way(a: Values, b: Values, place: int) -> bool:
    """Whether one package alone has the largest product of gains over this one."""
    return _nash(a, b, 10 * int(a[place]), 10 * int(b[place])) is not None
