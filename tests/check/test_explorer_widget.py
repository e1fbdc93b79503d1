"""An explorer in a notebook: traits for controls, answers from the Python model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import altair as alt
import ipywidgets
import numpy as np
import pandas as pd
import pytest
import traitlets

from alliance import explorers
from alliance.explorers import opcon_conditions, package_deal, spending_path
from alliance.explorers.spending import model as spending_model
from coursebook.charts.figure import figure
from coursebook.explorers import Choice, ControlError, DeclarationError, Explorer, Number
from coursebook.explorers.formula import maximum
from coursebook.explorers.validation import RESERVED
from coursebook.explorers.widget import ExplorerWidget
from coursebook.face.host import VARIABLE
from coursebook.face.output import VIEW
from coursebook.face.widgets import library

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def widget() -> ExplorerWidget:
    return spending_path.widget()


@pytest.fixture(scope="module")
def widgets() -> Callable[[Explorer], ExplorerWidget]:
    """A widget of each explorer, at its start, made once."""
    made: dict[str, ExplorerWidget] = {}

    def of(explorer: Explorer) -> ExplorerWidget:
        if explorer.name not in made:
            made[explorer.name] = explorer.widget()
        made[explorer.name].update(**explorer.defaults)
        return made[explorer.name]

    return of


def answered(widget: ExplorerWidget, name: str) -> Any:
    """A result as the face is sent it."""
    answer = widget._answer
    if name in answer["single"]:
        return answer["single"][name]
    return np.frombuffer(answer["columns"][name]).tolist()


def another(control: Any) -> Any:
    """A value that a reader can set and that is not the default."""
    if isinstance(control, Number):
        return control.minimum if control.default == control.maximum else control.maximum
    if isinstance(control, Choice):
        return next(value for value in control.options if value != control.default)
    return not control.default


@every_explorer
def test_each_control_is_a_trait_and_moves_the_answer(
    explorer: Explorer, widgets: Callable[[Explorer], ExplorerWidget]
) -> None:
    widget = widgets(explorer)
    for control in explorer.controls:
        kind = traitlets.Float if isinstance(control, Number) else None
        kind = kind or (traitlets.Unicode if isinstance(control, Choice) else traitlets.Bool)
        assert isinstance(widget.traits()[control.name], kind)
        assert control.name in widget.keys, "it is synced"
        setattr(widget, control.name, another(control))
        expected = explorer.compute(**widget.settings).values
        assert widget.values == expected
        for name in explorer.single_names:
            assert answered(widget, name) == expected[name]
    assert widget.settings == {each.name: another(each) for each in explorer.controls}


@every_explorer
def test_the_face_is_sent_all_rows_that_it_shows(
    explorer: Explorer, widgets: Callable[[Explorer], ExplorerWidget]
) -> None:
    widget = widgets(explorer)
    table = explorer.compute().table
    for name in {each.name for each in explorer.columns} - set(explorer.rows.columns):
        assert answered(widget, name) == table[name].astype(float).tolist()


def test_a_widget_of_ipywidgets_is_linked_to_an_explorer(widget: ExplorerWidget) -> None:
    slider = ipywidgets.FloatSlider(value=3, min=1, max=6, step=0.1)
    link = ipywidgets.link((slider, "value"), (widget, "target"))
    try:
        slider.value = 5
        assert widget.target == 5
        assert (
            answered(widget, "budget_then") == spending_path.compute(target=5).values["budget_then"]
        )
        widget.target = 2
        assert slider.value == 2
    finally:
        link.unlink()
    widget.update(**spending_path.defaults)


def test_an_explorer_is_observed_and_several_controls_are_set_at_once(
    widget: ExplorerWidget,
) -> None:
    seen: list[float] = []
    answers: list[Any] = []
    widget.observe(lambda change: seen.append(change.new), "growth")
    widget.observe(lambda change: answers.append(change.new), "_answer")
    widget.update(growth=5, inflation=1, target=3)
    assert seen == [5]
    assert len(answers) == 1, "the model is asked once"
    widget.unobserve_all()
    widget.observe(widget._on_change, list(spending_path.by_name))
    widget.update(**spending_path.defaults)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("target", 99, r"Target share of GDP: found 99; allowed: a number from 1.00 to 6.00"),
        ("target", "much", "found 'much'; allowed: a number"),
        ("prices", "real", "found 'real'; allowed: one of nominal, constant"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_the_controls_words(
    widget: ExplorerWidget, name: str, value: Any, told: str
) -> None:
    before = widget.settings
    with pytest.raises(ControlError, match=told):
        setattr(widget, name, value)
    with pytest.raises(ControlError, match=told):
        widget.update(**{name: value})
    assert widget.settings == before


def test_a_widget_starts_from_the_scenario_that_is_asked_for() -> None:
    widget = spending_path.widget(target=5)
    assert widget.target == 5
    assert widget.values == spending_path.compute(target=5).values
    with pytest.raises(ControlError, match="found a control 'goal'; allowed: target"):
        spending_path.widget(goal=5)


def test_scenarios_to_compare_are_answered_without_a_change_of_the_current_one() -> None:
    widget = package_deal.widget()
    sent: list[Any] = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers))  # type: ignore[method-assign]
    scenarios = [package_deal.defaults | {"seoul_walk": 80.0}, package_deal.defaults]
    before = widget.settings
    widget._on_message(widget, {"asked": 7, "scenarios": scenarios}, [])
    ((content, buffers),) = sent
    assert content["answered"] == 7
    assert widget.settings == before
    taken = 0
    for scenario, answer in zip(scenarios, content["answers"], strict=True):
        result = package_deal.compute(**scenario)
        assert answer["single"]["zone_count"] == result.values["zone_count"]
        for name in answer["names"]:
            column = np.frombuffer(buffers[taken])
            taken += 1
            assert column.tolist() == result.table[name].astype(float).tolist()
    assert taken == len(buffers)


def test_no_control_can_take_a_name_of_the_widgets_own() -> None:
    public = {name for name in dir(ExplorerWidget) if not name.startswith("_")}
    assert public <= RESERVED, sorted(public - RESERVED)


# A model of one's own ---------------------------------------------------------------------


def own_model(change: Callable[[Any, Any], Any]) -> Any:
    """The spending model with another budget in the target year."""

    @wraps(spending_model)
    def model(year: Any, **settings: Any) -> dict[str, Any]:
        results = spending_model(year, **settings)
        return {**results, "budget_then": change(results["budget_then"], settings["target"])}

    return model


def test_a_changed_model_changes_the_numbers() -> None:
    widget = spending_path.with_model(own_model(lambda budget, _: 2 * budget)).widget()
    assert answered(widget, "budget_then") == 2 * spending_path.compute().values["budget_then"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda budget, target: budget / (target - 6), "ZeroDivisionError"),
        (lambda budget, target: budget * 1e200 * (1e200 * maximum(target - 5, 0)), "not a finite"),
    ],
)
def test_a_model_that_fails_is_told_and_the_last_numbers_stay(change: Any, told: str) -> None:
    widget = spending_path.with_model(own_model(change)).widget()
    before = widget._answer
    widget.target = 6.0
    assert told in widget._trouble
    assert "the last scenario that worked" in widget._trouble
    assert widget._answer == before
    widget.target = spending_path.by_name["target"].default
    assert widget._trouble == ""


def test_a_model_that_branches_is_refused_with_the_name_of_the_helper() -> None:
    def branching(budget: Any, target: Any) -> Any:
        return budget if target > 3 else 0

    with pytest.raises(
        DeclarationError, match=r"use where\(condition, yes, no\).*return budget if"
    ):
        spending_path.with_model(own_model(branching))


# What is saved ----------------------------------------------------------------------------


@every_explorer
def test_a_notebook_and_a_page_have_one_face(
    explorer: Explorer,
    widgets: Callable[[Explorer], ExplorerWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All but the names of its parts, its sources, and why it stands still."""
    widget = widgets(explorer)
    saved = widget.bundle("text")
    monkeypatch.setenv(VARIABLE, "page")
    on_page = explorer._repr_mimebundle_()["text/html"].partition('<script type="text/plain"')[0]

    def plain(html: str) -> str:
        html = re.sub(rf"{explorer.name}-{widget.model_id[:8]}", explorer.name, html)
        html = re.sub(r'(?s)<p class="chart-source">.*?</p>', "", html)
        return re.sub(r'(?s)<p class="explorer-still">.*?</p>', "", html)

    assert set(saved) == {"text/plain", "text/html", VIEW}
    assert plain(widget._frame) == plain(on_page)
    assert plain(on_page) in plain(saved["text/html"])
    assert "references.html" not in widget._frame
    assert "Run this cell to bring the controls to life." in saved["text/html"]
    assert "The controls need JavaScript." in on_page


def test_what_is_declared_is_plain_json() -> None:
    html = opcon_conditions.widget()._frame
    for block in re.findall(r'(?s)<script type="application/json"[^>]*>(.*?)</script>', html):
        assert json.loads(block)


def test_widgets_share_one_library_and_survive_its_loss() -> None:
    first, second = spending_path.widget(), spending_path.widget()
    assert first._library is second._library
    library().close()
    assert spending_path.widget()._library.comm is not None


def test_a_figure_in_a_notebook_links_its_sources_to_the_works() -> None:
    rows = pd.DataFrame({"year": [2024, 2025], "share": [2.6, 2.5], "source": "nato2025hague"})
    shown = figure(
        alt.Chart(rows).mark_line().encode(x="year:Q", y="share:Q"),
        name="shares",
        title="The share falls",
        subtitle="In percent of GDP.",
        alt="A line that falls from 2.6 percent in 2024 to 2.5 in 2025.",
    )
    frame = shown.notebook()._frame
    assert "The share falls" in frame
    assert 'href="https://' in frame
    assert "references.html" not in frame
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html", VIEW}
