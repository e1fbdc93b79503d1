"""A map shows places where they are, with their names, and nothing that is not on it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from coursebook.charts.figure import FigureError, figure
from coursebook.charts.place_map import place_map

PLACES = pd.DataFrame(
    {
        "place": ["Seoul", "Tokyo"],
        "longitude": [126.98, 139.69],
        "latitude": [37.57, 35.69],
        "side": ["right", "below"],
        "source": "klingner2025",
    }
)
TEXT = {
    "name": "map",
    "title": "Where",
    "subtitle": "Two capitals of East Asia.",
    "alt": "A map with Seoul in the west and Tokyo east.",
}


def shown(data: pd.DataFrame = PLACES, **given: Any) -> BeautifulSoup:
    asked = {"shapes": "east_asia", "side": "side", "shade": {"Japan": "japan"}} | given
    return BeautifulSoup(figure(place_map(data, **asked), **TEXT).html(), "html.parser")


def test_it_is_one_image_drawn_twice_and_needs_no_script() -> None:
    page = shown()
    assert page.select_one("[role=img]")["aria-label"] == TEXT["alt"]  # type: ignore[index]
    assert len(page.select(".drawn svg")) == 2
    assert not page.select("script")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_names_are_written_at_a_readable_size(size: str) -> None:
    words = shown().select(f".drawn.{size} text")
    assert {"Seoul", "Tokyo", "South Korea"} <= {each.get_text() for each in words}
    sizes = {each["font-size"] for each in words}
    assert sizes == {"13px" if size == "wide" else "12px"}


def test_the_source_of_the_outlines_is_named() -> None:
    assert [each.get_text() for each in shown().select(".chart-source a")][-1].startswith("Natural")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"shapes": "mars"}, "figure 'map': no map 'mars' in data/shapes/; there are east_asia"),
        ({"shade": {"Japn": "japan"}}, r"'Japn' is not on the map east_asia \(perhaps Japan\)"),
        ({"shade": {"Japan": "pink"}}, "no color 'pink'; there are accent"),
        ({"only": ["Seol"]}, r"no place 'Seol' \(perhaps Seoul\) in the data"),
        ({"data": PLACES.assign(side="up")}, r"row 2 \(Seoul\): side is 'up'; allowed are right"),
        ({"data": PLACES.assign(latitude=[1.0, 35])}, r"row 2 \(Seoul\): lies outside the map"),
        ({"data": PLACES.assign(latitude=[None, 35])}, r"row 2 \(Seoul\): longitude or latitude"),
        (
            {"data": PLACES.assign(longitude=127.0, latitude=[37.5, 37.6], side="right")},
            "the labels 'Seoul' and 'Tokyo' overlap at",
        ),
    ],
)
def test_what_is_not_on_the_map_is_refused_by_name(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError, match=message):
        shown(**given)
