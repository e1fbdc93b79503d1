"""Explorer: when the three conditions of OPCON transfer pass, and what the rule makes of it."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from alliance import theme
from alliance.explorer import (
    Amount,
    Choice,
    Column,
    Explorer,
    Label,
    Month,
    Notice,
    Number,
    Readout,
)
from alliance.explorers import inputs
from alliance.models import opcon
from alliance.models.formula import NEVER, minimum, where

NAME: Final = "opcon-conditions"

CONDITIONS: Final = {
    1: "Lead the combined defense",
    2: "Counter nuclear arms and missiles",
    3: "A suitable security environment",
    opcon.TRANSFER: "Transfer",
}
RULES: Final = {
    "all": "All three must pass",
    "weighted": "A weighted average must pass",
    "date": "A date is set",
}
FIRST_YEAR, HORIZON = 2025, 2041
"""Where the chart's axis of years starts and ends; results are not cut off there."""


def model(
    row: Any,
    *,
    level_1: Any,
    level_2: Any,
    level_3: Any,
    pace_1: Any,
    pace_2: Any,
    pace_3: Any,
    bar_1: Any,
    bar_2: Any,
    bar_3: Any,
    lowered_bar: Any,
    rule: Any,
    weight_1: Any,
    weight_2: Any,
    weight_3: Any,
    weighted_bar: Any,
    date_year: Any,
    clock: opcon.Clock,
) -> dict[str, Any]:
    """The conditions, and where the chart draws them on its axis of years."""
    results = opcon.opcon_conditions(
        row,
        level_1=level_1,
        level_2=level_2,
        level_3=level_3,
        pace_1=pace_1,
        pace_2=pace_2,
        pace_3=pace_3,
        bar_1=bar_1,
        bar_2=bar_2,
        bar_3=bar_3,
        lowered_bar=lowered_bar,
        rule=rule,
        weight_1=weight_1,
        weight_2=weight_2,
        weight_3=weight_3,
        weighted_bar=weighted_bar,
        date_year=date_year,
        clock=clock,
    )
    month = results["month"]
    return {
        **results,
        "from_year": clock.start / 12,
        "to_year": where(month == NEVER, HORIZON, minimum(month / 12, HORIZON)),
        "arrives": where(month == NEVER, False, month / 12 <= HORIZON),
        "term_end_year": clock.term_end / 12,
    }


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """A bar from today to the month in which each condition passes, and the transfer below."""

    def x_at(field: str) -> alt.X:
        return alt.X(
            f"{field}:Q",
            title=None,
            scale=alt.Scale(domain=[FIRST_YEAR, HORIZON], nice=False, zero=False),
            axis=alt.Axis(format="d", tickMinStep=1, tickCount=8, grid=True),
        )

    x, to, term_end = x_at("from_year"), x_at("to_year"), x_at("term_end_year")
    y = alt.Y("name:N", sort=list(CONDITIONS.values()), axis=None, scale=alt.Scale(padding=0.25))
    base = alt.Chart(current)
    conditions = f"datum.row !== {opcon.TRANSFER}"
    transfer = f"datum.row === {opcon.TRANSFER}"
    month = (
        "datum.month < 0 ? 'never at this pace' : "
        "timeFormat(datetime(floor(datum.month / 12), datum.month % 12, 1), "
        "width < 420 ? '%b %Y' : '%B %Y')"
    )
    levels = (
        "datum.row === 4 ? '' : ', from ' + datum.level + ' to a bar of ' + datum.bar"
        " + (datum.shortfall > 0 ? ' · ' + format(datum.shortfall, '.1~f') + ' short' : '')"
    )
    colors = theme.scale(
        dict(
            zip(
                CONDITIONS.values(),
                ("united_states", "taiwan", "judgment", "south_korea"),
                strict=True,
            )
        )
    )
    color = alt.Color("name:N", scale=colors, legend=None)
    tooltip = [
        alt.Tooltip("name:N", title="Condition"),
        alt.Tooltip("text:N", title="Passes"),
        alt.Tooltip("level:Q", title="Level now"),
        alt.Tooltip("pace:Q", title="Points a year"),
        alt.Tooltip("bar:Q", title="Bar"),
    ]
    bars = (
        base.transform_calculate(text=month)
        .mark_bar(height=12, yOffset=12)
        .encode(
            x=x,
            x2="to_year:Q",
            y=y,
            color=color,
            opacity=alt.condition("datum.arrives", alt.value(1), alt.value(0.35)),
            tooltip=tooltip,
        )
    )
    ends = (
        base.transform_filter(f"datum.arrives && {conditions}")
        .mark_point(shape="circle", size=130, yOffset=12, opacity=1)
        .encode(x=to, y=y, color=color)
    )
    handover = (
        base.transform_filter(f"datum.arrives && {transfer}")
        .mark_point(shape="diamond", size=240, yOffset=12, opacity=1)
        .encode(x=to, y=y, color=color)
    )
    before = (
        alt.Chart(pinned)
        .transform_filter("datum.arrives")
        .mark_point(shape="diamond", size=200, filled=False, yOffset=12, strokeWidth=2, opacity=1)
        .encode(x=to, y=y, color=alt.value(theme.INK))
    )
    names = (
        base.transform_calculate(
            text=f"datum.name + ': ' + ({month}) + (width < 420 ? '' : {levels})"
        )
        .mark_text(align="left", baseline="bottom", dx=2, dy=2)
        .encode(x=alt.value(0), y=y, text="text:N")
    )
    term = (
        base.transform_filter(transfer)
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5)
        .encode(x=term_end)
    )
    term_name = (
        base.transform_filter(transfer)
        .mark_text(align="left", baseline="top", dx=4, fontSize=11)
        .encode(x=term_end, y=alt.value(-14), text=alt.value("term ends, June 2030"))
    )
    layers = [term, term_name, bars, ends, handover, before, names]
    return alt.LayerChart(layer=layers, height=250)


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    fixed = inputs.constants(NAME)
    clock = opcon.Clock(start=int(fixed["start_month"]), term_end=int(fixed["term_end"]))
    month = Month(never="never at these settings")
    start, end = month(clock.start), month(clock.term_end)
    controls = _controls(clock)
    points = Amount(decimals=1, after=" points")
    return Explorer(
        name=NAME,
        title="When does OPCON transfer? The three conditions",
        about="Set where each condition stands, how fast it moves, its bar, and the rule.",
        alt_text=(
            f"Bars from {start} to the month in which each condition passes, the transfer below "
            f"them, and a line where the government's term ends, {end}."
        ),
        assumptions=(
            "Every level, pace, bar and weight here is the module's illustration. The allies do "
            "not publish how they score the conditions, and we know of no source for such numbers. "
            f"The dates are real: the clock starts in {start}; the term ends in {end}."
        ),
        sources=inputs.preset_sources(NAME),
        controls=controls,
        rows=pd.DataFrame({"row": list(CONDITIONS), "name": list(CONDITIONS.values())}),
        model=model,
        constants={"clock": clock},
        columns=[
            Column("row", "Row", Label(texts=CONDITIONS)),
            Column("level", "Level now", Amount(decimals=0)),
            Column("pace", "Points a year", Amount(decimals=0)),
            Column("bar", "Bar", Amount(decimals=0)),
            Column("month", "Passes in", month),
            Column("level_then", "Level when checked", Amount(decimals=1)),
            Column("shortfall", "Short of the bar then", Amount(decimals=1)),
        ],
        readouts=[
            Readout("transfer", "Transfer", month),
            Readout(
                "outcome",
                "Against the term",
                Label(texts={0: "no transfer", 1: "within the term", 2: "after the term"}),
            ),
            Readout("deciding", "What decides", Label(texts=_deciding())),
            Readout("checked_month", "Conditions checked in", month),
            Readout("shortfall_1", "Condition 1 short by", points),
            Readout("shortfall_2", "Condition 2 short by", points),
            Readout("shortfall_3", "Condition 3 short by", points),
        ],
        notices=[
            Notice("weightless", "All three weights are 0: give at least one condition a weight.")
        ],
        presets=inputs.presets(NAME, controls),
        chart=chart,
    )


def _deciding() -> dict[int, str]:
    """A text for each sum of 1, 2 and 4; see `deciding` in `alliance.models.opcon`."""
    texts = {0: "the rule, not a single condition"}
    for code in range(1, 8):
        numbers = [str(i + 1) for i in range(3) if code & 2**i]
        texts[code] = (
            f"condition {numbers[0]}"
            if len(numbers) == 1
            else f"conditions {', '.join(numbers[:-1])} and {numbers[-1]} together"
        )
    return texts


def _controls(clock: opcon.Clock) -> list[Any]:
    start = inputs.preset_values(NAME, "no-shortcuts")

    def points(name: str, label: str, group: str, about: str) -> Number:
        return Number(
            name=name,
            label=label,
            help=about,
            default=float(start[name]),
            minimum=0,
            maximum=100,
            step=1,
            unit="points",
            group=group,
        )

    controls: list[Any] = [
        Choice(
            name="rule",
            label="Rule",
            help="What has to hold before wartime control changes hands.",
            default=start["rule"],
            options=dict(RULES),
            group="The rule",
        ),
        Number(
            name="lowered_bar",
            label="Lower every bar by",
            help="What a review of the conditions might concede.",
            default=float(start["lowered_bar"]),
            minimum=0,
            maximum=50,
            step=1,
            unit="points",
            group="The rule",
        ),
        Number(
            name="date_year",
            label="Date set: June of",
            help="Counts only under the rule that sets a date.",
            default=float(start["date_year"]),
            minimum=clock.start // 12 + 1,
            maximum=2040,
            step=1,
            unit="",
            group="The rule",
        ),
        points(
            "weighted_bar",
            "Bar for the average",
            "The rule",
            "Counts only under the weighted rule.",
        ),
    ]
    for number, name in list(CONDITIONS.items())[:3]:
        group = f"Condition {number}: {name[0].lower()}{name[1:]}"
        controls += [
            points(f"level_{number}", "Level now", group, "100 is all that one could ask."),
            Number(
                name=f"pace_{number}",
                label="Pace",
                help="0 means that it does not move.",
                default=float(start[f"pace_{number}"]),
                minimum=0,
                maximum=40,
                step=1,
                unit="a year",
                group=group,
            ),
            points(f"bar_{number}", "Bar", group, "The level at which it passes."),
            Number(
                name=f"weight_{number}",
                label="Weight",
                help="Counts only under the weighted rule.",
                default=float(start[f"weight_{number}"]),
                minimum=0,
                maximum=10,
                step=1,
                unit="",
                group=group,
            ),
        ]
    return controls


opcon_conditions: Final = declare()
