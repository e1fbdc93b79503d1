"""What a chart says of more than one state: a ghost of the last one, and axes that can be held.

The face puts the rows of the state before among those to compare with, as number 0. This module
draws them thinner and dashed, so that they are told from the present by more than a color, and
gives each axis that follows the rows a signal by which the face keeps it where it is.
"""

from __future__ import annotations

from typing import Any, Final

from coursebook.charts.drawing import Spec

AXES: Final = ("x", "y")
HOLD: Final = "hold_"
IS_GHOST: Final = "datum.pin === 0"

_LINES: Final = ("line", "rule", "trail", "area")
_LOOK: Final[dict[str, Any]] = {"strokeWidth": 1, "strokeDash": [2, 3]}
_FAINT: Final = 0.75


def held(spec: Spec) -> tuple[Spec, dict[str, str]]:
    """The specification with a signal for each axis that follows the rows, and these signals."""
    signals = {
        scale["name"]: HOLD + scale["name"]
        for scale in spec["scales"]
        if scale["name"] in AXES
        and scale.get("type") == "linear"
        and isinstance(scale["domain"], dict)
    }
    scales = [
        {**scale, "domainRaw": {"signal": signals[scale["name"]]}}
        if scale["name"] in signals
        else scale
        for scale in spec["scales"]
    ]
    made = [{"name": name, "value": None} for name in signals.values()]
    return {**spec, "scales": scales, "signals": [*spec.get("signals", []), *made]}, signals


def with_ghost(spec: Spec, pinned: str) -> Spec:
    """The specification in which marks of the rows to compare with draw number 0 as a ghost."""
    sources = {each["name"]: each.get("source") for each in spec["data"]}
    drawn = {pinned} | {name for name in sources if _comes_from(name, pinned, sources)}
    return {**spec, "marks": [_ghostly(mark, drawn) for mark in spec["marks"]]}


def _comes_from(name: str, wanted: str, sources: dict[str, Any]) -> bool:
    source = sources.get(name)
    return source == wanted or bool(source and _comes_from(source, wanted, sources))


def _ghostly(mark: dict[str, Any], drawn: set[str]) -> dict[str, Any]:
    origin = mark.get("from", {})
    facet = origin.get("facet", {})
    if facet.get("data") in drawn:
        drawn = drawn | {facet["name"]}
    if "marks" in mark:
        return {**mark, "marks": [_ghostly(each, drawn) for each in mark["marks"]]}
    if origin.get("data") not in drawn:
        return mark
    look = mark["encode"]["update"]
    if look.get("opacity") == {"value": 0}:
        return mark  # it is never seen, and only keeps an axis long enough
    changed: dict[str, Any] = {"opacity": _FAINT}
    if mark["type"] in _LINES or (mark["type"] == "symbol" and "stroke" in look):
        changed |= _LOOK
    update = {**look, **{name: _unless(value, look.get(name)) for name, value in changed.items()}}
    return {**mark, "encode": {**mark["encode"], "update": update}}


def _unless(value: Any, otherwise: Any) -> list[Any]:
    """One value for the ghost, and what holds for all others."""
    rules = otherwise if isinstance(otherwise, list) else [otherwise] if otherwise else []
    return [{"test": IS_GHOST, "value": value}, *rules]
