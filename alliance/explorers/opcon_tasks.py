"""What to do with the conditions of OPCON transfer: five tasks."""

from __future__ import annotations

from collections.abc import Mapping

from coursebook.explorers import Guess, Task
from coursebook.explorers.formula import both

DATE = 2028
"""The year of the task that sets a date."""


def tasks(lowered: Mapping[str, str], years: tuple[int, int]) -> list[Task]:
    """The tasks; `lowered` has the settings of the lowered bar, `years` those to guess from."""
    return [
        Task(
            name="one_pace",
            text="Start from No shortcuts, and bring the transfer within the term by the pace of "
            "one condition alone.",
            guess=Guess(
                ask="Which one can do it?",
                options=("Condition 1", "Condition 2", "Condition 3", "None of them"),
            ),
            sets={"rule": "all"},
            answer="None of them. Whichever single pace you raise, another condition still passes "
            "after the term has ended, and the last one decides. So a promise to hurry one "
            "condition says little while the others stay where they are.",
        ),
        Task(
            name="lowered",
            text="Place the date before you see it: a review lowers every bar by "
            f"{float(lowered['lowered_bar']):g} points. What is gained in time, and what is given "
            "up in readiness, if anything?",
            guess=Guess(
                ask="In which month does the transfer come then?", years=years, result="transfer"
            ),
            sets=dict(lowered),
            answer="The transfer comes six years earlier and falls within the term, although no "
            "force has become any better. Whether readiness is given up depends on what the old "
            "bars were for. If they marked what a war would need, the gap is real. If they were "
            "set so high that nobody expected to reach them, a lower bar only says aloud what had "
            "been meant. The model cannot tell which; those who know the tests can.",
        ),
        Task(
            name="date",
            text=f"Set a date, June of {DATE}. How far does each condition fall short on that day? "
            "Which ally carries that risk, and how could each reduce it?",
            met=lambda rule, date_year: both(rule == "date", date_year == DATE),
            solution={"rule": "date", "date_year": DATE},
            answer="All three fall short, the third by most. Seoul carries the risk of commanding "
            "with too little, and Washington that of having its forces under such a command. Seoul "
            "can buy and train ahead of the date; Washington can agree to lend for a while what is "
            "missing. A date also moves people who would otherwise wait, "
            "which is the best reason to set one.",
        ),
        Task(
            name="wording",
            text="Let the paces be off by a few points a year, and set each wording of condition 3 "
            "in turn. What moves the date more, the wording or the paces, and who has a say in "
            "each?",
            met=lambda rule, pace_range, wording: both(
                rule == "all", both(pace_range > 0, wording != "set")
            ),
            solution={"pace_range": 2, "wording": "ministry"},
            answer="Compare the earliest and the latest transfer of one wording with the distance "
            "between the two wordings. At two points either way the paces already move the date "
            "by more than a decade, and the wordings by less. Two governments can settle the "
            "wording at a table, whenever both want to. The pace of condition 3 depends on "
            "Pyongyang and Beijing as well, who have no seat at it.",
        ),
        Task(
            name="within_term",
            text="Keep the rule that all three must pass, and bring the transfer within the term "
            "with as few changes as you can.",
            met=lambda rule, outcome: both(rule == "all", outcome == 1),
            solution={"lowered_bar": 25},
            answer="One change does it if it lowers every bar at once. With the bars left alone it "
            "takes at least two, because two of the conditions pass too late. That is why a review "
            "of the bars is the quickest way, and the one that is most disputed.",
        ),
    ]
