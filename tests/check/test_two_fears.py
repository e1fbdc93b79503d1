"""Two fears: the formulas against a tree with all its branches, and against small steps."""

from __future__ import annotations

from itertools import permutations, product
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
    **{f"involvement_{i}": level for i, level in zip(OPTIONS, (0, 33, 67, 100), strict=True)},
    **{f"refusal_{i}": level for i, level in zip(OPTIONS, (100, 67, 33, 0), strict=True)},
}
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
def test_never_best_is_what_another_option_beats_and_never_a_best_one(
    scenario: dict[str, Any],
) -> None:
    risks = [tree(scenario, option) for option in OPTIONS]
    beaten = {
        worse
        for worse, better in permutations(range(len(OPTIONS)), 2)
        for fears in [("entrapment", "abandonment")]
        if all(risks[better][fear] <= risks[worse][fear] for fear in fears)
        and any(risks[better][fear] < risks[worse][fear] for fear in fears)
    }
    result = run(scenario)
    assert result["never_best"] == sum(2**i for i in beaten)
    assert int(result["never_best"]) & int(result["best"]) == 0


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


def test_at_equal_beliefs_all_options_tie_and_any_other_belief_than_the_war_settles_it() -> None:
    result = run(EQUAL)
    assert result["best"] == 0b1111
    assert result["turn_war"] == NEVER
    assert {result[f"turn_{name}"] for name in (*BELIEFS[1:], "weight")} == {HERE}


def test_the_explorer_starts_with_equal_beliefs_and_says_so() -> None:
    assert {name: explorer.defaults[name] for name in EQUAL} == EQUAL
    assert "same 50 percent" in explorer.assumptions
    assert "all four options tie" in explorer.summary(explorer.compute().values)


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
