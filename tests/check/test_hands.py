"""Hands on the chart: a mark lies where it is dragged, and a hand that cannot work is refused."""

from __future__ import annotations

import random
from typing import Any

import altair as alt
import pytest
from small_explorer import RATE, growing, small

from alliance import explorers
from coursebook.explorers import DeclarationError, Explorer, Hand, grip, hands, specification
from coursebook.explorers.formula import total, where
from coursebook.explorers.validation import drawn

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
DRAGGED = [
    pytest.param(explorer, hand, id=f"{explorer.name}-{hand.mark}")
    for explorer in EXPLORERS
    for hand in explorer.hands
    if hand.ways
]
TRIED = 25


def counts(explorer: Explorer, hand: Hand, settings: dict[str, Any]) -> bool:
    """Whether the fields that a hand sets are shown."""
    results = explorer.results(settings)
    needing = [name for name in hand.sets if explorer.by_name[name].needs]
    return all(results[f"counts_{name}"] for name in needing)


@pytest.mark.parametrize(("explorer", "hand"), DRAGGED)
def test_a_mark_comes_to_lie_where_it_is_dragged(explorer: Explorer, hand: Hand) -> None:
    """Within a step of the control, from any setting to any place at which the mark can be."""
    chance = random.Random(hand.mark)  # noqa: S311 - nothing is kept secret by it
    seen = 0
    for _ in range(TRIED):
        settings = {name: drawn(each, chance) for name, each in explorer.by_name.items()}
        if not counts(explorer, hand, settings):
            continue
        goal = settings | {name: drawn(explorer.by_name[name], chance) for name in hand.sets}
        assert not hands.strays(hand, explorer, settings, goal), settings
        seen += 1
    assert seen > TRIED / 10


@pytest.mark.parametrize(("explorer", "hand"), DRAGGED)
@pytest.mark.parametrize("far", [-1e6, 0, 1e6])
def test_an_outlandish_drag_stays_within_the_bounds_of_the_control(
    explorer: Explorer, hand: Hand, far: float
) -> None:
    place = dict.fromkeys(hand.ways, far)
    after = hand.settings(place, explorer.defaults, explorer.by_name)
    for name in hand.sets:
        assert explorer.by_name[name].read(after[name]) == after[name]


# Declarations -----------------------------------------------------------------------------


def model(year: Any, *, rate: Any) -> dict[str, Any]:
    return growing(year, rate=rate) | {"end": 10 * rate, "slow": where(rate > 3, 0, 1)}


def chart(current: alt.NamedData, pinned: alt.NamedData) -> alt.LayerChart:
    end = alt.Chart(current).encode(x=alt.X("end:Q", scale=alt.Scale(domain=[0, 50])))
    bars = alt.Chart(current, name="click_bars").mark_bar().encode(x="value:Q", y="year:O")
    return alt.LayerChart(layer=[bars, *grip(end, "end", "x")])


END = Hand(mark="end", x="end", sets={"rate": lambda x: x / 10}, help="Drag it.")
BARS = Hand(mark="bars", sets={"rate": lambda year: year}, help="Click it.")


def with_hands(*declared: Hand) -> Explorer:
    return small(model=model, chart=chart, hands=declared)


def test_each_control_of_a_hand_is_a_signal_of_the_chart() -> None:
    made = specification.compiled(with_hands(END, BARS))
    signals = {each["name"]: each.get("update") for each in made.spec["signals"]}
    assert signals["hands"] is None
    assert "invert('x', hand_0.x) / 10" in signals["hand_0_rate"]
    assert "hand_1.datum.year" in signals["hand_1_rate"]
    assert [each["layer"] for each in made.hands] == ["drag_end", "click_bars"]


@pytest.mark.parametrize(
    ("hand", "message"),
    (
        (
            {"mark": "tail"},
            "hand on 'tail' finds no layer 'drag_tail'.*: click_bars, drag_end",
        ),
        (
            {"mark": "legend", "x": "", "entry": "Rain"},
            "'legend, Rain' finds no such entry",
        ),
        ({"sets": {"speed": lambda x: x}}, "hand on 'end' sets 'speed'; allowed: rate"),
        ({"sets": {}}, "hand on 'end' sets nothing; allowed: rate"),
        ({"x": "value"}, "hand on 'end' stands at 'value'; allowed: a result that is one value"),
        ({"sets": {"rate": lambda x, year: x}}, "hand on 'end' reads 'year'; allowed: x, rate"),
        ({"sets": {"rate": lambda x: x if x > 1 else 1}}, "cannot compute.*branches on x"),
        ({"sets": {"rate": lambda x: total(x)}}, "cannot compute.*no column"),
        ({"sets": {"rate": lambda x: x}}, "does not stay where it is taken: dragged to x = 20"),
    ),
)
def test_a_hand_that_cannot_work_is_refused_by_name(hand: dict[str, Any], message: str) -> None:
    parts = {"mark": END.mark, "x": END.x, "sets": END.sets, "help": END.help} | hand
    explorer = with_hands(Hand(**parts))
    with pytest.raises(DeclarationError, match=message):
        specification.compiled(explorer)


def test_a_place_off_by_more_than_a_step_is_found() -> None:
    explorer = with_hands(END)
    wrong = Hand(mark="end", x="end", sets={"rate": lambda x: x / 10 + 0.8}, help="Drag it.")
    goal = {RATE.name: 4.0}
    assert not hands.strays(END, explorer, explorer.defaults, goal)
    assert "dragged to x = 40" in hands.strays(wrong, explorer, explorer.defaults, goal)
