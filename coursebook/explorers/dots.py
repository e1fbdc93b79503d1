"""Many dots as one mark: a browser moves one path of a thousand dots faster than a thousand marks.

A chart names a layer of points `dots`; its dots have one look and no tooltip of their own.
"""

from __future__ import annotations

from typing import Any, Final

from coursebook.charts.drawing import Spec

NAME: Final = "dots"
"""What a chart calls the layer; Vega-Lite then names its marks `dots_marks`."""

_FIELD: Final = "_dot"
_PART: Final = 10


def joined(spec: Spec) -> Spec:
    """The specification with the marks of the layer `dots`, if there are any, as one path.

    Both scales of the layer must be linear, with a domain that does not depend on data.
    """
    found = [mark for mark in spec["marks"] if mark.get("name") == f"{NAME}_marks"]
    if not found:
        return spec
    (mark,) = found
    source = mark["from"]["data"]
    look = mark["encode"]["update"]
    # Vega-Lite may put a rule for missing values first; a model returns none.
    x, y = (look[axis][-1] if isinstance(look[axis], list) else look[axis] for axis in ("x", "y"))
    place = f"{_written(x)} + ' ' + {_written(y)}"
    step = {"type": "formula", "as": _FIELD, "expr": place}
    return {
        **spec,
        "signals": [*spec.get("signals", []), *_line(x), *_line(y)],
        "data": [
            {**entry, "transform": [*entry.get("transform", []), step]}
            if entry["name"] == source
            else entry
            for entry in spec["data"]
        ],
        "marks": [_path(each, source) if each is mark else each for each in spec["marks"]],
    }


def _line(place: dict[str, Any]) -> list[dict[str, str]]:
    """Where a linear scale begins and how far one unit goes, in tenths of a pixel."""
    name = place["scale"]
    start = f"scale('{name}', 0)"
    return [
        {"name": f"{NAME}_{name}_start", "update": f"{_PART} * {start}"},
        {"name": f"{NAME}_{name}_unit", "update": f"{_PART} * (scale('{name}', 1) - {start})"},
    ]


def _written(place: dict[str, Any]) -> str:
    """A place on the chart, as a whole number of tenths."""
    start, unit = (f"{NAME}_{place['scale']}_{part}" for part in ("start", "unit"))
    return f"({start} + {unit} * datum.{place['field']} | 0)"


def _path(mark: dict[str, Any], source: str) -> dict[str, Any]:
    """Lines of no length, whose round ends make the dots."""
    look = mark["encode"]["update"]
    rows = f"pluck(data('{source}'), '{_FIELD}')"
    return {
        "name": mark["name"],
        "type": "path",
        "interactive": False,
        "encode": {
            "update": {
                "path": {"signal": f"length({rows}) ? 'M' + join({rows}, 'h0M') + 'h0' : ''"},
                "scaleX": {"value": 1 / _PART},
                "scaleY": {"value": 1 / _PART},
                "stroke": look["fill"],
                "strokeOpacity": look["opacity"],
                "strokeWidth": {"value": look["size"]["value"] ** 0.5},  # not scaled by Vega
                "strokeCap": {"value": "round"},
            }
        },
    }
