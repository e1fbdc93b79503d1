"""What to do with the ledger of allies: four tasks."""

from __future__ import annotations

from coursebook.explorers import Guess, Task
from coursebook.explorers.formula import both, where


def tasks(subject: str, code: int) -> list[Task]:
    """The tasks; `code` is what the result `first` holds where the subject alone leads."""
    return [
        Task(
            name="place",
            text="Guess before you look. Then choose one yardstick after the other: which would "
            "Washington bring to the table, and which would Seoul?",
            guess=Guess(
                ask=f"Among the six allies, which place has {subject} by dollars?",
                result="subject_dollars",
            ),
            sets={"yardstick": "dollars"},
            answer="Seoul would bring active forces, by which it comes first, or the share of GDP, "
            "by which it is second to Poland alone. Washington would bring dollars a head, by "
            "which it comes fifth. In fact U.S. officials speak of the share of GDP, which "
            "flatters Seoul; they use it to ask for more of the same.",
        ),
        Task(
            name="leads",
            text=f"Find a set of at least two allies in which {subject} leads in dollars.",
            guess=Guess(ask="How many of the other five must you leave out?", unit="allies"),
            met=lambda first, single, yardstick: both(
                both(first == code, single == 0), yardstick == "dollars"
            ),
            solution={
                "yardstick": "dollars",
                "germany": False,
                "united_kingdom": False,
                "japan": False,
            },
            answer="Three: Germany, the United Kingdom and Japan. Among those who are left it "
            "leads, and no figure has changed. So whom one compares decides a ranking as much as "
            "what one measures, and a speaker who names only the rank has made both choices for "
            "you.",
        ),
        Task(
            name="host",
            text="Choose the payment per hosted soldier. What can this yardstick not see?",
            guess=Guess(ask="For how many of the six is there a figure?", unit="allies"),
            met=lambda yardstick: yardstick == "host",
            solution={"yardstick": "host"},
            answer="Three have a figure. It cannot see an ally who hosts few Americans or none, "
            "however much that ally spends on forces of its own, nor land and taxes that a host "
            "forgoes. It also divides by U.S. soldiers, so that withdrawing some would make the "
            "same payment look more generous.",
        ),
        Task(
            name="ranks",
            text="Show the ranks by every yardstick, and take out one ally alone. Whose leaving "
            f"puts {subject} first by one yardstick more?",
            met=lambda view, poland, japan: both(
                view == "ranks", where(poland, 1, 0) + where(japan, 1, 0) == 1
            ),
            solution={"view": "ranks", "poland": False},
            answer="Poland's, for it is the one ally ahead by share of GDP; and Japan's, for it is "
            "the one that pays more for each soldier. Without either of them "
            f"{subject} leads by two yardsticks of five. The choice of company is an argument, "
            "too, and a reason for it is seldom given.",
        ),
    ]
