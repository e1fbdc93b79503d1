"""A chart as SVG, PNG and compiled Vega: everything that needs vl-convert."""

from __future__ import annotations

import re
from typing import Any, Final

import vl_convert

Spec = dict[str, Any]

WIDE: Final = 680
NARROW: Final = 340

# The wrapper of a chart is one image with one text alternative; Vega's own labels on each of
# hundreds of marks would only be read past it, and weigh as much as the marks.
_MARK_LABELS: Final = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_IDS: Final = re.compile(r'(id="|url\(#)([A-Za-z_][\w-]*)')


def compile_spec(vega_lite: Spec) -> Spec:
    """The Vega specification that a Vega-Lite specification stands for."""
    compiled: Spec = vl_convert.vegalite_to_vega(vega_lite)
    return compiled


def at_width(vega: Spec, width: int) -> Spec:
    """The specification with a fixed width in place of the width of its container."""
    signals = [
        {"name": "width", "value": width} if signal["name"] == "width" else signal
        for signal in vega.get("signals", [])
    ]
    return {**vega, "signals": signals}


def svg(vega: Spec, width: int, *, prefix: str) -> str:
    """The drawn chart, ready to stand in a page; `prefix` keeps its ids apart from others."""
    drawn: str = vl_convert.vega_to_svg(at_width(vega, width))
    drawn = _MARK_LABELS.sub("", drawn)
    drawn = _IDS.sub(rf"\1{prefix}-\2", drawn)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def on_paper(vega: Spec, width: int = WIDE) -> str:
    """The chart as SVG for print and slides, dark on white."""
    drawn: str = vl_convert.vega_to_svg({**at_width(vega, width), "background": "white"})
    return drawn.replace("currentColor", "#1a1a1a")


def png(vega: Spec, width: int = WIDE) -> bytes:
    """The chart as a picture for print, at twice the resolution."""
    picture: bytes = vl_convert.svg_to_png(on_paper(vega, width), scale=2)
    return picture
