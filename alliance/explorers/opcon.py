"""Explorer: when the three conditions of OPCON transfer pass, and what the rule makes of it."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from alliance.explorers import from_tables, opcon_headline, opcon_tasks
from alliance.explorers.opcon_chart import CONDITIONS, chart, model
from alliance.models import opcon
from coursebook.explorers import (
    Amount,
    Choice,
    Column,
    Explorer,
    Hand,
    Label,
    Month,
    Notice,
    Number,
    Readout,
    Row,
)
from coursebook.explorers.formats import inside, sets
from coursebook.explorers.formula import NEVER, maximum, where
from coursebook.explorers.signatures import renamed

NAME: Final = "opcon-conditions"

LAST_YEAR: Final = 2040
"""The last year for which a date can be set, or guessed."""
RULES: Final = {
    "all": "All three must pass",
    "weighted": "A weighted average must pass",
    "date": "A date is set",
}
WORDINGS: Final = {
    "set": "Neither: the bar as set",
    "paper": "The paper's: denuclearization",
    "ministry": "The ministry's: a suitable environment",
}
WORDING_SOURCES: Final = ("shin2025opcon", "jcs_opcon")


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    fixed = from_tables.constants(NAME)
    clock = opcon.Clock(start=int(fixed["start_month"]), term_end=int(fixed["term_end"]))
    month = Month(never="never at these settings")
    start, end = month(clock.start), month(clock.term_end)
    controls = _controls(clock)
    points = Amount(decimals=1, after=" points")
    deciding = Label(texts=_deciding())
    pace_needed = Amount(
        decimals=0,
        after=" points a year",
        said={
            opcon.THERE: "already there",
            opcon.TOO_FAST: "more than the slider allows",
            NEVER: "each of the above",
        },
    )
    return Explorer(
        name=NAME,
        title="When does OPCON transfer? The three conditions",
        about=(
            "Set where each condition stands, how fast it moves, its bar, and the rule; then how "
            "far the paces may be off, and how the third condition is worded."
        ),
        alt_text=(
            f"Bars from {start} to the month in which each condition passes, the transfer below "
            f"them, and a line where the government's term ends, {end}. A lighter band spans the "
            "earliest and the latest month if the paces may be off."
        ),
        assumptions=(
            "Every level, pace, bar and weight here is the module's illustration, and so is the "
            "number of points by which a wording moves the third bar. The allies do "
            "not publish how they score the conditions, and we know of no source for such numbers. "
            f"The dates are real: the clock starts in {start}; the term began on June 4, 2025, and "
            f"ends about June 3, 2030. All of {end} counts as within it."
        ),
        sources=[*from_tables.preset_sources(NAME), *WORDING_SOURCES],
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        rows=pd.DataFrame({"row": list(CONDITIONS), "name": list(CONDITIONS.values())}),
        model=model,
        constants={"clock": clock},
        tasks=opcon_tasks.tasks(
            from_tables.preset_values(NAME, "lower-the-bar"), (clock.start // 12, LAST_YEAR)
        ),
        hands=_hands(clock),
        first=[
            "rule",
            *(
                Row(
                    f"Condition {number}: {inside(name)}",
                    [f"level_{number}", f"pace_{number}", f"bar_{number}"],
                )
                for number, name in list(CONDITIONS.items())[:3]
            ),
        ],
        columns=[
            Column("row", "Row", Label(texts=CONDITIONS)),
            Column("level", "Level now", Amount(decimals=0)),
            Column("pace", "Points a year", Amount(decimals=0)),
            Column("bar", "Bar", Amount(decimals=0)),
            Column("month", "Passes in", month),
            Column("earliest", "Earliest", month),
            Column("latest", "Latest", month),
            Column("pace_needed", f"Passes by {end} at", pace_needed),
            Column("level_then", "Level when checked", Amount(decimals=1)),
            Column("shortfall", "Short of the bar then", Amount(decimals=1)),
        ],
        headline=opcon_headline.headline(),
        readouts=[
            Readout("transfer", "Transfer", month),
            Readout("shortfall_1", "Condition 1 short by", points),
            Readout("shortfall_2", "Condition 2 short by", points),
            Readout("shortfall_3", "Condition 3 short by", points),
            Readout("checked_month", "Conditions checked in", month),
            Readout(
                "outcome",
                "Against the term",
                Label(texts={0: "no transfer", 1: "within the term", 2: "after the term"}),
            ),
            Readout("deciding", "What decides", deciding),
            Readout("transfer_earliest", "Transfer, at the fastest paces", month, "uncertain"),
            Readout("transfer_latest", "Transfer, at the slowest paces", month, "uncertain"),
            Readout(
                "deciding_earliest",
                "Decides at the fastest paces",
                deciding,
                "uncertain_conditions",
            ),
            Readout(
                "deciding_latest", "Decides at the slowest paces", deciding, "uncertain_conditions"
            ),
            Readout("transfer_paper", "Transfer, the paper's wording", month, "wording_counts"),
            Readout(
                "transfer_ministry", "Transfer, the ministry's wording", month, "wording_counts"
            ),
        ],
        notices=[
            Notice("weightless", "All three weights are 0: give at least one condition a weight."),
            Notice(
                "wording_idle",
                "The wording moves no date under this rule: it only moves the bar against which "
                "condition 3 is checked.",
            ),
        ],
        presets=from_tables.presets(NAME, controls),
        chart=chart,
    )


def _hands(clock: opcon.Clock) -> list[Hand]:
    """The ends of the bars: of a condition for its pace, of the transfer for the date set."""
    about = "Drag the end of a bar to set the pace that leads there, or the date where one is set."
    hands = []
    for number in (1, 2, 3):
        hands.append(
            Hand(
                mark=f"end_{number}",
                x=f"end_{number}",
                sets={f"pace_{number}": _pace(number, clock)},
                help=about,
            )
        )
    # A date is always June.
    date = {"date_year": lambda x: x - 5 / 12}
    transfer = f"end_{opcon.TRANSFER}"
    return [*hands, Hand(mark=transfer, x=transfer, sets=date, help=about)]


def _pace(number: int, clock: opcon.Clock) -> Any:
    """The pace at which a condition passes at a place on the axis of years."""

    def pace(
        x: Any, lowered_bar: Any, wording: Any, wording_step: Any, level: Any, bar: Any
    ) -> Any:
        worded = opcon.worded_bar(bar, wording=wording, step=wording_step) if number == 3 else bar
        gap = maximum(worded - lowered_bar, 0) - level
        months = 12 * x - clock.start
        return where(months > 0, 12 * gap / where(months > 0, months, 1), opcon.FASTEST)

    return renamed(pace, level=f"level_{number}", bar=f"bar_{number}")


def _deciding() -> dict[int, str]:
    """A text for each sum of 1, 2 and 4; see `deciding` in `alliance.models.opcon`."""
    texts = sets(["1", "2", "3"], none="")
    worded = {
        code: f"condition {text}" if len(text) == 1 else f"conditions {text} together"
        for code, text in texts.items()
    }
    return worded | {0: "the rule, not a single condition"}


def _controls(clock: opcon.Clock) -> list[Any]:
    start = from_tables.preset_values(NAME, "no-shortcuts")

    def points(name: str, label: str, group: str, about: str, needs: Any = None) -> Number:
        return Number(
            name=name,
            label=label,
            help=about,
            default=float(start[name]),
            minimum=0,
            maximum=100,
            step=1,
            unit="points",
            group=group,
            needs=needs,
        )

    controls: list[Any] = [
        Choice(
            name="rule",
            label="Rule",
            help="What has to hold before wartime control changes hands.",
            default=start["rule"],
            options=dict(RULES),
            group="The rule",
        ),
        Number(
            name="lowered_bar",
            label="Lower every bar by",
            help="What a review of the conditions might concede.",
            default=float(start["lowered_bar"]),
            minimum=0,
            maximum=50,
            step=1,
            unit="points",
            group="The rule",
        ),
        Number(
            name="date_year",
            label="Date set: June of",
            help="The transfer comes then, whatever has passed.",
            default=float(start["date_year"]),
            minimum=clock.start // 12 + 1,
            maximum=LAST_YEAR,
            step=1,
            unit="",
            group="The rule",
            needs=lambda rule: rule == "date",
        ),
        points(
            "weighted_bar",
            "Bar for the average",
            "The rule",
            "The weighted average at which the transfer comes.",
            needs=lambda rule: rule == "weighted",
        ),
        Number(
            name="pace_range",
            label="Paces may be off by",
            help="Each pace may turn out this much faster or slower; 0 means that you are sure.",
            default=float(start["pace_range"]),
            minimum=0,
            maximum=20,
            step=1,
            unit="a year",
            group="How sure are you?",
        ),
    ]
    for number, name in list(CONDITIONS.items())[:3]:
        group = f"Condition {number}: {inside(name)}"
        controls += [
            points(f"level_{number}", "Level now", group, "100 is all that one could ask."),
            Number(
                name=f"pace_{number}",
                label="Pace",
                help="0 means that it does not move.",
                default=float(start[f"pace_{number}"]),
                minimum=0,
                maximum=opcon.FASTEST,
                step=1,
                unit="a year",
                group=group,
            ),
            points(f"bar_{number}", "Bar", group, "The level at which it passes."),
            Number(
                name=f"weight_{number}",
                label="Weight",
                help="How much this condition counts in the average.",
                default=float(start[f"weight_{number}"]),
                minimum=0,
                maximum=10,
                step=1,
                unit="",
                group=group,
                needs=lambda rule: rule == "weighted",
            ),
        ]
    third = controls[-1].group
    controls += [
        Choice(
            name="wording",
            label="Wording",
            help="The paper's wording raises this bar, the ministry's lowers it. It moves the date "
            "only where all three must pass.",
            default=start["wording"],
            options=dict(WORDINGS),
            group=third,
        ),
        Number(
            name="wording_step",
            label="A wording moves the bar by",
            help="An illustration: how much harder or easier you think the wording makes it.",
            default=float(start["wording_step"]),
            minimum=0,
            maximum=50,
            step=1,
            unit="points",
            group=third,
        ),
    ]
    return controls


opcon_conditions: Final = declare()
