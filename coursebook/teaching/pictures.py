"""A chart as a picture for the back row: it fills its place, with words as large as they can be."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import vl_convert

from coursebook.charts import drawing, theme

Spec = dict[str, Any]

TEXT: Final = theme.SIZE
"""The size of most words in a chart of the book, in pixels."""
READABLE: Final = 18
"""The size that they should have on a slide, in points."""
MOST_ENLARGED: Final = 1.2
MOST_IN_ROWS: Final = 1.1
MOST_ON_AXES: Final = 1.35
"""Larger than this, words below one another would touch: soonest in rows, last around two axes."""

APART: Final = 36
"""Pixels between entries of a legend."""

NARROWEST: Final = 520
"""Narrower than this, in pixels, labels beside each other would touch."""

_SCALED: Final = frozenset(
    {"fontSize", "labelFontSize", "titleFontSize", "dx", "dy", "lineHeight", "labelLimit"}
    | {"titleY", "labelPadding", "titlePadding", "offset", "strokeWidth", "symbolSize"}
)
_SIZE: Final = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Picture:
    """A drawn chart, as SVG, and its size in points."""

    svg: str
    width: float
    height: float

    @cached_property
    def png(self) -> bytes:
        """The chart as a PNG that is sharp on a screen 2560 pixels wide."""
        drawn: bytes = vl_convert.svg_to_png(self.svg, scale=2)
        return drawn


def fill(spec: Spec, width: float, height: float) -> Picture:
    """Draw a chart so that it fills a place; the same chart in the same place is drawn once.

    See `_fill`.
    """
    return _fill(json.dumps(spec), width, height)


@lru_cache(maxsize=256)
def _fill(written: str, width: float, height: float) -> Picture:
    """Draw a chart so that it fills a place as well as it can.

    A chart of the book follows the width of the page and has a height of its own. Here it gets the
    width that gives it the shape of the place. If it would have to shrink to fit the height, its
    words are enlarged by as much.

    Parameters
    ----------
    written
        A compiled specification, as JSON.
    width, height
        Of the place, in points.

    Returns
    -------
    Picture
        At most as large as the place.
    """
    spec: Spec = json.loads(written)
    # Vega measures entries of a legend before their words are enlarged.
    spec.setdefault("config", {}).setdefault("legend", {})["columnPadding"] = APART
    most = MOST_IN_ROWS if in_rows(spec) else MOST_ON_AXES if on_axes(spec) else MOST_ENLARGED
    enlarged = 1.0
    across = drawing.WIDE
    for _ in range(3):  # legends and axes need room of their own; it settles at once
        down = size(drawing.on_paper(enlarge(spec, enlarged), across))[1]
        across = max(NARROWEST, round(down * width / height))
        scale = min(width / across, height / down)
        enlarged = min(most, max(1.0, READABLE / (TEXT * scale)))
    drawn = drawing.on_paper(enlarge(spec, enlarged), across)
    wide, high = size(drawn)
    scale = min(width / wide, height / high)
    return Picture(drawn, wide * scale, high * scale)


def in_rows(spec: Spec) -> bool:
    """Whether the chart has a row for each thing, named in words, instead of a vertical axis."""
    return any(
        scale["name"] == "y" and scale["type"] in ("band", "point") for scale in spec["scales"]
    )


def on_axes(spec: Spec) -> bool:
    """Whether the chart has a vertical and a horizontal axis, and words mostly along them."""
    return {"left", "bottom"} <= {
        str(axis.get("orient")) for axis in spec.get("axes", []) if axis.get("labels", True)
    }


def height(spec: Spec) -> float:
    """The height of the chart in pixels, at the width that it has on a page."""
    return size(drawing.on_paper(spec))[1]


def size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError(f"a drawing without a size: {svg[:200]}")
    return float(found[1]), float(found[2])


def enlarge(spec: Any, by: float) -> Any:
    """The specification with everything that concerns words and lines enlarged by a factor."""
    if isinstance(spec, list):
        return [enlarge(each, by) for each in spec]
    if not isinstance(spec, dict):
        return spec
    return {
        key: larger(value, by) if key in _SCALED else enlarge(value, by)
        for key, value in spec.items()
    }


def larger(value: Any, by: float) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value * by
    if isinstance(value, dict) and isinstance(value.get("value"), int | float):
        return {**value, "value": value["value"] * by}
    return enlarge(value, by)
