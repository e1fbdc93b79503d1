"""One look for all charts, in both color themes.

Text, axes and rules take the color of the page (`currentColor`) and the background is transparent,
so that a chart follows the theme switch without being drawn again. The series colors reach a
contrast of 3:1 on the light and the dark page and can be told apart with the common kinds of color
blindness. No color reaches 4.5:1 on both pages: text in a chart is never colored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import altair as alt

from coursebook.book import book

INK: Final = "currentColor"
SIZE: Final = 13
"""Of words in a chart, in pixels."""


class _Colors(Mapping[str, str]):
    """The colors of the book at hand by name, from its `[tool.coursebook.colors]`."""

    def __getitem__(self, name: str) -> str:
        return book().colors[name]

    def __iter__(self) -> Iterator[str]:
        return iter(book().colors)

    def __len__(self) -> int:
        return len(book().colors)


COLORS: Final = _Colors()


def scale(series: Mapping[str, str]) -> alt.Scale:
    """A color scale for named series.

    Parameters
    ----------
    series
        Names of colors, as in `COLORS`, by the name of each series in the data.

    Returns
    -------
    alt.Scale
        Pass it as `scale=` to `alt.Color`.

    Raises
    ------
    ValueError
        If the book declares no color of a name; the message lists those that it does.

    Examples
    --------
    >>> scale({"Lake Erie": "accent", "All others": "muted"}).range
    ['#1c8fa6', '#7f8794']
    """
    unknown = sorted(set(series.values()) - COLORS.keys())
    if unknown:
        raise ValueError(f"theme.scale: found {', '.join(unknown)}; allowed: {', '.join(COLORS)}")
    return alt.Scale(domain=list(series), range=[COLORS[color] for color in series.values()])


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart; importing this module makes it the default."""
    return {
        "background": "transparent",
        "font": "system-ui, sans-serif",
        "padding": {"left": 4, "right": 12, "top": 6, "bottom": 4},
        "view": {"stroke": None},
        "mark": {"color": COLORS["accent"], "tooltip": True},
        "text": {"color": INK, "fontSize": SIZE},
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
            "labelFontSize": SIZE,
            "titleColor": INK,
            "titleFontSize": SIZE,
            "titleFontWeight": "normal",
        },
        "axisX": {"grid": False, "labelOverlap": True, "labelSeparation": 6},
        "axisY": {
            "domain": False,
            "ticks": False,
            # The title is above the axis, horizontal, because a phone has no width to spare.
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
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "orient": "top",
            "columns": 2,
            "labelLimit": 320,
            "offset": 22,
            "symbolStrokeWidth": 2,
        },
        "header": {"labelColor": INK, "titleColor": INK},
        "title": {"color": INK, "subtitleColor": INK},
    }


@alt.theme.register("coursebook", enable=True)
def _coursebook() -> alt.theme.ThemeConfig:
    return {"config": config()}  # type: ignore[typeddict-item]
