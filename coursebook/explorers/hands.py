"""Hands on the chart: marks that a reader drags or clicks to set controls.

A chart stays a chart. What is dragged is a place in a signal of Vega's, and each control that it
sets is one more signal: the formula that is declared here, bounded and on the control's grid. The
face (`grips.js`) only tells Vega where the pointer is, and sets what Vega answers as if a reader
had typed it. A control stands beside each hand: a hand is never the only way.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import numpy as np

from coursebook.charts.drawing import Spec
from coursebook.explorers import dots, program
from coursebook.explorers.conditions import Condition, answer
from coursebook.explorers.controls import Control, Number, Switch, Value
from coursebook.explorers.symbols import Kind, SymbolError

if TYPE_CHECKING:
    from coursebook.explorers.declaration import Declaration, Settings

DRAG: Final = "drag_"
CLICK: Final = "click_"
GRIP: Final = "grip_"
"""What the names of marks begin with that are dragged or clicked, and of the grips on show."""

LEGEND: Final = "legend"
"""The mark of a hand that clicks an entry of the legend."""

ALIVE: Final = "hands"
"""The signal that is true where a reader can drag: pictures and pages without scripts show no grip.
"""

PLACES: Final = ("x", "y")

_ACROSS: Final = "M-.5-.45L-1 0L-.5.45ZM.5-.45L1 0L.5.45Z"
_DOWN: Final = "M-.45-.5L0-1L.45-.5ZM-.45.5L0 1L.45.5Z"
_DISC: Final = "M-.36 0a.36.36 0 1 0 .72 0a.36.36 0 1 0-.72 0Z"
_SHAPES: Final = {"x": _ACROSS + _DISC, "y": _DOWN + _DISC, "xy": _ACROSS + _DOWN + _DISC}
_SHOWN, _HIT = 480, 900
"""Areas in square pixels: of the grip, and of the place, 34 pixels wide, in which it is taken."""


@dataclass(frozen=True, kw_only=True)
class Hand:
    """A mark of the chart that sets controls.

    It is dragged if it has an `x` or a `y`, else clicked.

    Parameters
    ----------
    mark
        The name given to `grip`, or without its `click_` the name of a layer that is clicked;
        "legend" for an entry of the legend, "dots" for the nearest of many dots.
    sets : mapping
        For each control, in this order, the function that gives its value. It names as its
        parameters what it reads: controls, with those that the hand has set before; where it is
        dragged the place, `x` and `y`, in units of the axes; where it is clicked fields and results
        of the mark's row.
    help
        A sentence on what to do with it.
    x, y
        The results, each one value, at which the dragged mark stands.
    entry
        The entry of the legend.

    Examples
    --------
    >>> wait = Hand(mark="end", x="end", sets={"years": lambda x: x - 2000}, help="Drag the end.")
    >>> wait.ways, wait.layer
    ('x', 'drag_end')
    """

    mark: str
    sets: Mapping[str, Condition]
    help: str
    x: str = ""
    y: str = ""
    entry: str = ""

    @property
    def ways(self) -> str:
        """Along which axes it is dragged; empty if it is clicked."""
        return "".join(way for way in PLACES if getattr(self, way))

    @property
    def layer(self) -> str:
        """The name of its layer in the chart; empty for a legend."""
        if self.mark in (LEGEND, dots.NAME):
            return self.mark.removeprefix(LEGEND)
        return (DRAG if self.ways else CLICK) + self.mark

    @property
    def named(self) -> str:
        """How a message calls it."""
        return f"{self.mark}, {self.entry}" if self.entry else self.mark

    def settings(self, place: Mapping[str, float], settings: Settings, controls: Any) -> Settings:
        """What dragging it to a place makes of a scenario, in Python."""
        now = dict(settings)
        for name, formula in self.sets.items():
            now[name] = bounded(controls[name], answer(formula, {**now, **place}))
        return now


def grip(place: alt.Chart, name: str, ways: str, lower: float = 0) -> list[alt.Chart]:
    """The layers of a grip: what is seen, and above it a larger place in which it is taken.

    Parameters
    ----------
    place
        A chart of one row with the encodings of the grip's place.
    name
        The `mark` of its `Hand`.
    ways
        "x", "y" or "xy": how it is dragged.
    lower
        By how many pixels it stands lower than its place.

    Returns
    -------
    list of Chart
        Layers for the end of the chart's list. The grip is white with a dark edge in either theme.

    Examples
    --------
    >>> end = alt.Chart().encode(x=alt.datum(2030))
    >>> [layer.name for layer in grip(end, "end", "x")]
    ['grip_end', 'drag_end']
    """
    shown = place.mark_point(
        shape=_SHAPES[ways],
        size=_SHOWN,
        fill="#ffffff",
        stroke="#1f2328",
        strokeWidth=1.2,
        strokeJoin="round",
        opacity=alt.ExprRef(f"{ALIVE} ? 1 : 0"),
        yOffset=lower,
    )
    hit = place.mark_point(shape="circle", size=_HIT, opacity=0, yOffset=lower)
    return [
        shown.properties(name=GRIP + name),
        hit.properties(name=DRAG + name),
    ]


def bounded(control: Control, found: Any) -> Value:
    """The value of a control nearest to what a formula gives."""
    if isinstance(control, Number):
        return control.read(min(control.maximum, max(control.minimum, float(found))))
    return control.read(bool(found) if isinstance(control, Switch) else found)


# What a chart has of it ------------------------------------------------------------------------


def wired(spec: Spec, declaration: Declaration, signal: str) -> tuple[Spec, list[dict[str, Any]]]:
    """The specification with the signals of all hands, and what the face is told of them.

    `signal` is what a chart's names for controls begin with.
    """
    made: list[dict[str, Any]] = [{"name": ALIVE, "value": False}]
    told = []
    for number, hand in enumerate(declaration.hands):
        place = f"hand_{number}"
        made.append({"name": place, "value": None})
        texts = {name: signal + name for name in _kinds(declaration)}
        for name, formula in hand.sets.items():
            found = _expression(hand, formula, declaration, texts, place)
            texts[name] = f"{place}_{name}"
            on_grid = _on_grid(declaration.by_name[name], found)
            made.append({"name": texts[name], "update": f"{place} ? {on_grid} : null"})
        told.append(
            {
                "signal": place,
                "layer": hand.layer,
                "ways": hand.ways,
                "entry": hand.entry,
                "help": hand.help,
                "sets": {name: texts[name] for name in hand.sets},
            }
        )
    entries = [hand.entry for hand in declaration.hands if hand.entry]
    if entries:
        spec = {**spec, "legends": [_clicked(each, entries) for each in spec["legends"]]}
    return {**spec, "signals": [*spec.get("signals", []), *made]}, told


def _kinds(declaration: Declaration) -> dict[str, Kind]:
    """The kinds of the controls by name, with those that only the whole explorer shows."""
    rest = declaration.whole.settings if declaration.whole else {}
    kinds: dict[str, Kind] = {
        name: "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
        for name, value in rest.items()
    }
    return kinds | {name: control.value_kind for name, control in declaration.by_name.items()}


def _expression(
    hand: Hand,
    formula: Condition,
    declaration: Declaration,
    controls: Mapping[str, str],
    place: str,
) -> str:
    kinds = _kinds(declaration)
    reads: dict[str, tuple[Kind, str]] = {}
    for name in inspect.signature(formula).parameters:
        if hand.ways and name in PLACES:
            reads[name] = ("number", f"invert('{name}', {place}.{name})")
        elif name in controls:
            reads[name] = (kinds[name], controls[name])
        else:
            reads[name] = ("number", f"{place}.datum.{name}")
    return program.expression(formula, reads)


def _on_grid(control: Control, found: str) -> str:
    if not isinstance(control, Number):
        return f"({found})"
    low, high, step = control.minimum, control.maximum, control.step
    steps = f"floor((clamp({found}, {low!r}, {high!r}) - {low!r}) / {step!r} + 0.5)"
    return f"min({high!r}, {low!r} + {steps} * {step!r})"


def _clicked(legend: dict[str, Any], entries: list[str]) -> dict[str, Any]:
    """A legend whose entries answer to a pointer."""
    pointer = f"indexof({json.dumps(entries)}, datum.value) >= 0 ? 'pointer' : 'default'"
    look = legend.get("encode", {})
    parts = {
        part: {
            **look.get(part, {}),
            "interactive": True,
            "update": {**look.get(part, {}).get("update", {}), "cursor": {"signal": pointer}},
        }
        for part in ("symbols", "labels")
    }
    return {**legend, "encode": {**look, **parts}}


# What is wrong with it -------------------------------------------------------------------------


def faults(declaration: Declaration, chart: Spec) -> list[str]:
    """What does not fit in the hands of a declaration, each in a sentence that names the hand.

    `chart` is its chart, as Vega-Lite. To draw it takes longer than all else that is checked of an
    explorer, so hands are checked where it is drawn anyway, and not at every import.
    """
    if not declaration.hands:
        return []
    layers = {layer["name"] for layer in chart["layer"] if "name" in layer}
    written = json.dumps(chart)
    results = declaration.results(declaration.defaults)
    found = []
    for hand in declaration.hands:
        wrong = (
            _wrong_names(hand, declaration, results, written)
            or _wrong_mark(hand, layers, written)
            or _wrong_formula(hand, declaration)
            or _strays_at_start(hand, declaration)
        )
        if wrong:
            found.append(f"hand on {hand.named!r} {wrong}")
    return found


def _wrong_names(
    hand: Hand, declaration: Declaration, results: Mapping[str, Any], written: str
) -> str:
    controls = declaration.by_name
    if not hand.sets:
        return f"sets nothing; allowed: {', '.join(controls)}"
    for name in hand.sets:
        if name not in controls:
            return f"sets {name!r}; allowed: {', '.join(controls)}"
    for way in PLACES:
        at = getattr(hand, way)
        if at and (at not in results or np.shape(results[at])):
            single = [name for name, value in results.items() if not np.shape(value)]
            return f"stands at {at!r}; allowed: a result that is one value: {', '.join(single)}"
    known = {*hand.ways} if hand.ways else {*map(str, declaration.rows.columns), *results}
    for formula in hand.sets.values():
        for name in inspect.signature(formula).parameters:
            computed = not hand.ways and json.dumps(name) in written  # by the chart
            if name not in known and name not in controls and not computed:
                return f"reads {name!r}; allowed: {', '.join([*sorted(known), *controls])}"
    return ""


def _wrong_mark(hand: Hand, layers: set[str], written: str) -> str:
    if hand.mark == LEGEND:
        known = hand.entry and json.dumps(hand.entry) in written
        return "" if known else "finds no such entry in the legend of the chart"
    if hand.layer in layers:
        return ""
    named = sorted(name for name in layers if name.startswith((DRAG, CLICK, dots.NAME)))
    return f"finds no layer {hand.layer!r} in the chart; found: {', '.join(named) or 'none'}"


def _wrong_formula(hand: Hand, declaration: Declaration) -> str:
    texts = {name: name for name in _kinds(declaration)}
    for name, formula in hand.sets.items():
        try:
            _expression(hand, formula, declaration, texts, "hand")
        except SymbolError as error:
            return f"has a formula for {name!r} that Vega cannot compute. {error}"
    return ""


def _strays_at_start(hand: Hand, declaration: Declaration) -> str:
    away = strays(hand, declaration, declaration.defaults, declaration.defaults)
    return f"does not stay where it is taken: {away}" if away else ""


def strays(hand: Hand, declaration: Declaration, settings: Settings, goal: Settings) -> str:
    """How far the mark comes to lie from a place to which it is dragged; empty if within a step.

    Parameters
    ----------
    hand
        One that is dragged.
    settings
        The scenario in which it is dragged.
    goal
        The scenario in which the mark stands where it is dragged to; it differs from the other one
        only in what the hand sets.
    """
    if not hand.ways:
        return ""
    place = _place(hand, declaration, goal)
    after = hand.settings(place, settings, declaration.by_name)
    there = _place(hand, declaration, after)
    for way, wanted in place.items():
        steps = [0.0]
        for name in hand.sets:
            control = declaration.by_name[name]
            if isinstance(control, Number):
                for turn in (-1, 1):
                    at = float(after[name]) + turn * control.step
                    near = {**after, name: bounded(control, at)}
                    steps.append(abs(_place(hand, declaration, near)[way] - there[way]))
        if abs(there[way] - wanted) > max(steps) + 1e-6 * abs(wanted):
            return f"dragged to {way} = {wanted:g}, it comes to lie at {there[way]:g}"
    return ""


def _place(hand: Hand, declaration: Declaration, settings: Settings) -> dict[str, float]:
    results = declaration.results(settings)
    return {way: float(results[getattr(hand, way)]) for way in hand.ways}
