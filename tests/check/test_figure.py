"""A figure is shown whole: finding, drawing, text alternative, sources, table and download."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import unquote

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from alliance import load
from coursebook.book import book
from coursebook.charts import drawing, theme
from coursebook.charts.figure import Figure, FigureError, figure
from coursebook.tables.sources import SourceError

DATA = pd.DataFrame(
    {
        "year": [2023, 2024],
        "share": [2.5, 2.56],
        "source": ["klingner2025", "klingner2025;sipri2025milex"],
    }
)
TEXT = {
    "name": "share",
    "title": "The share rose.",
    "subtitle": "Spending, in percent of GDP.",
    "alt": "A line rises from 2.5 percent in 2023 to 2.56 percent in 2024.",
}


def chart(data: pd.DataFrame = DATA) -> alt.Chart:
    return alt.Chart(data).mark_line().encode(x="year:O", y="share:Q")


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(figure(chart(), **TEXT).html(), "html.parser")


def test_the_finding_stands_above_the_chart(page: BeautifulSoup) -> None:
    assert page.figure is not None
    assert page.figcaption is not None
    assert page.figure["id"] == "fig-share"
    assert page.figcaption.text == "The share rose."


def test_the_drawing_is_one_image_with_its_text_alternative(page: BeautifulSoup) -> None:
    view = page.select_one(".chart-view")
    assert view is not None
    assert (view["role"], view["aria-label"]) == ("img", TEXT["alt"])
    assert all(svg["aria-hidden"] == "true" for svg in view.select("svg"))
    assert not view.select("[aria-roledescription]")


def test_it_is_drawn_for_wide_and_for_narrow_screens(page: BeautifulSoup) -> None:
    widths = [int(float(str(svg["width"]))) for svg in page.select(".drawn svg")]
    assert widths[0] > widths[1]
    assert widths[1] <= drawing.NARROW


def test_the_specification_is_compiled_and_stands_beside_it(page: BeautifulSoup) -> None:
    block = page.select_one("script.chart-spec")
    assert block is not None
    assert "vega/v" in json.loads(block.text)["wide"]["$schema"]


def test_the_source_line_names_each_source_once_and_links_to_the_bibliography(
    page: BeautifulSoup,
) -> None:
    links = [link["href"] for link in page.select(".chart-source a")]
    assert links == ["references.html#ref-klingner2025", "references.html#ref-sipri2025milex"]


def test_the_table_and_the_download_hold_exactly_what_is_drawn(page: BeautifulSoup) -> None:
    cells = [[cell.text for cell in row.select("td")] for row in page.select("tbody tr")]
    link = page.select_one("a[download]")
    assert link is not None
    rows = list(csv.reader(io.StringIO(unquote(str(link["href"]).split(",", 1)[1]))))
    assert link["download"] == "share.csv"
    assert rows[0] == ["\ufeffYear", "Share", "Source"]
    assert rows[1:3] == cells == [[str(value) for value in row] for row in DATA.to_numpy()]


def test_a_download_says_what_it_is_and_holds_nothing_that_becomes_a_date() -> None:
    html = figure(chart(DATA.assign(note="1-2")), **TEXT).html()
    link = BeautifulSoup(html, "html.parser").select_one("a[download]")
    assert link is not None
    saved = unquote(str(link["href"]).split(",", 1)[1])
    assert "1\N{EN DASH}2" in saved
    assert saved.endswith(f"\nThe share rose.\nFrom {book().full_title}\n")


def test_of_many_sources_two_stand_in_the_line_and_the_rest_opens() -> None:
    keys = list(dict.fromkeys(";".join(load("positions")["source"]).split(";")))
    html = figure(chart(DATA.assign(source=";".join(keys[:9]))), **TEXT).html()
    line = BeautifulSoup(html, "html.parser").select_one(".chart-source")
    assert line is not None
    assert len(line.select("a")) == 9
    assert len(line.select("details a")) == 7
    assert line.summary is not None
    assert line.summary.text == "and 7 more"


def test_table_headings_come_from_the_descriptor() -> None:
    share = load("defense_share").head(3)
    html = figure(chart(share).encode(y="percent_of_gdp:Q"), **TEXT).html()
    headings = [th.text for th in BeautifulSoup(html, "html.parser").select("th")]
    assert "percent_of_gdp" not in headings
    assert len(headings) == len(share.columns)


def test_a_narrow_chart_of_its_own_is_drawn_and_sent_along() -> None:
    other = alt.Chart(DATA).mark_bar().encode(x="share:Q", y="year:O")
    html = figure(chart(), narrow=other, **TEXT).html()
    block = BeautifulSoup(html, "html.parser").select_one("script.chart-spec")
    assert block is not None
    assert set(json.loads(block.text)) == {"wide", "narrow"}


def test_text_follows_the_page_and_the_background_is_the_pages(page: BeautifulSoup) -> None:
    svg = str(page.select_one(".drawn svg"))
    assert 'fill="currentColor"' in svg
    assert "white" not in svg


def test_print_gets_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEBOOK_HOST", "page")
    bundle = figure(chart(), **TEXT)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}


def test_markup_in_data_and_texts_is_shown_and_never_run() -> None:
    hostile = DATA.assign(note="</script><script>alert(1)</script>")
    html = figure(chart(hostile), **TEXT | {"title": "<img src=x onerror=alert(1)>"}).html()
    parsed = BeautifulSoup(html, "html.parser")
    assert [script["type"] for script in parsed.select("script")] == ["application/json"]
    assert not parsed.select("img")


@pytest.mark.parametrize(
    ("change", "message"),
    (
        ({"alt": ""}, "figure 'share': alt is missing"),
        ({"alt": "a chart"}, "alt is missing or too short"),
        ({"title": " "}, "title is empty"),
        ({"subtitle": ""}, "figure 'share': subtitle is empty"),
        ({"data": DATA.drop(columns="source")}, "no column 'source'"),
        ({"data": DATA.head(0)}, "has no rows"),
    ),
)
def test_a_figure_without_what_readers_need_is_refused(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(FigureError, match=message):
        figure(chart(), **TEXT | change)


def test_a_figure_without_alt_is_no_figure() -> None:
    with pytest.raises(FigureError, match="alt"):
        figure(chart(), name="share", title="The share rose.", subtitle="In percent of GDP.")


def test_a_source_that_the_bibliography_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match="nobody1999"):
        figure(chart(), data=DATA.assign(source="nobody1999"), **TEXT).html()


def test_every_figure_survives_a_round_trip_through_json() -> None:
    shown: Figure = figure(chart(), **TEXT)
    assert json.loads(json.dumps(shown.vega())) == shown.vega()


# Colors -----------------------------------------------------------------------------------

LIGHT, DARK = "#ffffff", "#14181e"


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page_color", (LIGHT, DARK))
@pytest.mark.parametrize("name", theme.COLORS)
def test_series_colors_stand_out_on_both_pages(name: str, page_color: str) -> None:
    lighter, darker = sorted((luminance(theme.COLORS[name]), luminance(page_color)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_an_unknown_color_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="found pink; allowed: accent"):
        theme.scale({"Japan": "pink"})
