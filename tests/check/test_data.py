"""The data is valid, and every way of breaking it is answered with file, row, field and remedy."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursebook import tables
from coursebook.checks.cells import fits
from coursebook.checks.data import DataError, check, problems
from coursebook.tables.frames import load, names
from coursebook.tables.sources import bibliography_path

BOOK = bibliography_path()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data, to be broken."""
    return Path(shutil.copytree(tables.data_dir(), tmp_path / "data"))


Rows = list[list[str]]
Breaking = Callable[[Path], object]


def rows_become(change: Callable[[Rows], Rows]) -> Breaking:
    """A change of the rows of a CSV file; row 0 is the header."""

    def breaking(path: Path) -> None:
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(change(rows))

    return breaking


def put(row: int, column: int, cell: str) -> Breaking:
    """A change of one cell; rows count as in an editor, from 1."""

    def change(rows: Rows) -> Rows:
        rows[row - 1][column] = cell
        return rows

    return rows_become(change)


# --- as it stands -------------------------------------------------------------------------------


def test_the_data_is_valid() -> None:
    assert problems(tables.data_dir(), BOOK) == []
    check()


def test_the_command_says_so() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "coursebook.checks"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "The data is valid.\n")


def test_budgets_grow_as_printed() -> None:
    budget = load("defense_budget").query("stage in ['enacted', 'proposal']")
    enacted = budget[budget.stage == "enacted"].set_index("fiscal_year").krw_trillion
    later = budget[budget.fiscal_year > 1990]
    before = enacted.reindex(later.fiscal_year - 1).to_numpy()
    growth = 100 * (later.krw_trillion / before - 1)
    assert (later.growth_percent - growth).abs().max() < 0.06


@pytest.mark.parametrize(("name", "by"), (("gdp", []), ("defense_share", ["country"])))
def test_yearly_series_have_no_gap(name: str, by: list[str]) -> None:
    frame = load(name)
    for _, group in frame.groupby(by) if by else [("", frame)]:
        assert group.year.diff().dropna().eq(1).all()


def test_spans_of_command_follow_each_other() -> None:
    for _, spans in load("opcon_command").sort_values("start").groupby("role"):
        assert list(spans.end[:-1]) == list(spans.start[1:])
        assert spans.end.isna().tolist() == [False] * (len(spans) - 1) + [True]


def test_every_element_of_a_condition_is_read_in_both_wordings() -> None:
    elements = load("opcon_conditions").groupby(["condition", "element"]).wording
    assert all(set(wordings) == {"paper", "ministry"} for _, wordings in elements)


def test_dates_that_are_not_days_stand_on_the_first_of_their_period() -> None:
    timeline = load("opcon_timeline")
    assert timeline[timeline.precision != "day"].date.dt.day.eq(1).all()


def test_every_preset_of_an_explorer_sets_the_same_controls() -> None:
    # The camps of the package deal are two groups, and one camp has no view of its own.
    whole = load("explorer_preset_values").query("explorer != 'package-deal'")
    for _, presets in whole.groupby("explorer"):
        settings = [set(group.control) for _, group in presets.groupby("preset")]
        assert all(controls == settings[0] for controls in settings)


def test_the_hold_preset_is_the_latest_exact_share() -> None:
    values = load("explorer_preset_values").set_index(["preset", "control"]).value
    share = load("defense_share").query("country == 'South Korea' and year == 2024")
    assert float(values["hold", "target"]) == share.percent_of_gdp.item()


def test_presets_of_the_conditions_fall_on_either_side_of_the_term() -> None:
    constants = load("explorer_constants").set_index("name").value
    term = (constants["term_end"] - constants["start_month"]) / 12
    values = load("explorer_preset_values").set_index(["preset", "control"]).value

    def years(preset: str) -> float:
        def number(name: str) -> int:
            return int(values[preset, name])

        lowered = number("lowered_bar")
        gaps = [number(f"bar_{i}") - lowered - number(f"level_{i}") for i in (1, 2, 3)]
        return max(max(gap, 0) / number(f"pace_{i}") for i, gap in enumerate(gaps, start=1))

    assert years("lower-the-bar") < term < years("no-shortcuts")
    # The date asks for these paces: they just suffice, and a point less would not.
    assert years("within-the-term") <= term
    for i in (1, 2, 3):
        gap = int(values["within-the-term", f"bar_{i}"]) - int(
            values["within-the-term", f"level_{i}"]
        )
        assert gap / (int(values["within-the-term", f"pace_{i}"]) - 1) > term


# --- broken files -------------------------------------------------------------------------------


def semicolons(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")


def byte_order_mark(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def latin_1(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n2003,", b"\n200\xe9,"))


def carriage_returns(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


BROKEN_FILES: dict[str, tuple[Breaking, str]] = {
    "no file": (Path.unlink, "data/gdp.csv: found no file; allowed: the table that"),
    "semicolons": (
        semicolons,
        "data/gdp.csv, row 1: found columns separated by semicolons; allowed: commas",
    ),
    "a byte order mark": (
        byte_order_mark,
        "data/gdp.csv, row 1: found a byte order mark; allowed: UTF-8 without one",
    ),
    "not UTF-8": (latin_1, "data/gdp.csv, row 5: found byte 0xe9; allowed: UTF-8 text"),
    "carriage returns": (
        carriage_returns,
        "data/gdp.csv, row 1: found a carriage return; allowed: lines that end in a line feed",
    ),
    "nothing in it": (
        lambda path: path.write_text(""),
        "data/gdp.csv, row 1, field year: found no such column; allowed: year, krw_trillion, kind",
    ),
    "only a header": (
        rows_become(lambda rows: rows[:1]),
        "data/gdp.csv: found no rows; allowed: at least one",
    ),
    "a missing column": (
        rows_become(lambda rows: [row[:2] + row[3:] for row in rows]),
        "data/gdp.csv, row 1, field kind: found no such column; allowed: year, krw_trillion, kind",
    ),
    "an extra column": (
        rows_become(lambda rows: [[*row, "note"] for row in rows]),
        "data/gdp.csv, row 1, field note: found an extra column; allowed: year, krw_trillion",
    ),
    "columns in another order": (
        rows_become(lambda rows: [row[::-1] for row in rows]),
        "data/gdp.csv, row 1: found the columns source, kind, krw_trillion, year; allowed, in orde",
    ),
    "a short row": (
        rows_become(lambda rows: [*rows[:5], rows[5][:3], *rows[6:]]),
        "data/gdp.csv, row 6: found 3 cells; allowed: 4",
    ),
    "a long row": (
        rows_become(lambda rows: [*rows[:5], [*rows[5], ""], *rows[6:]]),
        "data/gdp.csv, row 6: found 5 cells; allowed: 4",
    ),
    "an empty row": (
        rows_become(lambda rows: [*rows[:5], [], *rows[5:]]),
        "data/gdp.csv, row 6: found 0 cells; allowed: 4",
    ),
}


@pytest.mark.parametrize("kind", BROKEN_FILES)
def test_a_broken_file_is_named_with_what_is_allowed(data: Path, kind: str) -> None:
    breaking, expected = BROKEN_FILES[kind]
    breaking(data / "gdp.csv")
    assert [found for found in problems(data, BOOK) if found.startswith(expected)]


# --- broken cells -------------------------------------------------------------------------------

BROKEN_CELLS: dict[str, tuple[tuple[str, Breaking], str]] = {
    "text for a number": (
        ("defense_share", put(12, 3, "abc")),
        "row 12, field percent_of_gdp: found 'abc'; allowed: a number from 0 to 50",
    ),
    "a decimal comma": (
        ("defense_share", put(12, 3, "2,56")),
        "row 12, field percent_of_gdp: found '2,56'; allowed: a number from 0 to 50",
    ),
    "not a number": (
        ("defense_share", put(12, 3, "NaN")),
        "row 12, field percent_of_gdp: found 'NaN'; allowed: a number from 0 to 50",
    ),
    "infinity": (
        ("cited_figures", put(3, 2, "INF")),
        "row 3, field value: found 'INF'; allowed: a number",
    ),
    "a share out of range": (
        ("defense_share", put(12, 3, "256")),
        "row 12, field percent_of_gdp: found '256'; allowed: a number from 0 to 50",
    ),
    "a negative share": (
        ("defense_share", put(12, 3, "-1")),
        "row 12, field percent_of_gdp: found '-1'; allowed: a number from 0 to 50",
    ),
    "a fraction of a year": (
        ("gdp", put(4, 0, "2002.5")),
        "row 4, field year: found '2002.5'; allowed: an integer from 1990 to 2050",
    ),
    "a year behind a zero": (
        ("gdp", put(5, 0, "02003")),
        "row 5, field year: found '02003'; allowed: an integer from 1990 to 2050",
    ),
    "a value that is not on the list": (
        ("gdp", put(4, 2, "guess")),
        "row 4, field kind: found 'guess'; allowed: one of actual, projection",
    ),
    "nothing where a value is required": (
        ("gdp", put(4, 1, "")),
        "row 4, field krw_trillion: found nothing; allowed: a number from 1 to 20000",
    ),
    "a date in words": (
        ("opcon_timeline", put(2, 0, "July 14, 1950")),
        "row 2, field date: found 'July 14, 1950'; allowed: a date like 2025-11-04",
    ),
    "a day that does not exist": (
        ("opcon_timeline", put(2, 0, "1950-02-30")),
        "row 2, field date: found '1950-02-30'; allowed: a date like 2025-11-04",
    ),
    "yes for true": (
        ("opcon_conditions", put(2, 3, "yes")),
        "row 2, field asked: found 'yes'; allowed: true or false",
    ),
    "a label that is too long": (
        ("opcon_timeline", put(2, 2, "long " * 10)),
        "row 2, field label: found 'long long long long long long long long long long '; "
        "allowed: text of at most 45 characters",
    ),
    "an endnote the paper does not have": (
        ("cited_figures", put(2, 6, "76")),
        "row 2, field endnote: found '76'; allowed: an integer from 1 to 75, or nothing",
    ),
    "a key of the wrong form": (
        ("cited_figures", put(2, 0, "NATO total")),
        "row 2, field key: found 'NATO total'; allowed: text of the form ^[a-z][a-z0-9_]*$",
    ),
    "a duplicate key": (
        ("gdp", put(5, 0, "2002")),
        "row 5, field year: found '2002', as in row 4; allowed: each value once",
    ),
    "a duplicate key of two fields": (
        ("defense_share", put(4, 2, "1991")),
        "row 4, field country, year: found 'South Korea, 1991', as in row 3; allowed: each value",
    ),
    "a duplicate label": (
        ("spending_targets", put(3, 1, "South Korea, 2024")),
        "row 3, field label: found 'South Korea, 2024'; allowed: text, each once",
    ),
    "an unknown source": (
        ("gdp", put(4, 3, "imf2025weo;imf2099")),
        "row 4, field source: found 'imf2099'; allowed: a key of the bibliography",
    ),
    "no source": (
        ("gdp", put(4, 3, "")),
        "row 4, field source: found nothing; allowed: text of the form",
    ),
    "a preset that does not exist": (
        ("explorer_preset_values", put(2, 1, "wish")),
        "row 2, field explorer, preset: found 'spending-path, wish'; "
        "allowed: a row of explorer_presets",
    ),
    "a derived figure without a formula": (
        ("cited_figures", put(23, 7, "")),
        "row 23, field formula: found nothing; allowed: a formula in each derived row only",
    ),
    "a formula in a reported row": (
        ("cited_figures", put(2, 7, "2 + 3")),
        "row 2, field formula: found '2 + 3'; allowed: a formula in each derived row only",
    ),
    "a formula that is a program": (
        ("cited_figures", put(23, 7, "__import__('os')")),
        "row 23, field formula: found \"__import__('os')\"; allowed: arithmetic, but",
    ),
    "a formula that leans on itself": (
        ("cited_figures", put(23, 7, "budget_2024")),
        "row 23, field formula: found 'budget_2024'; allowed: arithmetic, but no figure has the "
        "key 'budget_2024'",
    ),
    "a figure that is not what its formula gives": (
        ("cited_figures", put(23, 2, "58.4")),
        "row 23, field value: found '58.4'; allowed: 59.4, by its formula",
    ),
}


@pytest.mark.parametrize("kind", BROKEN_CELLS)
def test_a_broken_cell_is_named_with_what_is_allowed(data: Path, kind: str) -> None:
    (name, breaking), expected = BROKEN_CELLS[kind]
    breaking(data / f"{name}.csv")
    found = problems(data, BOOK)
    assert [line for line in found if line.startswith(f"data/{name}.csv, {expected}")], found


def test_a_cell_is_reported_once(data: Path) -> None:
    put(12, 3, "abc")(data / "defense_share.csv")
    assert len(problems(data, BOOK)) == 1


def test_every_problem_is_reported_at_once(data: Path) -> None:
    put(4, 2, "guess")(data / "gdp.csv")
    put(4, 0, "soon")(data / "exchange_rate.csv")
    semicolons(data / "opcon_command.csv")
    with pytest.raises(DataError) as raised:
        check(data, BOOK)
    lines = str(raised.value).splitlines()
    assert [line.split(",")[0].split(":")[0] for line in lines] == [
        "data/gdp.csv",
        "data/exchange_rate.csv",
        "data/opcon_command.csv",
    ]


def test_a_changed_table_makes_the_figures_derived_from_it_fail(data: Path) -> None:
    text = (data / "defense_budget.csv").read_text("utf-8")
    (data / "defense_budget.csv").write_text(text.replace("65.8642", "66.8642"), "utf-8")
    found = "\n".join(problems(data, BOOK))
    assert "field value: found '65.9'; allowed: 66.9, by its formula" in found
    assert "field value: found '430.5'; allowed: -569.5, by its formula" in found


def test_a_derived_figure_is_held_to_its_last_printed_place(data: Path) -> None:
    """Off by two there, up or down, is named; by one may be a half that was rounded down."""
    path = data / "cited_figures.csv"
    figures = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    leaned_on = {name for row in figures for name in re.findall(r"\w+", row["formula"])}
    derived = {
        number: Decimal(row["value"])
        for number, row in enumerate(figures, start=2)
        if row["kind"] == "derived" and row["key"] not in leaned_on  # else others fail with it
    }
    for number, value in derived.items():
        last_place = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]
        put(number, 2, f"{value + (-2 if number % 2 else 2) * last_place:f}")(path)
    assert len(derived) > 20
    place = re.compile(r"data/cited_figures.csv, row (\d+), field value: .*, by its formula")
    found = [place.match(line) for line in problems(data, BOOK)]
    assert [int(each[1]) for each in found if each] == list(derived)


def leaned_on() -> list[str]:
    """The tables to which others refer, or from which figures are derived."""
    referred = {
        key["reference"]["resource"]
        for table in tables.resources()
        for key in table["schema"].get("foreignKeys", [])
    }
    figures = " ".join(load("cited_figures").formula.dropna())
    return [name for name in names() if name in referred or re.search(rf"\b{name}\b", figures)]


@pytest.mark.parametrize("name", names() if os.environ.get("NIGHTLY") else leaned_on())
def test_any_one_table_may_be_missing(data: Path, name: str) -> None:
    (data / f"{name}.csv").unlink()
    assert f"data/{name}.csv: found no file" in "\n".join(problems(data, BOOK))


def test_a_table_that_nobody_described_is_named(data: Path) -> None:
    shutil.copy(data / "gdp.csv", data / "extra.csv")
    assert problems(data, BOOK) == [
        "data/extra.csv: found a table that datapackage.json does not describe"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("{", r"found no JSON .*; allowed: a data package"),
        ('{"resources": [{"name": "gdp"}]}', r"found nothing; allowed: a value"),
        ("[]", r"found \[\]; allowed: a data package"),
    ),
)
def test_a_broken_descriptor_is_named(data: Path, text: str, expected: str) -> None:
    (data / "datapackage.json").write_text(text, "utf-8")
    found, *_ = problems(data, BOOK)
    assert re.match(rf"data/datapackage\.json(, field [\w.]+)?: {expected}", found)


def test_a_missing_descriptor_is_named(data: Path) -> None:
    (data / "datapackage.json").unlink()
    (found,) = problems(data, BOOK)
    assert found.startswith("data/datapackage.json: found no file")


def test_a_missing_bibliography_is_named(data: Path, tmp_path: Path) -> None:
    found, *_ = problems(data, tmp_path / "none.bib")
    assert "none.bib cannot be read" in found


@given(st.text(max_size=20))
def test_no_text_in_a_cell_of_numbers_passes_unless_it_is_one(cell: str) -> None:
    (rate,) = (f for f in tables.schema("exchange_rate")["fields"] if f["name"] == "krw_per_usd")
    assert not fits(rate, cell) or 100 <= float(cell) <= 5000
    assert fits(rate, "1363.98")
