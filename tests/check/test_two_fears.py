"""Two fears: the formulas against a tree with all its branches, and against small steps."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.explorers import two_fears as explorer
from alliance.models.two_fears import BELIEFS, HEAVIEST, HERE, LIGHTEST, OPTIONS, two_fears
from coursebook.explorers.formula import NEVER

percents = st.one_of(st.sampled_from([0, 50, 100]), st.integers(0, 100))
scenarios = st.fixed_dictionaries(
    dict.fromkeys(BELIEFS, percents)
    | {f"{level}_{i}": percents for level in ("involvement", "refusal") for i in OPTIONS}
    | {
        "weight": st.one_of(st.just(50), st.integers(LIGHTEST, HEAVIEST)),
        "answer": st.sampled_from(["war", "now"]),
    }
)
EQUAL = dict.fromkeys((*BELIEFS, "weight"), 50) | {
    "answer": "war",
    **{f"involvement_{i}": level for i, level in zip(OPTIONS, (0, 20, 60, 100), strict=True)},
    **{f"refusal_{i}": level for i, level in zip(OPTIONS, (100, 60, 20, 0), strict=True)},
}
EVEN = EQUAL | {
    **{f"involvement_{i}": level for i, level in zip(OPTIONS, (0, 33, 67, 100), strict=True)},
    **{f"refusal_{i}": level for i, level in zip(OPTIONS, (100, 67, 33, 0), strict=True)},
}
"""The levels at which the explorer once started: on one straight line."""
HALVES = 2
"""The oracle counts in halves of a percent, in whole numbers, so that it knows a tie exactly."""
ONE = 100 * HALVES


def run(scenario: dict[str, Any]) -> dict[str, Any]:
    return two_fears(np.array(OPTIONS), **scenario)


def tree(scenario: dict[str, Any], option: int, **changed: Any) -> dict[str, Any]:
    """Walk all 32 branches and add up what is feared in each, in parts of `whole`.

    `changed` holds beliefs in halves of a percent, single ones or columns.
    """
    held = {name: HALVES * scenario[name] for name in BELIEFS} | changed
    # Numerators and denominators of the five steps; an option scales two of them.
    steps = {
        "war": (held["war"], ONE),
        "use": (held["use"] * scenario[f"involvement_{option}"], ONE * 100),
        "strike": (held["strike"], ONE),
        "weaken": (held["weaken"] * scenario[f"refusal_{option}"], ONE * 100),
        "exploit": (held["exploit"], ONE),
    }
    sums: dict[str, Any] = dict.fromkeys(("entrapment", "abandonment", "either", "all"), 0)
    for branch in product((True, False), repeat=len(steps)):
        comes = dict(zip(steps, branch, strict=True))
        chance: Any = 1
        for name, (part, whole) in steps.items():
            chance = chance * (part if comes[name] else whole - part)
        trapped = comes["war"] and comes["use"] and comes["strike"]
        tested = comes["war"] or scenario["answer"] == "now"
        alone = tested and comes["weaken"] and comes["exploit"]
        sums["entrapment"] += chance * trapped
        sums["abandonment"] += chance * alone
        sums["either"] += chance * (trapped or alone)
        sums["all"] += chance
    return sums


def losses(scenario: dict[str, Any], weight: Any, **changed: Any) -> Any:
    """The weighted risk of each option, in one whole-numbered unit; `weight` in halves."""
    risks = [tree(scenario, option, **changed) for option in OPTIONS]
    return np.stack(
        np.broadcast_arrays(
            *(weight * r["entrapment"] + (ONE - weight) * r["abandonment"] for r in risks)
        )
    )


@given(scenarios)
def test_the_risks_are_those_of_the_tree_with_all_its_branches(scenario: dict[str, Any]) -> None:
    result = run(scenario)
    for i, option in enumerate(OPTIONS):
        expected = tree(scenario, option)
        for fear in ("entrapment", "abandonment", "either"):
            assert result[fear][i] == pytest.approx(
                100 * expected[fear] / expected["all"], abs=1e-9
            )


@given(scenarios)
def test_the_best_options_are_those_with_the_lowest_weighted_risk(scenario: dict[str, Any]) -> None:
    loss = losses(scenario, HALVES * scenario["weight"])
    expected = sum(2**i for i in range(len(OPTIONS)) if loss[i] == loss.min())
    assert run(scenario)["best"] == expected


@given(scenarios)
def test_never_best_is_what_no_weight_makes_best(scenario: dict[str, Any]) -> None:
    """Tried at every weight at which two options change places, and between each two of these."""
    risks = [tree(scenario, option) for option in OPTIONS]
    points = [(each["entrapment"], each["abandonment"]) for each in risks]
    turns = sorted(
        {Fraction(0), Fraction(1)}
        | {
            Fraction(b - d, (b - d) + (c - a))
            for (a, b), (c, d) in combinations(points, 2)
            if (b - d) * (c - a) > 0
        }
    )
    weights = [*turns[1:-1], *((low + high) / 2 for low, high in pairwise(turns))]
    ever_best = set()
    for weight in weights:
        loss = [weight * e + (1 - weight) * a for e, a in points]
        ever_best |= {i for i, each in enumerate(loss) if each == min(loss)}
    result = run(scenario)
    assert result["never_best"] == sum(2**i for i in range(len(OPTIONS)) if i not in ever_best)
    assert int(result["never_best"]) & int(result["best"]) == 0


@given(scenarios)
def test_the_next_best_options_are_those_that_only_the_best_surpass(
    scenario: dict[str, Any],
) -> None:
    loss = losses(scenario, HALVES * scenario["weight"])
    beyond = sorted({each for each in loss if each > loss.min()})
    result = run(scenario)
    if not beyond:
        assert (result["next_best"], result["next_combined"]) == (0, NEVER)
        return
    assert result["next_best"] == sum(2**i for i, each in enumerate(loss) if each == beyond[0])
    whole = ONE * tree(scenario, OPTIONS[0])["all"]
    assert result["next_combined"] == pytest.approx(100 * float(beyond[0]) / float(whole))


@given(scenarios)
def test_the_nearest_belief_is_the_one_that_has_to_move_least(scenario: dict[str, Any]) -> None:
    result = run(scenario)
    turns = {name: result[f"turn_{name}"] for name in BELIEFS}
    away = {
        name: 0 if turn == HERE else abs(turn - scenario[name])
        for name, turn in turns.items()
        if turn != NEVER
    }
    if not away:
        assert result["nearest"] == NEVER
        return
    nearest = BELIEFS[int(result["nearest"])]
    assert away[nearest] == min(away.values())
    assert result["nearest_turn"] == turns[nearest]
    assert result["nearest_above"] == (turns[nearest] > scenario[nearest])


@settings(max_examples=60, deadline=None)
@given(scenarios)
def test_a_turning_point_is_where_small_steps_find_another_choice(
    scenario: dict[str, Any],
) -> None:
    result = run(scenario)
    weight = HALVES * scenario["weight"]
    now = losses(scenario, weight)
    best = now == now.min()
    for name in (*BELIEFS, "weight"):
        low, high = (LIGHTEST, HEAVIEST) if name == "weight" else (0, 100)
        grid = np.arange(HALVES * low, HALVES * high + 1)
        there = (
            losses(scenario, grid) if name == "weight" else losses(scenario, weight, **{name: grid})
        )
        there = np.broadcast_to(there, (len(OPTIONS), len(grid)))
        left = (there[best] > there.min(axis=0)).any(axis=0)
        distances = np.abs(grid - HALVES * scenario[name])[left] / HALVES
        turn = result[f"turn_{name}"]
        if turn == NEVER:
            assert not left.any(), name
        else:
            away = 0 if turn == HERE else abs(turn - scenario[name])
            assert away <= distances.min() <= away + 1 / HALVES + 1e-9, name


@given(scenarios)
def test_the_beliefs_that_change_the_choice_are_named(scenario: dict[str, Any]) -> None:
    result = run(scenario)
    assert result["changing"] == sum(
        2**i for i, name in enumerate(BELIEFS) if result[f"turn_{name}"] != NEVER
    )


@given(scenarios)
def test_the_war_scales_both_fears_and_never_the_choice(scenario: dict[str, Any]) -> None:
    likely = {"answer": "war", "war": max(1, scenario["war"])}
    assert run(scenario | likely)["turn_war"] == NEVER


@given(scenarios, st.sampled_from(OPTIONS))
def test_more_involvement_never_eases_entrapment_nor_more_refusal_abandonment(
    scenario: dict[str, Any], option: int
) -> None:
    for level, fear in (("involvement", "entrapment"), ("refusal", "abandonment")):
        risks = [run(scenario | {f"{level}_{option}": x})[fear][option - 1] for x in (0, 40, 100)]
        assert sorted(risks) == risks


@given(scenarios)
def test_every_result_is_finite(scenario: dict[str, Any]) -> None:
    for name, value in run(scenario).items():
        assert np.all(np.isfinite(np.asarray(value, dtype=float))), name


@pytest.mark.parametrize(
    ("beliefs", "best"),
    (
        ({"strike": 100, "weaken": 40}, 0b0001),
        ({"strike": 60}, 0b0010),
        ({"weaken": 60}, 0b0100),
        ({"weaken": 100, "strike": 40}, 0b1000),
    ),
)
def test_each_of_the_four_answers_can_be_best_at_the_levels_of_the_start(
    beliefs: dict[str, int], best: int
) -> None:
    assert run(EQUAL | beliefs)["best"] == best


@given(st.fixed_dictionaries(dict.fromkeys(BELIEFS, percents)))
def test_on_a_straight_line_the_answers_in_the_middle_are_never_best_alone(
    beliefs: dict[str, int],
) -> None:
    assert run(EVEN | beliefs)["best"] not in (0b0010, 0b0100, 0b0110)


def test_help_from_the_rear_leaves_no_weight_at_which_silence_is_best() -> None:
    """The point lies above the line from refusing to rear support, though neither dominates it."""
    (preset,) = [each for each in explorer.presets if each.name == "rear-counts"]
    assert explorer.compute(**preset.values).values["never_best"] == 0b0010


def test_at_equal_beliefs_the_middle_ties_and_any_other_belief_than_the_war_settles_it() -> None:
    result = run(EQUAL)
    assert result["best"] == 0b0110
    assert result["turn_war"] == NEVER
    assert {result[f"turn_{name}"] for name in (*BELIEFS[1:], "weight")} == {HERE}


def test_the_explorer_starts_with_equal_beliefs_and_says_so() -> None:
    assert {name: explorer.defaults[name] for name in EQUAL} == EQUAL
    assert "same 50 percent" in explorer.assumptions
    assert "independent" in explorer.assumptions
    assert "Staying silent and rear support risk the same" in explorer.summary(
        explorer.compute().values
    )


def test_without_any_war_there_is_no_risk_and_no_choice() -> None:
    result = run(EQUAL | {"war": 0})
    assert result["no_risk"]
    assert result["best"] == 0b1111
    assert not run(EQUAL | {"war": 0, "answer": "now"})["no_risk"]


@given(scenarios)
def test_the_dashed_line_runs_through_a_best_option_and_stays_on_the_chart(
    scenario: dict[str, Any],
) -> None:
    table = explorer.compute(**scenario).table
    row = table[table["verdict"] == 1].iloc[0]
    weight, rest = scenario["weight"], 100 - scenario["weight"]
    level = weight * row["entrapment"] + rest * row["abandonment"]
    for x, y in (("line_x", "line_y"), ("line_x2", "line_y2")):
        assert weight * row[x] + rest * row[y] == pytest.approx(level, abs=1e-6)
        assert 0 <= row[x] <= row["axis_end"] + 1e-9
        assert 0 <= row[y] <= row["axis_end"] + 1e-9
