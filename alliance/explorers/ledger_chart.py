"""The two charts of the ledger: one yardstick as bars, or the ranks under all of them.

Both stand on the same two scales, a place down the chart and a part of its width, so that one
specification holds them; the reader's choice of view filters which is drawn.
"""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt

from alliance.models.ledger import YARDSTICKS
from coursebook.charts import theme

HEADS: Final = dict(
    zip(YARDSTICKS, ("GDP share", "dollars", "a head", "forces", "payment"), strict=True)
)
WRITTEN: Final = {
    "share": "format(datum.value, '.1f') + ' % of GDP'",
    "dollars": "'USD ' + format(datum.value, ',.0f') + ' billion'",
    "head": "'USD ' + format(datum.value, ',.0f') + ' a head'",
    "forces": "format(datum.value, '.1f') + ' in 1,000 people'",
    "host": "'USD ' + format(datum.value, ',.0f') + ' per soldier'",
}
"""How a value is written, by yardstick."""

ROWS: Final = 7
PILL: Final = "M-0.6,-0.6H0.6A0.4,0.6,0,0,1,0.6,0.6H-0.6A0.4,0.6,0,0,1,-0.6,-0.6Z"
PILL_SIZE: Final = 1500
"""Behind a country's letters in the view of ranks: as wide as they are, and lower than a row."""
DISC: Final = "#ffffff"
ON_DISC: Final = "#1f2328"
"""A rank is dark on white in either theme, for a saved picture knows no theme's background."""
BARS: Final = 0.68
"""Part of the width that the longest bar takes; pinned ranks stand in the rest."""


def draw(current: alt.NamedData, pinned: alt.NamedData, subject: int) -> alt.LayerChart:
    """Bars, or ranks joined by lines; South Korea in its color, the others gray."""
    layers = [
        *_frame(current),
        *_bars(current, subject),
        *_before(pinned, current),
        *_path_before(pinned, current, subject),
        *_ranks(current, subject),
    ]
    return alt.LayerChart(layer=layers, height=360)


def _x(field: str) -> alt.X:
    scale = alt.Scale(domain=[0, 1], nice=False, zero=True)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(domain=[0.2, ROWS + 0.6], nice=False, zero=False, reverse=True)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def _color(subject: int) -> Any:
    return alt.condition(
        f"datum.row === {subject}",
        alt.value(theme.COLORS["south_korea"]),
        alt.value(theme.COLORS["muted"]),
    )


def _frame(current: alt.NamedData) -> list[Any]:
    """A line under each row, and a word where there is nothing to draw."""
    rows = alt.Chart(current).transform_calculate(under="datum.row + 0.46")
    lines = rows.mark_rule(opacity=0.14).encode(y=_y("under"))
    word = (
        rows.transform_filter("datum.none && datum.row === 1")
        .mark_text(align="left", baseline="bottom", dx=2)
        .encode(x=alt.value(0), y=_y("row"), text=alt.value("Nobody is compared."))
    )
    return [lines, word]


# One yardstick ---------------------------------------------------------------------------------


def _bars(current: alt.NamedData, subject: int) -> list[Any]:
    written = " : ".join(f"control_yardstick === '{key}' ? {text}" for key, text in WRITTEN.items())
    rows = (
        alt.Chart(current)
        .transform_filter("datum.included && !datum.as_ranks")
        .transform_calculate(
            zero="0",
            end=f"datum.part * {BARS}",
            said=f"datum.ranked ? ({written} : '') : 'no figure seen'",
        )
        .transform_calculate(
            text="(datum.ranked ? datum.rank + '. ' : '') + datum.name + ': ' + datum.said"
        )
    )
    bars = (
        rows.transform_filter("datum.ranked")
        .mark_bar(height=13, yOffset=8)
        .encode(
            x=_x("zero"),
            x2="end:Q",
            y=_y("place"),
            color=_color(subject),
            tooltip=[
                alt.Tooltip("name:N", title="Ally"),
                alt.Tooltip("said:N", title="Carries"),
                alt.Tooltip("rank:Q", title="Rank"),
            ],
        )
    )
    names = rows.mark_text(align="left", baseline="bottom", dx=2).encode(
        x=alt.value(0), y=_y("place"), text="text:N"
    )
    return [bars, names]


def _before(pinned: alt.NamedData, current: alt.NamedData) -> list[Any]:
    """The rank that an ally had in a pinned scenario, in a ring in the ally's row."""
    rows = (
        alt.Chart(pinned)
        .transform_lookup(
            lookup="row",
            from_=alt.LookupData(
                data=current, key="row", fields=["place", "included", "as_ranks", "rank"]
            ),
            as_=["place_now", "included_now", "as_ranks_now", "rank_shown"],
        )
        .transform_filter("datum.included_now && !datum.as_ranks_now")
        # Of the state just before, only what is another now.
        .transform_filter("datum.pin > 0 || datum.rank !== datum.rank_shown")
        .transform_joinaggregate(top_row="min(row)", groupby=["pin"])
        .transform_calculate(
            rank_then="datum.ranked ? datum.rank : '-'",
            top="0.45",
        )
        .transform_calculate(
            at="0.97 - 0.11 * max(datum.pin - 1, 0)",
            head="width < 420 && datum.pin ? '#' + datum.pin : datum.pin_name",
        )
    )
    rings = rows.mark_point(size=330, filled=False, strokeWidth=1.5, opacity=1, yOffset=5).encode(
        x=_x("at"),
        y=_y("place_now"),
        color=alt.value(theme.INK),
        tooltip=[
            alt.Tooltip("pin_name:N", title="Scenario"),
            alt.Tooltip("rank_then:N", title="Rank then"),
        ],
    )
    numbers = rows.mark_text(baseline="middle", dy=5).encode(
        x=_x("at"), y=_y("place_now"), text="rank_then:N"
    )
    heads = (
        rows.transform_filter("datum.row === datum.top_row")
        .mark_text(align="right", baseline="bottom", dx=14)
        .encode(x=_x("at"), y=_y("top"), text="head:N")
    )
    return [rings, numbers, heads]


# All yardsticks --------------------------------------------------------------------------------


def _by_yardstick(rows: Any) -> Any:
    """A row for each ally and yardstick under which it is ranked, with its place in the chart."""
    fields = [f"place_{key}" for key in YARDSTICKS]
    return (
        rows.transform_fold(fields, as_=["key", "down"])
        .transform_filter("datum.down > 0")
        .transform_calculate(index=f"indexof({json.dumps(fields)}, datum.key)")
        .transform_calculate(
            across="width < 420 ? 0.13 + 0.2 * datum.index : 0.27 + 0.165 * datum.index",
            by=f"{json.dumps(list(HEADS.values()))}[datum.index]",
        )
    )


def _ranks(current: alt.NamedData, subject: int) -> list[Any]:
    shown = alt.Chart(current).transform_filter("datum.included && datum.as_ranks")
    nodes = _by_yardstick(shown)
    x, y = _x("across"), _y("down")
    lines = nodes.mark_line().encode(
        x=x,
        y=y,
        detail="row:N",
        order="index:Q",
        color=_color(subject),
        strokeWidth=alt.condition(f"datum.row === {subject}", alt.value(3), alt.value(1.5)),
    )
    circles = nodes.mark_point(shape=PILL, size=PILL_SIZE, opacity=1, strokeWidth=2).encode(
        x=x,
        y=y,
        stroke=_color(subject),
        fill=alt.value(DISC),
        tooltip=[alt.Tooltip("name:N", title="Ally"), alt.Tooltip("by:N", title="By")],
    )
    codes = nodes.mark_text(baseline="middle", color=ON_DISC).encode(x=x, y=y, text="code:N")
    first = nodes.transform_filter("datum.index === 0")
    names = (
        first.transform_calculate(long="width < 420 ? '' : datum.name")
        .mark_text(align="right", baseline="middle", dx=-24)
        .encode(x=x, y=y, text="long:N")
    )
    numbers = (
        alt.Chart(current)
        .transform_filter("datum.as_ranks && datum.row <= datum.compared")
        .mark_text(align="left", baseline="middle", dx=1)
        .encode(x=alt.value(0), y=_y("row"), text="row:Q")
    )
    heads = (
        _by_yardstick(
            alt.Chart(current)
            .transform_filter("datum.row === 1 && datum.as_ranks")
            .transform_calculate(**{f"place_{key}": "1" for key in YARDSTICKS})
        )
        .transform_calculate(
            top="width < 420 && datum.index % 2 ? 0.2 : 0.45",
            head=f"control_yardstick === {json.dumps(list(YARDSTICKS))}[datum.index] "
            "? '\u25be ' + datum.by : datum.by",
        )
        .mark_text(baseline="bottom")
        .properties(name="click_heads")
        .encode(x=x, y=_y("top"), text="head:N")
    )
    return [lines, circles, codes, names, numbers, heads]


def _path_before(pinned: alt.NamedData, current: alt.NamedData, subject: int) -> list[Any]:
    """South Korea's ranks in a pinned scenario; of the state just before, what is another now."""
    fields = [f"place_{key}" for key in YARDSTICKS]
    differs = ", ".join(f"datum.{field} !== datum.now_{field}" for field in fields)
    rows = (
        alt.Chart(pinned)
        .transform_filter(f"datum.row === {subject} && control_view === 'ranks' && datum.included")
        .transform_lookup(
            lookup="row",
            from_=alt.LookupData(data=current, key="row", fields=fields),
            as_=[f"now_{field}" for field in fields],
        )
        .transform_calculate(differs=f"[{differs}]")
        .transform_filter("datum.pin > 0 || indexof(datum.differs, true) >= 0")
    )
    drawn = "datum.pin > 0 || datum.differs[datum.index] || datum.differs[datum.index + 1]"
    drawn += " || datum.index > 0 && datum.differs[datum.index - 1]"
    nodes = _by_yardstick(rows).transform_calculate(shift=f"{drawn} ? datum.down + 0.1 : null")
    line = nodes.mark_line(strokeWidth=2, strokeDash=[6, 3], color=theme.INK).encode(
        x=_x("across"), y=_y("shift"), detail="pin:N", order="index:Q"
    )
    # Of the state just before, where nobody has a rank, as few allies pay; each pin below its line.
    name = (
        nodes.transform_filter("datum.index === (datum.pin > 0 ? 3 : indexof(datum.differs, true))")
        .transform_calculate(text="datum.pin ? datum.pin_name : '\u254c ' + datum.pin_name")
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=alt.value(alt.expr("datum.pin ? scale('x', datum.across) + 4 : width * 0.93 - 28")),
            y=alt.value(alt.expr("datum.pin ? scale('y', datum.shift) + 27 : scale('y', 7) + 7")),
            text="text:N",
        )
    )
    return [line, name]
