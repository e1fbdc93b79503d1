"""What a reader downloads of an explorer can be read alone, and opens well in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pandas as pd
import pytest
from javascript import JavaScript

from alliance import explorers
from coursebook.explorers import Amount, Column, Explorer, Label, Month, Year, spreadsheet
from coursebook.explorers.declared import declared
from coursebook.face import scripts

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)

WRITTEN = """(columns, records, scenario) => coursebook.spreadsheet.csv(
  columns, records, (name, row) => row[name], scenario, coursebook.scenarios.format)"""


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    needed = (scripts.FOLDER / f"{each}.js" for each in ("scenarios", "spreadsheet"))
    with JavaScript(["window.coursebook = {}", *needed]) as loaded:
        yield loaded


def by_script(js: JavaScript, columns: list[Column], rows: list[dict[str, float]]) -> str:
    asked = [
        {"name": each.name, "label": each.label, "format": each.format.declared()}
        for each in columns
    ]
    found: str = js.call(WRITTEN, asked, rows, {"settings": "=1", "link": "#x"})
    return found


@every_explorer
def test_page_and_script_write_the_same(js: JavaScript, explorer: Explorer) -> None:
    result = explorer.compute()
    names = [column.name for column in explorer.columns]
    rows = explorer.listed_rows(result)[names].astype(object)
    records = [
        {name: float(value) for name, value in row.items()} for row in rows.to_dict("records")
    ]
    scenario = {"settings": spreadsheet.AT_START, "link": explorer.link()}
    by_page = spreadsheet.text(explorer, result)
    by_face = js.call(WRITTEN, declared(explorer)["columns"], records, scenario)
    one, other = (list(csv.reader(io.StringIO(text))) for text in (by_page, by_face))
    assert one[0] == other[0]
    for line, twin in zip(one[1:], other[1:], strict=True):
        for cell, same in zip(line, twin, strict=True):
            assert cell == same or float(cell) == pytest.approx(float(same), rel=1e-9)


def _counts(form: Label) -> bool:
    return any(text.isdigit() for text in form.texts.values())


@every_explorer
def test_a_file_needs_no_key_and_opens_in_pandas(explorer: Explorer) -> None:
    text = spreadsheet.text(explorer, explorer.compute())
    table = pd.read_csv(io.BytesIO(text.encode("utf-8")))
    assert text.startswith("\ufeff")
    assert list(table.columns) == [
        *map(spreadsheet.heading, explorer.columns), "Settings", "Link"
    ]  # fmt: skip
    assert table["Link"].unique().tolist() == [explorer.link()]
    for column in explorer.columns:
        cells = table[spreadsheet.heading(column)].dropna().astype(str)
        # A rank is a number in words, too.
        if isinstance(column.format, Label) and not _counts(column.format):
            assert not cells.str.fullmatch(r"-?\d+").any(), f"{column.name} holds codes"
        if isinstance(column.format, Month):
            assert cells.str.fullmatch(rf"\d{{4}}-\d\d|{re.escape(column.format.never)}").all()


def test_units_stand_in_the_heading_and_numbers_stay_numbers(js: JavaScript) -> None:
    columns = [
        Column("sum", "Sum", Amount(decimals=1, before="USD ", after=" billion")),
        Column("month", "Passes in", Month(never="never")),
        Column("year", "Year", Year(never="never")),
        Column("who", "Who", Label(texts={0: "1-2", 1: "=SUM(A1)", 2: 'A "quoted", name', 3: "-"})),
    ]
    rows = [
        {"sum": -2.25, "month": 12 * 2035 + 10, "year": 2030, "who": 0},
        {"sum": 1.0, "month": -1, "year": -1, "who": 1},
        {"sum": 1.0, "month": 12 * 2035, "year": 2030, "who": 2},
        {"sum": 1.0, "month": 12 * 2035, "year": 2030, "who": 3},
    ]
    lines = list(csv.reader(io.StringIO(by_script(js, columns, rows).removeprefix("\ufeff"))))
    assert lines == [
        ["Sum (USD billion)", "Passes in", "Year", "Who", "Settings", "Link"],
        ["-2.25", "2035-11", "2030", "1\u20132", "'=1", "#x"],
        ["1", "never", "never", "'=SUM(A1)", "'=1", "#x"],
        ["1", "2035-01", "2030", 'A "quoted", name', "'=1", "#x"],
        ["1", "2035-01", "2030", "-", "'=1", "#x"],
    ]
