"""`place_map`: where things are, drawn at build time; a page has nothing to compute."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import altair as alt
import pandas as pd

from coursebook import tables
from coursebook.charts import drawing, theme
from coursebook.charts.words import FigureError, close, fields, row_name, text
from coursebook.tables.sources import SEPARATOR

FOLDER: Final = "shapes"
"""Under the folder of the tables: GeoJSON with its source and license, a name for each shape."""

Area = tuple[float, float, float, float]
_PADDING: Final = 16
"""What the theme leaves around a drawing, left and right together."""
_SIZES: Final = {
    "wide": (drawing.WIDE - _PADDING, 13),
    "narrow": (drawing.NARROW - _PADDING, 12),
}
_SIDES: Final = {
    "right": ("left", "middle", 9, 0),
    "left": ("right", "middle", -9, 0),
    "above": ("center", "bottom", 0, -8),
    "below": ("center", "top", 0, 9),
}
_LETTER: Final = 0.58
"""The width of a letter of most fonts, in parts of its size."""


@dataclass(frozen=True)
class PlaceMap:
    """What a map shows; `place_map` makes it.

    Parameters
    ----------
    data : DataFrame
        The places, with a column `source`.
    shapes : str
        The name of the file with the outlines.
    shade : dict
        Colors of the book by the names of the shapes.
    area : tuple or None
        West, south, east, north, in degrees.
    fields : dict
        The fields of the data by what they give.
    """

    data: pd.DataFrame
    shapes: str
    shade: Mapping[str, str]
    area: Area | None
    fields: Mapping[str, str]

    def drawn(self, where: str) -> dict[str, drawing.Spec]:
        """The compiled map in both widths; FigureError names what does not fit, by `where`."""
        outlines = _outlines(where, self.shapes)
        named = {shape["properties"]["name"]: shape for shape in outlines}
        for name, color in self.shade.items():
            if name not in named:
                raise FigureError(
                    f"{where}: {name!r} is not on the map {self.shapes}{close(name, named)}; "
                    f"there are {', '.join(named)}"
                )
            if color not in theme.COLORS:
                raise FigureError(
                    f"{where}: no color {color!r}; there are {', '.join(theme.COLORS)}"
                )
        fields(where, self.data, *self.fields.values())
        return {
            size: drawing.compile_spec(self._chart(where, outlines, width, font).to_dict())
            for size, (width, font) in _SIZES.items()
        }

    def _chart(self, where: str, outlines: list[dict[str, Any]], width: int, font: int) -> Any:
        area = self.area or _bounds(outlines)
        frame = _Frame(area, width)
        labels = [
            *_names(outlines, frame, font),
            *(self._label(where, index, row, frame, font) for index, row in _rows(self.data)),
        ]
        for one, other in combinations(labels, 2):
            if one.touches(other):
                raise FigureError(
                    f"{where}: the labels {one.words!r} and {other.words!r} overlap at {width} "
                    "pixels; give one another side, or leave one out"
                )
        land = alt.Chart(alt.InlineData(values=outlines)).mark_geoshape(
            clip=True, fill=theme.INK, fillOpacity=0.07, stroke=theme.INK, strokeOpacity=0.35
        )
        shaded = [
            alt.Chart(
                alt.InlineData(
                    values=[each for each in outlines if each["properties"]["name"] == name]
                )
            ).mark_geoshape(clip=True, fill=theme.COLORS[color], fillOpacity=0.3)
            for name, color in self.shade.items()
        ]
        geography = [
            each.project("mercator", scale=frame.scale, translate=[frame.left, frame.top])
            for each in (land, *shaded)
        ]
        return alt.layer(*geography, *_marks(labels, font)).properties(
            width=width, height=frame.height
        )

    def _label(
        self, where: str, index: Hashable, row: Mapping[Hashable, Any], frame: _Frame, font: int
    ) -> _Label:
        here = f"{where}, {row_name(index, row)}"
        side = text(row, self.fields.get("side")) or "right"
        if side not in _SIDES:
            raise FigureError(f"{here}: side is {side!r}; allowed are {', '.join(_SIDES)}")
        at = [row[self.fields[name]] for name in ("longitude", "latitude")]
        if any(pd.isna(degrees) for degrees in at):
            raise FigureError(f"{here}: longitude or latitude is empty")
        x, y = frame.place(*at)
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            raise FigureError(f"{here}: lies outside the map, which shows {frame.area}")
        return _Label(text(row, self.fields["place"]), x, y, side, font)


def place_map(
    data: pd.DataFrame,
    *,
    shapes: str,
    shade: Mapping[str, str] | None = None,
    area: Area | None = None,
    only: Collection[str] | None = None,
    place: str = "place",
    longitude: str = "longitude",
    latitude: str = "latitude",
    side: str | None = None,
) -> PlaceMap:
    """A map with places and their names, for `figure`.

    Parameters
    ----------
    data
        A row for each place, with a column `source`.
    shapes
        A file of `data/shapes/`, without its ending: GeoJSON with the `key` of its source, whose
        shapes have a `name`, and a `label`, longitude and latitude, of where it stands.
    shade
        Shapes to be colored: colors of the book by the names of the shapes.
    area
        West, south, east and north of what is shown, in degrees. By default all of the shapes.
    only
        The names of the places to show. By default all.
    place, longitude, latitude
        The fields with the name and with the position, in degrees.
    side
        A field that says on which side of its mark a name stands: `right`, `left`, `above` or
        `below`.

    Returns
    -------
    PlaceMap
        For `figure`, which refuses a name that is not on the map, a place outside it, and two names
        that overlap.

    Raises
    ------
    FigureError
        If `only` names a place that the data does not have.

    Examples
    --------
    >>> ports = pd.DataFrame({"place": ["Duluth"], "source": ["epa1995atlas"]})
    >>> place_map(ports, shapes="lakes", only=["Duluth"]).data["place"].tolist()
    ['Duluth']
    """
    for name in only or ():
        if name not in set(data[place]):
            raise FigureError(f"no place {name!r}{close(name, data[place])} in the data")
    shown = data if only is None else data[data[place].isin(list(only))]
    if key := _read(shapes).get("key"):
        shown = shown.assign(source=shown["source"] + f"{SEPARATOR}{key}")
    used = {"place": place, "longitude": longitude, "latitude": latitude}
    if side:
        used["side"] = side
    return PlaceMap(shown, shapes, dict(shade or {}), area, used)


class _Frame:
    """How degrees become pixels: Mercator, the area over the whole width."""

    def __init__(self, area: Area, width: int) -> None:
        west, south, east, north = area
        self.area = area
        self.width = width
        self.scale = width / math.radians(east - west)
        self.left = -self.scale * math.radians(west)
        self.top = self.scale * _northing(north)
        self.height = round(self.top - self.scale * _northing(south))

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (
            self.left + self.scale * math.radians(longitude),
            self.top - self.scale * _northing(latitude),
        )


def _northing(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


@dataclass(frozen=True)
class _Label:
    words: str
    x: float
    y: float
    side: str  # empty for the name of a shape, which stands in its middle
    font: int

    def box(self) -> tuple[float, float, float, float]:
        align, baseline, dx, dy = _SIDES.get(self.side, ("center", "middle", 0, 0))
        wide = len(self.words) * self.font * _LETTER
        left = self.x + dx - wide * {"left": 0, "center": 0.5, "right": 1}[align]
        top = self.y + dy - self.font * {"top": 0, "middle": 0.5, "bottom": 1}[baseline]
        return left, top, left + wide, top + self.font

    def touches(self, other: _Label) -> bool:
        left, top, right, bottom = self.box()
        other_left, other_top, other_right, other_bottom = other.box()
        return (
            left < other_right and other_left < right and top < other_bottom and other_top < bottom
        )


def _marks(labels: Sequence[_Label], font: int) -> list[alt.Chart]:
    """A dot for each place, and the names, which keep their distance in pixels."""
    x = alt.X("x:Q", axis=None, scale=None)
    y = alt.Y("y:Q", axis=None, scale=None)
    frames = {
        side: pd.DataFrame(
            [{"x": each.x, "y": each.y, "name": each.words} for each in labels if each.side == side]
        )
        for side in dict.fromkeys(each.side for each in labels)
    }
    marks = [
        alt.Chart(frame).mark_point(filled=True, size=40, color=theme.INK, opacity=1).encode(x, y)
        for side, frame in frames.items()
        if side
    ]
    for side, frame in frames.items():
        align, baseline, dx, dy = _SIDES.get(side, ("center", "middle", 0, 0))
        style: dict[str, Any] = {"align": align, "baseline": baseline, "dx": dx, "dy": dy}
        style |= {"fontWeight": "bold"} if side else {"fontStyle": "italic"}
        written = alt.Chart(frame).mark_text(fontSize=font, **style)
        marks.append(written.encode(x, y, alt.Text("name:N")))
    return marks


def _names(outlines: list[dict[str, Any]], frame: _Frame, font: int) -> list[_Label]:
    named = []
    for shape in outlines:
        if at := shape["properties"].get("label"):
            x, y = frame.place(*at)
            label = _Label(shape["properties"]["name"], x, y, "", font)
            left, top, right, bottom = label.box()
            if left >= 0 and top >= 0 and right <= frame.width and bottom <= frame.height:
                named.append(label)
    return named


def _rows(data: pd.DataFrame) -> list[tuple[Hashable, Mapping[Hashable, Any]]]:
    return list(data.to_dict("index").items())


def _outlines(where: str, name: str) -> list[dict[str, Any]]:
    outlines: list[dict[str, Any]] = _read(name).get("features", [])
    if not outlines:
        files = (tables.data_dir() / FOLDER).glob("*.json")
        there = ", ".join(sorted(each.stem for each in files)) or "none"
        raise FigureError(f"{where}: no map {name!r} in data/{FOLDER}/; there are {there}")
    return outlines


def _read(name: str) -> dict[str, Any]:
    path = tables.data_dir() / FOLDER / f"{name}.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return content


def _bounds(outlines: list[dict[str, Any]]) -> Area:
    points = [
        point
        for shape in outlines
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
        for point in ring
    ]
    east, north = (max(point[axis] for point in points) for axis in (0, 1))
    west, south = (min(point[axis] for point in points) for axis in (0, 1))
    return west, south, east, north
