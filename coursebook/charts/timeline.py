"""`timeline`: what happened when, who did it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from coursebook.charts import chosen, days
from coursebook.charts.words import (
    Cite,
    FigureError,
    Row,
    Words,
    element,
    fields,
    kinds_of,
    mark,
    row_name,
    text,
)

Sides = Mapping[str, str]


def timeline(
    data: pd.DataFrame,
    *,
    words: str,
    when: str = "date",
    precision: str | None = None,
    undated: str | None = None,
    who: str | None = None,
    kind: str | None = None,
    kinds: Mapping[str, str] | None = None,
    side: str | None = None,
    sides: Mapping[str, str] | None = None,
    turns: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
) -> Words:
    """A timeline to be read from top to bottom: date, who, words, and of which kind.

    Pass it to `figure`. On a phone it is a list; with `side` it has two lanes on a wide screen.

    Parameters
    ----------
    data
        A row for each event, with a column `source`. The rows are put in order by date.
    words
        The field with the event in words.
    when
        The field with its date.
    precision
        A field that says how exactly the date is known: `day`, `month`, `year`, or
        `before` that day. Without it, all
        are known to the day.
    undated
        A field with words for the date of an event whose day is unknown, such as "before April 24,
        2025". These events come last.
    who
        A field with the person or state that acts.
    kind
        A field by which events are told apart: by a mark and by words.
    kinds
        The words for each value of `kind`, in the order of the marks. By default the values.
    side
        A field that says on which side of the line an event stands.
    sides
        The heading of the left and of the right side by the values of `side`: two entries. A row
        with another value belongs to both.
    turns
        Words that divide the line, by the day, such as {"2025-06-04": "Lee takes office"}.
    choices
        For a long timeline: fields by which readers choose, by their labels. Several values in a
        cell are joined by semicolons. A strip above shows how the events lie in time.

    Returns
    -------
    Words
        For `figure`, which refuses rows without date, words or source by name.

    Examples
    --------
    >>> from coursebook.charts.figure import figure
    >>> events = pd.DataFrame(
    ...     {
    ...         "date": pd.to_datetime(["1972-04-15", "1909-01-11"]),
    ...         "event": ["They agree to clean the lakes.", "They agree to share the waters."],
    ...         "source": "epa1995atlas",
    ...     }
    ... )
    >>> shown = figure(
    ...     timeline(events, words="event"),
    ...     name="treaties",
    ...     title="From sharing water to cleaning it took sixty years",
    ...     subtitle="Agreements between Canada and the United States, by the day of signing.",
    ... )
    >>> shown.html().index("1909") < shown.html().index("1972")
    True
    """
    taken = (words, when, precision, undated, who, kind, side)

    def make(where: str, cite: Cite) -> str:
        fields(where, data, *taken)
        if side and len(sides or {}) != 2:
            raise FigureError(f"{where}: sides names {len(sides or {})}, and a line has two")
        named = kinds_of(where, data, kind, kinds or {}) if kind else {}
        rows = data.sort_values(when, kind="stable", na_position="last").to_dict("index")
        waiting = [(pd.Timestamp(day), said) for day, said in sorted((turns or {}).items())]
        items = []
        named_times = _periods(rows.values(), when, precision) if choices else []
        for place, (index, row) in enumerate(rows.items()):
            if choices and named_times[place] not in named_times[:place]:
                items.append(chosen.heading(named_times[place]))
            here = f"{where}, {row_name(index, row)}"
            while waiting and not (row[when] < waiting[0][0]):
                items.append(_turn(*waiting.pop(0)))
            if not text(row, words):
                raise FigureError(f"{here}: field {words} is empty; say what happened")
            time = _time(here, row, when, precision, undated)
            lane = _lane(row, side, sides or {})
            chooses = chosen.chosen_by(row, choices or {})
            items.append(
                f'<li class="event{lane}"{chooses}><div class="dated">{time}'
                f"{_kind(row, kind, named)}{_side(row, side, sides or {})}</div>"
                f'<div class="told">{element("p", "who", escape(text(row, who)))}'
                f"{element('p', 'happened', escape(text(row, words)))}</div></li>"
            )
        items.extend(_turn(*each) for each in waiting)
        heads = "".join(f"<span>{escape(head)}</span>" for head in (sides or {}).values())
        head = f'<p class="lane-heads" aria-hidden="true">{heads}</p>' if heads else ""
        above = ""
        if choices:
            fields(where, data, *choices.values())
            above = chosen.choices([*rows.values()], choices) + chosen.strip(named_times)
        return f'{above}{head}<ol class="events">{"".join(items)}</ol>'

    return Words("timeline lanes" if side else "timeline", data, make)


def _periods(rows: Iterable[Row], when: str, precision: str | None) -> list[str]:
    return chosen.periods(
        [(row[when], text(row, precision) or "day") for row in rows if row[when] is not pd.NaT]
    )


def _time(where: str, row: Row, when: str, precision: str | None, undated: str | None) -> str:
    if row[when] is pd.NaT:
        if said := text(row, undated):
            return f'<p class="when">{escape(said)}</p>'
        raise FigureError(f"{where}: field {when} is empty; give a date, or name a field undated=")
    exact = text(row, precision) or "day"
    if exact not in days.PRECISIONS:
        allowed = ", ".join(days.PRECISIONS)
        raise FigureError(f"{where}, field {precision}: found {exact!r}; allowed are {allowed}")
    return f'<p class="when">{days.html(row[when], exact)}</p>'


def _kind(row: Row, kind: str | None, named: Mapping[str, str]) -> str:
    """The mark on the line, and the kind in words."""
    value = text(row, kind)
    if not value:
        return '<span class="kind-mark" aria-hidden="true"></span>'
    return f'{mark(list(named).index(value) + 1)}<p class="kind">{escape(named[value])}</p>'


def _side(row: Row, side: str | None, sides: Sides) -> str:
    """The side in words, for where there are no lanes to see."""
    if not side:
        return ""
    head = sides.get(text(row, side), " and ".join(sides.values()))
    return f'<p class="lane">{escape(head)}</p>'


def _lane(row: Row, side: str | None, sides: Sides) -> str:
    if not side:
        return ""
    value = text(row, side)
    return f" lane-{list(sides).index(value) + 1}" if value in sides else " lane-both"


def _turn(day: pd.Timestamp, words: str) -> str:
    return f'<li class="turn">{days.html(day)}: {escape(words)}</li>'
