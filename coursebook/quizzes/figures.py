"""Whether the answers of numeric items still follow from the tables of `data/`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from coursebook.quizzes.items import Cell, Figure, Numeric
from coursebook.quizzes.reading import FOLDER, Questions, QuizError, names, read
from coursebook.tables.derived import FormulaError, Tables, evaluate

_ASKED = re.compile(r"^quiz\([\"']([\w-]+)[\"']\)", re.M)


def problems(data: Path, book: Path) -> Iterator[str]:
    """Check every quiz, its arithmetic included.

    Parameters
    ----------
    data
        The folder of the tables, with `quizzes/`.
    book
        The folder of the chapters.

    Yields
    ------
    str
        A line for each fault: file, item, field, what was found, what is allowed.
    """
    for name in sorted({*names(data), *asked(book)}):
        try:
            yield from wrong_answers(read(name, data, book), data)
        except QuizError as error:
            yield from str(error).splitlines()


def asked(book: Path) -> list[str]:
    """The names of the quizzes that chapters show, whether or not these exist."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(book.glob("*.md"))]
    return [name for text in texts for name in _ASKED.findall(text)]


def wrong_answers(questions: Questions, data: Path) -> Iterator[str]:
    """A line for each numeric item whose answer does not follow from its figure."""
    for item in questions.items:
        if not isinstance(item, Numeric):
            continue
        where = f"{data.name}/{FOLDER}/{questions.name}.yaml, item {item.id!r}, field"
        try:
            value = compute(item.figure, data)
        except FormulaError as error:
            yield f"{where} figure: found that {error}; allowed: cells of data/ and arithmetic"
            continue
        if not abs(value - item.answer) <= item.tolerance:
            yield (
                f"{where} answer: found {item.answer:g}; allowed: {value:.6g}, to which its figure "
                f"comes, within {item.tolerance:g}"
            )


def compute(figure: Figure, data: Path) -> float:
    """Compute the number that an item's figure comes to.

    Parameters
    ----------
    figure
        Cells of tables, and the formula over them.
    data
        The folder of the tables.

    Returns
    -------
    float
        In the unit that the formula implies.

    Raises
    ------
    FormulaError
        If a cell is not there, or the formula comes to no number.
    """
    tables = _tables({cell.table for cell in figure.values.values()}, data)
    values = {}
    for name, cell in figure.values.items():
        try:
            values[name] = evaluate(_look_up(cell), {}, tables)
        except FormulaError as error:
            raise FormulaError(f"the value {name!r} is not there: {error}") from None
    return evaluate(figure.formula, values, tables)


def _look_up(cell: Cell) -> str:
    """The cell as a formula of `cited_figures` would name it."""
    as_in_csv = {True: "true", False: "false"}
    wanted = "".join(
        f", {key}={(as_in_csv[value] if isinstance(value, bool) else value)!r}"
        for key, value in cell.where.items()
    )
    return f'cell("{cell.table}", "{cell.column}"{wanted})'


def _tables(wanted: set[str], data: Path) -> Tables:
    found = {}
    for name in sorted(wanted):
        path = data / f"{name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                found[name] = list(csv.DictReader(file))
    return found
