"""What to do with the two fears: four tasks."""

from __future__ import annotations

from collections.abc import Sequence

from coursebook.explorers import Guess, Task
from coursebook.explorers.formula import both

HEAVY = 75
"""The weight that counts entrapment three times as much as abandonment."""


def tasks(beliefs: Sequence[str]) -> list[Task]:
    """The tasks; `beliefs` are the labels of the five, in their order."""
    return [
        Task(
            name="never",
            text="All beliefs start alike. Guess which of them never matters to the choice, then "
            "move each of the five. Why does that one change the risks and not the answer?",
            guess=Guess(
                ask="Moved by itself, which one never changes the best answer?",
                options=tuple(beliefs),
                result="changing",
            ),
            sets={"weight": 50.0},
            answer="The war itself. Both fears begin with it, so a likelier war makes every answer "
            "riskier by the same factor and leaves their order alone. The other four stand in one "
            "chain only, so each of them tips the balance.",
        ),
        Task(
            name="at_once",
            text="Let Washington answer a refusal at once, behind More settings, and weigh "
            f"entrapment at {HEAVY}, three times as much as abandonment. Why does the war have a "
            "turning point now?",
            met=lambda answer, weight: both(answer == "now", weight == HEAVY),
            solution={"answer": "now", "weight": HEAVY},
            answer="Abandonment no longer waits for a war, while entrapment still does. So the war "
            "now weighs on one side of the choice alone. Whoever argues about Seoul's answer from "
            "the odds of a war assumes, often without saying so, that the punishment for refusing "
            "comes before it.",
        ),
        Task(
            name="readings",
            text="Choose Staying out is not on offer and keep it to compare; then choose Help from "
            "the rear counts. Which answers are never best in each, and where do the two "
            "readings disagree?",
            answer="Where staying out is not on offer, every answer draws Korea in alike, so only "
            "full support is ever best: refusing buys nothing. Where help from the rear counts, "
            "rear support is best and silence never is, for a little help keeps the guarantee and "
            "draws little fire. They disagree on one thing, whether an adversary and an ally "
            "tell helping from fighting. Where bases stand and what they are used for speaks for "
            "the first, and what allies have done in past wars may speak for either.",
        ),
        Task(
            name="own",
            text="Set your own beliefs, your weight and, behind More settings, your levels. Which "
            "turning point is nearest to what you believe, and what evidence would carry you "
            "past it?",
            answer="An answer names a belief, the value you hold, the value at which the choice "
            "turns, and something that could be observed. For example: I hold a weaker guarantee "
            "for even odds; were it far less likely, refusing would be best; a written commitment "
            "that U.S. forces stay whatever Seoul does elsewhere would move me there. If no belief "
            "of yours is near a turning point, say which one you are least sure of.",
        ),
    ]
