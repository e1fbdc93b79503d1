"""Explorer: packages of six issues, and which of them both allies would take."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import prod
from typing import Any, Final

import numpy as np
import pandas as pd

from alliance.explorers import from_tables, package_headline, package_options, package_tasks
from alliance.explorers.package_chart import chart
from alliance.explorers.package_options import ISSUES, VIEWS, Options
from alliance.models import bargaining
from alliance.models.bargaining import FULL, Packages, Side
from coursebook import tables
from coursebook.explorers import (
    Action,
    Amount,
    Breakdown,
    Choice,
    Column,
    Explorer,
    Hand,
    Label,
    Notice,
    Number,
    Preset,
    Readout,
    Task,
    dots,
)
from coursebook.explorers.formula import NEVER, choose, where
from coursebook.explorers.signatures import renamed

NAME: Final = "package-deal"

SIDES: Final = {"washington": "Washington", "seoul": "Seoul"}
START: Final = ("washington-prioritizers", "seoul-self-reliance")
"""The presets whose weights the explorer starts with; nothing favors them."""

FACT_SHEET: Final = ("fact-sheet", "agreement", "north", "strait", "conditions", "talks")
"""The package of November 2025 as this book reads it: where the chosen package starts."""


def model(
    package: Any,
    *,
    washington_view: Any,
    washington_spending: Any,
    washington_payment: Any,
    washington_forces: Any,
    washington_taiwan: Any,
    washington_opcon: Any,
    washington_outreach: Any,
    washington_walk: Any,
    washington_ratify: Any,
    seoul_view: Any,
    seoul_spending: Any,
    seoul_payment: Any,
    seoul_forces: Any,
    seoul_taiwan: Any,
    seoul_opcon: Any,
    seoul_outreach: Any,
    seoul_walk: Any,
    seoul_ratify: Any,
    spending: Any,
    payment: Any,
    forces: Any,
    taiwan: Any,
    opcon: Any,
    outreach: Any,
    options: Options,
) -> dict[str, Any]:
    """The bargain over the packages, and what stands on each issue in those that matter."""
    washington = Side(
        scores=options.scores("washington", washington_view),
        weights=[
            washington_spending,
            washington_payment,
            washington_forces,
            washington_taiwan,
            washington_opcon,
            washington_outreach,
        ],
        walk=washington_walk,
        ratify=washington_ratify,
    )
    seoul = Side(
        scores=options.scores("seoul", seoul_view),
        weights=[
            seoul_spending,
            seoul_payment,
            seoul_forces,
            seoul_taiwan,
            seoul_opcon,
            seoul_outreach,
        ],
        walk=seoul_walk,
        ratify=seoul_ratify,
    )
    codes = [spending, payment, forces, taiwan, opcon, outreach]
    chosen = [options.place(issue, code) for issue, code in enumerate(codes)]
    results = bargaining.package_deal(
        package, options=options.counts, washington=washington, seoul=seoul, chosen=chosen
    )
    packages = Packages(options.counts)
    nash, better = results["nash"], results["better"]
    nash_at = where(nash == NEVER, 0, nash)
    # Where none could be ratified, the action stays where it is.
    home_at = where(results["home_nash"] == NEVER, packages.number(chosen), results["home_nash"])
    for place, issue in enumerate(ISSUES):
        results |= {
            f"option_{issue}": packages.option(package, place),
            f"now_{issue}": chosen[place],
            f"nash_{issue}": where(nash == NEVER, NEVER, packages.option(nash_at, place)),
            f"better_{issue}": packages.option(better, place),
            f"home_{issue}": packages.option(home_at, place),
            f"washington_gives_{issue}": washington.given_up(place, chosen[place]),
            f"seoul_gives_{issue}": seoul.given_up(place, chosen[place]),
        }
    flags = (
        "efficient",
        "in_zone",
        "ratifiable",
        "on_table",
        "is_nash",
        "is_home_nash",
    )  # written as 0 and 1 in the download
    return {
        **results,
        **{name: where(results[name], 1, 0) for name in flags},
        "walk_of_washington": washington_walk,
        "walk_of_seoul": seoul_walk,
        "washington_weightless": washington.weightless,
        "seoul_weightless": seoul.weightless,
        **package_headline.told(results),
        "none_ratifiable": results["ratifiable_count"] == 0,
    }


def declare(options: pd.DataFrame | None = None) -> Explorer:
    """The explorer, from the tables as they stand or from options and scores of one's own.

    Raises OptionsError, which names row and field, for a table that cannot be used.
    """
    read = package_options.read(tables.load("package_options") if options is None else options)
    count = prod(read.counts)
    controls = _controls(read)
    value = Amount(decimals=1)
    value_or_none = Amount(decimals=1, said={NEVER: "none"})
    packages = Amount(decimals=0, after=f" of {count:,}")
    return Explorer(
        name=NAME,
        title="Which package would both allies take?",
        about=(
            "Set what each side cares about and what it could get without a deal. Then choose an "
            "option on each issue, and look for a package that both prefer."
        ),
        alt_text=(
            f"All {count:,} packages as dots, by their value to Washington and to Seoul from 0 to "
            "100. A line joins the efficient ones. A shaded corner holds what both prefer to "
            "walking away, a dashed one what both could ratify."
        ),
        assumptions=(
            "Scores, views, weights and walk-away values are this book's illustration. They "
            "measure nothing, and no source gives them. The chosen package at the start is our "
            "reading of the joint fact sheet of November 2025."
        ),
        sources=_sources(),
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        first=[*ISSUES],
        tasks=_tasks(read, controls),
        hands=_hands(read),
        rows=pd.DataFrame({"package": range(count)}),
        model=model,
        constants={"options": read},
        columns=[
            *(
                Column(f"option_{issue}", name, Label(texts=dict(enumerate(labels))))
                for (issue, name), labels in zip(ISSUES.items(), read.labels, strict=True)
            ),
            Column("washington", "Value to Washington", value),
            Column("seoul", "Value to Seoul", value),
            Column("efficient", "Efficient", _YES_NO),
            Column("in_zone", "In the zone", _YES_NO),
            Column("ratifiable", "Both could ratify", _YES_NO),
            Column("on_table", "Chosen", _YES_NO),
            Column("is_nash", "Nash solution", _YES_NO),
            Column("is_home_nash", "Best to ratify", _YES_NO),
        ],
        listed="marked",
        listed_note=f"Listed are the efficient packages and the chosen one, of {count:,} in all.",
        headline=package_headline.headline(count),
        readouts=[
            Readout("zone_count", "Packages in the zone", packages),
            Readout("ratifiable_count", "Packages that both could ratify", packages),
            Readout("efficient_count", "Efficient packages", packages),
            Readout(
                "nash_passes",
                "The Nash solution, at home",
                Label(texts={NEVER: "there is none", **_PASSES}),
            ),
            Readout("now_washington", "Chosen package, value to Washington", value),
            Readout("now_seoul", "Chosen package, value to Seoul", value),
            Readout("standing", "Chosen package, against walking away", Label(texts=_STANDING)),
            Readout("passes", "Chosen package, at home", Label(texts=_PASSES)),
            Readout("nash_washington", "Nash solution, value to Washington", value_or_none),
            Readout("nash_seoul", "Nash solution, value to Seoul", value_or_none),
            Readout("home_nash_washington", "Best to ratify, value to Washington", value_or_none),
            Readout("home_nash_seoul", "Best to ratify, value to Seoul", value_or_none),
            Readout(
                "opens_washington",
                "Zone opens if Washington's walk-away falls",
                _OPENS,
                "zone_empty",
            ),
            Readout("opens_seoul", "Zone opens if Seoul's walk-away falls", _OPENS, "zone_empty"),
        ],
        breakdown=_breakdown(read),
        notices=[
            Notice(
                f"{side}_weightless",
                f"{name} has no weight above 0. A mean needs one, so all six issues count alike "
                "until you give one a weight.",
            )
            for side, name in SIDES.items()
        ]
        + [
            Notice(
                "zone_empty",
                "The zone is empty: no package gives both sides what they could have without a "
                "deal. The results say which walk-away value would have to fall, and by how much.",
            ),
            Notice(
                "none_ratifiable",
                "No package would be ratified in both capitals: lower what one of them asks for, "
                "or its walk-away value.",
            ),
        ],
        presets=_presets(controls),
        actions=[
            Action(
                name="better-deal",
                label="Find a better deal for both",
                help="Moves to a package that helps at least one side and hurts neither.",
                values={issue: f"better_{issue}" for issue in ISSUES},
                done="Moved: this package is better for at least one side and worse for neither.",
                nothing="The chosen package is already efficient: what would help one side hurts "
                "the other.",
            ),
            Action(
                name="best-to-ratify",
                label="Take the best that both could ratify",
                help="The largest product of gains among the packages that would pass at home.",
                values={issue: f"home_{issue}" for issue in ISSUES},
                done="Moved: of the packages that both could ratify, this one has the largest "
                "product of gains.",
                nothing="Nothing moved: the chosen package is that one already, or there is none "
                "that both could ratify.",
            ),
        ],
        chart=partial(chart, options=read),
    )


def _tasks(options: Options, controls: list[Any]) -> list[Task]:
    """The tasks, with what the package at the start is worth and one that is better for both."""
    start = {each.name: each.default for each in controls}
    found = model(np.arange(prod(options.counts)), **start, options=options)
    better = {
        issue: codes[int(found[f"better_{issue}"])]
        for issue, codes in zip(ISSUES, options.codes, strict=True)
    }
    return package_tasks.tasks(
        list(ISSUES.values()),
        {issue: start[issue] for issue in ISSUES},
        better,
        (float(found["now_washington"]), float(found["now_seoul"])),
    )


_YES_NO: Final = Label(texts={0: "no", 1: "yes"})
_STANDING: Final = {
    0: "both would take it",
    1: "Washington would walk away",
    2: "Seoul would walk away",
    3: "both would walk away",
}
_PASSES: Final = {
    0: "both would ratify",
    1: "Washington would not ratify",
    2: "Seoul would not ratify",
    3: "neither would ratify",
}
_OPENS: Final = Label(
    texts={NEVER: "no fall of it would do", 0: "it is open", 1: "by 1 point"}
    | {fall: f"by {fall} points" for fall in range(2, FULL + 1)}
)


def _hands(options: Options) -> list[Hand]:
    """The edges of the zone for the walk-away values, a dot for its package."""
    edges = "Drag an edge of the shaded zone to set what that side could have without a deal."
    chosen: dict[str, Any] = {
        issue: _option(issue, codes) for issue, codes in zip(ISSUES, options.codes, strict=True)
    }
    return [
        Hand(
            mark="washington",
            x="walk_of_washington",
            sets={"washington_walk": lambda x: x},
            help=edges,
        ),
        Hand(mark="seoul", y="walk_of_seoul", sets={"seoul_walk": lambda y: y}, help=edges),
        Hand(mark=dots.NAME, sets=chosen, help="Click a dot to put its package on the table."),
    ]


def _option(issue: str, codes: list[str]) -> Any:
    """The option that a package takes on an issue."""
    return renamed(lambda option: choose(codes, option), option=f"option_{issue}")


def _breakdown(options: Options) -> Breakdown:
    value = Amount(decimals=1)
    lines = {}
    for (issue, name), labels in zip(ISSUES.items(), options.labels, strict=True):
        taken = dict(enumerate(labels))
        lines[name] = [
            Readout(f"now_{issue}", f"{name}, chosen", Label(texts=taken)),
            Readout(f"washington_gives_{issue}", f"{name}, Washington gives", value),
            Readout(f"seoul_gives_{issue}", f"{name}, Seoul gives", value),
            Readout(
                f"nash_{issue}", f"{name}, Nash solution", Label(texts={NEVER: "none"} | taken)
            ),
        ]
    return Breakdown(
        caption="Who gives what: points of value short of the side's own best option",
        headings=["Issue", "Chosen", "Washington gives", "Seoul gives", "Nash solution"],
        lines=lines,
    )


def _presets(controls: list[Any]) -> list[Preset]:
    """The camps of each capital, in a group of their own: they set that side's controls only."""
    return [
        replace(preset, group=f"{SIDES[preset.name.partition('-')[0]]}: whose priorities?")
        for preset in from_tables.presets(NAME, controls)
    ]


def _sources() -> list[str]:
    cells = tables.load("package_options")["source"]
    keys = [key for cell in cells for key in cell.split(";")]
    return list(dict.fromkeys([*from_tables.preset_sources(NAME), *keys]))


def _controls(options: Options) -> list[Any]:
    start: dict[str, str] = {}
    for preset in START:
        start |= from_tables.preset_values(NAME, preset)
    controls: list[Any] = []
    for side, name in SIDES.items():
        group = f"What {name} wants"
        controls.append(
            Choice(
                name=f"{side}_view",
                label="Scores of",
                help=f"Which of two views in {name} scores the options.",
                default=start[f"{side}_view"],
                options=dict(VIEWS[side]),
                group=group,
            )
        )
        controls += [
            Number(
                name=f"{side}_{issue}",
                label=label,
                help=f"Weight of this issue for {name}.",
                default=float(start[f"{side}_{issue}"]),
                minimum=0,
                maximum=10,
                step=1,
                unit="",
                group=group,
            )
            for issue, label in ISSUES.items()
        ]
        for kind, label, about, default in (
            ("walk", "Walk-away value", "What no deal is worth to it.", 50),
            ("ratify", "Asked for at home", "The least that those at home would ratify.", 55),
        ):
            controls.append(
                Number(
                    name=f"{side}_{kind}",
                    label=label,
                    help=about,
                    default=default,
                    minimum=0,
                    maximum=FULL,
                    step=1,
                    unit="points",
                    group=group,
                )
            )
    for place, (issue, label) in enumerate(ISSUES.items()):
        codes = options.codes[place]
        controls.append(
            Choice(
                name=issue,
                label=label,
                help="The option in the chosen package.",
                default=FACT_SHEET[place] if FACT_SHEET[place] in codes else codes[0],
                options=dict(zip(codes, options.labels[place], strict=True)),
                group="The chosen package",
            )
        )
    return controls


package_deal: Final = declare()
