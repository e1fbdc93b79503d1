"""How a chart becomes SVG, PNG or compiled Vega: everything that needs vl-convert."""

from __future__ import annotations

import re
from typing import Any, Final

import vl_convert

from coursebook.charts.dates import in_one_calendar

Spec = dict[str, Any]

WIDE: Final = 632
"""What a figure has inside on a wide page, in pixels: its words keep their size there."""
NARROW: Final = 340

# The frame around a chart is one image with one text alternative. Vega's own labels on hundreds
# of marks would be read out in addition to it, and weigh as much as the marks.
_MARK_LABELS: Final = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_IDS: Final = re.compile(r'(id="|url\(#)([A-Za-z_][\w-]*)')


def compile_spec(vega_lite: Spec) -> Spec:
    """Compile a Vega-Lite specification to Vega.

    >>> bars = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {}}
    >>> compile_spec(bars)["marks"][0]["type"]
    'rect'
    """
    compiled: Spec = in_one_calendar(vl_convert.vegalite_to_vega(vega_lite))
    return compiled


def at_width(vega: Spec, width: int) -> Spec:
    """The same specification, its width fixed in pixels instead of following its container."""
    signals = [
        {"name": "width", "value": width} if signal["name"] == "width" else signal
        for signal in vega.get("signals", [])
    ]
    return {**vega, "signals": signals}


def svg(vega: Spec, width: int, *, prefix: str) -> str:
    """Draw a chart for a page.

    Parameters
    ----------
    vega
        A compiled specification.
    width
        In pixels.
    prefix
        Begins every id in the drawing, so that two drawings on a page share none.

    Returns
    -------
    str
        SVG that is hidden from assistive technology: the frame around it has the text alternative.
    """
    drawn: str = vl_convert.vega_to_svg(at_width(vega, width))
    drawn = _MARK_LABELS.sub("", drawn)
    drawn = _IDS.sub(rf"\1{prefix}-\2", drawn)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def on_paper(vega: Spec, width: int = WIDE) -> str:
    """The chart as SVG for print and slides, dark on white; the width is in pixels."""
    drawn: str = vl_convert.vega_to_svg({**at_width(vega, width), "background": "white"})
    return drawn.replace("currentColor", "#1a1a1a")


def png(vega: Spec, width: int = WIDE) -> bytes:
    """The chart as a PNG for print, at twice the resolution; the width is in pixels."""
    picture: bytes = vl_convert.svg_to_png(on_paper(vega, width), scale=2)
    return picture
