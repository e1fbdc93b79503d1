"""Explorer: entrapment and abandonment in a war over Taiwan, at the reader's own beliefs."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from alliance.explorers import from_tables, two_fears_tasks
from alliance.explorers import two_fears_chart as cases
from alliance.explorers.two_fears_chart import OPTIONS, chart, model
from alliance.models import two_fears as fears
from coursebook.explorers import (
    Amount,
    Choice,
    Column,
    Explorer,
    Hand,
    Headline,
    Label,
    Notice,
    Number,
    Part,
    Readout,
    Row,
    Switch,
)
from coursebook.explorers.formats import inside, sets
from coursebook.explorers.formula import NEVER
from coursebook.explorers.signatures import given

NAME: Final = "two-fears"

BELIEFS: Final = {
    "war": ("A war over Taiwan comes", "With China and the United States in it."),
    "use": (
        "U.S. forces in Korea are used in it",
        "If the war comes and Seoul takes part in full.",
    ),
    "strike": ("China then strikes Korea", "If U.S. forces act from Korea."),
    "exploit": ("Pyongyang exploits it", "If Washington's guarantee has weakened."),
    "weaken": ("Washington's guarantee weakens", "If Seoul refuses in full."),
}
SHORT: Final = dict(
    zip(BELIEFS, ("war", "forces used", "China strikes", "Pyongyang", "guarantee"), strict=True)
)
LIKELIER: Final = (
    "a war over Taiwan is",
    "the use of U.S. forces is",
    "a Chinese strike is",
    "a move by Pyongyang is",
    "a weaker guarantee is",
)
"""The beliefs as the headline names them, in their order."""
ANSWERING: Final = ("refusing", "staying silent", "rear support", "full support")
"""The options as a sentence names them."""
ANSWERS: Final = {"war": "When the war comes", "now": "At once, war or no war"}


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    controls = _controls()
    percent = Amount(decimals=1, after=" %")
    some_options = Label(texts=sets([*OPTIONS.values()], none="none"))
    turn = Amount(decimals=1, after=" %", said={NEVER: "none", fears.HERE: "any change"})
    return Explorer(
        name=NAME,
        title="Two fears: which answer would you give?",
        about=(
            "Enter what you believe. The chart shows what each answer risks; on the dashed line "
            "lies everything as bad as the best of them. Lower and further left is better."
        ),
        alt_text=(
            "Four options as points, by their risk of entrapment and of abandonment in percent. "
            "A diamond is best at the weight set, a cross never is."
        ),
        assumptions=(
            "All numbers here. No belief is data: every one starts at the same 50 percent, which "
            "stands for not knowing. The levels bend: the first step away from refusing and from "
            "full support counts most, so that each of the four can be best. Evenly spaced, the "
            "two in the middle never could. The order of the steps in the tree is the module's, "
            'too, and "at least one of them" takes the two fears as independent.'
        ),
        sources=from_tables.preset_sources(NAME),
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        first=[
            Row("What full support may lead to", ["war", "use", "strike"]),
            Row("What a refusal may lead to", ["weaken", "exploit"]),
            "weight",
        ],
        tasks=two_fears_tasks.tasks([label for label, _ in BELIEFS.values()]),
        hands=[
            Hand(
                mark=end,
                x=x,
                y=y,
                sets={"weight": weight},
                help="Drag an end of the dashed line to turn it: its slope weighs the two fears.",
            )
            for end, x, y, weight in (
                ("upper", "line_x", "line_y", given(fears.weight_through, upper=True)),
                ("lower", "line_x2", "line_y2", given(fears.weight_through, upper=False)),
            )
        ],
        rows=pd.DataFrame({"row": list(OPTIONS), "name": list(OPTIONS.values())}),
        model=model,
        version=2,
        changes={
            2: "Since it was made, other levels have become the start, and an option counts as "
            "never best if a mixture of two others beats it."
        },
        headline=_headline(percent),
        columns=[
            Column("row", "Option", Label(texts=OPTIONS)),
            Column("entrapment", "Entrapment", percent),
            Column("abandonment", "Abandonment", percent),
            Column("either", "At least one of them", percent),
            Column("combined", "Combined, weighted", percent),
            Column(
                "verdict",
                "At these beliefs",
                Label(texts={0: "in between", 1: "best", 2: "never best"}),
            ),
        ],
        readouts=[
            Readout("best", "Best option", Label(texts=_best())),
            Readout("best_combined", "Its combined risk", percent),
            Readout("never_best", "Never best", some_options),
            Readout(
                "changing",
                "Single beliefs that can change it",
                Label(texts=sets([*SHORT.values()], none="none")),
            ),
            *(Readout(f"turn_{name}", f"Turning point: {SHORT[name]}", turn) for name in BELIEFS),
            Readout("turn_weight", "Turning point: weight of entrapment", turn),
        ],
        notices=[
            Notice("no_risk", "At these beliefs no option carries a risk, so there is no choice."),
        ],
        presets=from_tables.presets(NAME, controls),
        chart=chart,
    )


def _headline(percent: Amount) -> Headline:
    some = sets([*ANSWERING], none="none")
    every = 2 ** len(ANSWERING) - 1
    risks = "{Best} risks least, {risk} against {next_risk} for {next}"
    tie = "{Tied} risk the same, {risk}"
    above = {0: "less likely than", 1: "likelier than"}
    return Headline(
        {
            cases.NO_RISK: "At these beliefs no answer carries a risk, so there is no choice.",
            cases.TIE: f"{tie}. The least change of one belief decides between them.",
            cases.FIRM_TIE: f"{tie}, and no small change of one belief decides between them.",
            cases.BY_BELIEF: f"{risks}, unless {{belief}} {{likelier}} {{turn}}.",
            cases.ALWAYS: f"{risks}, and no single belief or weight can change that.",
        },
        {
            "Best": Part("best", Label(texts={n: _capital(text) for n, text in some.items()})),
            "Tied": Part(
                "best",
                Label(
                    texts={n: _capital(text) for n, text in some.items()}
                    | {every: "All four answers"}
                ),
            ),
            "risk": Part("best_combined", percent),
            "next": Part("next_best", Label(texts=some)),
            "next_risk": Part("next_combined", percent),
            "belief": Part("nearest", Label(texts={NEVER: "", **dict(enumerate(LIKELIER))})),
            "likelier": Part("nearest_above", Label(texts=above)),
            "turn": Part("nearest_turn", Amount(decimals=1, after=" %")),
        },
        case="headline",
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _best() -> dict[int, str]:
    """The best option in words; a tie is said to be one."""
    texts = sets([*OPTIONS.values()], none="none")
    several = {code: f"several options tie: {text}" for code, text in texts.items()}
    single = {2**bit: texts[2**bit] for bit in range(len(OPTIONS))}
    return several | single | {2 ** len(OPTIONS) - 1: "all four options tie"}


def _controls() -> list[Any]:
    start = from_tables.preset_values(NAME, "equal")

    def percent(
        name: str, label: str, about: str, group: str, low: int = 0, high: int = 100
    ) -> Number:
        return Number(
            name=name,
            label=label,
            help=about,
            default=float(start[name]),
            minimum=low,
            maximum=high,
            step=1,
            unit="%",
            group=group,
        )

    controls: list[Any] = [
        percent(name, label, about, "How likely is it, do you think?")
        for name, (label, about) in BELIEFS.items()
    ]
    controls += [
        percent(
            "weight",
            "Weight of entrapment",
            "50 counts both fears alike, 75 counts entrapment three times as much.",
            "How do you weigh it?",
            fears.LIGHTEST,
            fears.HEAVIEST,
        ),
        Choice(
            name="answer",
            label="Washington answers a refusal",
            help="At once: the guarantee may weaken, and Pyongyang try its luck, without a war.",
            default=start["answer"],
            options=dict(ANSWERS),
            group="How do you weigh it?",
        ),
        Switch(
            name="whole_scale",
            label="Draw both axes to 100 percent",
            help="Else they end where the points do; small differences then look large.",
            default=False,
            group="How do you weigh it?",
        ),
    ]
    for option, name in OPTIONS.items():
        group = f"What it means: {inside(name)}"
        controls += [
            percent(
                f"involvement_{option}",
                "Involvement",
                "How much of the belief that U.S. forces are used applies.",
                group,
            ),
            percent(
                f"refusal_{option}",
                "Refusal",
                "How much of the belief that the guarantee weakens applies.",
                group,
            ),
        ]
    return controls


two_fears: Final = declare()
