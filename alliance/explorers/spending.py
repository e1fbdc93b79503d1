"""Explorer: what a target share of GDP costs South Korea, year by year."""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt
import pandas as pd

from alliance import tables, theme
from alliance.explorer import Amount, Choice, Column, Explorer, Notice, Number, Readout, Year
from alliance.explorers import inputs
from alliance.models import spending
from alliance.models.formula import where

NAME: Final = "spending-path"

PATH, HOLD, STEADY, PINNED = "Your path", "Today's share", "Announced growth, kept up", "Pinned"


def baseline() -> spending.Baseline:
    """The latest year for which the share and GDP in won are both observed, not projected."""
    share = tables.load("defense_share")
    korea = share[(share["iso3"] == "KOR") & ~share["edition"].str.contains("rounded")]
    gdp = tables.load("gdp")
    observed = korea.merge(gdp[gdp["kind"] == "actual"], on="year").sort_values("year").iloc[-1]
    fixed = inputs.constants(NAME)
    return spending.Baseline(
        year=int(observed["year"]),
        share=float(observed["percent_of_gdp"]),
        gdp=float(observed["krw_trillion"]),
        announced_growth=fixed["announced_growth"],
        related_share=fixed["related_share"],
    )


def guides() -> pd.DataFrame:
    """The shares in play, each value once, lowest first."""
    targets = tables.load("spending_targets")
    drawn = targets[targets["key"].isin(GUIDES)]
    return drawn.sort_values("percent_of_gdp").reset_index(drop=True)


GUIDES: Final = (
    "south_korea_2024",
    "united_states_2024",
    "nato_core",
    "considered_demand",
    "nato_total",
)


def model(
    year: Any,
    *,
    target: Any,
    target_year: Any,
    growth: Any,
    exchange_rate: Any,
    definition: Any,
    measure: Any,
    baseline: spending.Baseline,
    shares: tuple[float, ...],
) -> dict[str, Any]:
    """The spending path, and what the chart draws of it in the measure that the reader chose."""
    path = spending.spending_path(
        year,
        target=target,
        target_year=target_year,
        growth=growth,
        exchange_rate=exchange_rate,
        definition=definition,
        baseline=baseline,
    )
    # Trillion won per percent of GDP, in the unit of the chart.
    unit = where(
        measure == "share",
        1,
        path["gdp"] / 100 * where(measure == "dollars", 1000 / exchange_rate, 1),
    )
    return {
        **path,
        "target_year": target_year,
        "drawn": path["share"] * unit,
        "drawn_hold": baseline.share * unit,
        "drawn_steady": path["steady_share"] * unit,
        **{f"guide_{index}": share * unit for index, share in enumerate(shares)},
    }


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """The path beside today's share, announced growth and the shares in play."""
    series = {PATH: "south_korea", HOLD: "muted", STEADY: "united_states", PINNED: "judgment"}
    dashes = alt.Scale(domain=list(series), range=[[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]])
    color = theme.scale(series)
    legend = alt.Legend(
        title=None,
        symbolType="stroke",
        symbolSize=300,
        values=[PATH, HOLD, STEADY],
        columns=alt.ExprRef("width < 420 ? 1 : 3"),
    )
    axis = alt.Axis(
        title=None,
        grid=False,
        tickCount=6,
        labelExpr=(
            "datum.label + (control_measure === 'share' ? ' %' : "
            "control_measure === 'won' ? ' trn won' : ' bn USD')"
        ),
    )
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format="d", tickMinStep=1),
    )

    def measured(data: alt.NamedData) -> dict[str, str]:
        """A pinned path was computed in another measure, perhaps: it is drawn in the chart's."""
        drawn = {"share": "share", "won": "budget"}
        choice = " : ".join(f"control_measure === '{m}' ? datum.{f}" for m, f in drawn.items())
        return {"drawn": f"{choice} : datum.budget_usd"} if data is pinned else {}

    def line(data: alt.NamedData, field: str, name: str, width: float) -> Any:
        return (
            alt.Chart(data)
            .transform_calculate(series=json.dumps(name), **measured(data))
            .mark_line(strokeWidth=width)
            .encode(
                x=x,
                y=alt.Y(f"{field}:Q", axis=axis),
                color=alt.Color("series:N", scale=color, legend=legend),
                strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=legend),
            )
        )

    def named(data: alt.NamedData, field: str, text: str, *, at_end: bool) -> Any:
        return (
            alt.Chart(data)
            .transform_window(place="row_number()")
            .transform_joinaggregate(last="max(place)")
            .transform_filter(f"datum.place === {'datum.last' if at_end else 1}")
            .transform_calculate(text=text, **measured(data))
            .mark_text(
                align="right" if at_end else "left",
                baseline="bottom" if at_end else "top",
                dy=-2 if at_end else 2,
                fontSize=11,
            )
            .encode(x=x, y=alt.Y(f"{field}:Q", axis=axis), text="text:N")
        )

    def guide(index: int, share: float, label: str) -> list[Any]:
        field = f"guide_{index}"
        rule = (
            alt.Chart(current)
            .mark_line(strokeWidth=1, opacity=0.35, color=theme.INK)
            .encode(x=x, y=alt.Y(f"{field}:Q", axis=axis))
        )
        text = f"'{share:g} %' + (width < 420 ? '' : {json.dumps(' ' + label)})"
        # Neighbors lie close: labels take turns at the two ends.
        return [rule, named(current, field, text, at_end=index % 2 == 0)]

    marks = [
        layer
        for index, row in guides().iterrows()
        for layer in guide(int(str(index)), row["percent_of_gdp"], row["label"])
    ]
    goal = (
        alt.Chart(current)
        .transform_filter("datum.year === datum.target_year")
        .mark_point(size=110, filled=True, opacity=1, color=theme.COLORS["south_korea"])
        .encode(x=x, y=alt.Y("drawn:Q", axis=axis))
    )
    readable = (
        alt.Chart(current)
        .mark_point(size=260, opacity=0)
        .encode(
            x=x,
            y=alt.Y("drawn:Q", axis=axis),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("share:Q", title="Share of GDP, %", format=".2f"),
                alt.Tooltip("budget:Q", title="Budget, trillion won", format=",.1f"),
                alt.Tooltip("budget_usd:Q", title="Budget, billion USD", format=",.1f"),
                alt.Tooltip("extra:Q", title="Extra, trillion won", format=",.1f"),
            ],
        )
    )
    layers = [
        *marks,
        line(current, "drawn_hold", HOLD, 2),
        line(current, "drawn_steady", STEADY, 2),
        line(pinned, "drawn", PINNED, 2),
        named(pinned, "drawn", "'pinned'", at_end=True),
        line(current, "drawn", PATH, 3),
        goal,
        readable,
    ]
    return alt.LayerChart(layer=layers, height=340)


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    base = baseline()
    fixed = inputs.constants(NAME)
    last = int(fixed["end_year"])
    rates = tables.load("exchange_rate").sort_values("year").iloc[-1]
    start = inputs.preset_values(NAME, "fact-sheet")
    controls: list[Any] = [
        Number(
            name="target",
            label="Target share of GDP",
            help="What South Korea is to spend on defense, as a share of its economy.",
            default=float(start["target"]),
            minimum=1,
            maximum=6,
            step=0.01,
            unit="% of GDP",
        ),
        Number(
            name="target_year",
            label="Year the target is reached",
            help="The share rises in a straight line until then and stays.",
            default=float(start["target_year"]),
            minimum=base.year + 2,
            maximum=last,
            step=1,
            unit="",
        ),
        Choice(
            name="definition",
            label="What the target counts",
            help="NATO counts part of its pledge as related spending outside the defense budget.",
            default=start["definition"],
            options={
                "core": "The defense budget alone",
                "nato": f"NATO: {fixed['related_share']:g} points are related spending",
            },
        ),
        Number(
            name="growth",
            label="Nominal GDP growth",
            help="Growth of the economy in current prices, inflation included.",
            default=float(start["growth"]),
            minimum=-2,
            maximum=10,
            step=0.1,
            unit="% a year",
            group="Assumptions",
        ),
        Number(
            name="exchange_rate",
            label="Exchange rate",
            help=f"Won for one dollar; {rates['krw_per_usd']:,.0f} was the {rates['year']} mean.",
            default=float(start["exchange_rate"]),
            minimum=800,
            maximum=2000,
            step=10,
            unit="won per USD",
            group="Assumptions",
        ),
        Choice(
            name="measure",
            label="The chart shows",
            help="The same path as a share of the economy or as money.",
            default="share",
            options={
                "share": "Percent of GDP",
                "won": "Trillion won",
                "dollars": "Billion U.S. dollars",
            },
            group="View",
        ),
    ]
    won = Amount(decimals=1, after=" trillion won")
    usd = Amount(decimals=1, before="USD ", after=" billion")
    return Explorer(
        name=NAME,
        title="What would it cost? The spending path",
        about="Set a target and a year, or start from a position that the paper reports.",
        alt_text=(
            "Lines from the base year on: the defense budget on your path, at today's share and "
            "with announced growth kept up, against the shares that are under discussion."
        ),
        assumptions=(
            f"Observed: a share of {base.share:g} percent of GDP (SIPRI) and a GDP of "
            f"{base.gdp:,.0f} trillion won, both for {base.year}. Growth, the exchange rate and "
            "the straight line to the target are assumptions. SIPRI counts more than the "
            "ministry's budget does, so the first year lies above the budget that was enacted."
        ),
        sources=list(
            dict.fromkeys(
                [
                    *_sources_of_baseline(base.year),
                    rates["source"],
                    *inputs.preset_sources(NAME),
                ]
            )
        ),
        controls=controls,
        rows=pd.DataFrame({"year": range(base.year, last + 1)}),
        model=model,
        constants={"baseline": base, "shares": tuple(guides()["percent_of_gdp"])},
        columns=[
            Column("year", "Year", Year(never="")),
            Column("share", "Share of GDP, percent", Amount(decimals=2)),
            Column("budget", "Budget, trillion won", Amount(decimals=1)),
            Column("budget_usd", "Budget, billion USD", Amount(decimals=1)),
            Column("related", "Related spending, trillion won", Amount(decimals=1)),
            Column("extra", "Extra over today's share, trillion won", Amount(decimals=1)),
            Column("cumulative_extra", "Extra since the start, trillion won", Amount(decimals=1)),
            Column("steady_share", "Share with announced growth, percent", Amount(decimals=2)),
        ],
        readouts=[
            Readout(
                "core_target",
                "Core defense, the target year on",
                Amount(decimals=2, after=" % of GDP"),
            ),
            Readout("budget_then", "Budget in the target year", won),
            Readout("budget_then_usd", "The same in dollars", usd),
            Readout("extra_then", "More than at today's share, that year", won),
            Readout("cumulative_then", "More in all, up to that year", won),
            Readout("cumulative_then_usd", "The same in dollars", usd),
            Readout(
                "required_growth", "Growth the budget needs", Amount(decimals=1, after=" % a year")
            ),
            Readout(
                "crossing_year",
                f"Constant growth of {base.announced_growth:g} % a year gets there",
                Year(never=f"not by {last}"),
            ),
        ],
        notices=[
            Notice(
                "nothing_left",
                "Related spending alone fills this target: nothing is left for the defense budget.",
            )
        ],
        presets=inputs.presets(NAME, controls),
        chart=chart,
    )


def _sources_of_baseline(year: int) -> list[str]:
    share, gdp = tables.load("defense_share"), tables.load("gdp")
    korea = share[(share["iso3"] == "KOR") & (share["year"] == year)]
    return [*korea["source"], *gdp.loc[gdp["year"] == year, "source"]]


spending_path: Final = declare()
