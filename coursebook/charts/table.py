"""`table`: words in the cells, for what numbers and dots cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from coursebook.charts import grid, markup
from coursebook.charts.words import Cite, FigureError, Words, fields, kinds_of, row_name, text


def table(
    data: pd.DataFrame,
    *,
    row: str,
    words: str | Sequence[str],
    column: str | None = None,
    columns: Mapping[str, str] | None = None,
    detail: str | None = None,
    tone: str | None = None,
    tones: Mapping[str, str] | None = None,
    strong: str | None = None,
    strong_means: str = "",
    blank: str = "",
    sources: Mapping[str, str] | None = None,
) -> Words:
    """A table with words in its cells, for `figure`. On a phone each row becomes a list.

    There are two shapes. With `column`, each row of the data is one cell: who thinks what about
    which issue. Without it, each row of the data is a row of the table, and `words` names the
    fields that become its columns.

    Parameters
    ----------
    data
        The rows, with a column `source`.
    row
        The field that names the table's rows, in the order of first mention.
    words
        The field with the words of a cell; or, without `column`, the fields that become columns.
    column
        The field that names the table's columns.
    columns
        The headings of the columns by the values of `column`, or by the fields in `words`, in the
        order in which they are to stand. By default the values, or the titles of the fields.
    detail
        A field with more words, smaller, below the first ones.
    tone
        A field by which cells are colored. Its words stand in the cell, with a mark, unless it is
        the field of the words themselves.
    tones
        The words for each value of `tone`, in the order of the colors. By default the values.
    strong
        A field that is true for cells to be emphasized.
    strong_means
        What the emphasis says, in a word or two; it stands in the cell.
    blank
        What an empty cell says, such as "silent here"; needed where a cell is empty.
    sources
        For fields in `words` whose cells have a source of their own: the field that holds it.

    Returns
    -------
    Words
        For `figure`, which refuses a cell without source or reason by figure and row.

    Examples
    --------
    >>> from coursebook.charts.figure import figure
    >>> uses = pd.DataFrame(
    ...     {
    ...         "lake": ["Superior", "Superior", "Erie"],
    ...         "use": ["Fishing", "Shipping", "Fishing"],
    ...         "extent": ["little", "much", "much"],
    ...         "source": "epa1995atlas",
    ...     }
    ... )
    >>> shown = figure(
    ...     table(uses, row="lake", column="use", words="extent", blank="not in the atlas"),
    ...     name="uses",
    ...     title="Erie is fished more than Superior",
    ...     subtitle="How much each lake is used, in the words of the atlas.",
    ... )
    >>> "not in the atlas" in shown.html()
    True
    """

    def make(where: str, cite: Cite) -> str:
        listed = [words] if isinstance(words, str) else list(words)
        fields(where, data, row, column, detail, tone, strong, *listed, *(sources or {}).values())
        if strong and not strong_means:
            raise FigureError(f"{where}: strong_means is empty; say what the emphasis says")
        named = kinds_of(where, data, tone, tones or {}) if tone else {}
        rows = list(dict.fromkeys(data[row].astype(str)))
        heads = dict(columns) if columns else _heads(data, column, listed)
        cells: dict[tuple[str, str], grid.Cell] = {}
        for index, each in data.to_dict("index").items():
            here = f"{where}, {row_name(index, each)}"
            for field in listed:
                head = text(each, column) if column else field
                if head not in heads:
                    raise FigureError(f"{here}: {column} is {head!r}; columns are {_join(heads)}")
                if (text(each, row), head) in cells:
                    raise FigureError(f"{here}: {row} and {column or field} stand here twice")
                own = (sources or {}).get(field)
                if own and text(each, field) and not text(each, own):
                    raise FigureError(f"{here}: field {field} has words, and {own} no source")
                value = text(each, tone) if tone and (column or tone == field) else ""
                cells[text(each, row), head] = grid.Cell(
                    words=escape(text(each, field)),
                    detail=escape(text(each, detail)) if column else "",
                    tone=list(named).index(value) + 1 if value else 0,
                    toned=named[value] if value and tone != field else "",
                    strong=strong_means if strong and each[strong] is True else "",
                )
        for name in rows:
            for head in heads:
                if not blank and not cells.get((name, head), grid.EMPTY).words:
                    raise FigureError(
                        f"{where}, row {name!r}, column {heads[head]!r}: the cell is empty; "
                        "say why with blank="
                    )
        return grid.html(markup.titles(data)[row], rows, heads, cells, blank=blank)

    return Words("word-grid", data, make)  # `table` is a class of the theme's


def _heads(data: pd.DataFrame, column: str | None, listed: list[str]) -> dict[str, str]:
    """The headings of the columns: the values of a field, or the titles of several."""
    if column:
        return {value: value for value in data[column].dropna().astype(str).unique()}
    titles = markup.titles(data)
    return {field: titles[field] for field in listed}


def _join(names: Mapping[str, str]) -> str:
    return ", ".join(names)
