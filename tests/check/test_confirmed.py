"""A figure counts as it was confirmed: a changed one is told, until it is confirmed anew."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import corrupted_texts as texts
import pytest
from few_files import problems

from coursebook import tables
from coursebook.checks import confirmed, data
from coursebook.checks.csv_form import Resource
from coursebook.tables.frames import data_dir


def rows_of_the_book() -> tuple[list[Resource], dict[str, list[dict[str, str]]]]:
    found = tables.resources()
    return found, {each["name"]: read_rows(each["path"]) for each in found}


def read_rows(path: str) -> list[dict[str, str]]:
    with (data_dir() / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def another_digit(cell: str) -> str:
    """The number with its last digit changed."""
    return cell[:-1] + str((int(cell[-1]) + 1) % 10)


def test_a_digit_changed_in_a_column_of_numbers_is_told_by_row_and_field() -> None:
    resources, rows = rows_of_the_book()
    chosen = random.Random("a digit")  # noqa: S311 - the same in every run
    tried = 0
    for resource in resources:
        key = resource["schema"]["primaryKey"]
        for field in (f["name"] for f in resource["schema"]["fields"] if f["type"] in NUMBERS):
            filled = [n for n, row in enumerate(rows[resource["name"]]) if row[field]]
            number = chosen.choice(filled)
            row = rows[resource["name"]][number]
            was, row[field] = row[field], another_digit(row[field])
            told = confirmed.problems(data_dir(), [resource], rows)
            where = f"data/{resource['path']}"
            if field not in key:
                where += f", row {number + 2}, field {field}: found {row[field]!r}"
            assert [line for line in told if line.startswith(where)], (where, told[:3])
            row[field] = was
            tried += 1
    assert tried > 80
    assert confirmed.problems(data_dir(), resources, rows) == []


NUMBERS = ("integer", "number")


def test_a_digit_changed_in_any_cell_changes_what_is_confirmed() -> None:
    resources, rows = rows_of_the_book()
    for resource in resources:
        for row in rows[resource["name"]]:
            before = confirmed.figures(resource, row)
            for field, cell in row.items():
                if field != "source" and cell and cell[-1].isdigit():
                    after = confirmed.figures(resource, row | {field: another_digit(cell)})
                    assert before[field] != after[field]


def test_other_words_need_no_confirmation(book: Path) -> None:
    table = book / "data" / "opcon_conditions.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("means, military", "means, in arms", 1), "utf-8")
    assert table.read_text("utf-8") != text
    assert problems(book) == []


def test_a_figure_counts_again_once_it_is_confirmed(book: Path) -> None:
    table = book / "data" / "gdp.csv"
    table.write_text(table.read_text("utf-8").replace("732.7231", "732.7331"), "utf-8")
    told = problems(book)
    assert told == [
        "data/gdp.csv, row 3, field krw_trillion: found '732.7331', a figure that was not "
        "confirmed; allowed: what imf2025weo says",
        confirmed.HOW,
    ]
    before = (book / "data" / confirmed.LOCK).read_text("utf-8").splitlines()
    assert data.confirm(book / "data", book / texts.BIBLIOGRAPHY) == told[:1]
    after = (book / "data" / confirmed.LOCK).read_text("utf-8").splitlines()
    assert [line.split("\t")[:2] for line in after if line not in before] == [["gdp", "2001"]]
    assert problems(book) == []


def test_nothing_is_confirmed_while_something_else_is_wrong(book: Path) -> None:
    table = book / "data" / "gdp.csv"
    table.write_text(table.read_text("utf-8").replace("732.7231", "a lot"), "utf-8")
    before = (book / "data" / confirmed.LOCK).read_bytes()
    assert data.confirm(book / "data", book / texts.BIBLIOGRAPHY) == []
    assert (book / "data" / confirmed.LOCK).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lock: lock.unlink(), "data/figures.lock: found no file; allowed"),
        (lambda lock: lock.write_bytes(b"\xff\xfe\n" + lock.read_bytes()), "line 1: found"),
        (lambda lock: lock.write_text(f"<<<<<<< HEAD\n{lock.read_text()}"), "line 1: found"),
        (lambda lock: lock.write_bytes(lock.read_bytes()[:-30]), "scenarios.csv, row 21"),
        (lambda lock: lock.write_text(""), "data/gdp.csv, row 2: found a row that was not"),
    ],
)
def test_a_damaged_list_of_confirmed_figures_is_told(
    book: Path, change: Callable[[Path], object], told: str
) -> None:
    change(book / "data" / confirmed.LOCK)
    *lines, last = problems(book)
    assert told in lines[0]
    assert last == confirmed.HOW
