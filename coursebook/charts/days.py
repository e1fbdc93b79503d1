"""How a date is written for readers, as exactly as it is known."""

from __future__ import annotations

from typing import Final

import pandas as pd

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
PRECISIONS: Final = ("day", "month", "year", "before")


def written(date: pd.Timestamp, precision: str = "day") -> str:
    """A date in words.

    >>> written(pd.Timestamp("2025-06-04")), written(pd.Timestamp("2010-12-01"), "month")
    ('June 4, 2025', 'December 2010')
    >>> written(pd.Timestamp("2003-01-01"), "year")
    '2003'
    """
    match precision:
        case "day":
            return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"
        case "before":
            return f"before {written(date)}"
        case "month":
            return f"{MONTHS[date.month - 1]} {date.year}"
        case "year":
            return str(date.year)
        case _:
            raise ValueError(f"found {precision!r}; a date is known to the {', '.join(PRECISIONS)}")


def machine(date: pd.Timestamp, precision: str = "day") -> str:
    """The same for the attribute `datetime` of an element `time`.

    >>> machine(pd.Timestamp("2010-12-01"), "month")
    '2010-12'
    """
    return date.date().isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def html(date: pd.Timestamp, precision: str = "day") -> str:
    """A date as HTML; words alone where it is only known before which day something was.

    >>> html(pd.Timestamp("2010-12-01"), "month")
    '<time datetime="2010-12">December 2010</time>'
    """
    said = written(date, precision)
    return (
        said
        if precision == "before"
        else f'<time datetime="{machine(date, precision)}">{said}</time>'
    )
