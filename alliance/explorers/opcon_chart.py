"""The chart of the OPCON explorer: what its model finds, on an axis of years."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from alliance.explorers import opcon_headline
from alliance.models import opcon
from coursebook.charts import theme
from coursebook.explorers import around, grip
from coursebook.explorers.formula import NEVER, at, both, minimum, where

CONDITIONS: Final = {
    1: "Lead the combined defense",
    2: "Counter nuclear arms and missiles",
    3: "A suitable security environment",
    opcon.TRANSFER: "Transfer",
}
DRAGGED: Final = {
    number: "control_rule === 'date'" if number == opcon.TRANSFER else "datum.level < datum.bar"
    for number in CONDITIONS
}
"""When the end of a bar can be dragged: a condition's where it is still to be met, the transfer's
where its date is set."""
PADDING: Final = 0.25
"""Between two rows, as a part of both."""
FIRST_YEAR, HORIZON = 2025, 2041
"""Where the chart's axis of years starts and ends; results are not cut off there."""


@around(opcon.opcon_conditions)
def model(
    row: Any, *, clock: opcon.Clock, rule: Any, pace_range: Any, wording: Any, **settings: Any
) -> dict[str, Any]:
    """The conditions, where the chart draws them on its axis of years, and what tells them."""
    results = opcon.opcon_conditions(
        row, clock=clock, rule=rule, pace_range=pace_range, wording=wording, **settings
    )

    def on_axis(month: Any) -> Any:
        return where(month == NEVER, HORIZON, minimum(month / 12, HORIZON))

    month = results["month"]
    to_year = on_axis(month)
    return {
        **results,
        "from_year": clock.start / 12,
        "to_year": to_year,
        **{f"end_{number}": at(to_year, row=row == number) for number in CONDITIONS},
        "early_year": on_axis(results["earliest"]),
        "late_year": on_axis(results["latest"]),
        "arrives": where(month == NEVER, False, month / 12 <= HORIZON),
        "term_end_year": clock.term_end / 12,
        **opcon_headline.told(results, rule=rule, clock=clock),
        "uncertain": both(pace_range > 0, rule != "date"),
        "uncertain_conditions": both(pace_range > 0, rule == "all"),
        "wording_counts": rule == "all",
        "wording_idle": both(wording != "set", rule != "all"),
    }


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """A bar from today to the month in which each condition passes, and the transfer below.

    A lighter band with a whisker spans the earliest and the latest month.
    """

    def x_at(field: str) -> alt.X:
        return alt.X(
            f"{field}:Q",
            title=None,
            scale=alt.Scale(domain=[FIRST_YEAR, HORIZON], nice=False, zero=False),
            axis=alt.Axis(format="d", tickMinStep=1, tickCount=8, grid=True),
        )

    x, to, term_end = x_at("from_year"), x_at("to_year"), x_at("term_end_year")
    y = alt.Y("name:N", sort=list(CONDITIONS.values()), axis=None, scale=alt.Scale(padding=PADDING))
    base = alt.Chart(current)
    conditions = f"datum.row !== {opcon.TRANSFER}"
    transfer = f"datum.row === {opcon.TRANSFER}"
    month = (
        "datum.month < 0 ? 'never at this pace' : "
        "timeFormat(datetime(floor(datum.month / 12), datum.month % 12, 1), "
        "width < 420 ? '%b %Y' : '%B %Y')"
    )
    levels = (
        "(datum.row === 4 ? '' : ', from ' + datum.level + ' to a bar of ' + datum.bar"
        " + (datum.shortfall > 0 ? ' · ' + format(datum.shortfall, '.1~f') + ' short' : ''))"
    )
    until = f"datum.late_year < {HORIZON} ? floor(datum.late_year) : 'after {HORIZON - 1}'"
    between = (
        "(datum.early_year < datum.late_year ? "
        f"' (' + floor(datum.early_year) + ' to ' + ({until}) + ')' : '')"
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
        alt.Tooltip("range:N", title="Range"),
        alt.Tooltip("level:Q", title="Level now"),
        alt.Tooltip("pace:Q", title="Points a year"),
        alt.Tooltip("bar:Q", title="Bar"),
    ]
    bars = (
        base.transform_calculate(text=month, range=between)
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
    ranged = base.transform_filter("datum.early_year < datum.late_year")
    early, late = x_at("early_year"), x_at("late_year")
    band = ranged.mark_bar(height=12, yOffset=12, opacity=0.35).encode(
        x=early, x2="late_year:Q", y=y, color=color
    )
    whisker = ranged.mark_rule(strokeWidth=2, yOffset=12).encode(x=early, x2="late_year:Q", y=y)
    caps = [
        ranged.transform_filter(f"datum.{x.shorthand[:-2]} < {HORIZON}")
        .mark_tick(thickness=2, size=12, yOffset=12, color=theme.INK)
        .encode(x=x, y=y)
        for x in (early, late)
    ]
    grips = [
        layer
        for number in CONDITIONS
        for layer in grip(
            base.transform_filter(f"datum.row === {number} && ({DRAGGED[number]})").encode(
                x=to, y=y
            ),
            f"end_{number}",
            "x",
            lower=12,
        )
    ]
    before = (
        alt.Chart(pinned)
        .transform_filter("datum.arrives")
        .mark_point(shape="diamond", size=200, filled=False, yOffset=12, strokeWidth=2, opacity=1)
        .encode(x=to, y=y, color=alt.value(theme.INK))
    )
    # Of the state just before, above the plot; each pin below its mark.
    pin_names = (
        alt.Chart(pinned)
        .transform_filter(f"datum.arrives && {transfer}")
        .transform_calculate(text="datum.pin || '\u25c7 ' + datum.pin_name")
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=alt.value(alt.expr("datum.pin ? scale('x', datum.to_year) - 4 : 2")),
            y=alt.value(
                alt.expr("datum.pin ? scale('y', datum.name) + bandwidth('y') / 2 + 35 : -1")
            ),
            text="text:N",
            tooltip=["pin_name:N"],
        )
    )
    names = (
        base.transform_calculate(
            text=f"datum.name + ': ' + ({month}) + (width < 420 ? '' : {between} + {levels})"
        )
        .mark_text(align="left", baseline="bottom", dx=2, dy=2)
        .encode(x=alt.value(0), y=y, text="text:N")
    )
    # In pieces, from below one name to above the next.
    dashes: dict[str, Any] = {"strokeDash": [5, 4], "strokeWidth": 1.5}
    next_name = alt.ExprRef(f"bandwidth('y') / {1 - PADDING} - 15")
    term = [
        base.mark_rule(**dashes, yOffset=4, y2Offset=next_name).encode(
            x=term_end, y=y, y2=alt.Y2("name")
        ),
        base.transform_filter("datum.row === 1")
        .mark_rule(**dashes, yOffset=-15)
        .encode(x=term_end, y=y, y2=alt.value(0)),
    ]
    term_name = (
        base.transform_filter(transfer)
        .mark_text(align="left", baseline="top", dx=4)
        .encode(x=term_end, y=alt.value(-14), text=alt.value("term ends, June 2030"))
    )
    layers = [
        *term,
        term_name,
        bars,
        band,
        whisker,
        *caps,
        ends,
        handover,
        before,
        pin_names,
        names,
    ]
    layers += grips
    return alt.LayerChart(layer=layers, height=250)
