"""`quotations` and `people`: who said what, word for word, and who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

import pandas as pd

from coursebook import tables
from coursebook.charts import days
from coursebook.charts.words import (
    Cite,
    FigureError,
    Row,
    Words,
    close,
    element,
    fields,
    row_name,
    text,
)

TABLE: Final = "quotations"
"""The table of the book that holds every quotation of its cards."""
KEY: Final = "quotation"
NEEDED: Final = (KEY, "person", "post", "date", "words", "source")


def quotations(
    chosen: Iterable[str] | Mapping[str, Sequence[str]], *, among: pd.DataFrame | None = None
) -> Words:
    """Quotations as cards: the words, the person, the post at that time, the day, the source.

    For `figure`. Every quotation stands in the book's table `quotations`, whose fields are
    `quotation` (a key), `person`, `post`, `date`, `words` and `source`, and if need be `precision`
    (`day`, `month`, `year` or `before`) and `about` (to whom or about what it was said).

    Parameters
    ----------
    chosen
        The keys, in order; or headings, each with its keys.
    among
        Another table of the same form. By default the book's own.

    Returns
    -------
    Words
        For `figure`, which refuses a quotation that is not in the table.

    Examples
    --------
    >>> from coursebook.charts.figure import figure
    >>> said = pd.DataFrame(
    ...     {
    ...         "quotation": ["treaty"],
    ...         "person": ["Canada and the United States"],
    ...         "post": ["in Article IV of the Boundary Waters Treaty"],
    ...         "date": pd.to_datetime(["1909-01-11"]),
    ...         "words": ["shall not be polluted on either side"],
    ...         "source": ["epa1995atlas"],
    ...     }
    ... )
    >>> shown = figure(
    ...     quotations(["treaty"], among=said),
    ...     name="promise",
    ...     title="Clean water was promised in 1909",
    ...     subtitle="The promise, word for word.",
    ... )
    >>> "January 11, 1909" in shown.html()
    True
    """
    said = tables.load(TABLE) if among is None else among
    groups = dict(chosen) if isinstance(chosen, Mapping) else {"": list(chosen)}
    keys = [key for listed in groups.values() for key in listed]
    known = KEY in said.columns and said[KEY].isin(keys).any()
    data = said[said[KEY].isin(keys)] if known else said  # else `make` says what is missing

    def make(where: str, cite: Cite) -> str:
        fields(where, said, *NEEDED)
        rows = {row[KEY]: row for row in said.to_dict("records")}
        return _grouped(
            {
                heading: [_quotation(where, _found(where, key, rows), cite) for key in listed]
                for heading, listed in groups.items()
            }
        )

    return Words("quotations", data, make)


def people(
    data: pd.DataFrame,
    *,
    person: str = "person",
    post: str = "post",
    facts: Mapping[str, str],
    quotation: str | None = None,
    group: str | None = None,
    among: pd.DataFrame | None = None,
) -> Words:
    """Cards of persons: name, post, what is to be known, and their own words.

    For `figure`.

    Parameters
    ----------
    data
        A row for each person, with a column `source`.
    person, post
        The fields with the name and with the office.
    facts
        What each card says: the heading, such as "Critics say", and the field with the words. An
        empty heading leaves the words alone.
    quotation
        A field with the key of a quotation in the book's table `quotations`; it may be empty.
    group
        A field by whose values the cards stand under headings.
    among
        Another table of quotations. By default the book's own.

    Returns
    -------
    Words
        For `figure`, which refuses a person without a name or post, and a quotation that is not in
        the table, by figure and row.

    Examples
    --------
    >>> from coursebook.charts.figure import figure
    >>> crew = pd.DataFrame(
    ...     {
    ...         "person": ["Louis Jolliet"],
    ...         "post": ["explorer"],
    ...         "known": ["Traveled on Lake Michigan in 1673."],
    ...         "source": "epa1995atlas",
    ...     }
    ... )
    >>> shown = figure(
    ...     people(crew, facts={"": "known"}),
    ...     name="crew",
    ...     title="Travelers wrote of the lakes early",
    ...     subtitle="Who they were.",
    ... )
    >>> "Louis Jolliet" in shown.html()
    True
    """

    def make(where: str, cite: Cite) -> str:
        fields(where, data, person, post, quotation, group, *facts.values())
        said: dict[Any, Row] = {}
        if quotation:
            table = tables.load(TABLE) if among is None else among
            fields(where, table, *NEEDED)
            said = {row[KEY]: row for row in table.to_dict("records")}
        cards: dict[str, list[str]] = {}
        for index, row in data.to_dict("index").items():
            here = f"{where}, {row_name(index, row)}"
            for field in (person, post):
                if not text(row, field):
                    raise FigureError(f"{here}: field {field} is empty")
            told = "".join(
                f'<div class="fact">{element("dt", "heading", escape(heading))}'
                f"{element('dd', 'words', escape(text(row, field)))}</div>"
                for heading, field in facts.items()
                if text(row, field)
            )
            key = text(row, quotation)
            own = _words(_found(here, key, said)) if key else ""
            cards.setdefault(text(row, group), []).append(
                f'<p class="card-name">{escape(text(row, person))}</p>'
                f'<p class="card-post">{escape(text(row, post))}</p>'
                f"{element('dl', 'facts', told)}{own}"
                f'<p class="card-source">{cite(text(row, "source"))}</p>'
            )
        return _grouped(cards)

    return Words("people", data, make)


def _grouped(cards: Mapping[str, Sequence[str]]) -> str:
    """The insides of cards, by the headings under which they stand."""
    return "".join(
        element("p", "cards-heading", escape(heading))
        + '<ul class="cards">'
        + "".join(f'<li class="index-card">{card}</li>' for card in listed)
        + "</ul>"
        for heading, listed in cards.items()
    )


def _found(where: str, key: str, rows: Mapping[Any, Row]) -> Row:
    if key not in rows:
        raise FigureError(
            f"{where}: no quotation {key!r}{close(key, rows)} in the table {TABLE}; "
            "a card shows only what stands there with its source"
        )
    return rows[key]


def _quotation(where: str, row: Row, cite: Cite) -> str:
    here = f"{where}, quotation {row[KEY]!r}"
    for field in ("person", "post", "words", "source"):
        if not text(row, field):
            raise FigureError(f"{here}: field {field} is empty")
    if row["date"] is pd.NaT:
        raise FigureError(f"{here}: field date is empty")
    exact = text(row, "precision") if "precision" in row else ""
    exact = exact or "day"
    about = text(row, "about") if "about" in row else ""
    return (
        f'{_words(row)}<p class="card-name">{escape(text(row, "person"))}</p>'
        f'<p class="card-post">{escape(text(row, "post"))}</p>'
        f'<p class="card-when">{days.html(row["date"], exact)}'
        f"{escape(f', {about}' if about else '')}</p>"
        f'<p class="card-source">{cite(text(row, "source"))}</p>'
    )


def _words(row: Row) -> str:
    said = f"\N{LEFT DOUBLE QUOTATION MARK}{text(row, 'words')}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f'<blockquote class="card-words"><p>{escape(said)}</p></blockquote>'
