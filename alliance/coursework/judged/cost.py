"""Exercise *What would it cost?*: a note on the student's path, and budgets made by a rule."""

from __future__ import annotations

from typing import Final

from alliance.coursework.cost import SLUG, Scenario, scenario
from alliance.explorers.spending_data import baseline
from coursebook.coursework import judged
from coursebook.coursework.draw import Draw
from coursebook.coursework.judged import Given, Sentence

RULES: Final = ("A", "B", "C")
RECORDED: Final = (2025, 2026, 2027, 2028)
NEXT: Final = 2029
PRICES: Final = 2
NOTES: Final = ("11121", "22121", "21221", "21111", "21122")


def given(student_id: str) -> Given:
    """The note and the record of one student."""
    draw = Draw(student_id, SLUG)
    note = judged.note(draw, sentences(scenario(student_id)), NOTES)
    return Given(note, record(student_id, draw.choose("rule", RULES)))


def record(student_id: str, rule: str) -> str:
    """The first budgets of a student's scenario by a rule."""
    own = scenario(student_id)
    years = ", ".join(f"{budget(own, rule, year):.1f} in {year}" for year in RECORDED)
    return f"Budgets, in trillion won: {years}."


def following(student_id: str, rule: str) -> float:
    """The budget that comes next by a rule."""
    return budget(scenario(student_id), rule, NEXT)


def budget(own: Scenario, rule: str, year: int) -> float:
    """The budget of a year in trillion won; each rule reaches the target in the target year.

    By rule A the share of GDP rises by the same number of points each year, by rule B the budget
    grows by the same percent, by rule C by the same sum.
    """
    base = baseline()
    way = (year - base.year) / (own.target_year - base.year)
    start = base.share / 100 * base.gdp
    end = own.target / 100 * base.gdp * (1 + own.growth / 100) ** (own.target_year - base.year)
    if rule == "A":
        share = base.share + way * (own.target - base.share)
        return share / 100 * base.gdp * (1 + own.growth / 100) ** (year - base.year)
    return start * (end / start) ** way if rule == "B" else start + way * (end - start)


def sentences(own: Scenario) -> list[Sentence]:
    """What a colleague may say about a scenario."""
    base, shown = baseline(), own.explorer.compute().values
    years = own.target_year - base.year
    budget_then, extra = shown["budget_then"], shown["cumulative_then"]
    ratio = budget_then / (base.share / 100 * base.gdp)
    points = own.target - base.share
    to_dollars = 1000 / own.exchange_rate
    return [
        Sentence(
            f"To go from {base.share:.2f} to {own.target:.2f} percent of GDP, the share has to "
            "become {} percent larger.",
            100 * points / own.target,
            100 * points / base.share,
        ),
        Sentence(
            f"What is spent above the share of {base.year} comes to {{}} trillion won a year, on "
            f"average over the years {base.year + 1} to {own.target_year}.",
            extra / years,
            extra / (years + 1),
        ),
        Sentence(
            f"If prices rise by {PRICES} percent a year, the budget of {own.target_year} is worth "
            f"{{}} trillion won in prices of {base.year}.",
            budget_then / (1 + PRICES / 100) ** years,
            budget_then / (1 + PRICES / 100 * years),
        ),
        Sentence(
            f"In {own.target_year} the target asks for {{}} billion dollars more than the share "
            f"of {base.year} would, at {own.exchange_rate:,.0f} won per dollar.",
            points / 100 * base.gdp * to_dollars,
            shown["extra_then"] * to_dollars,
        ),
        Sentence(
            f"To get there by {own.target_year}, the budget has to grow by {{}} percent each year "
            f"from {base.year} on.",
            100 * (ratio ** (1 / years) - 1),
            100 * (ratio - 1) / years,
        ),
    ]
