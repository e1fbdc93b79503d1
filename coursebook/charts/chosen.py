"""Choices above a long timeline, and a strip that shows how its events lie in time.

A script makes the choices work, and hides in list and strip what does not fit; without one
everything is shown. The same number marks an event in both.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Final

import pandas as pd

from coursebook.charts import days
from coursebook.charts.words import Row, element, text

MANY: Final = 10
"""A decade with more events than this is shown by years, and a year by months."""
SEPARATOR: Final = "; "
"""Between several values of a field in one cell."""


def periods(dates: Sequence[tuple[pd.Timestamp, str]]) -> list[str]:
    """The period in which each dated event is counted, in words.

    >>> periods([(pd.Timestamp("1972-04-15"), "day"), (pd.Timestamp("1978-11-22"), "day")])
    ['1970s', '1970s']
    >>> new_year = (pd.Timestamp("2025-01-01"), "year")
    >>> periods([(pd.Timestamp("2025-08-01"), "month")] * 11 + [new_year])[-2:]
    ['August 2025', '2025, no month']
    """
    decades = pd.Series([date.year // 10 for date, _ in dates]).value_counts()
    years = pd.Series([date.year for date, _ in dates]).value_counts()

    def of(date: pd.Timestamp, precision: str) -> str:
        if decades[date.year // 10] <= MANY:
            return f"{date.year // 10 * 10}s"
        if years[date.year] <= MANY:
            return str(date.year)
        if precision == "year":
            return f"{date.year}, no month"
        return days.written(date, "month")

    return [of(*each) for each in dates]


def choices(rows: Sequence[Row], fields: Mapping[str, str]) -> str:
    """A list for each field, by its label, and how much is shown; a script lets them be used."""
    lists = "".join(
        f'<label>{escape(label)} <select data-choice="{place}"><option value="">all</option>'
        + "".join(f"<option>{escape(value)}</option>" for value in _values(rows, field))
        + "</select></label> "
        for place, (label, field) in enumerate(fields.items())
    )
    return (
        f'<div class="choices" data-between="{SEPARATOR}" hidden>{lists}'
        f'<p class="choices-shown" role="status">{len(rows)} of {len(rows)}</p></div>'
    )


def chosen_by(row: Row, fields: Mapping[str, str]) -> str:
    """The attributes of an event that the choices read."""
    return "".join(
        f' data-choice-{place}="{escape(text(row, field))}"'
        for place, field in enumerate(fields.values())
    )


def strip(of_events: Sequence[str]) -> str:
    """A column of dots for each period, a dot for each event, in their order."""
    columns: dict[str, list[int]] = {}
    for place, period in enumerate(of_events):
        columns.setdefault(period, []).append(place)
    items = "".join(
        f'<li><a href="#{anchor(period)}"><span class="dots" aria-hidden="true">'
        + "".join(f'<i data-event="{place}"></i>' for place in places)
        + f'</span><span class="period-name">{escape(period)}</span>'
        f'<span class="unseen">: {len(places)}</span></a></li>'
        for period, places in columns.items()
    )
    return (
        '<nav class="strip" aria-label="How many, by time">'
        '<ol tabindex="0" role="list" aria-label="Periods">'
        f"{items}</ol></nav>"
    )


def heading(period: str) -> str:
    """The place in the list to which a column of the strip leads."""
    return f'<li class="period" id="{anchor(period)}">{element("p", "when", escape(period))}</li>'


def anchor(period: str) -> str:
    """The name of a period in an address.

    >>> anchor("2025, no month")
    'time-2025-no-month'
    """
    return "time-" + "-".join(period.lower().replace(",", "").split())


def _values(rows: Sequence[Mapping[Hashable, object]], field: str) -> list[str]:
    """What can be chosen: each value that more than one event has, where there are many values."""
    found = pd.Series(
        [each for row in rows for each in text(row, field).split(SEPARATOR) if each], dtype=str
    ).value_counts()
    often = found if len(found) <= MANY else found[found > 1]
    return sorted(often.index, key=str.lower)
