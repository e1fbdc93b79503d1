"""The chart of the two fears: four options between entrapment and abandonment."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from alliance.models import two_fears as fears
from coursebook.charts import theme
from coursebook.explorers import around, grip
from coursebook.explorers.formula import highest, maximum, minimum, total, where

OPTIONS: Final = dict(
    zip(fears.OPTIONS, ("Refuse", "Stay silent", "Rear support", "Full support"), strict=True)
)
NO_RISK, TIE, FIRM_TIE, BY_BELIEF, ALWAYS = range(5)
"""The cases of the headline: what would change the best option, if there is one."""
HEIGHT: Final = 320
ENDS: Final = (1, 2, 5, 10, 15, 20, 30, 40, 60, 80, 100)
"""Where an axis may end, in percent: the risks are small when several steps must all come true."""
X_OF_PIN: Final = "scale('x', datum.entrapment)"
MARKS: Final = {"best": "diamond", "between": "circle", "never best": "cross"}


@around(fears.two_fears)
def model(row: Any, *, weight: Any, whole_scale: Any, **beliefs: Any) -> dict[str, Any]:
    """The risks, where the chart draws them, and which sentence tells them."""
    results = fears.two_fears(row, weight=weight, **beliefs)
    most = highest(maximum(results["entrapment"], results["abandonment"]))
    end: Any = ENDS[-1]
    for shorter in reversed(ENDS[:-1]):
        end = where(most <= shorter, shorter, end)
    end = where(whole_scale, ENDS[-1], end)

    # All points as bad as the best option: weight * x + (100 - weight) * y = level.
    x_weight, y_weight = weight, 100 - weight
    level = 100 * results["best_combined"]
    top, right = minimum(end, level / y_weight), minimum(end, level / x_weight)
    tied = total(where(results["verdict"] == 1, 1, 0)) > 1
    settled_at_once = sum(where(results[f"turn_{b}"] == fears.HERE, 1, 0) for b in fears.BELIEFS)
    tie = where(settled_at_once > 0, TIE, FIRM_TIE)
    # Where no belief can change it, no weight can: a belief of 0 goes further than any weight.
    single = where(results["changing"] > 0, BY_BELIEF, ALWAYS)
    return {
        **results,
        "tied": tied,
        "headline": where(results["no_risk"], NO_RISK, where(tied, tie, single)),
        "axis_end": end,
        "line_x": maximum((level - y_weight * top) / x_weight, 0),
        "line_y": top,
        "line_x2": right,
        "line_y2": maximum((level - x_weight * right) / y_weight, 0),
    }


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """The options as points; a list at the right names them, with a line to each."""
    # The points take three fifths of the width, their names the rest.
    plot, names_at = alt.expr("width * 0.58"), alt.expr("width * 0.62")
    x_scale = alt.Scale(nice=False, zero=True, range=[0, plot])
    y_scale = alt.Scale(nice=False, zero=True)
    x_axis = alt.Axis(title="Entrapment, percent", tickCount=5, format=".1~f", titleAnchor="start")
    y_axis = alt.Axis(
        title="Abandonment, percent", tickCount=5, format=".1~f", grid=False, minExtent=26
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=x_axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=y_axis)

    here = {"x": x("entrapment"), "y": y("abandonment")}
    kind = "datum.verdict === 1 ? 'best' : datum.verdict === 2 ? 'never best' : 'between'"
    shape = alt.Shape(
        "kind:N", legend=None, scale=alt.Scale(domain=[*MARKS], range=[*MARKS.values()])
    )
    color = alt.Color(
        "kind:N",
        legend=None,
        scale=theme.scale({"best": "highlight", "between": "united_states", "never best": "muted"}),
    )
    options = alt.Chart(current).transform_calculate(kind=kind)
    before = alt.Chart(pinned).transform_calculate(kind=kind)
    # Invisible, and yet both axes end where the scenario asks for it.
    corners = [
        alt.Chart(data).mark_point(opacity=0).encode(x=x("axis_end"), y=y("axis_end"))
        for data in (current, pinned)
    ]
    as_bad = (
        alt.Chart(current)
        .transform_filter("datum.row === 1")
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, opacity=0.8)
        .encode(x=x("line_x"), y=y("line_y"), x2="line_x2:Q", y2="line_y2:Q")
    )
    points = options.mark_point(opacity=1, strokeWidth=2).encode(
        **here,
        shape=shape,
        color=color,
        size=alt.condition("datum.verdict === 1", alt.value(260), alt.value(130)),
        tooltip=[
            alt.Tooltip("name:N", title="Option"),
            alt.Tooltip("kind:N", title="At these beliefs"),
            *(
                alt.Tooltip(f"{field}:Q", title=f"{title}, percent", format=".1f")
                for field, title in (
                    ("entrapment", "Entrapment"),
                    ("abandonment", "Abandonment"),
                    ("either", "At least one"),
                    ("combined", "Combined"),
                )
            ),
        ],
    )
    path = before.mark_line(strokeDash=[2, 3], strokeWidth=1.5, color=theme.INK).encode(
        **here, order="row:Q", detail="pin:N"
    )
    old = before.mark_point(filled=False, size=110, strokeWidth=1.5, color=theme.INK, opacity=1)
    # Of the state just before, above the plot; each pin at a point of its own, on the side that is
    # turned away from the names of the options.
    far = f"{X_OF_PIN} > width * 0.3"
    old_names = (
        before.transform_filter("datum.row === (datum.pin > 0 ? 5 - datum.pin : 1)")
        .transform_calculate(text="datum.pin ? datum.pin_name : '\u2508 ' + datum.pin_name")
        .mark_text(align=alt.expr(f"datum.pin && {far} ? 'right' : 'left'"), baseline="bottom")
        .encode(
            x=alt.value(alt.expr(f"datum.pin ? {X_OF_PIN} + ({far} ? -8 : 8) : width * 0.62")),
            y=alt.value(alt.expr("datum.pin ? scale('y', datum.abandonment) - 4 : -10")),
            text="text:N",
        )
    )
    standing = (
        "datum.verdict === 1 && datum.tied ? 'ties for best' : datum.verdict ? datum.kind : ''"
    )
    said = (
        "width < 420"
        " ? [datum.name, format(datum.entrapment, '.1f') + ' / '"
        " + format(datum.abandonment, '.1f') + (datum.standing && ', ')"
        " + replace(replace(datum.standing, 's for best', ''), 'never best', 'never')]"
        " : [datum.name + (datum.standing && ': ' + datum.standing),"
        " 'entrapment ' + format(datum.entrapment, '.1f')"
        " + ', abandonment ' + format(datum.abandonment, '.1f')]"
    )
    line = alt.Chart(current).transform_filter("datum.row === 1 && !datum.no_risk")
    turning = [
        *grip(line.encode(x=x("line_x"), y=y("line_y")), "upper", "y"),
        *grip(line.encode(x=x("line_x2"), y=y("line_y2")), "lower", "x"),
    ]
    labels = []
    for option in OPTIONS:
        one = options.transform_filter(f"datum.row === {option}")
        level = alt.expr(f"height * {(option - 0.6) / len(OPTIONS)}")
        labels += [
            one.mark_rule(opacity=0.45).encode(**here, x2=alt.value(names_at), y2=alt.value(level)),
            one.transform_calculate(standing=standing)
            .transform_calculate(said=said)
            .mark_text(align="left", baseline="middle", dx=4, dy=-7, lineHeight=15)
            .encode(x=alt.value(names_at), y=alt.value(level), text="said:N"),
        ]
    layers = [*corners, as_bad, *labels, path, old.encode(**here, shape=shape), old_names, points]
    layers += turning
    return alt.LayerChart(layer=layers, height=HEIGHT)
