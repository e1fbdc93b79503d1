"""Chapters made for measuring: a chart with more rows, an explorer with more controls.

Both books build them from the same text.
"""

from __future__ import annotations

TIMES = 10
CONTROLS = 5
ROWS_OF_TABLE = 288
KINDS = {
    "rows": f"a chart of {ROWS_OF_TABLE} → {ROWS_OF_TABLE * TIMES:,} rows",
    "controls": f"an explorer of {CONTROLS} → {CONTROLS * TIMES} controls",
}
TOLD = ("KB", "largest paint", "answer", "input to paint")

HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# {title}

## Try it

```{{code-cell}} ipython3
{code}
```
"""

ROWS = """import altair as alt
import pandas as pd
from coursebook.charts import figure
from alliance import load

once = load("defense_share")
# Shares a little apart: rows that repeat to the last digit would be compressed away.
rows = pd.concat(
    once.assign(percent_of_gdp=(once["percent_of_gdp"] * (1 + number / 97)).round(4))
    for number in range({times})
)
figure(
    alt.Chart(rows)
    .mark_point()
    .encode(alt.X("year:Q"), alt.Y("percent_of_gdp:Q"), alt.Color("country:N"))
    .properties(height=300),
    name="many-rows",
    title="Shares of many countries and years",
    alt="A point for each country and year, for measuring how a page grows.",
)"""

CONTROLS_CODE = """import altair as alt
import pandas as pd
from coursebook.explorers import Amount, Column, Explorer, Number, Readout
from coursebook.explorers.formula import at

NUMBER = {number}
controls = [
    Number(
        name=f"part_{{n}}", label=f"Part {{n}}", help="A part of the sum.", default=5,
        minimum=0, maximum=10, step=1, unit="points",
    )
    for n in range(NUMBER)
]


def model(year, **parts):
    level = (year - 2024) * sum(parts[f"part_{{n}}"] for n in range(NUMBER)) / NUMBER
    return {{"level": level, "last": at(level, row=year == 2036)}}


def chart(current, pinned):
    lines = [
        alt.Chart(data).mark_line().encode(
            alt.X("year:Q"), alt.Y("level:Q", scale=alt.Scale(domain=[0, 120]))
        )
        for data in (current, pinned)
    ]
    return alt.LayerChart(layer=lines, height=300)


Explorer(
    name="many-controls",
    title="A sum of many parts",
    about="Set each part.",
    alt_text="A line that rises with the sum of the parts.",
    assumptions="All of it is made up, for measuring.",
    sources=["klingner2025"],
    controls=controls,
    rows=pd.DataFrame({{"year": range(2024, 2037)}}),
    model=model,
    columns=[Column("year", "Year", Amount(decimals=0)), Column("level", "Level", Amount(decimals=1))],
    readouts=[Readout("last", "Level in the last year", Amount(decimals=1))],
    chart=chart,
)"""


def chapters() -> dict[str, str]:
    """The text of each chapter by its name."""
    made = {}
    for times in (1, TIMES):
        rows = ROWS.format(times=times)
        made[f"rows-{times}"] = HEADER.format(title=f"Rows, {times} times", code=rows)
        number = CONTROLS * times
        controls = CONTROLS_CODE.format(number=number)
        made[f"controls-{times}"] = HEADER.format(title=f"{number} controls", code=controls)
    return made
