"""How long a spill lingers in each of the Great Lakes."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from coursebook.charts import theme
from coursebook.explorers import Amount, Column, Explorer, Label, Number, Preset, Readout
from coursebook.explorers.formula import highest, lowest
from coursebook.tables import load

__all__ = ["spill"]


LAKES: Final = load("lakes").assign(row=lambda table: range(len(table)))


def remaining(retention_years: Any, *, years: Any, inflow: Any) -> dict[str, Any]:
    """The part of a spill that is left in well-mixed lakes.

    left = inflow + (100 - inflow) * (1 - 1 / retention_years) ** years

    Parameters
    ----------
    retention_years : how long water stays in each lake on average, in years
    years : how many years have passed
    inflow : how polluted the water is that flows in, in percent of the spill's first concentration
    """
    left = inflow + (100 - inflow) * (1 - 1 / retention_years) ** years
    return {"left": left, "most": highest(left), "least": lowest(left)}


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    """A bar for each lake, and a tick for each kept scenario."""
    percent = alt.X("left:Q", title="Percent left", scale=alt.Scale(domain=[0, 100]))
    lake = alt.Y("lake:N", title=None, sort=None)
    bars = alt.Chart(current).mark_bar(color=theme.COLORS["accent"]).encode(percent, lake)
    ticks = alt.Chart(pinned).mark_tick(color=theme.INK, thickness=2).encode(percent, lake)
    return alt.layer(bars, ticks).properties(height=180)


spill: Final = Explorer(
    name="spill",
    title="How long does a spill linger?",
    about="Set how many years pass. The bars show how much of the spill is left in each lake.",
    alt_text="A bar for each lake: the percent of a spill that is left.",
    assumptions="Each lake is well mixed, and nothing settles on its bottom.",
    sources=["epa1995atlas"],
    controls=[
        Number(
            name="years",
            label="Years after the spill",
            help="Counted from the day of the spill.",
            default=10,
            minimum=0,
            maximum=200,
            step=1,
            unit="years",
        ),
        Number(
            name="inflow",
            label="Pollution that still flows in",
            help="In percent of the first concentration.",
            default=0,
            minimum=0,
            maximum=100,
            step=5,
            unit="%",
        ),
    ],
    rows=LAKES,
    model=remaining,
    columns=[
        Column("row", "Lake", Label(texts=dict(enumerate(LAKES["lake"])))),
        Column("left", "Left", Amount(decimals=1, after=" %")),
    ],
    readouts=[
        Readout("most", "Most left in a lake", Amount(decimals=1, after=" %")),
        Readout("least", "Least left in a lake", Amount(decimals=1, after=" %")),
    ],
    presets=[
        Preset("century", "After a century", "A hundred years, clean inflow.", {"years": 100}),
    ],
    chart=chart,
)
