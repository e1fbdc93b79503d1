"""Which charts PowerPoint can draw by itself, so that numbers and colors can be changed in it.

These are bars along a row of names, and nothing else but words beside the bars. All other charts
are pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

Spec = Mapping[str, Any]
Row = Mapping[str, Any]

FIELD: Final = re.compile(r'^(?:isValid\(datum\["(\w+)"\]\)|format\(datum\["(\w+)"\], "([^"]*)"\))')
TEST: Final = re.compile(r"^\(datum\.(\w+) === '([^']*)'\)$")
INDEX: Final = re.compile(r'===("(?:[^"\\]|\\.)*"|\d+) \? (\d+)')
CLEAR: Final = "transparent"
MOST_LYING: Final = 12
"""With more names below one another, PowerPoint leaves some out at a readable size."""


@dataclass(frozen=True)
class Series:
    """A row of numbers, one for each name; each bar's fill and outline as "#d5602a"."""

    name: str
    values: list[float | None]
    fills: list[str]
    outlines: list[str]


@dataclass(frozen=True)
class Bars:
    """A chart of bars, in the order of the names from the top or from the left."""

    names: list[str]
    series: list[Series]
    axis: str
    most: float
    lying: bool
    """Whether the names stand at the left, and the bars lie."""
    words: list[str] = field(default_factory=list)
    """What stands at the end of each bar, one bar for each name."""
    numbered: bool = False
    """Whether each bar shows its number, for nothing else says it."""

    def from_below(self) -> Bars:
        """The same with the last name first: PowerPoint begins lying bars at the foot."""
        return replace(
            self,
            names=self.names[::-1],
            words=self.words[::-1],
            series=[
                replace(
                    each,
                    values=each.values[::-1],
                    fills=each.fills[::-1],
                    outlines=each.outlines[::-1],
                )
                for each in self.series
            ],
        )


def bars(spec: Spec) -> Bars | None:
    """A chart as bars, if it is nothing else; `spec` is compiled for Vega."""
    marks = spec.get("marks", [])
    rects = [mark for mark in marks if mark["type"] == "rect"]
    texts = [mark for mark in marks if mark["type"] == "text"]
    scales = {scale["name"]: scale for scale in spec.get("scales", [])}
    kinds = {name: scales.get(name, {}).get("type") for name in "xy"}
    if len(rects) != 1 or len(texts) > 1 or len(marks) > len(rects) + len(texts):
        return None
    if sorted(str(kind) for kind in kinds.values()) != ["band", "linear"]:
        return None
    across = "x" if kinds["x"] == "band" else "y"
    along = "y" if across == "x" else "x"
    encoded = rects[0]["encode"]["update"]
    name = str((encoded.get(across) or encoded.get(f"{across}c") or {}).get("field"))
    value = str(encoded.get(along, {}).get("field", ""))
    stacked = value.endswith("_end")
    rows = _rows(spec, rects[0]["from"]["data"])
    value = value.removesuffix("_end")
    if not stacked or not rows or any(name not in row or value not in row for row in rows):
        return None
    order = _ordered(spec, scales[across], name, [row[name] for row in rows])
    parts = _parts(encoded, rows, name, scales)
    if any(len({row[name] for row in own}) != len(own) for _, own in parts):
        return None
    if across == "y" and len(order) > MOST_LYING:
        return None
    texts_of = _words(spec, texts[0], across, order) if texts else {}
    if texts_of is None:
        return None
    series = [_series(part, own, order, name, value, encoded, scales) for part, own in parts]
    titles = [axis["title"] for axis in spec["axes"] if axis["scale"] == along and "title" in axis]
    # Words at the foot of the bars name them; words at their ends say how long they are.
    are_names = bool(texts) and "value" in texts[0]["encode"]["update"].get(along, {})
    at_ends = bool(texts_of) and not are_names and len(series) == 1
    return Bars(
        names=[texts_of.get(each, str(each)) if are_names else str(each) for each in order],
        series=series,
        axis=next((str(title) for title in titles if title), ""),
        most=float(scales[along]["domain"][1]),
        lying=across == "y",
        words=[texts_of.get(each, "") for each in order] if at_ends else [],
        numbered=not at_ends and not (are_names and texts_of),
    )


def _source(spec: Spec, name: str) -> Iterator[Mapping[str, Any]]:
    """A table of a specification and those that it is made from."""
    tables = {table["name"]: table for table in spec["data"]}
    while name in tables:
        yield tables[name]
        name = tables[name].get("source", "")


def _rows(spec: Spec, name: str) -> list[Row]:
    *_, last = _source(spec, name)
    return list(last.get("values", []))


def _ordered(spec: Spec, scale: Spec, name: str, found: list[Any]) -> list[Any]:
    """The names in the order in which the chart has them."""
    domain = scale["domain"]
    if isinstance(domain, list):
        return domain
    names = list(dict.fromkeys(found))
    sort = domain.get("sort")
    if isinstance(sort, Mapping):
        places = {
            key.strip('"'): int(place)
            for table in spec["data"]
            for step in table.get("transform", [])
            if step.get("as") == sort.get("field")
            for key, place in INDEX.findall(step["expr"])
        }
        return sorted(names, key=lambda each: places.get(str(each), len(places)))
    return sorted(names) if sort is True else names


def _parts(encoded: Spec, rows: list[Row], name: str, scales: Spec) -> list[tuple[str, list[Row]]]:
    """The rows of each series: several where bars stand on one another."""
    fill = encoded.get("fill")
    if isinstance(fill, Mapping) and "scale" in fill:
        by, kinds = fill["field"], list(scales[fill["scale"]]["domain"])
    elif isinstance(fill, list) and (found := TEST.match(str(fill[0].get("test", "")))):
        by = found[1]
        kinds = list(dict.fromkeys(row.get(by) for row in rows))
    else:
        return [("", rows)]
    if len({row[name] for row in rows}) == len(rows):
        return [("", rows)]
    return [(str(kind), [row for row in rows if row.get(by) == kind]) for kind in kinds]


def _series(
    part: str, rows: list[Row], order: list[Any], name: str, value: str, encoded: Spec, scales: Spec
) -> Series:
    own = {row[name]: row for row in rows}
    fills = [_color(encoded.get("fill"), own.get(each, {}), scales) for each in order]
    outlines = [_color(encoded.get("stroke"), own.get(each, {}), scales) for each in order]
    values = [float(own[each][value]) if each in own else None for each in order]
    return Series(part, values, fills, outlines)


def _color(rule: Any, row: Row, scales: Spec) -> str:
    """The color that a rule gives a row: "" where there is none."""
    if isinstance(rule, list):
        for each in rule:
            test = TEST.match(str(each.get("test", "")))
            if not each.get("test") or (test and str(row.get(test[1])) == test[2]):
                return str(each.get("value", ""))
    if isinstance(rule, Mapping):
        if "scale" not in rule:
            return str(rule.get("value", ""))
        domain, colors = (list(scales[rule["scale"]][part]) for part in ("domain", "range"))
        if row.get(rule["field"]) in domain:
            return str(colors[domain.index(row[rule["field"]]) % len(colors)])
    return ""


def _words(spec: Spec, mark: Spec, across: str, order: list[Any]) -> dict[Any, str] | None:
    """What stands at each name; None where it cannot be told from the rows."""
    encoded = mark["encode"]["update"]
    name = encoded.get(across, {}).get("field")
    found = FIELD.match(str(encoded.get("text", {}).get("signal", "")))
    if not name or not found:
        return None
    shown = found[1] or found[2]
    rows = [row for row in _rows(spec, mark["from"]["data"]) if shown in row and name in row]
    number = str(found[3] or "")
    told = {row[name]: format(row[shown], number) if found[2] else str(row[shown]) for row in rows}
    return told if set(told) >= set(order) or not told else None
