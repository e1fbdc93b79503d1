"""Exercise *Who pays for the troops?*: a note on the student's sums, and payments by a rule."""

from __future__ import annotations

from typing import Final

from alliance.coursework.troops import SLUG, Scenario, scenario
from alliance.explorers import troop_costs
from coursebook import tables
from coursebook.coursework import judged
from coursebook.coursework.draw import Draw
from coursebook.coursework.judged import Given, Sentence

RULES: Final = ("A", "B", "C")
RECORDED: Final = (2027, 2028, 2029)
NEXT: Final = 2030
NOTES: Final = ("11211", "22211", "21111", "21221", "21212")


def given(student_id: str) -> Given:
    """The note and the record of one student."""
    draw = Draw(student_id, SLUG)
    note = judged.note(draw, sentences(scenario(student_id)), NOTES)
    return Given(note, record(student_id, draw.choose("rule", RULES)))


def record(student_id: str, rule: str) -> str:
    """The first payments of a student's scenario by a rule."""
    own = scenario(student_id)
    years = ", ".join(f"{payment(own, rule, year):,.1f} in {year}" for year in RECORDED)
    return f"Payments, in billion won: {years}."


def following(student_id: str, rule: str) -> float:
    """The payment that comes next by a rule."""
    return payment(scenario(student_id), rule, NEXT)


def payment(own: Scenario, rule: str, year: int) -> float:
    """The payment of a year in billion won; under each rule the first rise is the same.

    By rule A it rises by the fixed rate each year; by rule B by a sum that stays, the fixed rate
    of the first payment; by rule C with prices, and by a sum on top of that.
    """
    givens = troop_costs.constants["givens"]
    rate, prices = own.fixed_rate / 100, own.inflation / 100
    amount: float = givens.agreed
    for _ in range(year - givens.first_year):
        match rule:
            case "A":
                amount *= 1 + rate
            case "B":
                amount += rate * givens.agreed
            case _:
                amount += prices * amount + (rate - prices) * givens.agreed
    return amount


def sentences(own: Scenario) -> list[Sentence]:
    """What a colleague may say about a scenario."""
    givens = troop_costs.constants["givens"]
    alone = {**own.settings, "humphreys": "no", "support": "no"}
    share = troop_costs.compute(**alone).values["share_then"]
    later, level = own.year - givens.first_year, 1 + own.inflation / 100
    fixed = payment(own, "A", own.year)
    paid = tables.load("sma_payments").query("basis != 'projection'").sort_values("year")
    paid = paid[paid["agreement"] == own.agreement]
    first, last = paid["krw_billion"].iloc[0], paid["krw_billion"].iloc[-1]
    base = givens.humphreys_cost / own.humphreys_years
    return [
        Sentence(
            f"At the fixed rate, the payment of {own.year} lies {{}} percent above that of "
            f"{givens.first_year}.",
            own.fixed_rate * later,
            100 * (fixed / givens.agreed - 1),
            decimals=2,
        ),
        Sentence(
            f"In won of {givens.first_year}, that payment at the fixed rate is {{}} billion: "
            f"prices rise by {own.inflation:.1f} percent a year.",
            fixed / level**later,
            fixed / level ** (later - 1),
        ),
        Sentence(
            "Camp Humphreys, with money of the agreements as South Korean, comes to {} billion "
            f"dollars a year over {own.humphreys_years} years.",
            base,
            base * givens.humphreys_korean / 100,
            decimals=3,
        ),
        Sentence(
            f"The payment of {own.year} that follows prices is {{}} percent of the U.S. cost and "
            "this payment together.",
            share,
            100 * share / (100 - share),
        ),
        Sentence(
            f"From its first year to its last, agreement {own.agreement} raised the payment by "
            "{} percent each year, if it rose by the same percent in all of them.",
            100 * ((last / first) ** (1 / (len(paid) - 1)) - 1),
            100 * (last / first - 1) / len(paid),
            decimals=2,
        ),
    ]
