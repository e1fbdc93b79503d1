"""Explorer: who carries what, by five yardsticks and for the allies that the reader compares."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from alliance.explorers import from_tables, ledger_chart, ledger_headline, ledger_tasks
from alliance.models import ledger
from coursebook import tables
from coursebook.explorers import (
    Amount,
    Choice,
    Column,
    Explorer,
    Hand,
    Label,
    Notice,
    Readout,
    Row,
    Switch,
)
from coursebook.explorers.formats import inside, sets
from coursebook.explorers.formula import NEVER, both, choose
from coursebook.tables import sources

NAME: Final = "who-carries-what"
SUBJECT: Final = "South Korea"

YARDSTICKS: Final = {
    "share": "Share of GDP",
    "dollars": "Dollars",
    "head": "Dollars a head",
    "forces": "Active forces",
    "host": "Payment per hosted soldier",
}


def allies() -> pd.DataFrame:
    """The allies as the table has them, numbered; 0 where no figure was seen."""
    table = tables.load("allies")
    return pd.DataFrame(
        {
            "row": range(1, len(table) + 1),
            "name": table["country"],
            "code": table["iso3"],
            "percent": table["percent_of_gdp"].astype(float),
            "dollars": table["usd_billion"].astype(float),
            "population": table["population"].astype(int),
            "forces": table["active_forces"].astype(int),
            "forces_population": table["forces_population"].astype(int),
            "support": table["support_usd_billion"].fillna(0).astype(float),
            "us_troops": table["us_troops"].fillna(0).astype(int),
        }
    )


def control_name(country: str) -> str:
    """The name of a country's switch."""
    return country.lower().replace(" ", "_")


def model(
    row: Any,
    percent: Any,
    dollars: Any,
    population: Any,
    forces: Any,
    forces_population: Any,
    support: Any,
    us_troops: Any,
    *,
    yardstick: Any,
    view: Any,
    south_korea: Any,
    japan: Any,
    germany: Any,
    poland: Any,
    united_kingdom: Any,
    australia: Any,
    united_states: Any,
    subject: int,
) -> dict[str, Any]:
    """The figures and the ranks, which view is shown, and where a figure is missing."""
    found = ledger.figures(
        percent=percent,
        dollars=dollars,
        population=population,
        forces=forces,
        forces_population=forces_population,
        support=support,
        us_troops=us_troops,
    )
    chosen = [south_korea, japan, germany, poland, united_kingdom, australia, united_states]
    ranked = ledger.rank_allies(
        row, yardstick=yardstick, chosen=chosen, subject=subject, figures=found
    )
    by_payment = yardstick == "host"
    return {
        **{f"figure_{name}": column for name, column in found.items()},
        **ranked,
        **ledger_headline.told(ranked, yardstick=yardstick),
        "as_ranks": view == "ranks",
        "average_of_years": by_payment,
        **{
            f"only_{number}": both(by_payment, switch)
            for number, switch in enumerate(chosen, start=1)
        },
    }


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    rows = allies()
    table = tables.load("allies")
    subject = int(rows.loc[rows["name"] == SUBJECT, "row"].item())
    controls = _controls(table)
    ranks = {10 * n + r: f"{r} of {n}" for n in range(1, len(rows) + 1) for r in range(1, n + 1)}
    of_rank = {0: "not ranked", **ranks}
    no_rank = Label(texts={0: "-", **{n: str(n) for n in range(1, len(rows) + 1)}})
    countries = list(rows["name"])
    some_allies = Label(texts=sets(countries, none="nobody is ranked"))
    some_yardsticks = Label(texts=sets([*map(inside, YARDSTICKS.values())], none="not ranked"))
    return Explorer(
        name=NAME,
        title="Who carries what? A yardstick is an argument",
        about="Choose a yardstick and whom to compare. The order of the allies turns with it.",
        alt_text=(
            "Bars for the allies that you compare, longest first, by the yardstick you chose; or, "
            "in the other view, their ranks under all five yardsticks, joined by lines."
        ),
        assumptions=(
            "What to divide by, and whom to compare, is your choice. Spending is that of 2025 as "
            "SIPRI counts it, rounded. Active forces are the latest that we found, of 2023 to "
            "2025, from sources that do not count alike. Payments are yearly averages of years "
            "before 2020; land, taxes and arms purchases are not in them."
        ),
        sources=_sources(table),
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        first=[
            "yardstick",
            Row("Whom to compare", [control_name(each) for each in table["country"]]),
            "view",
        ],
        tasks=ledger_tasks.tasks(SUBJECT, 2 ** (subject - 1)),
        hands=[
            Hand(
                mark="heads",
                sets={"yardstick": lambda index: choose([*YARDSTICKS], index)},
                help="In the view of ranks, click the name of a yardstick to choose it.",
            )
        ],
        rows=rows,
        model=model,
        constants={"subject": subject},
        columns=[
            Column("row", "Ally", Label(texts=dict(enumerate(countries, start=1)))),
            Column("figure_share", "Share of GDP, percent", Amount(decimals=1)),
            Column("rank_share", "Rank by share of GDP", no_rank),
            Column("figure_dollars", "Billion USD", Amount(decimals=0)),
            Column("rank_dollars", "Rank by dollars", no_rank),
            Column("figure_head", "USD a head", Amount(decimals=0)),
            Column("rank_head", "Rank by dollars a head", no_rank),
            Column("figure_forces", "Active forces in 1,000 people", Amount(decimals=1)),
            Column("rank_forces", "Rank by active forces", no_rank),
            Column(
                "figure_host",
                "USD a year per hosted U.S. soldier",
                Amount(decimals=0, said={NEVER: "no figure seen"}),
            ),
            Column("rank_host", "Rank by payment for U.S. forces", no_rank),
        ],
        headline=ledger_headline.headline(SUBJECT, countries, YARDSTICKS),
        readouts=[
            Readout("first", "Carries most, by your yardstick", some_allies),
            Readout("last", "Carries least, of those ranked", some_allies),
            Readout("best", f"{SUBJECT} ranks highest by", some_yardsticks),
            Readout("worst", f"{SUBJECT} ranks lowest by", some_yardsticks),
            *(
                Readout(f"subject_{key}", f"{SUBJECT}: {inside(name)}", Label(texts=of_rank))
                for key, name in YARDSTICKS.items()
            ),
        ],
        notices=_notices(table),
        presets=from_tables.presets(NAME, controls),
        chart=lambda current, pinned: ledger_chart.draw(current, pinned, subject),
    )


def _notices(table: pd.DataFrame) -> list[Notice]:
    hosts = table["us_troops"].notna()
    return [
        Notice("none", "Nobody is compared: switch on at least two allies."),
        Notice("single", "One ally alone is first and last by every yardstick: add another."),
        Notice("subject_off", f"{SUBJECT} is switched off, and its ranks are not shown."),
        Notice(
            "average_of_years",
            "Payments before 2020, and counted in different ways: two allies by U.S. auditors, "
            "Germany's by its finance ministry. A rank here is weaker than under the others.",
        ),
        *(
            Notice(f"only_{number}", f"{row['country']}: no rank. {row['support_detail']}.")
            for number, row in enumerate(table.to_dict("records"), start=1)
            if not hosts[number - 1]
        ),
    ]


def _sources(table: pd.DataFrame) -> list[str]:
    """The bibliography keys behind the figures and the presets, each once."""
    return sources.split([*table["source"], *from_tables.preset_sources(NAME)])


def _controls(table: pd.DataFrame) -> list[Any]:
    start = from_tables.preset_values(NAME, "share")
    return [
        Choice(
            name="yardstick",
            label="Yardstick",
            help="What carrying a burden is measured by.",
            default=start["yardstick"],
            options=dict(YARDSTICKS),
        ),
        Choice(
            name="view",
            label="The chart shows",
            help="One yardstick in detail, or the ranks under all five.",
            default="bars",
            options={"bars": "One yardstick, as bars", "ranks": "Ranks by every yardstick"},
        ),
        *(
            Switch(
                name=control_name(row["country"]),
                label=f"{row['country']} ({row['iso3']})",
                help=_about(row),
                default=start[control_name(row["country"])] == "yes",
                group="Whom to compare",
            )
            for row in table.to_dict("records")
        ),
    ]


def _about(row: Any) -> str:
    """How the forces of a country were counted, in a sentence."""
    return f"Forces of {row['forces_year']}. {row['forces_detail']}."


who_carries_what: Final = declare()
