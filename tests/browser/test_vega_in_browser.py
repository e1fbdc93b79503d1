"""The Vega that Python asks in a browser, held to vl-convert, which Python asks here."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import vl_convert
from in_browser import book
from playwright.sync_api import Page

from alliance import explorers
from coursebook.catalog import uses
from coursebook.charts import drawing
from coursebook.explorers import specification

BARS = {
    "data": {"values": [{"year": year, "share": year % 7} for year in range(2015, 2026)]},
    "mark": "bar",
    "width": "container",
    "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "share"}},
}
MARKS = re.compile(r"<(?:path|text|line|rect)\b")


@pytest.fixture(scope="module")
def scripts() -> list[str]:
    """Vega as a script for a worker, and what Python asks of it."""
    _, files = book.drawing()
    return [files[f"vl_convert/{name}"].decode() for name in ("vega-worker.js", "functions.js")]


@pytest.fixture
def in_page(page: Page, scripts: list[str]) -> Page:
    """A page with the functions as `own`, loaded as Python loads them."""
    library, own = scripts
    page.evaluate("(text) => { (0, eval)(text); }", f"(function () {{\n{library}\n}})();")
    page.evaluate("(text) => { globalThis.own = (0, eval)(text); }", own)
    return page


def compiled(page: Page, vega_lite: dict[str, Any]) -> Any:
    return json.loads(page.evaluate("(text) => own.compiled(text)", json.dumps(vega_lite)))


def test_the_same_chart_becomes_the_same_vega(in_page: Page) -> None:
    for name in uses.explorers():
        chart = specification.chart(getattr(explorers, name)).to_dict()
        assert compiled(in_page, chart) == vl_convert.vegalite_to_vega(chart), name


def test_a_chart_is_drawn_at_once_and_alike(in_page: Page) -> None:
    vega = drawing.at_width(compiled(in_page, BARS), 680)
    here = vl_convert.vega_to_svg(vega)
    there = in_page.evaluate("(text) => own.drawn(text)", json.dumps(vega))
    assert len(MARKS.findall(here)) > 30
    assert len(MARKS.findall(there)) == len(MARKS.findall(here))
    assert re.search(r'viewBox="0 0 \d+ \d+"', there)
