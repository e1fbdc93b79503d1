"""The chart of the package deal: every package on two axes, and those that stand out."""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt

from alliance.explorers.package_options import ISSUES, Options
from coursebook.charts import theme
from coursebook.explorers import dots, grip

ON_TABLE, NASH, HOME = "chosen", "Nash solution", "best to ratify"
FRONTIER, ALL = "efficient", "all packages"

_SERIES: Final = {
    ON_TABLE: "highlight",
    NASH: "united_states",
    HOME: "judgment",
    FRONTIER: "added",
    ALL: "muted",
}
_SHAPES: Final = {
    ON_TABLE: "circle",
    NASH: "diamond",
    HOME: "triangle-up",
    FRONTIER: "square",
    ALL: "circle",
}


def chart(current: alt.NamedData, pinned: alt.NamedData, options: Options) -> alt.LayerChart:
    """The cloud of packages, the zone, the frontier, and the packages to compare."""
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100])
    x = alt.X("washington:Q", title="Value to Washington", scale=scale, axis=axis)
    y = alt.Y("seoul:Q", title="Value to Seoul", scale=scale, axis=axis)
    legend = alt.Legend(
        title=None,
        values=[ON_TABLE, NASH, HOME, FRONTIER],
        columns=alt.ExprRef("width < 420 ? 2 : 4"),
        offset=30,
    )
    color = alt.Color("series:N", scale=theme.scale(_SERIES), legend=legend)
    shape = alt.Shape(
        "series:N",
        scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
        legend=legend,
    )

    def corner(walk: str, **look: Any) -> Any:
        """From a corner of least values up to the best of both."""
        bounds = {
            "x": alt.XDatum(
                alt.ExprRef(walk.format(side="washington")), scale=scale, type="quantitative"
            ),
            "y": alt.YDatum(
                alt.ExprRef(walk.format(side="seoul")), scale=scale, type="quantitative"
            ),
            "x2": alt.X2Datum(100),
            "y2": alt.Y2Datum(100),
        }
        return alt.Chart(alt.InlineData(values=[{}])).mark_rect(**look).encode(**bounds)

    def edge(side: str, way: str, x: str, y: str) -> list[Any]:
        """The grip at the end of an edge of the zone."""
        place = alt.Chart(alt.InlineData(values=[{}])).encode(
            x=alt.XDatum(alt.ExprRef(x), scale=scale, type="quantitative"),
            y=alt.YDatum(alt.ExprRef(y), scale=scale, type="quantitative"),
        )
        return grip(place, side, way)

    # What the corners stand for, above the plot: inside it dots lie everywhere.
    corners_named = (
        alt.Chart(alt.InlineData(values=[{}]))
        .transform_calculate(
            text="width < 420 ? 'shaded: accept \u00b7 dashed: ratify'"
            " : 'shaded: both accept \u00b7 dashed: both could ratify'"
        )
        .mark_text(align="right", baseline="bottom")
        .encode(x=alt.value(alt.expr("width + 8")), y=alt.value(-10), text="text:N")
    )

    cloud = (
        alt.Chart(current, name=dots.NAME)
        .mark_point(size=9, filled=True, opacity=0.5, color=theme.COLORS["muted"], invalid=None)
        .encode(x=x, y=y)
    )

    def some(data: alt.NamedData, rule: str) -> Any:
        return alt.Chart(data).transform_filter(rule)

    frontier = (
        some(current, "datum.marked")
        .transform_filter("datum.efficient")
        .mark_line(
            interpolate="step-before", strokeWidth=1.5, color=theme.COLORS["added"], invalid=None
        )
        .encode(x=x, y=y, order=alt.Order("washington:Q"))
    )
    pinned_frontier = (
        some(pinned, "datum.efficient")
        .mark_line(
            interpolate="step-before",
            strokeWidth=1.5,
            strokeDash=[4, 3],
            color=theme.INK,
            opacity=0.7,
            invalid=None,
        )
        .encode(x=x, y=y, order=alt.Order("washington:Q"), detail="pin:N")
    )
    series = (
        f"datum.on_table ? '{ON_TABLE}' : datum.is_nash ? '{NASH}' : "
        f"datum.is_home_nash ? '{HOME}' : '{FRONTIER}'"
    )
    tooltip = [
        alt.Tooltip("series:N", title="Package"),
        alt.Tooltip("washington:Q", title="Washington", format=".1f"),
        alt.Tooltip("seoul:Q", title="Seoul", format=".1f"),
        *(alt.Tooltip(f"text_{issue}:N", title=name) for issue, name in ISSUES.items()),
    ]
    texts = {
        f"text_{issue}": f"{json.dumps(labels)}[datum.option_{issue}]"
        for issue, labels in zip(ISSUES, options.labels, strict=True)
    }
    standing_out = (
        some(current, "datum.marked")
        .transform_calculate(series=series, **texts)
        .mark_point(filled=True, opacity=1, invalid=None)
        .encode(
            x=x,
            y=y,
            color=color,
            shape=shape,
            size=alt.condition(
                "datum.on_table || datum.is_nash || datum.is_home_nash",
                alt.value(190),
                alt.value(36),
            ),
            tooltip=tooltip,
        )
    )
    before = (
        some(pinned, "datum.on_table")
        .mark_point(
            shape="circle", filled=False, size=170, strokeWidth=2, color=theme.INK, opacity=1
        )
        .encode(x=x, y=y)
    )
    # Of the state just before, in the corner that no package reaches; each pin beside its mark.
    before_name = (
        some(pinned, "datum.on_table")
        .transform_calculate(
            text="datum.pin ? datum.pin_name : '\u25cb ' + (datum.pin_name || 'pinned')",
        )
        .mark_text(align=alt.expr("datum.pin ? 'right' : 'left'"), baseline="bottom")
        .encode(
            x=alt.value(alt.expr("datum.pin ? scale('x', datum.washington) - 10 : 4")),
            y=alt.value(alt.expr("datum.pin ? scale('y', datum.seoul) + 16 : height - 4")),
            text="text:N",
        )
    )
    walk = "control_{side}_walk"
    home = "max(control_{side}_walk, control_{side}_ratify)"
    layers = [
        corner(
            walk,
            fill=theme.COLORS["muted"],
            fillOpacity=0.14,
            stroke=theme.INK,
            strokeOpacity=0.5,
            strokeWidth=1,
        ),
        corner(home, fillOpacity=0, stroke=theme.INK, strokeDash=[5, 4], strokeOpacity=0.7),
        cloud,
        pinned_frontier,
        frontier,
        standing_out,
        before,
        before_name,
        corners_named,
        *edge("washington", "x", x="control_washington_walk", y="100"),
        *edge("seoul", "y", x="100", y="control_seoul_walk"),
    ]
    return alt.LayerChart(layer=layers, height=250)
