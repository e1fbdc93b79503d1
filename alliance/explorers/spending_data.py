"""What the spending path takes from `data/`: where it starts, and what is drawn beside it."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import pandas as pd

from alliance.explorers import from_tables
from alliance.models import spending
from coursebook import tables
from coursebook.tables.sources import split

NAME: Final = "spending-path"
KOREA: Final = "KOR"
FIRST_OBSERVED: Final = 2014
"""The first year of the observed shares: ten years before the path starts."""

GUIDES: Final = (
    "south_korea_2024",
    "united_states_2024",
    "nato_core",
    "considered_demand",
    "nato_total",
)


class Country(NamedTuple):
    """A country to compare with, and its share in the year in which the path starts."""

    iso3: str
    label: str
    share: float


@cache
def baseline() -> spending.Baseline:
    """The latest year for which the share and GDP in won are both observed, not projected."""
    share = tables.load("defense_share")
    korea = share[(share["iso3"] == KOREA) & ~share["edition"].str.contains("rounded")]
    gdp = tables.load("gdp")
    observed = korea.merge(gdp[gdp["kind"] == "actual"], on="year").sort_values("year").iloc[-1]
    fixed = from_tables.constants(NAME)
    sums = _sums(["enacted"]).loc[int(observed["year"]) :]
    return spending.Baseline(
        year=int(observed["year"]),
        share=float(observed["percent_of_gdp"]),
        gdp=float(observed["krw_trillion"]),
        announced_growth=fixed["announced_growth"],
        related_share=fixed["related_share"],
        enacted_growth=tuple((100 * sums.pct_change().iloc[1:]).tolist()),
    )


def _sums(stages: list[str]) -> pd.Series:
    """The ministry's budgets of these stages by year, trillion won."""
    budgets = tables.load("defense_budget")
    return budgets[budgets["stage"].isin(stages)].set_index("fiscal_year")["krw_trillion"]


def guides() -> pd.DataFrame:
    """The shares in play, each value once, lowest first."""
    targets = tables.load("spending_targets")
    drawn = targets[targets["key"].isin(GUIDES)]
    return drawn.sort_values("percent_of_gdp").reset_index(drop=True)


def observed() -> pd.DataFrame:
    """The observed shares of all countries since `FIRST_OBSERVED`."""
    shares = tables.load("defense_share")
    recent = shares[shares["year"] >= FIRST_OBSERVED]
    return recent[["country", "iso3", "year", "percent_of_gdp", "edition"]]


def compared() -> list[Country]:
    """The countries that a reader can choose for comparison, by name."""
    shares = observed()
    then = shares[(shares["year"] == baseline().year) & (shares["iso3"] != KOREA)]
    return [
        Country(row["iso3"], row["country"], float(row["percent_of_gdp"]))
        for row in then.sort_values("country").to_dict("records")
    ]


def names_of_observed() -> pd.DataFrame:
    """Two names for each comparison, at the first year: the higher line has its name above it."""
    start = observed().query("year == @FIRST_OBSERVED").set_index("iso3")
    rows = []
    for country in compared():
        pair = start.loc[[KOREA, country.iso3]]
        rows += [
            {
                "comparison": country.iso3,
                "year": FIRST_OBSERVED,
                "percent_of_gdp": row["percent_of_gdp"],
                "country": row["country"],
                "above": row["percent_of_gdp"] == pair["percent_of_gdp"].max(),
            }
            for row in pair.to_dict("records")
        ]
    return pd.DataFrame(rows)


def last_year() -> int:
    """The year in which the path ends."""
    return int(from_tables.constants(NAME)["end_year"])


def years() -> pd.DataFrame:
    """The years of the path, each with the budget enacted and the budget planned; 0 where none is.

    `_stage` says what kind of sum it is, `_name` labels the last of each kind.
    """
    rows = pd.DataFrame({"year": range(baseline().year, last_year() + 1)})
    budgets = tables.load("defense_budget")
    for kind, stages in (("enacted", ["enacted"]), ("planned", ["plan", "scenario"])):
        own = budgets[budgets["stage"].isin(stages)].set_index("fiscal_year")
        rows[kind] = rows["year"].map(own["krw_trillion"]).fillna(0.0)
        rows[f"{kind}_stage"] = rows["year"].map(own["stage"]).fillna("")
        named = rows[rows[kind] > 0].groupby(f"{kind}_stage")["year"].max()
        rows[f"{kind}_name"] = rows[f"{kind}_stage"].where(rows["year"].isin(named), "")
    return rows


def plan_year() -> int:
    """The last year of the mid-term plan."""
    budgets = tables.load("defense_budget")
    return int(budgets.loc[budgets["stage"] == "plan", "fiscal_year"].max())


def sources() -> list[str]:
    """The works behind all that is drawn, each once."""
    base = baseline().year
    share, gdp, budgets = (tables.load(name) for name in ("defense_share", "gdp", "defense_budget"))
    cells = [
        *share.loc[(share["iso3"] == KOREA) & (share["year"] == base), "source"],
        *gdp.loc[gdp["year"] == base, "source"],
        tables.load("exchange_rate").sort_values("year").iloc[-1]["source"],
        *from_tables.preset_sources(NAME),
        *share.loc[share["year"] >= FIRST_OBSERVED, "source"],
        *budgets.loc[(budgets["fiscal_year"] >= base) & (budgets["stage"] != "proposal"), "source"],
    ]
    return split(cells)
