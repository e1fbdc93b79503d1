"""What to do with the package of six issues: four tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coursebook.explorers import Guess, Task
from coursebook.explorers.controls import Value
from coursebook.explorers.formula import both

GAIN: Final = 10
"""Points of value that both sides are to gain in the last task."""


def tasks(
    issues: Sequence[str],
    first: Mapping[str, Value],
    better: Mapping[str, Value],
    start: tuple[float, float],
) -> list[Task]:
    """The tasks of the package.

    `issues` are the names of the six, `first` and `better` the package at the start and one that
    is better for both, and `start` what the first one is worth to Washington and to Seoul.
    """
    washington, seoul = start
    return [
        Task(
            name="trade",
            text="Take the Prioritizers and the Self-reliance camp, and press Find a better deal "
            "for both. Compare the table of the six issues, under All results, before and after: "
            "who gave way on what, and why did both still gain?",
            guess=Guess(ask="On which issue will Washington give way most?", options=tuple(issues)),
            met=lambda improvable, now_washington, now_seoul: both(
                improvable == 0, both(now_washington > washington, now_seoul > seoul)
            ),
            solution=better,
            answer="Washington gives way on command in wartime, where a date costs it little and "
            "is worth much to Seoul. Seoul gives way on what U.S. forces in Korea may be used "
            "for, and on spending, where it is the other way around. Each pays with what it "
            "minds least. That works because the two put different things first; had both put "
            "the same thing first, there would have been nothing to trade.",
        ),
        Task(
            name="restrainers",
            text="Keep that package to compare, and set Restrainers in Washington. Look at the "
            "Nash solution. Which change moved it, the weights or the view? Change one at a time.",
            met=lambda washington_view: washington_view == "home",
            solution={"washington_view": "home"},
            answer="Above all the view. Alone, at the old weights, it already moves the solution "
            "on U.S. forces from a wider use to a smaller number, which the new weights alone do "
            "not. So it matters less how much a camp cares about an "
            "issue than what it takes for a success there.",
        ),
        Task(
            name="empty",
            text="Raise both walk-away values, behind More settings, until the zone is empty. "
            "Which one would have to fall, and by how much? What could lower it in fact: a threat, "
            "a crisis, or an election?",
            met=lambda zone_empty: zone_empty,
            solution={"washington_walk": 80, "seoul_walk": 80},
            answer="The headline names both falls, and either one would do. A walk-away value is "
            "what a government believes it has without a deal. A crisis lowers it for the side "
            "that would need help first; a threat only if it is believed, and it may raise the "
            "other's instead; an election changes who does the valuing. None of the three has to "
            "change the package itself.",
        ),
        Task(
            name="alone",
            text=f"A challenge. From the package at the start, get {GAIN} points more for each "
            "side without the button. Try first with one issue at a time.",
            guess=Guess(
                ask="On how many of the six does a single change help one side and hurt neither?",
                unit="issues",
            ),
            sets=dict(first),
            met=lambda now_washington, now_seoul: both(
                now_washington >= washington + GAIN, now_seoul >= seoul + GAIN
            ),
            solution=better,
            answer="On one: a lower bar for the transfer of command helps Seoul and costs this "
            "Washington nothing. On the other five somebody always loses. Taken two at a time, a "
            "loss on one issue can be paid for on another, and gains appear that no single "
            "negotiation would have found. That is the case for a package, and also the case "
            "against having each issue settled by its own committee.",
        ),
    ]
