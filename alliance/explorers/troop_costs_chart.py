"""The chart of the troop costs: what is counted, year by year, against the sums asked for."""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt

from alliance.models.troop_costs import Givens
from coursebook.charts import theme
from coursebook.explorers import apart

PARTS: Final = {
    "cash": ("P", "P: payment", "south_korea"),
    "humphreys_part": ("H", "H: Humphreys", "taiwan"),
    "arms_part": ("A", "A: arms", "united_states"),
    "support_part": ("S", "S: support", "judgment"),
    "land_part": ("L", "L: land, taxes", "japan"),
}
"""A letter, a name and a color for each part, in the order of the stack."""

LEVELS: Final = {
    "us_cost": ("U.S. cost a year", "U.S."),
    "five": ("asked in 2019", "in 2019"),
    "ten": ("named in 2024", "in 2024"),
}
"""What the level rules say after their number, from the lowest up, with and without room."""

PLOT: Final = "(width < 420 ? width - 72 : width - 140)"
"""Where the bars end; right of them the levels have their names, which so lie on no bar."""

COUNTS: Final = (
    "{P: control_cash_counts, H: control_humphreys !== 'no', A: control_arms_counts,"
    " S: control_support !== 'no', L: control_land > 0}[substring(datum.label, 0, 1)]"
    " ? '\u2713 ' : ''"
)
"""The mark of what counts, as on the buttons beside the chart."""

ROOM: Final = 22
"""Pixels that a letter needs between two lines."""


def draw(current: alt.NamedData, pinned: alt.NamedData, givens: Givens) -> alt.LayerChart:
    """Stacked bars of what counts, the agreement's own payment, and the levels in play."""
    x = alt.X(
        "year:O",
        title=None,
        axis=alt.Axis(
            labelAngle=0, labelAlign="center", labelBaseline="top", labelOverlap="greedy"
        ),
        scale=alt.Scale(type="band", paddingInner=0.2, paddingOuter=0.1, range=[0, alt.expr(PLOT)]),
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
    roomy = f"scale('y', datum.low) - scale('y', datum.high) > {ROOM} && bandwidth('x') > 13"
    lettered = json.dumps([givens.agreement_last, givens.last_year])
    marks = (
        long.transform_filter(f"indexof({lettered}, datum.year) >= 0")
        .mark_text(baseline="middle")
        .encode(x=x, y=y("middle"), text=alt.condition(roomy, "letter:N", alt.value("")))
    )
    first = f"datum.year === {givens.first_year}"
    base = alt.Chart(current)
    agreement = base.mark_line(strokeWidth=2, strokeDash=[2, 3], color=theme.INK).encode(
        x=x, y=y("drawn_agreement")
    )
    levels = _levels(base.transform_filter(first), y)
    in_strip = alt.value(-14)  # above the bars and the rules
    agreement_name = (
        base.transform_filter(first)
        .transform_calculate(text="width < 420 ? '\u2508 agreement' : '\u2508 12th agreement'")
        .mark_text(align="left", baseline="top")
        .encode(x=alt.value(0), y=in_strip, text="text:N")
    )
    ends = base.transform_filter(f"datum.year === {givens.agreement_last + 1}")
    edge = alt.X("year:O", bandPosition=0)
    limit = ends.mark_rule(strokeDash=[5, 4], opacity=0.5, xOffset=-3).encode(x=edge)
    limit_name = (
        ends.transform_calculate(text="width < 420 ? 'after it' : 'after the agreement'")
        .mark_text(align="left", baseline="top", dx=1)
        .encode(x=edge, y=in_strip, text="text:N")
    )
    before = alt.Chart(pinned).transform_calculate(
        total="control_unit === 'won' ? datum.counted_won / 1000 : datum.counted",
    )
    before_line = before.mark_line(
        interpolate="step", strokeWidth=2, strokeDash=[8, 3], color=theme.INK
    ).encode(x=x, y=y("total"), detail="pin:N")
    # Of the state just before, beside the strip; each pin on its line, at a year of its own.
    before_name = (
        before.transform_filter(f"datum.year === {givens.first_year} + 3 * max(datum.pin - 1, 0)")
        .transform_calculate(text="datum.pin ? datum.pin_name : '\u254c ' + datum.pin_name")
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=alt.value(alt.expr(f"datum.pin ? scale('x', datum.year) : {PLOT} + 6")),
            y=alt.value(alt.expr("datum.pin ? scale('y', datum.total) - 3 : -9")),
            text="text:N",
        )
    )
    layers = [
        columns, limit, limit_name, bars, marks, *levels, agreement, agreement_name,
        before_line, before_name,
    ]  # fmt: skip
    return alt.LayerChart(layer=layers, height=360)


def _levels(base: Any, y: Any) -> list[Any]:
    """A rule across the chart for each level, and its name at its end."""
    fields = [f"level_{key}" for key in LEVELS]
    long, short = zip(*LEVELS.values(), strict=True)
    rows = (
        base.transform_fold(fields, as_=["key", "level"])
        .transform_calculate(place=f"indexof({json.dumps(fields)}, datum.key)")
        .transform_calculate(
            text="format(datum.level, '.3~r') + ' '"
            f" + (width < 420 ? {json.dumps(short)} : {json.dumps(long)})[datum.place]"
        )
    )
    at = alt.value(alt.expr(apart([f"scale('y', datum.{field})" for field in fields])))
    rules = rows.mark_rule(opacity=0.45).encode(
        x=alt.value(0), x2=alt.value(alt.expr(PLOT)), y=y("level")
    )
    names = rows.mark_text(align="left", baseline="middle").encode(
        x=alt.value(alt.expr(f"{PLOT} + 6")), y=at, text="text:N"
    )
    return [rules, names]
