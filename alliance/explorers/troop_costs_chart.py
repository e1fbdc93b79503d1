"""The chart of the troop costs: what is counted, year by year, against the sums asked for."""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt

from alliance.models.troop_costs import Givens
from coursebook.charts import theme

PARTS: Final = {
    "cash": ("P", "P: payment", "south_korea"),
    "humphreys_part": ("H", "H: Humphreys", "taiwan"),
    "arms_part": ("A", "A: arms", "united_states"),
    "support_part": ("S", "S: support", "judgment"),
    "land_part": ("L", "L: land, taxes", "japan"),
}
"""A letter, a name and a color for each part, in the order of the stack."""

LEVELS: Final = {
    "us_cost": ("U.S. cost a year", ""),
    "five": ("asked in 2019", ", and cost plus 50"),
    "ten": ("named in 2024", ""),
}
"""What the level rules say after their number, and what they add where there is room."""

COUNTS: Final = (
    "{P: control_cash_counts, H: control_humphreys !== 'no', A: control_arms_counts,"
    " S: control_support !== 'no', L: control_land > 0}[substring(datum.label, 0, 1)]"
    " ? '\u2713 ' : ''"
)
"""The mark of what counts, as on the buttons beside the chart."""

ROOM: Final = 13
"""Pixels that a letter needs."""


def draw(current: alt.NamedData, pinned: alt.NamedData, givens: Givens) -> alt.LayerChart:
    """Stacked bars of what counts, the agreement's own payment, and the levels in play."""
    x = alt.X(
        "year:O",
        title=None,
        axis=alt.Axis(
            labelAngle=0, labelAlign="center", labelBaseline="top", labelOverlap="greedy"
        ),
        scale=alt.Scale(type="band", paddingInner=0.2, paddingOuter=0.1),
    )
    axis = alt.Axis(
        title=None,
        tickCount=6,
        labelExpr="datum.label + (control_unit === 'won' ? ' trn won' : ' bn USD')",
    )

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(nice=False, zero=True), stack=None)

    names = {f"drawn_{part}": name for part, (_, name, _) in PARTS.items()}
    letters = {f"drawn_{part}": letter for part, (letter, _, _) in PARTS.items()}
    order = list(names)
    long = (
        alt.Chart(current)
        .transform_fold([*order], as_=["part", "amount"])
        .transform_calculate(
            series=f"{json.dumps(names)}[datum.part]",
            letter=f"{json.dumps(letters)}[datum.part]",
            place=f"indexof({json.dumps(order)}, datum.part)",
        )
        .transform_stack(
            stack="amount", as_=["low", "high"], groupby=["year"], sort=[alt.SortField("place")]
        )
        .transform_calculate(middle="(datum.low + datum.high) / 2")
    )
    colors = theme.scale({name: color for _, name, color in PARTS.values()})
    legend = alt.Legend(
        title=None,
        symbolType="square",
        columns=alt.ExprRef("width < 420 ? 2 : 3"),
        columnPadding=4,
        offset=26,
        labelExpr=f"({COUNTS}) + datum.label",
    )
    # The year of the results, and the place in which a pointer takes a year.
    columns = alt.Chart(current).mark_bar(color=theme.COLORS["muted"])
    columns = columns.properties(name="click_columns").encode(
        x=x,
        y=alt.value(0),
        y2=alt.value(alt.expr("height")),
        opacity=alt.condition("datum.year === datum.year_shown", alt.value(0.22), alt.value(0)),
    )
    bars = (
        long.mark_bar(fillOpacity=0.45)
        .properties(name="click_bars")
        .encode(
            x=x,
            y=y("low"),
            y2="high:Q",
            fill=alt.Fill("series:N", scale=colors, legend=legend),
            stroke=alt.Stroke("series:N", scale=colors, legend=None),
            strokeWidth=alt.condition("datum.amount > 0", alt.value(1), alt.value(0)),
            opacity=alt.condition("datum.beyond", alt.value(0.55), alt.value(1)),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("series:N", title="Part"),
                alt.Tooltip("amount:Q", title="In the chart's unit", format=",.2f"),
                alt.Tooltip("counted:Q", title="All counted, billion USD", format=",.2f"),
                alt.Tooltip("counted_won:Q", title="All counted, billion won", format=",.0f"),
            ],
        )
    )
    roomy = f"scale('y', datum.low) - scale('y', datum.high) > {ROOM} && bandwidth('x') > {ROOM}"
    lettered = json.dumps([givens.agreement_last, givens.last_year])
    marks = (
        long.transform_filter(f"indexof({lettered}, datum.year) >= 0")
        .mark_text(baseline="middle", fontSize=11)
        .encode(x=x, y=y("middle"), text=alt.condition(roomy, "letter:N", alt.value("")))
    )
    first = f"datum.year === {givens.first_year}"
    last = f"datum.year === {givens.last_year}"
    base = alt.Chart(current)
    agreement = base.mark_line(strokeWidth=2, strokeDash=[2, 3], color=theme.INK).encode(
        x=x, y=y("drawn_agreement")
    )
    agreement_name = (
        base.transform_filter(first)
        .mark_text(align="left", baseline="bottom", dx=2, dy=-4, fontSize=11)
        .encode(x=alt.value(0), y=y("drawn_agreement"), text=alt.value("12th agreement, its rule"))
    )
    levels = [layer for key in LEVELS for layer in _level(base.transform_filter(first), key, y)]
    ends = base.transform_filter(f"datum.year === {givens.agreement_last + 1}")
    edge = alt.X("year:O", bandPosition=0)
    limit = ends.mark_rule(strokeDash=[5, 4], opacity=0.5, xOffset=-3).encode(x=edge)
    limit_name = ends.mark_text(align="left", baseline="top", dx=4, fontSize=11).encode(
        x=edge, y=alt.value(-14), text=alt.value("after the agreement")
    )
    before = alt.Chart(pinned).transform_calculate(
        total="control_unit === 'won' ? datum.counted_won / 1000 : datum.counted",
    )
    before_line = before.mark_line(
        interpolate="step", strokeWidth=2, strokeDash=[8, 3], color=theme.INK
    ).encode(x=x, y=y("total"), detail="pin:N")
    before_name = (
        before.transform_filter(last)
        .mark_text(align="right", baseline="bottom", dx=10, dy=-3, fontSize=11, fontWeight="bold")
        .encode(x=x, y=y("total"), text="pin_name:N")
    )
    layers = [
        columns, limit, limit_name, bars, marks, *levels, agreement, agreement_name,
        before_line, before_name,
    ]  # fmt: skip
    return alt.LayerChart(layer=layers, height=360)


def _level(base: Any, key: str, y: Any) -> list[Any]:
    """A rule across the chart and its name at the left."""
    name, more = LEVELS[key]
    text = (
        f"format(datum.level_{key}, '.3~r') + {json.dumps(' ' + name)}"
        f" + (width < 420 ? '' : {json.dumps(more)})"
    )
    return [
        base.mark_rule(opacity=0.45).encode(y=y(f"level_{key}")),
        base.transform_calculate(text=text)
        .mark_text(align="left", baseline="bottom", dx=2, dy=-2, fontSize=11)
        .encode(x=alt.value(0), y=y(f"level_{key}"), text="text:N"),
    ]
