"""Explorers are checked when they are declared, and never on a reader's screen."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_explorer import RATE, growing, small

from alliance import explorers
from alliance.explorers import opcon_conditions
from coursebook.explorers import (
    Action,
    Amount,
    Breakdown,
    Choice,
    ControlError,
    DeclarationError,
    Explorer,
    Number,
    Preset,
    Readout,
    Switch,
    around,
)
from coursebook.explorers.formula import total, where

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]

# Controls ---------------------------------------------------------------------------------


@given(st.floats(0, 5))
def test_a_number_lands_on_the_nearest_step(value: float) -> None:
    on_grid = float(RATE.read(value))
    assert on_grid * 2 == int(on_grid * 2)
    assert abs(on_grid - value) <= 0.25 + 1e-9


@pytest.mark.parametrize("step", range(10))
def test_a_number_halfway_between_two_steps_goes_up(step: int) -> None:
    """As JavaScript rounds; Python would go to the even one."""
    assert RATE.read((step + 0.5) * 0.5) == (step + 1) * 0.5


@given(st.integers(0, 1000).map(lambda steps: round(1 + steps * 0.005, 3)))
def test_a_value_on_the_grid_is_kept_to_the_last_bit(value: float) -> None:
    fine = replace(RATE, minimum=1, maximum=6, step=0.005, default=1)
    assert fine.read(value) == fine.read(str(value)) == value


@pytest.mark.parametrize(
    "value",
    ("", "abc", "1e3", "0x10", "NaN", "Infinity", math.nan, math.inf, -0.1, 5.1, None, True),
)
def test_a_number_refuses_what_is_none_or_out_of_bounds_and_says_what_is_allowed(
    value: Any,
) -> None:
    with pytest.raises(ControlError, match=r"Rate: found .*; allowed: a number from 0.0 to 5.0"):
        RATE.read(value)


def test_a_choice_refuses_other_values_and_names_its_options() -> None:
    choice = Choice(
        name="rule", label="Rule", help="Which.", default="a", options={"a": "A", "b": "B"}
    )
    assert choice.read("b") == "b"
    with pytest.raises(ControlError, match="Rule: found 'c'; allowed: one of a, b"):
        choice.read("c")


def test_a_switch_reads_yes_and_no() -> None:
    switch = Switch(name="on", label="On", help="Whether.", default=False)
    assert (switch.read("yes"), switch.read("no"), switch.read(True)) == (True, False, True)
    with pytest.raises(ControlError, match="On: found 'maybe'; allowed: yes or no"):
        switch.read("maybe")


@pytest.mark.parametrize(
    ("change", "message"),
    (
        ({"default": 9}, "rate: its default is 9; allowed: a number from 0.0 to 5.0"),
        ({"default": 2.3}, "rate: its default 2.3 is not on the grid; nearest: 2.5"),
        ({"minimum": 7}, "rate: found minimum 7, maximum 5"),
        ({"step": 0}, "step 0; allowed: .*a step above 0"),
        ({"name": "Growth rate"}, "'Growth rate'.*not snake_case"),
        ({"help": ""}, "rate: found no label or help"),
    ),
)
def test_a_control_that_cannot_work_is_refused_when_declared(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ControlError, match=message):
        replace(RATE, **change)


# Declarations -----------------------------------------------------------------------------


def reads_more(year: Any, *, rate: Any, tax: Any) -> dict[str, Any]:
    return growing(year, rate=rate * tax)


def reads_less(year: Any) -> dict[str, Any]:
    return growing(year, rate=1)


def branches(year: Any, *, rate: Any) -> dict[str, Any]:
    return {"sum": year, "fast": False} if rate > 3 else {"sum": -year, "fast": True}


def rounds(year: Any, *, rate: Any) -> dict[str, Any]:
    return {"sum": math.floor(rate) * year, "fast": False}


def divides(year: Any, *, rate: Any) -> dict[str, Any]:
    return {"sum": year / (rate - rate), "fast": False}


def shortens(year: Any, *, rate: Any) -> dict[str, Any]:
    grown = growing(year, rate=rate)
    return {**grown, "value": grown["value"][1:] if isinstance(year, np.ndarray) else year * rate}


def writes(year: Any, *, rate: Any) -> dict[str, Any]:
    return {**growing(year, rate=rate), "word": where(rate > 3, "fast", "slow")}


def repeats(year: Any, *, rate: Any) -> dict[str, Any]:
    return {**growing(year, rate=rate), "year": year * rate}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("change", "message"),
    (
        ({"controls": [RATE, RATE]}, "two controls are named 'rate'"),
        ({"model": reads_more}, "reads 'tax', which nobody declared; declared: rate, year"),
        ({"model": reads_less}, "'rate' is declared, but its model .* does not read it"),
        (
            {"model": branches},
            r"branches on \(rate > 3\).*where\(condition, yes, no\).*line \d+: return",
        ),
        ({"model": rounds}, r"plain number.*explorers.formula.*test_explorer.py, line \d+"),
        ({"model": divides}, "'sum' is not a finite number"),
        ({"model": shortens}, r"returns 'value' with shape \(2,\); allowed: .* a column of 3"),
        ({"model": writes}, "returns a text as 'word'; allowed: numbers, and yes or no"),
        ({"model": repeats}, "returns 'year', which is a field of the rows too"),
        ({"controls": [replace(RATE, name="close")]}, "named 'close', which a notebook's widget"),
        ({"controls": [replace(RATE, name="lambda")]}, "named 'lambda', which a notebook's widget"),
        (
            {"readouts": [Readout("mean", "Mean", Amount(decimals=1))]},
            "shows 'mean', which its model",
        ),
        ({"presets": [Preset("x", "X", "", {"rate": 99})]}, "preset 'x': Rate: found 99; allowed"),
        (
            {"presets": [Preset("x", "X", "", {"tax": 1})]},
            "preset 'x'.*a control 'tax'; allowed: rate",
        ),
        ({"rows": pd.DataFrame({"year": [1], "rate": [1]})}, "'rate' names a control and a field"),
    ),
)
def test_a_declaration_that_does_not_fit_together_is_refused(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(DeclarationError, match=rf"(?s)explorer small: .*{message}"):
        small(**change)


def test_a_scenario_keeps_defaults_for_controls_it_does_not_name() -> None:
    assert small().settings() == {"rate": 2}
    assert small().with_defaults(rate=4).settings() == {"rate": 4}


def test_a_scenario_refuses_unknown_controls_by_name() -> None:
    with pytest.raises(ControlError, match="small: found a control 'tax'; allowed: rate"):
        small().settings(tax=1)


def test_an_edited_model_answers_at_once() -> None:
    def doubled(year: Any, *, rate: Any) -> dict[str, Any]:
        return {**growing(year, rate=rate), "sum": 2 * total(year)}

    assert small().compute().values["sum"] == 6
    assert small().with_model(doubled).compute().values["sum"] == 12


# A reader's own model, written with as little as possible.


def any_keyword(year: Any, **controls: Any) -> dict[str, Any]:
    return growing(year, rate=2 * controls["rate"])


@wraps(growing)
def wrapped(*rows: Any, **controls: Any) -> dict[str, Any]:
    return growing(*rows, **controls | {"rate": 2 * controls["rate"]})


def only_keywords(**everything: Any) -> dict[str, Any]:
    return growing(everything["year"], rate=2 * everything["rate"])


@pytest.mark.parametrize("model", (any_keyword, wrapped, only_keywords), ids=lambda m: m.__name__)
def test_a_model_may_take_the_controls_as_any_keyword(model: Any) -> None:
    doubled = small().with_model(model)
    assert doubled.compute(rate=1).values == small().compute(rate=2).values
    assert doubled.program().kinds
    assert small(model=model).compute(rate=1).values == small().compute(rate=2).values


def test_a_model_with_any_keyword_still_needs_what_it_names() -> None:
    def reads_more_too(year: Any, tax: Any, **controls: Any) -> dict[str, Any]:
        return growing(year, rate=controls["rate"] * tax)

    with pytest.raises(DeclarationError, match="reads 'tax', which nobody declared"):
        small().with_model(reads_more_too)


def test_any_keyword_passes_on_what_the_model_before_it_read_and_no_more() -> None:
    rows = pd.DataFrame({"year": [1, 2, 3], "drawn_only": ["a", "b", "c"]})
    passed_on = small(rows=rows).with_model(lambda **everything: growing(**everything))
    assert passed_on.row_fields == ["year"]
    again = passed_on.with_model(lambda **everything: growing(**everything))
    assert again.compute().values == small().compute().values


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_the_books_models_can_be_passed_on_without_naming_a_control(explorer: Explorer) -> None:
    def mine(**settings: Any) -> Any:
        return explorer.model(**settings)

    assert explorer.with_model(mine).compute().values == explorer.compute().values


def test_a_preset_in_a_group_sets_its_own_controls_only() -> None:
    tax = replace(RATE, name="tax", label="Tax")
    whole, part = (
        Preset("a", "A", "", {"rate": 3}),
        Preset("b", "B", "", {"rate": 3}, group="Rates"),
    )

    def taxed(year: Any, *, rate: Any, tax: Any) -> dict[str, Any]:
        return growing(year, rate=rate - tax)

    explorer = small(controls=[RATE, tax], model=taxed, presets=[whole, part])
    assert explorer.preset_values(whole) == {"rate": 3, "tax": 2}
    assert explorer.preset_values(part) == {"rate": 3}


MOVE = Action("up", "Up", "Moves up.", {"rate": "next"}, done="Moved.", nothing="At the top.")


def rising(year: Any, *, rate: Any) -> dict[str, Any]:
    return {**growing(year, rate=rate), "next": where(rate < 5, rate + 0.5, 5)}


def test_an_action_sets_controls_to_what_the_model_found() -> None:
    explorer = small(model=rising, actions=[MOVE])
    assert explorer.after(MOVE, explorer.compute(rate=2).values) == {"rate": 2.5}
    assert explorer.after(MOVE, explorer.compute(rate=5).values) == {"rate": 5}


def test_results_are_read_as_each_control_reads_them() -> None:
    choice = Choice(
        name="rule", label="Rule", help="Which.", default="a", options={"a": "A", "b": "B"}
    )
    switch = Switch(name="on", label="On", help="Whether.", default=False)
    assert (choice.at(1.0), switch.at(1.0), RATE.at(2.6)) == ("b", True, 2.5)
    with pytest.raises(ControlError, match="Rule: found 2"):
        choice.at(2)


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (replace(MOVE, values={"tax": "next"}), "action 'up' sets 'tax'; allowed: rate"),
        (replace(MOVE, values={"rate": "later"}), "shows 'later', which its model"),
        (replace(MOVE, values={"rate": "sum"}), "action 'up': Rate: found .*; allowed"),
    ],
)
def test_an_action_that_cannot_work_is_refused(action: Action, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        small(model=rising, actions=[action], rows=pd.DataFrame({"year": [1, 2, 30]}))


def test_a_table_lists_the_rows_that_the_model_marks() -> None:
    def marked(year: Any, *, rate: Any) -> dict[str, Any]:
        return {**growing(year, rate=rate), "late": year > rate}

    explorer = small(model=marked, listed="late", listed_note="The late years.")
    assert explorer.listed_rows(explorer.compute(rate=2))["year"].tolist() == [3]
    html = explorer._repr_mimebundle_()["text/html"]
    assert "The late years." in html
    assert html.partition("data-table")[2].count("<tr>") == 2, "one row and the head"
    with pytest.raises(DeclarationError, match="shows 'late'"):
        small(listed="late")


def test_a_breakdown_stands_on_the_page_with_its_cells() -> None:
    cell = Readout("sum", "Sum", Amount(decimals=2))
    parts = Breakdown("Parts", ["Part", "Sum"], {"All of it": [cell]})
    html = small(breakdown=parts)._repr_mimebundle_()["text/html"]
    cell_written = '<td data-cell="sum" data-heading="Sum">6.00</td>'
    assert f'<th scope="row">All of it</th>{cell_written}' in html
    with pytest.raises(DeclarationError, match="shows 'mean'"):
        small(breakdown=replace(parts, lines={"All": [replace(cell, name="mean")]}))


def test_notices_are_part_of_the_result() -> None:
    assert small().compute(rate=2).values["fast"] == 0
    assert small().compute(rate=4).values["fast"] == 1


# The explorers of the book ----------------------------------------------------------------


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_every_control_at_each_bound_gives_finite_numbers_and_readable_texts(
    explorer: Explorer,
) -> None:
    for control in explorer.controls:
        bounds = (
            control.options
            if isinstance(control, Choice)
            else (control.minimum, control.maximum)
            if isinstance(control, Number)
            else (True, False)
        )
        for value in bounds:
            result = explorer.compute(**{control.name: value})
            assert all(math.isfinite(number) for number in result.values.values())
            assert "nan" not in explorer.summary(result.values).lower()


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_presets_differ_from_each_other(explorer: Explorer) -> None:
    scenarios = [tuple(explorer.preset_values(preset).items()) for preset in explorer.presets]
    assert len(set(scenarios)) == len(scenarios) >= 3


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_the_page_face_holds_labels_bounds_and_presets_of_the_declaration(
    explorer: Explorer,
) -> None:
    html = explorer._repr_mimebundle_()["text/html"]
    for control in explorer.controls:
        assert f'data-control="{control.name}"' in html
    for preset in explorer.presets:
        assert f'data-preset="{preset.name}"' in html


def test_the_opcon_presets_fall_on_both_sides_of_the_term() -> None:
    outcomes = {
        preset.name: opcon_conditions.compute(**preset.values).values["outcome"]
        for preset in opcon_conditions.presets
    }
    assert outcomes == {"no-shortcuts": 2, "lower-the-bar": 1, "within-the-term": 1}


# A model around a model -------------------------------------------------------------------


@around(growing)
def doubled(year: Any, *, unit: Any, **settings: Any) -> dict[str, Any]:
    results = growing(year, **settings)
    return {**results, "value": results["value"] * where(unit == "two", 2, 1)}


UNIT = Choice(name="unit", label="Unit", help="Of the value.", default="two", options={"two": "2"})


def test_a_model_around_another_reads_what_both_read() -> None:
    explorer = small(model=doubled, controls=[RATE, UNIT])
    plain = small().compute(rate=4).table["value"]
    assert list(explorer.compute(rate=4).table["value"]) == list(2 * plain)


def test_a_model_around_another_is_held_to_the_declared_controls() -> None:
    with pytest.raises(DeclarationError, match="reads 'unit', which nobody declared"):
        small(model=doubled)
    other = replace(RATE, name="other")
    with pytest.raises(DeclarationError, match="'other' is declared, but its model"):
        small(model=doubled, controls=[RATE, UNIT, other])


# Links ------------------------------------------------------------------------------------


def test_a_link_holds_the_whole_scenario_and_the_version() -> None:
    switch = Switch(name="both", label="Both", help="Sides.", default=False)
    explorer = small(
        controls=[RATE, switch],
        model=lambda year, *, rate, both: growing(year, rate=rate) | {"both_shown": both * 1},
        version=2,
    )
    assert explorer.link() == "#explore=small&v=2&rate=2.0&both=no"
    assert explorer.link(rate=4, both=True) == "#explore=small&v=2&rate=4.0&both=yes"
    with pytest.raises(ControlError, match="allowed: a number"):
        explorer.link(rate=9)


def test_equal_labels_are_told_apart_by_their_group() -> None:
    assert opcon_conditions.full_labels["rule"] == "Rule"
    assert opcon_conditions.full_labels["pace_3"].startswith("Pace (Condition 3: ")
    for explorer in EXPLORERS:
        assert len(set(explorer.full_labels.values())) == len(explorer.controls)
