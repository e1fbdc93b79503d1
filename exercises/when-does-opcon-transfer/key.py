"""The key of the worksheet: what each scenario's answers are, by the models and the tables."""

from __future__ import annotations

from bisect import bisect_left

from alliance.coursework.opcon import Scenario
from alliance.models.opcon import months_until
from coursebook.explorers import Month

LABELS = (
    "1. transfer; decides",
    "2. fastest; slowest",
    "3. paper's; ministry's",
    "4. weighted",
    "5. short by, points, conditions 1 to 3",
    "6. months, conditions 1 to 3",
    "8. average",
    "9. faster, months, conditions 1 to 3",
    "10. lower bar, months, conditions 1 to 3",
    "11. in the term; passed on",
    "12. paces; wording, months",
    "13. rule; months",
    "14. wrong; the number that belongs there",
)
SOUND = "12211"
NEXT_DECIMALS = 0
"""Which of its two numbers each sentence of the note has to state."""


def waits(drawn: Scenario) -> list[int]:
    """How many months each condition takes."""
    return [int(months_until(*condition)) for condition in drawn.conditions]


def answers(drawn: Scenario) -> list[str]:
    """An answer for each of the labels."""
    month = Month(never="never")
    explorer = drawn.explorer
    base = explorer.compute()
    shown, rows = base.values, base.table.set_index("row")
    weighted = explorer.compute(rule="weighted")
    dated = explorer.compute(rule="date").values
    last = waits(drawn).index(max(waits(drawn))) + 1
    then = int(weighted.table.set_index("row")["months"][4])
    levels = [min(100, level + pace * then / 12) for level, pace, _ in drawn.conditions]
    mean = sum(w * each for w, each in zip(drawn.weights, levels, strict=True))

    def earlier(**change: int) -> str:
        return f"{shown['transfer'] - explorer.compute(**change).values['transfer']:.0f}"

    def is_passed_on(pace: int) -> bool:
        code = int(explorer.compute(**{f"pace_{last}": pace}).values["deciding"])
        return not code & 2 ** (last - 1)

    paces = range(1, 41)
    passed_on = paces[bisect_left(paces, True, key=is_passed_on)]
    conditions = list(enumerate(drawn.conditions, start=1))
    return [
        f"{month(shown['transfer'])}; {last}",
        f"{month(shown['transfer_earliest'])}; {month(shown['transfer_latest'])}",
        f"{month(shown['transfer_paper'])}; {month(shown['transfer_ministry'])}",
        month(weighted.values["transfer"]),
        "; ".join(f"{dated[f'shortfall_{number}']:.1f}" for number in (1, 2, 3)),
        "; ".join(str(wait) for wait in waits(drawn)),
        f"{mean / sum(drawn.weights):.2f}",
        "; ".join(earlier(**{f"pace_{number}": pace + 1}) for number, (_, pace, _) in conditions),
        "; ".join(earlier(**{f"bar_{number}": bar - 5}) for number, (_, _, bar) in conditions),
        f"{rows['pace_needed'][last]:.0f}; {passed_on}",
        f"{shown['transfer_latest'] - shown['transfer_earliest']:.0f}; "
        f"{shown['transfer_paper'] - shown['transfer_ministry']:.0f}",
    ]
