"""The chart of the spending path: lines for what is assumed, marks for what is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import pandas as pd

from alliance.explorers import spending_data as given
from coursebook.charts import theme
from coursebook.explorers import grip

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
    offset=28,
    columns=alt.ExprRef("width < 420 ? 1 : 3"),
)
X: Final = alt.X(
    "year:Q",
    title=None,
    scale=alt.Scale(nice=False, zero=False),
    axis=alt.Axis(format="d", tickMinStep=1),
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
        .mark_text(fontSize=11, **look)
        .encode(x=X, y=_y(field), text="text:N")
    )


AT_START: Final = {"align": "left", "baseline": "top", "dy": 2}
ABOVE_START: Final = {"align": "left", "baseline": "bottom", "dy": -2}
AT_END: Final = {"align": "right", "baseline": "bottom", "dy": -2}
PLACES: Final = ((LAST, AT_END), (FIRST, AT_START), (LAST, AT_END), (FIRST, ABOVE_START))
"""Where the shares in play have their labels, from the lowest on; neighbors never side by side."""


def _guides(current: alt.NamedData) -> list[Any]:
    """The shares in play: thin lines that lie close, so that their labels take turns."""
    layers = []
    for index, row in given.guides().iterrows():
        field = f"guide_{index}"
        layers.append(
            alt.Chart(current)
            .mark_line(strokeWidth=1, opacity=0.35, color=theme.INK)
            .encode(x=X, y=_y(field))
        )
        share, label = row["percent_of_gdp"], json.dumps(f" {row['label']}")
        text = f"'{share:g} %' + (width < 420 ? '' : {label})"
        where, look = PLACES[int(str(index)) % len(PLACES)]
        layers.append(_words(current, field, text, where, look))
    return layers


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
    # Away from the ends, where the guides have their names, and each pin at a place of its own.
    where = f"datum.year === {given.baseline().year} + 7 + 3 * datum.pin"
    look = {"baseline": "bottom", "dy": -3}
    return [
        _line(pinned, "drawn", PINNED, 2, drawn=drawn).encode(detail="pin:N"),
        _words(pinned, "drawn", "datum.pin_name", where, look, drawn=drawn),
    ]


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
        .mark_text(
            align="left", baseline="bottom" if above else "top", dy=-7 if above else 7, fontSize=11
        )
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
        look = {"align": "left", "baseline": "top", "dx": 4, "dy": 6}
        text, named = f"datum.{kind}_name", f"datum.{kind}_name !== ''"
        layers.append(_words(current, f"drawn_{kind}", text, named, look))
    return layers


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
