"""Tables come out of `load` with the types that their descriptor gives."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from coursebook import tables
from coursebook.tables.frames import TableError, field_titles, load, names, schema

TYPES = {
    ("integer", True): "int64",
    ("integer", False): "Int64",
    ("number", True): "float64",
    ("number", False): "float64",
    ("boolean", True): "bool",
    ("string", True): "str",
    ("string", False): "str",
}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that `load` reads instead of the original."""
    copied = shutil.copytree(tables.data_dir(), tmp_path / "data")
    monkeypatch.setenv("COURSEBOOK_DATA", str(copied))
    return Path(copied)


@pytest.mark.parametrize("name", names())
def test_every_table_is_typed_by_its_descriptor(name: str) -> None:
    frame = load(name)
    for field in schema(name)["fields"]:
        dtype = str(frame[field["name"]].dtype)
        if field["type"] == "date":
            assert dtype.startswith("datetime64")
        else:
            required = field.get("constraints", {}).get("required", False)
            assert dtype == TYPES[field["type"], required]


@pytest.mark.parametrize("name", names())
def test_every_table_knows_its_name_its_titles_and_its_sources(name: str) -> None:
    frame = load(name)
    assert frame.attrs["table"] == name
    assert list(field_titles(name)) == list(frame.columns)
    assert all(field_titles(name).values())
    assert frame["source"].notna().all()
    assert len(frame) > 0


@pytest.mark.parametrize("name", names())
def test_every_field_and_table_is_described(name: str) -> None:
    fields = schema(name)["fields"]
    assert all(field["title"] and field["type"] for field in fields)
    measured = {"krw_trillion", "percent_of_gdp", "growth_percent", "krw_per_usd"}
    assert all(field.get("unit") for field in fields if field["name"] in measured)
    assert schema(name)["primaryKey"]


def test_an_empty_cell_is_missing_and_never_filled() -> None:
    targets = load("spending_targets").set_index("key")
    assert targets.loc["joint_fact_sheet", "year"] is pd.NA
    assert pd.isna(load("opcon_command")["end"]).any()


def test_each_load_is_a_frame_of_its_own() -> None:
    frame = load("gdp")
    frame["krw_trillion"] = 0
    assert load("gdp")["krw_trillion"].min() > 0


@pytest.mark.parametrize("use", (load, schema, field_titles))
def test_an_unknown_name_is_answered_with_the_tables_there_are(use: object) -> None:
    with pytest.raises(TableError, match=r"no table 'gpd' in data/; there are defense_share, gdp"):
        use("gpd")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "found", "broken"),
    (
        ("gdp", "2001,732", "2001,much 732"),
        ("gdp", "2001,732", "2001.5,732"),
        ("opcon_command", "1978-11-07", "7 November 1978"),
        ("opcon_conditions", ",true,", ",yes,"),
    ),
)
def test_a_cell_of_the_wrong_type_points_to_the_checks(
    copy: Path, name: str, found: str, broken: str
) -> None:
    path = copy / f"{name}.csv"
    path.write_text(path.read_text("utf-8").replace(found, broken, 1), "utf-8")
    with pytest.raises(TableError, match=rf"data/{name}.csv, field .*python -m coursebook.checks"):
        load(name)


def test_a_missing_column_is_named(copy: Path) -> None:
    path = copy / "exchange_rate.csv"
    path.write_text(path.read_text("utf-8").replace("krw_per_usd", "rate", 1), "utf-8")
    with pytest.raises(TableError, match="has the columns year, rate, source, not year, krw_per_"):
        load("exchange_rate")


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "gdp.csv").unlink()
    with pytest.raises(TableError, match=r"data/gdp\.csv cannot be read"):
        load("gdp")


def test_a_folder_without_a_descriptor_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEBOOK_DATA", str(tmp_path))
    with pytest.raises(TableError, match=r"no datapackage\.json in .*COURSEBOOK_DATA"):
        load("gdp")
