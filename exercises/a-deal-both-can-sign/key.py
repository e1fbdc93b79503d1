"""The key of the worksheet: what each scenario's answers are, by the models and the tables."""

from __future__ import annotations

from alliance.coursework.deal import WEIGHT, Scenario
from alliance.explorers import package_deal
from alliance.explorers.package_options import ISSUES

LABELS = (
    "1. values; who walks away",
    "2. zone; ratifiable; efficient",
    "3. values; in the zone",
    "4. sum; value to Seoul",
    "5. values of the Nash solution",
    "5. gains; product",
    "7. gives most",
    "8. both ratify",
    "9. values of the later solution",
    "9. change of either value",
    "10. rule; value to Washington",
    "11. wrong; the number that belongs there",
)
SOUND = "12221"
NEXT_DECIMALS = 0
"""Which of its two numbers each sentence of the note has to state."""
NAMES = {"taiwan": "Taiwan", "opcon": "OPCON"}
WALKS = {0: "neither", 1: "Washington", 2: "Seoul", 3: "both"}
PASSES = {0: "yes", 1: "not Washington", 2: "not Seoul", 3: "neither"}


def answers(drawn: Scenario) -> list[str]:
    """An answer for each of the labels; Washington first, Seoul second."""
    options = package_deal.constants["options"]
    table = package_deal.compute(**drawn.settings).table
    first = table.iloc[0]
    then = package_deal.compute(**drawn.settings_after).table.iloc[0]
    better, nash = table.iloc[int(first["better"])], table.iloc[int(first["nash"])]
    scores = options.by_view[f"seoul_{drawn.seoul_view}"]
    places = [codes.index(o) for codes, o in zip(options.codes, drawn.start, strict=True)]
    points = sum(
        weight * own[place]
        for weight, own, place in zip(drawn.seoul_weights, scores, places, strict=True)
    )
    gains = [nash["washington"] - drawn.washington_walk, nash["seoul"] - drawn.seoul_walk]
    codes = [options.codes[at][int(first[f"nash_{issue}"])] for at, issue in enumerate(ISSUES)]
    chosen = dict(zip(ISSUES, codes, strict=True))
    at_nash = package_deal.compute(**{**drawn.settings, **chosen}).table.iloc[0]

    def most(side: str) -> str:
        given = {issue: at_nash[f"{side}_gives_{issue}"] for issue in ISSUES}
        top = max(given.values())
        return " or ".join(NAMES.get(i, i) for i, value in given.items() if top - value < 1e-9)

    return [
        f"{first['now_washington']:.1f}; {first['now_seoul']:.1f}; {WALKS[int(first['standing'])]}",
        f"{first['zone_count']:.0f}; {first['ratifiable_count']:.0f}; "
        f"{first['efficient_count']:.0f}",
        f"{better['washington']:.1f}; {better['seoul']:.1f}; "
        f"{'yes' if better['in_zone'] else 'no'}",
        f"{points}; {10 * points / WEIGHT:.1f}",
        f"{nash['washington']:.1f}; {nash['seoul']:.1f}",
        f"{gains[0]:.1f}; {gains[1]:.1f}; {gains[0] * gains[1]:.0f}",
        f"{most('washington')}; {most('seoul')}",
        PASSES[int(at_nash["passes"])],
        f"{then['nash_washington']:.1f}; {then['nash_seoul']:.1f}",
        f"{then['nash_washington'] - first['nash_washington']:+.1f}; "
        f"{then['nash_seoul'] - first['nash_seoul']:+.1f}".replace("-", "−"),
    ]
