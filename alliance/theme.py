"""One look for all charts, in both color themes.

Text, axes and rules take the color of the page (`currentColor`) and the background is transparent,
so that a chart follows the theme switch without being drawn again. The series colors reach a
contrast of 3:1 on the light and the dark page and can be told apart with the common kinds of color
blindness. No color reaches 4.5:1 on both pages: text in a chart is never colored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

INK: Final = "currentColor"

COLORS: Final = {
    "south_korea": "#d5602a",
    "united_states": "#2f7fd0",
    "china": "#d64550",
    "japan": "#a567c4",
    "taiwan": "#16916a",
    "nato": "#1c8fa6",
    "north_korea": "#a8801a",
    "highlight": "#d5602a",
    "muted": "#7f8794",
    "reported": "#2f7fd0",
    "judgment": "#a8801a",
    "added": "#16916a",
}


def scale(series: Mapping[str, str]) -> alt.Scale:
    """A color scale for named series: `{"South Korea": "south_korea"}`; names as in `COLORS`."""
    unknown = sorted(set(series.values()) - COLORS.keys())
    if unknown:
        raise ValueError(f"theme.scale: found {', '.join(unknown)}; allowed: {', '.join(COLORS)}")
    return alt.Scale(domain=list(series), range=[COLORS[color] for color in series.values()])


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart."""
    return {
        "background": "transparent",
        "font": "system-ui, sans-serif",
        "padding": {"left": 4, "right": 12, "top": 6, "bottom": 4},
        "view": {"stroke": None},
        "mark": {"color": COLORS["united_states"], "tooltip": True},
        "text": {"color": INK, "fontSize": 12},
        "rule": {"color": INK},
        "line": {"strokeWidth": 2},
        "point": {"filled": True, "size": 55},
        "axis": {
            "domainColor": INK,
            "domainOpacity": 0.5,
            "tickColor": INK,
            "tickOpacity": 0.5,
            "gridColor": INK,
            "gridOpacity": 0.14,
            "labelColor": INK,
            "labelFontSize": 12,
            "titleColor": INK,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
        },
        "axisX": {"grid": False, "labelOverlap": True},
        "axisY": {
            "domain": False,
            "ticks": False,
            # The title stands above the axis, level and readable, where width is scarce.
            "titleAlign": "left",
            "titleAngle": 0,
            "titleAnchor": "start",
            "titleX": 0,
            "titleY": -10,
            "titleBaseline": "bottom",
        },
        "legend": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "orient": "top",
            "columns": 2,
            "labelLimit": 320,
            "offset": 22,
            "symbolStrokeWidth": 2,
        },
        "header": {"labelColor": INK, "titleColor": INK},
        "title": {"color": INK, "subtitleColor": INK},
    }


@alt.theme.register("alliance", enable=True)
def _alliance() -> alt.theme.ThemeConfig:
    return {"config": config()}  # type: ignore[typeddict-item]
