"""Many dots as one mark: a browser moves one path of a thousand dots faster than a thousand marks.

A chart names a layer of points `dots`; its dots all look the same and have no tooltip. Whoever
supplies the rows also draws the path, from two columns and two linear scales, and the other layers
then need only the rows that the table lists. This module does it for the first picture, and
`explorer-chart.js` for every later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from coursebook.charts.drawing import Spec

NAME: Final = "dots"
"""What a chart calls the layer."""
MARKS: Final = f"{NAME}_marks"
"""What Vega-Lite then calls its marks."""


class DotsError(ValueError):
    """A layer of dots is drawn in a way that one path cannot reproduce."""


@dataclass(frozen=True)
class Axis:
    """The field on one axis, its scale, and the bounds of that scale."""

    field: str
    scale: str
    low: float
    high: float


@dataclass(frozen=True)
class Cloud:
    """Where the dots of a chart come from."""

    x: Axis
    y: Axis

    def drawn(self, spec: Spec, table: pd.DataFrame) -> Spec:
        """The specification, of a fixed size, with the path of these rows in it."""
        sizes = {signal["name"]: signal.get("value") for signal in spec["signals"]}
        wide, high = float(sizes["width"] or 0), float(sizes.get("height") or spec["height"])
        x = wide * (table[self.x.field] - self.x.low) / (self.x.high - self.x.low)
        y = high * (1 - (table[self.y.field] - self.y.low) / (self.y.high - self.y.low))
        path = "".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(x, y, strict=True))
        signals = [
            {"name": NAME, "value": path} if signal["name"] == NAME else signal
            for signal in spec["signals"]
        ]
        # Drawn again at another width, as on a slide, the path is stretched along with the scale.
        stretch = {"scaleX": {"signal": f"width / {wide:g}"}}
        marks = [_stretched(m, stretch) if m.get("name") == MARKS else m for m in spec["marks"]]
        return {**spec, "signals": signals, "marks": marks}


def _stretched(mark: dict[str, Any], stretch: dict[str, Any]) -> dict[str, Any]:
    return {**mark, "encode": {"update": {**mark["encode"]["update"], **stretch}}}


def joined(spec: Spec) -> tuple[Spec, Cloud | None]:
    """The specification with the marks of the layer `dots`, if there are any, as one path.

    Raises DotsError unless both scales are linear with a domain of two constants.
    """
    found = [mark for mark in spec["marks"] if mark.get("name") == MARKS]
    if not found:
        return spec, None
    (mark,) = found
    look = mark["encode"]["update"]
    scales = {scale["name"]: scale for scale in spec["scales"]}
    # Vega-Lite may put a rule for missing values first; a model returns none.
    x, y = (look[axis][-1] if isinstance(look[axis], list) else look[axis] for axis in ("x", "y"))
    cloud = Cloud(_axis(x, scales), _axis(y, scales))
    marks = [_path(each) if each is mark else each for each in spec["marks"]]
    signals = [*spec.get("signals", []), {"name": NAME, "value": ""}]
    return {**spec, "marks": marks, "signals": signals}, cloud


def _axis(place: dict[str, Any], scales: dict[str, Any]) -> Axis:
    scale = scales[place["scale"]]
    domain = scale.get("domain")
    plain = isinstance(domain, list) and len(domain) == 2
    if scale.get("type") != "linear" or not plain or not all(_is_number(each) for each in domain):
        raise DotsError(
            f"the layer {NAME!r} has a scale {scale['name']} of type {scale.get('type')} over "
            f"{domain!r}; allowed: linear, over two constants"
        )
    return Axis(place["field"], place["scale"], *domain)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _path(mark: dict[str, Any]) -> dict[str, Any]:
    """Lines of no length, whose round ends make the dots."""
    look = mark["encode"]["update"]
    return {
        "name": mark["name"],
        "type": "path",
        "interactive": False,
        "encode": {
            "update": {
                "path": {"signal": NAME},
                "stroke": look["fill"],
                "strokeOpacity": look["opacity"],
                "strokeWidth": {"value": look["size"]["value"] ** 0.5},
                "strokeCap": {"value": "round"},
            }
        },
    }
