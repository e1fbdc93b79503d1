"""What to do with the troop costs: four tasks."""

from __future__ import annotations

from typing import Any

from alliance.models.troop_costs import Givens
from coursebook.explorers import Guess, Task
from coursebook.explorers.formula import both, where

NEAR = 0.005
"""Billion dollars below which two payments are the same to a reader."""


def tasks(given: Givens, paper: float) -> list[Task]:
    """The tasks; `paper` is the payment of the first year as the paper has it, billion USD."""
    return [
        Task(
            name="rate",
            text=f"Keep the 12th agreement, and move the exchange rate until the payment of "
            f"{given.first_year} comes to the USD {paper:g} billion that the paper gives. Who "
            "carries the risk of the rate?",
            guess=Guess(ask="Which rate does it take?", unit="won per USD"),
            met=lambda demand, year_shown, payment_then: both(
                both(demand == "agreement", year_shown == given.first_year),
                both(payment_then > paper - NEAR, payment_then < paper + NEAR),
            ),
            solution={"exchange_rate": 1030},
            answer="About 1,030 won to the dollar, a rate at which the won was far stronger. The "
            "agreement names a sum in won. Seoul therefore pays the same whatever the rate does, "
            "and a weak won makes the payment worth less to Washington, in so far as it spends "
            "dollars. A sum in dollars, such as the five billion once asked for, would turn the "
            "risk around.",
        ),
        Task(
            name="whole",
            text="Guess before you look. Then try every whole: which one makes the demand look "
            "modest?",
            guess=Guess(
                ask=f"If Seoul paid USD {given.demand_five:g} billion a year, which share would "
                "that be of the U.S. cost of 2016 to 2019 and the payment together?",
                unit="%",
                result="share_then",
            ),
            sets={"demand": "five"},
            met=lambda demand, denominator: both(demand == "five", denominator != "both"),
            solution={"demand": "five", "denominator": "harris"},
            answer="Only the first, for it adds what you count to the whole: whoever pays more "
            "then also makes the whole larger, so that no payment can ever reach 100 percent. "
            "Each of the other three is smaller than the demand. A share says little until one "
            "knows what it is a share of, and each side can quote the one that suits it.",
        ),
        Task(
            name="twice",
            text="Start from Seoul's count, then add Camp Humphreys and all of the support. Read "
            "the warnings. Which part would you strike out again, and who would object?",
            met=lambda humphreys, support, cash_counts: both(
                humphreys != "no", both(support == "all", cash_counts)
            ),
            solution={"humphreys": "korean", "support": "all"},
            answer="The yearly payment may stand in this sum three times: by itself, in the base, "
            "part of which it built, and in the larger support. You could strike out the payment "
            "and keep the support, or count the base without the money of the agreements. Seoul "
            "would object to leaving out a base on which it spent for years, and Washington to "
            "counting a base that stands already as if somebody paid for it each year.",
        ),
        Task(
            name="half",
            text="A challenge. Take the 12th agreement, the whole with which the explorer starts, "
            "and no estimate of your own for land. Pass half of the whole with as few parts as "
            "you can.",
            guess=Guess(ask="How many parts does it take?", unit="parts"),
            met=_half_by_one_part,
            solution={"cash_counts": False, "arms_counts": True},
            answer="One, and it's the arms purchases. They are also the part that pays for no "
            "soldier in Korea: the weapons go to South Korea's own forces. The yearly payment, "
            "over which the allies negotiate, does not get there with the base added to it. What "
            "is allowed to count moves the share more than any haggling over the payment could.",
        ),
    ]


def _half_by_one_part(
    demand: Any,
    denominator: Any,
    land: Any,
    share_then: Any,
    cash_counts: Any,
    humphreys: Any,
    arms_counts: Any,
    support: Any,
) -> Any:
    """Whether a single part, and no estimate of the reader's own, passes half of the whole."""
    counted = [cash_counts, humphreys != "no", arms_counts, support != "no"]
    one = sum(where(part, 1, 0) for part in counted) == 1
    as_at_the_start = both(both(demand == "agreement", denominator == "both"), land == 0)
    return both(as_at_the_start, both(one, share_then > 50))
