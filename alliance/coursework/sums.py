"""Sums that add up and sums that do not, for the exercise *Reading a claim*."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from coursebook import tables

# A sum fits if its percent, computed anew, is the printed one; it does not if it is this far off.
OFF: Final = 0.5


@dataclass(frozen=True)
class Sum:
    """A start that grows by a printed percent to a printed end, both in the same unit."""

    what: str
    start: float
    percent: float
    end: float
    unit: str

    @property
    def fitting_percent(self) -> float:
        """The growth that leads from the start to the end."""
        return 100 * (self.end / self.start - 1)


@lru_cache(maxsize=1)
def fitting_sums() -> tuple[Sum, ...]:
    """Sums that add up: the payments agreed in won, and the defense budget."""
    payments = _yearly(
        tables.load("sma_payments").query("agreed_in == 'won' and basis != 'projection'"),
        "year", "krw_billion", "Payment for U.S. forces", "billion won",
    )  # fmt: skip
    budget = _yearly(
        tables.load("defense_budget").query("stage == 'enacted'"),
        "fiscal_year", "krw_trillion", "Defense budget", "trillion won",
    )  # fmt: skip
    return tuple(
        each
        for each in payments + budget
        if round(each.fitting_percent, 1) == each.percent and each.percent != 0
    )


@lru_cache(maxsize=1)
def odd_sums() -> tuple[Sum, ...]:
    """Sums that do not add up: three of the paper's, and payments whose growth is in dollars."""
    facts = tables.load("paper_facts").set_index("fact")["value"]
    paid = tables.load("sma_sums").set_index("key")["usd_billion"]
    budget = (
        tables.load("defense_budget")
        .query("stage == 'enacted'")
        .set_index("fiscal_year")["krw_trillion"]
    )
    dollars = "billion dollars a year"
    of_paper = [
        Sum(
            "Payment for U.S. forces today and in 2026 (note 38)",
            float(facts["F140"]), float(facts["F141"]), float(facts["F142"]), dollars,
        ),
        Sum(
            "Payment of 2019 and the demand that followed (note 35)",
            float(paid["paid_2019"]), float(facts["F125"]), float(facts["F126"]), dollars,
        ),
        Sum(
            "Defense budget, 2025 to 2026",
            float(budget[2025]), float(facts["F212"]), float(budget[2026]), "trillion won",
        ),
    ]  # fmt: skip
    of_table = _yearly(
        tables.load("sma_payments").query("agreed_in == 'dollars'"),
        "year", "krw_billion", "Payment for U.S. forces", "billion won",
    )  # fmt: skip
    return tuple(s for s in of_paper + of_table if abs(s.fitting_percent - s.percent) >= OFF)


def _yearly(table: pd.DataFrame, year: str, amount: str, what: str, unit: str) -> list[Sum]:
    """Each year's growth as the table prints it, with the amounts before and after."""
    rows: list[dict[Any, Any]] = table.sort_values(year).to_dict("records")
    return [
        Sum(
            f"{what}, {before[year]} to {after[year]}",
            float(before[amount]),
            float(after["growth_percent"]),
            float(after[amount]),
            unit,
        )
        for before, after in pairwise(rows)
        if after[year] == before[year] + 1 and not pd.isna(after["growth_percent"])
    ]
