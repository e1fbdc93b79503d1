"""The catalog names every table, who uses it, and lets it be saved as it stands."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from alliance import explorers
from coursebook import tables
from coursebook.catalog import about as catalog
from coursebook.catalog import uses
from coursebook.tables import sources


@pytest.fixture
def on_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEBOOK_HOST", "page")


@pytest.fixture(scope="module")
def listed() -> BeautifulSoup:
    return parsed(catalog.data())


def parsed(listing: catalog.Listing) -> BeautifulSoup:
    return BeautifulSoup(listing.html(), "html.parser")


def test_every_table_is_listed_once_with_its_rows(listed: BeautifulSoup) -> None:
    rows = listed.select("tbody tr")
    files = [row.select_one("a[download]")["download"] for row in rows]
    assert sorted(files) == sorted(resource["path"] for resource in tables.resources())
    counts = {each["path"]: len(tables.load(each["name"])) for each in tables.resources()}
    sizes = [re.search(r" (\d+) rows?", row.find_all("td")[-1].get_text()) for row in rows]
    assert [int(size[1]) for size in sizes if size] == [counts[file] for file in files]


def test_every_table_is_used(listed: BeautifulSoup) -> None:
    for row in listed.select("tbody tr"):
        assert row.td.get_text(), f"nobody uses {row.th.get_text()}"


def test_a_download_is_the_file(listed: BeautifulSoup) -> None:
    for link in listed.select("a[download]"):
        text = unquote(str(link["href"]).partition(",")[2])
        assert text == (tables.data_dir() / str(link["download"])).read_text(encoding="utf-8")
        assert list(csv.reader(io.StringIO(text)))


def test_it_is_one_accessible_table(listed: BeautifulSoup) -> None:
    page = listed
    assert len(page.find_all("table")) == 1
    assert page.caption
    assert all(cell["scope"] == "col" for cell in page.select("thead th"))
    assert all(cell["scope"] == "row" for cell in page.select("tbody th"))
    assert page.select_one("[role=region][tabindex='0'][aria-label]")


@pytest.mark.usefixtures("on_page")
def test_pages_are_linked_where_there_are_pages() -> None:
    assert catalog.page_link("opcon-transition") == (
        '<a href="opcon-transition.html">OPCON Transition</a>'
    )


def test_a_notebook_names_them() -> None:
    assert catalog.page_link("opcon-transition") == "OPCON Transition"


def test_every_endnote_is_listed_and_its_works_are_known() -> None:
    notes = tables.load("endnotes")
    assert list(notes.endnote) == list(range(1, 76))
    works = notes.works.dropna()
    assert set(sources.split(works)) <= sources.known()
    assert set(notes[notes.works.isna()].kind) == {"author's own note"}
    page = parsed(catalog.endnotes(notes))
    assert len(page.select("tbody tr")) == 75
    cited = [key for cell in works for key in cell.split(";")]
    assert len(page.select("tbody a[href*='#ref-']")) == len(cited)


def test_an_endnote_without_a_remark_or_a_work_has_empty_cells() -> None:
    row = {"endnote": 1, "chapter": "china", "works": None, "kind": "first citation"}
    (cells,) = catalog.endnotes(pd.DataFrame([row | {"remark": None}])).rows
    assert (cells[2], cells[4]) == ("", "")


@pytest.mark.parametrize(
    ("table", "size"),
    [
        (pd.DataFrame({"year": [2024, 1990]}), "2 rows, 1990 to 2024"),
        (pd.DataFrame({"date": pd.to_datetime(["2025-11-04"])}), "1 row, 2025"),
        (pd.DataFrame({"fiscal_year": pd.Series([2025, None], dtype="Int64")}), "2 rows, 2025"),
        (pd.DataFrame({"percent": [2025.0]}), "1 row"),
    ],
)
def test_size_says_which_years(table: pd.DataFrame, size: str) -> None:
    assert catalog._size(table) == size


def test_words_of_a_table_cannot_break_the_page() -> None:
    listing = catalog.Listing("<b>", ["<i>"], [["a", "b"]])
    assert "<b>" not in listing.html()
    assert "<i>" not in listing.html()


@pytest.mark.usefixtures("on_page")
def test_ready_scenarios_link_to_their_explorer() -> None:
    table = tables.load("ready_scenarios")
    for explorer in table["explorer"].unique():
        listing = catalog.ready_scenarios(table, explorer)
        links = [str(a["href"]) for a in parsed(listing).select("tbody th a")]
        assert len(links) == (table["explorer"] == explorer).sum()
        page = uses.explorers()[explorer.replace("-", "_")]
        assert all(link.startswith(f"{page}.html#explore={explorer}&v=") for link in links)


def test_ready_scenarios_say_in_a_notebook_what_to_set() -> None:
    listing = catalog.ready_scenarios(tables.load("ready_scenarios"), "opcon-conditions")
    assert not parsed(listing).select("tbody th a")
    assert "Date set: June of: 2028" in listing.html()


def test_ready_scenarios_start_from_presets_by_name() -> None:
    presets, settings = catalog.ready_settings(
        explorers.package_deal, "preset=washington-congress&preset=seoul-alliance&seoul_walk=70"
    )
    assert [preset.label for preset in presets] == ["Congress", "Alliance camp"]
    assert settings == {"seoul_walk": "70"}
    with pytest.raises(KeyError, match="nobody"):
        catalog.ready_settings(explorers.package_deal, "preset=nobody")


def test_the_newest_work_is_dated() -> None:
    text = catalog.newest().text
    assert re.search(r"dated [A-Z][a-z]+ \d{1,2}, 20\d\d: ", text)
    assert str(max(sources.dates().values()).year) in text


def test_uses_are_read_from_the_code(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "_toc.yml").write_text("root: book/one\nchapters:\n  - file: book/two\n")
    cell = '```{code-cell} ipython3\na = load("gdp")\nb = load(\n    "gdp")\nc = load("x")\n```\n'
    (tmp_path / "book" / "one.md").write_text(f'# First\n\nSee load("prose").\n\n{cell}')
    (tmp_path / "book" / "two.md").write_text("No heading.\n")
    assert uses.pages(tmp_path) == ["one", "two"]
    assert uses.by_page(tmp_path) == {"one": ["gdp", "x"], "two": []}
    assert (uses.title("one", tmp_path), uses.title("two", tmp_path)) == ("First", "two")
