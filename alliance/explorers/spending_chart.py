"""The chart of the spending path: lines for what is assumed, marks for what is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import pandas as pd

from alliance.explorers import spending_data as given
from coursebook.charts import theme
from coursebook.explorers import apart, grip

PATH, HOLD, STEADY, PINNED = "Your path", "Today's share", "Announced growth, kept up", "Pinned"
SERIES: Final = {PATH: "south_korea", HOLD: "muted", STEADY: "united_states", PINNED: "judgment"}
MINISTRY: Final = theme.COLORS["added"]

COLOR: Final = theme.scale(SERIES)
DASHES: Final = alt.Scale(domain=list(SERIES), range=[[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]])
LEGEND: Final = alt.Legend(
    title=None,
    symbolType="stroke",
    symbolSize=300,
    values=[PATH, HOLD, STEADY],
    labelExpr="width < 420 ? split(datum.label, ',')[0] : datum.label",
    offset=28,
    columns=alt.ExprRef("width < 260 ? 1 : width < 420 ? 2 : 3"),
)
PLOT: Final = "(width < 420 ? width - 48 : width - 164)"
"""Where the lines end. The names of the shares in play are right of them, where no line runs."""
X: Final = alt.X(
    "year:Q",
    title=None,
    scale=alt.Scale(nice=False, zero=False, range=[0, alt.expr(PLOT)]),
    axis=alt.Axis(format="d", tickMinStep=1, tickCount=5),
)
WIDEST: Final = 36  # pixels: room for a label of any measure, for an axis does not grow later
AXIS: Final = alt.Axis(title=None, grid=False, tickCount=6, minExtent=WIDEST)
IN_SHARES: Final = "control_measure === 'share'"
FIRST: Final = f"datum.year === {given.baseline().year}"
LAST: Final = f"datum.year === {given.last_year()}"
COMPARING: Final = "control_comparison !== 'none'"


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """The path beside today's share, announced growth, the shares in play and what was observed."""
    layers = [
        *_guides(current),
        *_bands(current),
        _line(current, "drawn_hold", HOLD, 2),
        _line(current, "drawn_steady", STEADY, 2),
        *_pinned(pinned),
        *_compared(current),
        *_observed(),
        _line(current, "drawn", PATH, 3),
        *_ministry(current),
        _readable(alt.Chart(current)).mark_point(size=260, opacity=0),
        _unit(current),
        *_target(current),
    ]
    return alt.LayerChart(layer=layers, height=360)


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=AXIS)


def _line(data: alt.NamedData, field: str, name: str, width: float, **fields: str) -> Any:
    return (
        alt.Chart(data)
        .transform_calculate(series=json.dumps(name), **fields)
        .mark_line(strokeWidth=width)
        .encode(
            x=X,
            y=_y(field),
            color=alt.Color("series:N", scale=COLOR, legend=LEGEND),
            strokeDash=alt.StrokeDash("series:N", scale=DASHES, legend=LEGEND),
        )
    )


def _words(
    data: alt.NamedData,
    field: str,
    text: str,
    where: str,
    look: Mapping[str, Any],
    **fields: str,
) -> Any:
    """A text at the years where a condition holds."""
    return (
        alt.Chart(data)
        .transform_filter(where)
        .transform_calculate(text=text, **fields)
        .mark_text(**look)
        .encode(x=X, y=_y(field), text="text:N")
    )


NAMES: Final = {
    "south_korea_2024": "South Korea",
    "united_states_2024": "United States",
    "nato_core": "NATO, core",
    "considered_demand": "demand considered",
    "nato_total": "NATO, core, related",
}
"""The shares in play, where there is room for a name beside the number."""


def _guides(current: alt.NamedData) -> list[Any]:
    """The shares in play: thin lines, each with its name at its end."""
    guides = given.guides()
    fields: list[Any] = [f"guide_{index}" for index in guides.index]
    lines: list[Any] = [
        alt.Chart(current)
        .mark_line(strokeWidth=1, opacity=0.35, color=theme.INK)
        .encode(x=X, y=_y(field))
        for field in fields
    ]
    shares = [f"{share:g} %" for share in guides["percent_of_gdp"]]
    named = [f"{share} {NAMES[key]}" for share, key in zip(shares, guides["key"], strict=True)]
    at_end = (
        alt.Chart(current)
        .transform_filter(LAST)
        .transform_fold(fields, as_=["guide", "end"])
        .transform_calculate(place=f"indexof({json.dumps(fields)}, datum.guide)")
        .transform_calculate(
            text=f"(width < 420 ? {json.dumps(shares)} : {json.dumps(named)})[datum.place]"
        )
    )
    y = alt.value(alt.expr(apart([f"scale('y', datum.{field})" for field in fields])))
    names = at_end.mark_text(align="left", baseline="middle").encode(
        x=alt.value(alt.expr(f"{PLOT} + 10")), y=y, text="text:N"
    )
    leads = at_end.mark_rule(opacity=0.35).encode(
        x=alt.value(alt.expr(PLOT)), x2=alt.value(alt.expr(f"{PLOT} + 8")), y=_y("end"), y2=y
    )
    return [*lines, leads, names]


def _bands(current: alt.NamedData) -> list[Any]:
    """What lower and higher growth make of the path (in money) and of steady growth (in shares)."""
    return [
        alt.Chart(current)
        .transform_filter("control_spread > 0")
        .mark_area(opacity=0.2, color=theme.COLORS[color])
        .encode(x=X, y=_y(f"{field}_low"), y2=f"{field}_high:Q")
        for field, color in (("drawn_steady", "united_states"), ("drawn", "south_korea"))
    ]


def _pinned(pinned: alt.NamedData) -> list[Any]:
    """The pinned paths, in the measure and the prices of the chart, whatever theirs were."""
    drawn = (
        f"{IN_SHARES} ? datum.share : datum['budget_' + control_prices] * "
        "(control_measure === 'dollars' ? datum.usd_per_won : 1)"
    )
    # Of the state just before, in the corner that stays free; each pin at a place of its own.
    names = (
        alt.Chart(pinned)
        .transform_filter(f"datum.year === {given.baseline().year} + 7 + 3 * datum.pin")
        .transform_calculate(
            drawn=drawn, text="datum.pin ? datum.pin_name : '\u254c ' + datum.pin_name"
        )
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=alt.value(alt.expr("datum.pin ? scale('x', datum.year) - 30 : 4")),
            y=alt.value(alt.expr("datum.pin ? scale('y', datum.drawn) - 3 : 15")),
            text="text:N",
        )
    )
    return [_line(pinned, "drawn", PINNED, 2, drawn=drawn).encode(detail="pin:N"), names]


def _compared(current: alt.NamedData) -> list[Any]:
    """In money: South Korea's economy at another country's share. Assumed, and so dashed."""
    names = json.dumps({country.iso3: _whose(country.label) for country in given.compared()})
    line = (
        alt.Chart(current)
        .transform_filter(f"{COMPARING} && !({IN_SHARES})")
        .mark_line(strokeWidth=1.5, strokeDash=[1, 3], color=theme.INK)
        .encode(x=X, y=_y("drawn_compared"))
    )
    year = given.baseline().year
    text = f"{names}[control_comparison] + (width < 420 ? ' share' : ' share, {year}')"
    where = f"{COMPARING} && !({IN_SHARES}) && {LAST}"
    look = {"align": "right", "baseline": "top", "dy": 5}
    name = _words(current, "drawn_compared", text, where, look)
    return [line, name]


def _observed() -> list[Any]:
    """In shares: what the two countries spent, with points, for these are no assumptions."""
    rows, names = given.observed(), given.names_of_observed()
    korea = f"datum.iso3 === '{given.KOREA}'"
    chosen = f"{IN_SHARES} && (datum.iso3 === control_comparison || {COMPARING} && {korea})"
    color = alt.condition(korea, alt.value(theme.COLORS["south_korea"]), alt.value(theme.INK))
    base = (
        alt.Chart(_inline(rows))
        .transform_filter(chosen)
        .encode(x=X, y=_y("percent_of_gdp"), detail="iso3:N")
    )
    line = base.mark_line(strokeWidth=1.5).encode(stroke=color)
    points = base.mark_point(size=32, filled=True, opacity=1).encode(
        fill=color,
        tooltip=[
            alt.Tooltip("country:N", title="Observed"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("percent_of_gdp:Q", title="Share of GDP, %"),
            alt.Tooltip("edition:N", title="Edition"),
        ],
    )
    texts = [
        alt.Chart(_inline(names[names["above"] == above]))
        .transform_filter(f"{IN_SHARES} && datum.comparison === control_comparison")
        .transform_calculate(text="datum.country + (width < 420 ? '' : ', observed')")
        .mark_text(align="left", baseline="bottom" if above else "top", dy=-7 if above else 7)
        .encode(x=X, y=_y("percent_of_gdp"), text="text:N")
        for above in (True, False)
    ]
    return [line, points, *texts]


def _ministry(current: alt.NamedData) -> list[Any]:
    """What the Assembly voted (filled squares) and what the ministry plans (hollow diamonds)."""
    kinds = (("enacted", "square", True), ("planned", "diamond", False))
    layers = []
    for kind, shape, filled in kinds:
        layers.append(
            alt.Chart(current)
            .transform_filter(f"datum.{kind} > 0")
            .mark_point(
                shape=shape, filled=filled, size=70, strokeWidth=2, opacity=1, color=MINISTRY
            )
            .encode(
                x=X,
                y=_y(f"drawn_{kind}"),
                tooltip=[
                    alt.Tooltip(f"{kind}_stage:N", title="Ministry's budget"),
                    alt.Tooltip("year:Q", title="Year", format="d"),
                    alt.Tooltip(f"{kind}:Q", title="Trillion won, nominal"),
                    alt.Tooltip(f"{kind}_share:Q", title="Of the GDP assumed, %", format=".2f"),
                ],
            )
        )
    # Below the marks; sums of money leave room above them only.
    names = (
        alt.Chart(current)
        .transform_filter(FIRST)
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=alt.value(4),
            y=alt.value(alt.expr(f"{IN_SHARES} ? height - 3 : 30")),
            text=alt.value("\u25a0 enacted \u25c7 planned"),
        )
    )
    return [*layers, names]


def _target(current: alt.NamedData) -> list[Any]:
    """The year in which the path arrives, and the grip that moves it."""
    place = alt.Chart(current).transform_filter("datum.year === datum.target_year")
    point = place.mark_point(size=110, filled=True, opacity=1, color=theme.COLORS["south_korea"])
    return [point.encode(x=X, y=_y("drawn")), *grip(_readable(place), "target", "xy")]


def _readable(place: Any) -> Any:
    """A tooltip for each year of the path, easy to hit."""
    return place.encode(
        x=X,
        y=_y("drawn"),
        tooltip=[
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("share:Q", title="Share of GDP, %", format=".2f"),
            alt.Tooltip("budget:Q", title="Budget, trillion won", format=",.1f"),
            alt.Tooltip("budget_usd:Q", title="Budget, billion USD", format=",.1f"),
            alt.Tooltip("extra:Q", title="Extra, trillion won", format=",.1f"),
        ],
    )


def _unit(current: alt.NamedData) -> Any:
    """What the axis counts in: a title that follows the measure and the prices."""
    prices = "control_prices === 'constant' ? ', prices of ' + datum.year : ', nominal'"
    money = f"(control_measure === 'won' ? 'Trillion won' : 'Billion U.S. dollars') + ({prices})"
    return (
        alt.Chart(current)
        .transform_filter(FIRST)
        .transform_calculate(text=f"{IN_SHARES} ? 'Percent of GDP' : {money}")
        .mark_text(align="left", baseline="bottom")
        .encode(x=alt.value(-WIDEST), y=alt.value(-8), text="text:N")
    )


def _whose(country: str) -> str:
    return f"{country}'" if country.endswith("s") else f"{country}'s"


def _inline(rows: pd.DataFrame) -> alt.Data:
    return alt.Data(values=rows.to_dict("records"))  # type: ignore[no-untyped-call]
