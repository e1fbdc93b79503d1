"""The key of the worksheet: what each scenario's answers are, by the models and the tables."""

from __future__ import annotations

from alliance import load
from alliance.coursework.claim import Scenario, kind_of
from alliance.coursework.sums import Sum
from coursebook.tables import sources

LABELS = (
    "1. kinds, claims 1 to 12",
    "2. own, percent",
    "3. with note, percent",
    "4. note; work; day",
    "5. note; work; day",
    "7. odd sum",
    "8. percent; end; start that fit",
    "9. wrong; the number that belongs there",
)
SOUND = "22121"
"""Which of its two numbers each sentence of the note has to state."""


def off(sum_: Sum) -> float:
    """By how many points the percentage of a sum is off."""
    return abs(sum_.fitting_percent - sum_.percent)


def plain(number: float, decimals: int) -> str:
    return f"{number:,.{decimals}f}".rstrip("0").rstrip(".").replace("-", "−")


def answers(drawn: Scenario) -> list[str]:
    """An answer for each of the labels."""
    facts = load("paper_facts").set_index("fact")
    counts = load("claims_by_section")
    own = counts[counts["chapter"] == drawn.chapter].set_index("kind")
    works = load("endnotes").set_index("endnote")["works"]
    letters = "".join(kind_of(facts["kind"][fact])[0].upper() for fact in drawn.claims)
    odd = max(range(4), key=lambda place: off(drawn.sums[place]))
    start, percent, end = (getattr(drawn.sums[odd], name) for name in ("start", "percent", "end"))

    def traced(fact: str) -> str:
        note = int(facts["endnote"][fact])
        (work,) = sources.line(works[note])
        return f"{note}; {work.label}; {sources.dates()[work.key]}"

    return [
        " ".join(letters[at : at + 4] for at in (0, 4, 8)),
        f"{100 * own['claims'].drop('reported').sum() / own['claims'].sum():.1f}",
        f"{100 * own['with_note']['reported'] / own['claims']['reported']:.1f}",
        *(traced(fact) for fact in drawn.traced),
        "ABCD"[odd],
        f"{plain(100 * (end / start - 1), 1)}; {plain(start * (1 + percent / 100), 2)}; "
        f"{plain(end / (1 + percent / 100), 2)}",
    ]
