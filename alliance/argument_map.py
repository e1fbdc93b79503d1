"""The argument that the book reads in the paper: five boxes, and arrows with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt

from coursebook.charts import theme

if TYPE_CHECKING:
    import pandas as pd

_SIDES: Final = {"Washington": "united_states", "Seoul": "south_korea", "both": "added"}
_WIDE, _HIGH = 47, 6
_X: Final[dict[str, Any]] = {"scale": alt.Scale(domain=[0, 100], nice=False), "axis": None}
_Y: Final[dict[str, Any]] = {
    "scale": alt.Scale(domain=[0, 26], reverse=True, nice=False),
    "axis": None,
}


class _Size(NamedTuple):
    """How a map is set: letters in a line of a box, letters' height, lines of a title, height."""

    letters: int
    font: int
    title_lines: int
    height: int


_PAGE: Final = _Size(letters=36, font=13, title_lines=1, height=330)
_PHONE: Final = _Size(letters=20, font=12, title_lines=2, height=480)


def argument_map(
    boxes: pd.DataFrame, links: pd.DataFrame, *, narrow: bool = False
) -> alt.LayerChart:
    """Draw the steps of the argument as boxes, and why one leads to the next as arrows.

    Parameters
    ----------
    boxes
        A table like `argument_boxes`: five rows with `title`, `words` and `chapters`, from the two
        capitals at the top to the last step.
    links
        A table like `argument_map`: five rows, in the order of the arrows, with their reason in
        `link`.
    narrow
        Set for a phone, with shorter lines in higher boxes.

    Returns
    -------
    altair.LayerChart
        Boxes, words, arrows and reasons.

    Raises
    ------
    ValueError
        If a table has another number of rows than the map has places.

    Examples
    --------
    >>> from coursebook.tables.frames import load
    >>> drawn = argument_map(load("argument_boxes"), load("argument_map"))
    >>> drawn.height
    330
    """
    size = _PHONE if narrow else _PAGE
    placed = boxes.assign(
        left=[0, 53, 0, 53, 26.5],
        top=[0, 0, 10, 10, 20],
        side=["Washington", "Seoul", "Washington", "both", "both"],
    )
    placed = placed.assign(
        right=placed["left"] + _WIDE,
        bottom=placed["top"] + _HIGH,
        middle=placed["left"] + _WIDE / 2,
    )
    # One arrow is too short for a reason.
    beside: list[Any] = [25, 75, None, 36.5, 65.5]
    level: list[Any] = [8, 8, None, 18, 18]
    ways = links.assign(
        x=[23.5, 76.5, 47.6, 38, 64],
        y=[6.3, 6.3, 13, 16.3, 16.3],
        x2=[23.5, 76.5, 52.4, 38, 64],
        y2=[9.6, 9.6, 13, 19.6, 19.6],
        label_x=beside,
        label_y=level,
        turn=[180, 180, 90, 180, 180],
        align=["left", "right", "left", "right", "left"],
    )
    layers = [*_boxes(placed, size), *_arrows(ways, size)]
    return alt.LayerChart(layer=layers, height=size.height)


def _boxes(placed: pd.DataFrame, size: _Size) -> list[alt.Chart]:
    sides = theme.scale(_SIDES)
    cards = (
        alt.Chart(placed)
        .mark_rect(cornerRadius=4, fillOpacity=0.12, strokeWidth=1.5)
        .encode(
            alt.X("left:Q", **_X),
            alt.Y("top:Q", **_Y),
            alt.X2("right:Q"),
            alt.Y2("bottom:Q"),
            fill=alt.Fill("side:N", scale=sides, legend=None),
            stroke=alt.Stroke("side:N", scale=sides, legend=None),
            tooltip=["title:N", "words:N", "chapters:N"],
        )
    )
    text = (
        alt.Chart(placed)
        .transform_calculate(
            heading=_wrapped("title", size.letters - 4), lines=_wrapped("words", size.letters)
        )
        .encode(alt.X("middle:Q", **_X), alt.Y("top:Q", **_Y))
    )
    line = size.font + 4
    style: dict[str, Any] = {
        "baseline": "top",
        "fontSize": size.font,
        "lineBreak": "|",
        "lineHeight": line,
    }
    titles = text.mark_text(dy=9, fontWeight="bold", **style).encode(alt.Text("heading:N"))
    words = text.mark_text(dy=11 + size.title_lines * line, **style).encode(alt.Text("lines:N"))
    return [cards, titles, words]


def _arrows(ways: pd.DataFrame, size: _Size) -> list[alt.Chart]:
    base = alt.Chart(ways).encode(alt.X("x:Q", **_X), alt.Y("y:Q", **_Y))
    shafts = base.mark_rule(strokeWidth=2, color=theme.INK).encode(alt.X2("x2:Q"), alt.Y2("y2:Q"))
    heads = base.mark_point(
        shape="triangle-up", size=70, filled=True, opacity=1, color=theme.INK
    ).encode(alt.X("x2:Q"), alt.Y("y2:Q"), angle=alt.Angle("turn:Q", scale=None))
    reasons = [
        base.transform_filter((alt.datum.align == side) & alt.expr.isValid(alt.datum.label_x))
        .transform_calculate(lines=_wrapped("link", size.letters - 7))
        .mark_text(
            align=side,
            fontSize=size.font,
            fontStyle="italic",
            lineBreak="|",
            baseline="line-top",
            dy=-8 * size.title_lines,
            lineHeight=size.font + 4,
        )
        .encode(alt.X("label_x:Q"), alt.Y("label_y:Q"), alt.Text("lines:N"))
        for side in ("left", "right")
    ]
    return [shafts, heads, *reasons]


def _wrapped(field: str, letters: int) -> Any:
    """Break a text into lines of at most so many letters."""
    pattern = alt.expr.regexp(f"(.{{1,{letters}}})(?: |$)", "g")
    return alt.expr.replace(alt.datum[field], pattern, "$1|")
