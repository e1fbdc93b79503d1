"""Exercise *What would it cost?*: each student's spending path, table year and limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from alliance.explorers import spending_path
from coursebook.coursework.draw import Draw, steps
from coursebook.coursework.explored import Explored

SLUG: Final = "what-would-it-cost"

# Years whose share, GDP and exchange rate all stand in the tables.
TABLE_YEARS: Final = tuple(range(2004, 2020))
TARGETS: Final = steps(330, 395, 5, divide_by=100)
TARGET_YEARS: Final = tuple(range(2031, 2036))
GROWTH: Final = steps(26, 44, divide_by=10)
EXCHANGE_RATES: Final = steps(1300, 1500, 20)
# The limit stands so little above the economy's growth that every student must lower the target.
LIMIT_ABOVE_GROWTH: Final = steps(12, 20, divide_by=10)


@dataclass(frozen=True)
class Scenario(Explored):
    """One student's scenario.

    Units: `target` in percent of GDP, `growth` (nominal, of GDP) and `limit` (of the budget) in
    percent a year, `exchange_rate` in won per U.S. dollar.
    """

    declared = spending_path

    table_year: int
    target: float
    target_year: int
    growth: float
    exchange_rate: float
    limit: float

    @property
    def settings(self) -> dict[str, Any]:
        """The explorer's controls in this scenario."""
        return {
            "target": self.target,
            "target_year": self.target_year,
            "growth": self.growth,
            "exchange_rate": self.exchange_rate,
        }

    def __str__(self) -> str:
        return (
            f"Table year {self.table_year}. Target {self.target:.2f} percent of GDP by "
            f"{self.target_year}; nominal GDP growth {self.growth:.1f} percent a year; "
            f"{self.exchange_rate:,.0f} won per dollar; limit {self.limit:.1f} percent a year."
        )


def scenario(student_id: str) -> Scenario:
    """The scenario that belongs to a student ID."""
    draw = Draw(student_id, SLUG)
    growth = draw.choose("growth", GROWTH)
    above = draw.choose("limit above growth", LIMIT_ABOVE_GROWTH)
    return Scenario(
        table_year=draw.choose("table year", TABLE_YEARS),
        target=draw.choose("target", TARGETS),
        target_year=draw.choose("target year", TARGET_YEARS),
        growth=growth,
        exchange_rate=draw.choose("exchange rate", EXCHANGE_RATES),
        limit=round(growth + above, 1),
    )
