"""What to do with the spending path: four tasks."""

from __future__ import annotations

from collections.abc import Mapping

from alliance.models.spending import Baseline
from coursebook.explorers import Guess, Task
from coursebook.explorers.formula import both

NEAR = 0.005
"""Points of GDP below which two shares are the same to a reader."""


def tasks(base: Baseline, plan: Mapping[str, str], ask: Mapping[str, str]) -> list[Task]:
    """The tasks; `plan` and `ask` have the settings of the fact sheet and of the demand."""
    share, year, rate = (
        float(plan["target"]),
        int(plan["target_year"]),
        float(plan["exchange_rate"]),
    )
    whole, announced = share + base.related_share, f"{base.announced_growth:g} percent"
    return [
        Task(
            name="count",
            text=f"Choose NATO's count, and move the target until the budget itself is back at the "
            f"{share:g} percent of the joint fact sheet. What does a government gain by choosing "
            "what counts?",
            guess=Guess(ask="Which target does it take?", unit="% of GDP"),
            met=lambda definition, core_target: both(
                definition == "nato", both(core_target > share - NEAR, core_target < share + NEAR)
            ),
            solution={"definition": "nato", "target": whole},
            answer=f"It takes {whole:g} percent, and the budget does not get one won more. A wider "
            "count lets a government promise the larger number abroad while it votes the smaller "
            "one at home. Its critics can say that roads and shipyards are called defense, its "
            "friends that an army moves on roads. Either way, ask of a percentage what is in it "
            "before you ask whether it's high.",
        ),
        Task(
            name="earliest",
            text=f"Keep the {share:g} percent of the fact sheet, on the narrow count, and find the "
            f"earliest year whose budget needs no more than the {announced} a year announced for "
            f"{base.enacted_year}.",
            guess=Guess(ask="Which year will it be?"),
            met=lambda definition, target, target_year, crossing_year: both(
                both(definition == "core", target == share), target_year == crossing_year
            ),
            solution={"target_year": 2033},
            answer=f"2033, which is earlier than the {year} of the fact sheet. So the promise asks "
            "for less growth each year than Seoul has just announced. That makes it easier than it "
            "sounds, if the announced pace can be kept up, and it is the keeping up that is hard: "
            "no single budget decides it, but all of them do.",
        ),
        Task(
            name="doubt",
            text="Guess before you look. Then draw the chart in won, and let growth be off by one "
            "point a year. Which risk does a promise in percent of GDP take away, and which does "
            "it leave?",
            guess=Guess(
                ask=f"At the {float(ask['target']):g} percent that Washington weighed asking for, "
                f"how much more than at today's share does {int(ask['target_year'])} cost?",
                unit="trillion won",
                result="extra_then",
            ),
            sets=dict(ask),
            met=lambda measure, spread: both(measure == "won", spread >= 1),
            solution={"measure": "won", "spread": 1},
            answer="In won the band is wide, in percent it has no width at all: when the economy "
            "grows less than expected, the sum shrinks along with it. Such a promise spares the "
            "treasury the risk of a poor decade. It leaves that risk with the ally, who counts on "
            "ships and missiles, which are bought with won.",
        ),
        Task(
            name="prices",
            text="Set constant prices, which take inflation out, and then another exchange rate. "
            "Which results move, and which stay? Which sum would you quote in Seoul, and which in "
            "Washington?",
            met=lambda prices, exchange_rate: both(prices == "constant", exchange_rate != rate),
            solution={"prices": "constant", "exchange_rate": rate + 100},
            answer="Constant prices shrink every later sum, since a won buys less each year. The "
            "exchange rate moves the sums in dollars and nothing else. A minister who wants to "
            "look generous in Washington adds up many years in prices of each year; one who "
            "has to defend the budget in Seoul quotes a single year in today's prices. The share "
            "is the same in both speeches.",
        ),
    ]
