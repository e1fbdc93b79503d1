"""An explorer as small as one can be, for tests of what every explorer does."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from coursebook.explorers import Amount, Column, Explorer, Notice, Number, Readout, Year
from coursebook.explorers.formula import total, where

RATE = Number(
    name="rate", label="Rate", help="Percent.", default=2, minimum=0, maximum=5, step=0.5, unit="%"
)


def growing(year: Any, *, rate: Any) -> dict[str, Any]:
    value = where(rate > 3, 2, 1) * year
    return {"value": value, "sum": total(value), "fast": rate > 3}


def line(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    return alt.layer(
        alt.Chart(current).mark_line().encode(x="year:Q", y="value:Q"),
        alt.Chart(pinned).mark_line().encode(x="year:Q", y="value:Q"),
    )


def small(**changes: Any) -> Explorer:
    parts: dict[str, Any] = {
        "name": "small",
        "title": "Small",
        "about": "An explorer for tests.",
        "alt_text": "A line.",
        "assumptions": "All of it.",
        "sources": ["klingner2025"],
        "controls": [RATE],
        "rows": pd.DataFrame({"year": [1, 2, 3]}),
        "model": growing,
        "columns": [Column("year", "Year", Year(never=""))],
        "readouts": [Readout("sum", "Sum", Amount(decimals=1))],
        "notices": [Notice("fast", "That is fast.")],
        "chart": line,
    }
    return Explorer(**parts | changes)
