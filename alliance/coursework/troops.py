"""Exercise *Who pays for the troops?*: each student's prices, rates, years and double counting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from alliance.explorers import troop_costs
from coursebook.coursework.draw import Draw, steps
from coursebook.coursework.explored import Explored

SLUG: Final = "who-pays-for-the-troops"

# Prices rise by less than the agreement's cap of 5 percent, and never by what the explorer
# starts with. The fixed rate always outruns them.
INFLATION: Final = steps(12, 18, 2, divide_by=10) + steps(24, 30, 2, divide_by=10)
FIXED_RATES: Final = steps(38, 58, 2, divide_by=10)
EXCHANGE_RATES: Final = steps(1280, 1380, 20) + steps(1460, 1540, 20)
# Within the agreement, and before the arms purchases end.
YEARS: Final = (2028, 2029, 2030)
HUMPHREYS_YEARS: Final = (20, 22, 24, 25, 35, 40, 45)
SUPPORT_YEARS: Final = (8, 9, 11, 12, 14)
# Whole costs of `cost_shares` that leave something out; the other two are everybody's.
NARROW_WHOLES: Final = ("paper", "brooks")
# Agreements in won of more than one year, each after another in won.
AGREEMENTS: Final = ("7", "8", "9", "11")


@dataclass(frozen=True)
class Scenario(Explored):
    """One student's scenario.

    Units: `inflation` and `fixed_rate` in percent a year, `exchange_rate` in won per U.S. dollar.
    `narrow_whole` is a key of `cost_shares`, `agreement` a number of `sma_agreements`.
    """

    declared = troop_costs

    inflation: float
    fixed_rate: float
    exchange_rate: float
    year: int
    humphreys_years: int
    support_years: int
    narrow_whole: str
    agreement: str

    @property
    def settings(self) -> dict[str, Any]:
        """The explorer's controls in this scenario, in which some money is counted twice."""
        return {
            "inflation": self.inflation,
            "fixed_rate": self.fixed_rate,
            "exchange_rate": self.exchange_rate,
            "looked_at": self.year,
            "humphreys": "korean",
            "humphreys_years": self.humphreys_years,
            "support": "all",
            "support_years": self.support_years,
        }

    def __str__(self) -> str:
        whole = troop_costs.by_name["denominator"].told(self.narrow_whole)
        return (
            f"Agreement {self.agreement}. Prices rise by {self.inflation:.1f} percent a year; "
            f"fixed rate {self.fixed_rate:.1f} percent a year; {self.exchange_rate:,.0f} won per "
            f"dollar; year {self.year}. Camp Humphreys over {self.humphreys_years} years, the "
            f"support over {self.support_years}. Third whole ({self.narrow_whole}): {whole}."
        )


def scenario(student_id: str) -> Scenario:
    """The scenario that belongs to a student ID."""
    draw = Draw(student_id, SLUG)
    return Scenario(
        inflation=draw.choose("inflation", INFLATION),
        fixed_rate=draw.choose("fixed rate", FIXED_RATES),
        exchange_rate=draw.choose("exchange rate", EXCHANGE_RATES),
        year=draw.choose("year", YEARS),
        humphreys_years=draw.choose("years of Camp Humphreys", HUMPHREYS_YEARS),
        support_years=draw.choose("years of the support", SUPPORT_YEARS),
        narrow_whole=draw.choose("narrow whole", NARROW_WHOLES),
        agreement=draw.choose("agreement", AGREEMENTS),
    )
