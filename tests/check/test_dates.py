"""A chart with dates is the same wherever it is built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import altair as alt
import pandas as pd
import pytest

ZONES = (
    "Pacific/Marquesas",  # -9:30
    "America/New_York",
    "UTC",
    "Europe/Berlin",
    "Asia/Seoul",
    "Pacific/Kiritimati",  # +14
)
DRAW = """
import json, sys
from coursebook.charts import drawing
for chart in json.load(sys.stdin):
    print(drawing.svg(drawing.compile_spec(chart), 600, prefix="a"))
"""


def charts() -> list[dict[str, Any]]:
    """Every way in which a chart can hold a date: rows, bounds, rules, words, years."""
    dates = pd.to_datetime(["2018-01-01", "2020-06-30", "2026-01-01"])
    days = pd.DataFrame({"day": dates, "n": [1, 2, 3]})
    years = alt.Scale(domain=["2018-01-01", "2026-01-01"], nice=False)
    x = alt.X("day:T", scale=years, axis=alt.Axis(format="%Y", tickCount="year"))
    points = alt.Chart(days).mark_point().encode(x, y="n:Q", tooltip=["day:T"])
    since = alt.Chart(days).mark_rule().encode(x=alt.datum(alt.DateTime(year=2019)))
    words = alt.Chart(days).mark_text().encode(x, y="n:Q", text=alt.Text("day:T", format="%b %d"))
    counts = alt.Chart(days).mark_bar().encode(x="year(day):T", y="count()")
    return [
        alt.layer(points, since, words).properties(width=600).to_dict(),
        counts.properties(width=600).to_dict(),
    ]


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    given = json.dumps(charts())
    return {
        zone: subprocess.run(
            [sys.executable, "-c", DRAW],
            input=given,
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ZONES
    }


@pytest.mark.parametrize("zone", ZONES)
def test_a_chart_built_anywhere_is_the_chart_built_in_greenwich(
    drawn: dict[str, str], zone: str
) -> None:
    assert drawn[zone] == drawn["UTC"]


def test_no_label_is_lost_at_either_end(drawn: dict[str, str]) -> None:
    for words in ("2018", "2026", "Jan 01", "Jun 30"):
        assert f">{words}<" in drawn["UTC"], words
    assert drawn["UTC"].count(">Jan 01<") == 2
