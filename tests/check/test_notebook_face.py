"""The notebook face: the same controls, bounds, presets and numbers as the page face."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from html import unescape
from typing import Any

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import explorers
from alliance.explorers import spending_path
from alliance.explorers.spending import model as spending_model
from coursebook.charts.figure import figure
from coursebook.charts.live import LiveChart
from coursebook.explorers import Choice, DeclarationError, Explorer, Number, page, specification
from coursebook.explorers.controls import Control
from coursebook.explorers.declaration import SIGNAL, records
from coursebook.explorers.formula import maximum
from coursebook.explorers.notebook import NotebookFace, widget_for
from coursebook.face.output import VIEW

EXPLORERS = tuple(getattr(explorers, name) for name in explorers.__all__)
every_control = pytest.mark.parametrize(
    "control",
    [control for explorer in EXPLORERS for control in explorer.controls],
    ids=lambda control: control.name,
)


@pytest.fixture(scope="module", params=EXPLORERS, ids=lambda explorer: explorer.name)
def face(request: pytest.FixtureRequest) -> NotebookFace:
    """The face of each explorer; every test sets what it needs."""
    return NotebookFace(request.param)


def values(control: Control) -> st.SearchStrategy[Any]:
    """Every value that a reader can set."""
    if isinstance(control, Number):
        steps = round((control.maximum - control.minimum) / control.step)
        return st.integers(0, steps).map(lambda n: control.read(control.minimum + n * control.step))
    return st.sampled_from(list(control.options)) if isinstance(control, Choice) else st.booleans()


def another(control: Control) -> Any:
    """A value that a reader can set and that is not the default."""
    if isinstance(control, Number):
        return control.minimum if control.default == control.maximum else control.maximum
    if isinstance(control, Choice):
        return next(value for value in control.options if value != control.default)
    return not control.default


def scenarios(explorer: Explorer) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({control.name: values(control) for control in explorer.controls})


def written(explorer: Explorer, scenario: Mapping[str, Any]) -> list[str]:
    """The headline numbers of a scenario, as an explorer writes them."""
    results = explorer.compute(**scenario).values
    return [readout.format(results[readout.name]) for readout in explorer.readouts]


def headline_cells(face: NotebookFace) -> list[str]:
    results = face.headlines.value.partition("</table>")[0]
    results = results.partition('<tbody class="explorer-differences">')[0]
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", results)]


@cache
def words_of_chart(name: str) -> set[str]:
    """Every word of the chart of an explorer."""
    explorer = next(each for each in EXPLORERS if each.name == name)
    return specification.words_of(specification.without_model(explorer))


def drawn(face: NotebookFace, scenario: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a scenario, as the chart needs them."""
    table = face.explorer.compute(**scenario).table
    words = words_of_chart(face.explorer.name)
    return records(table[[name for name in table if name in words]])


def at_start(face: NotebookFace) -> NotebookFace:
    face.forget.click()
    face.as_table.value = False
    face.set(**face.explorer.defaults)
    return face


@every_control
def test_a_widget_has_what_the_control_declares(control: Control) -> None:
    widget = widget_for(control)
    assert (widget.description, widget.tooltip) == (control.label, control.help)
    assert widget.value == control.default
    if isinstance(control, Number):
        assert (widget.min, widget.max, widget.step) == (
            control.minimum,
            control.maximum,
            control.step,
        )
        assert widget.readout_format == f".{control.decimals}f"
    elif isinstance(control, Choice):
        assert {value: label for label, value in widget.options} == control.options


@given(data=st.data())
@settings(max_examples=25)
def test_numbers_chart_and_formats_are_the_models(face: NotebookFace, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(face.explorer))
    at_start(face).set(**scenario)
    result = face.explorer.compute(**scenario)
    assert headline_cells(face) == written(face.explorer, scenario)
    assert face.chart.scene["data"] == {
        specification.CURRENT: drawn(face, scenario),
        specification.PINNED: [],
    }
    assert face.chart.scene["signals"] == {SIGNAL + name: v for name, v in scenario.items()}
    assert face.chart.scene["summary"] == face.explorer.summary(result.values)
    assert face.message.value == ""


@given(data=st.data())
@settings(max_examples=20)
def test_the_code_shown_restores_a_scenario(face: NotebookFace, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(face.explorer))
    at_start(face).set(**scenario)
    _, _, call = unescape(face.code.value).partition("<code>.")
    changed: dict[str, Any] = {}
    if call:
        parsed = ast.parse(call.partition("</code>")[0], mode="eval").body
        assert isinstance(parsed, ast.Call)
        changed = {str(word.arg): ast.literal_eval(word.value) for word in parsed.keywords}
    assert face.explorer.with_defaults(**changed).defaults == scenario


def test_one_control_moves_the_numbers(face: NotebookFace) -> None:
    for control in face.explorer.controls:
        end = (
            control.maximum
            if isinstance(control, Number)
            else list(control.options)[-1]
            if isinstance(control, Choice)
            else not control.default
        )
        at_start(face).inputs[control.name].value = end
        assert headline_cells(face) == written(face.explorer, {control.name: end})


def test_presets_set_their_scenario_and_show_which_one_is_set(face: NotebookFace) -> None:
    for preset in face.explorer.presets:
        before = face.current
        face.presets[preset.name].click()
        assert face.current == before | face.explorer.preset_values(preset)
        same = {p.name for p in face.explorer.presets if p.group == preset.group}
        pressed = {n for n, button in face.presets.items() if button.icon}
        assert preset.name in pressed

        assert len(pressed & same) == 1


def test_up_to_three_scenarios_are_kept_beside_the_current_one(face: NotebookFace) -> None:
    explorer = at_start(face).explorer
    kept = [explorer.defaults, *(dict(preset.values) for preset in explorer.presets)][:3]
    for scenario in kept:
        face.set(**{**explorer.defaults, **scenario})
        face.keep.click()
    assert face.keep.disabled is (len(kept) == 3)
    face.set(**explorer.defaults)
    columns = [written(explorer, scenario) for scenario in (explorer.defaults, *kept)]
    assert headline_cells(face) == [cell for row in zip(*columns, strict=True) for cell in row]
    assert face.chart.scene["data"][specification.PINNED] == [
        {**row, "pin": number, "pin_name": f"Scenario {number}"}
        for number, scenario in enumerate(kept, start=1)
        for row in drawn(face, scenario)
    ]
    face.forget.click()
    assert face.chart.scene["data"][specification.PINNED] == []
    assert face.forget.disabled


def test_settings_that_differ_stand_below_the_results(face: NotebookFace) -> None:
    explorer = at_start(face).explorer
    face.keep.click()
    assert "Settings that differ" not in face.headlines.value
    for control in explorer.controls:
        other = another(control)
        face.set(**{**explorer.defaults, control.name: other})
        results = unescape(face.headlines.value).partition("</table>")[0]
        _, _, below = results.partition("Settings that differ")
        cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", below)
        label = explorer.full_labels[control.name]
        assert cells == [label, control.told(other), control.told(control.default)]


def test_reset_returns_to_the_first_scenario(face: NotebookFace) -> None:
    face.set(**face.explorer.presets[-1].values)
    face.reset.click()
    assert face.current == face.explorer.defaults


def test_the_table_is_made_when_it_is_asked_for(face: NotebookFace) -> None:
    assert at_start(face).table.value == ""
    face.as_table.value = True
    rows, heading = len(face.explorer.listed_rows(face.result)), 1
    assert face.table.value.count("<tr>") == rows + heading


def test_the_chart_is_the_pages_without_the_pages_model(face: NotebookFace) -> None:
    spec = specification.without_model(face.explorer)
    on_page = specification.with_model(face.explorer)
    (current,) = [entry for entry in spec["data"] if entry["name"] == specification.CURRENT]
    assert not {"source", "values"} & current.keys()
    assert "rows" not in [entry["name"] for entry in spec["data"]]
    own = ("data", "signals")
    assert {key: spec[key] for key in spec if key not in own} == {
        key: on_page[key] for key in on_page if key not in own
    }
    assert all(signal in on_page["signals"] for signal in spec["signals"])
    assert json.dumps(spec, allow_nan=False)


def own_model(change: Callable[[Any, Any], Any]) -> Any:
    """The spending model with another budget in the target year."""

    @wraps(spending_model)
    def model(year: Any, **settings: Any) -> dict[str, Any]:
        results = spending_model(year, **settings)
        return {**results, "budget_then": change(results["budget_then"], settings["target"])}

    return model


def test_a_changed_model_changes_the_numbers() -> None:
    face = NotebookFace(spending_path.with_model(own_model(lambda budget, _: 2 * budget)))
    budget = next(each for each in spending_path.readouts if each.name == "budget_then")
    doubled = 2 * spending_path.compute().values["budget_then"]
    assert budget.format(doubled) in headline_cells(face)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda budget, target: budget / (target - 6), "ZeroDivisionError"),
        (lambda budget, target: budget * 1e200 * (1e200 * maximum(target - 5, 0)), "not a finite"),
    ],
)
def test_a_model_that_fails_is_told_and_the_last_numbers_stay(change: Any, told: str) -> None:
    face = NotebookFace(spending_path.with_model(own_model(change)))
    before = face.headlines.value
    face.inputs["target"].value = 6.0
    assert told in face.message.value
    assert face.headlines.value == before
    face.inputs["target"].value = spending_path.by_name["target"].default
    assert face.message.value == ""


def test_a_model_that_branches_is_refused_with_the_name_of_the_helper() -> None:
    def branching(budget: Any, target: Any) -> Any:
        return budget if target > 3 else 0

    with pytest.raises(DeclarationError, match=r"use where\(condition, yes, no\)"):
        spending_path.with_model(own_model(branching))


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.name)
def test_an_explorer_is_saved_with_the_pages_face(explorer: Explorer) -> None:
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", VIEW}
    assert page.html(explorer, still=page.IN_A_NOTEBOOK) in bundle["text/html"]
    assert bundle["text/plain"].startswith(explorer.title)


def test_a_saved_explorer_asks_to_be_run_and_a_page_for_scripts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where no kernel runs, a notebook shows the page's face, whose script does not run there."""
    saved = spending_path._repr_mimebundle_()["text/html"]
    assert "Run this cell to bring the controls to life. What stands here" in saved
    assert "need JavaScript" not in saved
    monkeypatch.setenv("COURSEBOOK_HOST", "page")
    built = spending_path._repr_mimebundle_()["text/html"]
    assert "The controls need JavaScript. What stands here" in built
    assert "Run this cell" not in built


def test_charts_share_one_library_and_survive_its_loss() -> None:
    first, second = LiveChart(), LiveChart()
    assert first.library is second.library
    first.library.close()
    assert LiveChart().library.comm is not None


def test_a_figure_in_a_notebook_links_its_sources_to_the_works() -> None:
    rows = pd.DataFrame({"year": [2024, 2025], "share": [2.6, 2.5], "source": "nato2025hague"})
    shown = figure(
        alt.Chart(rows).mark_line().encode(x="year:Q", y="share:Q"),
        name="shares",
        title="The share falls",
        alt="A line that falls from 2.6 percent in 2024 to 2.5 in 2025.",
    )
    frame = shown.notebook().frame
    assert "The share falls" in frame
    assert 'href="https://' in frame
    assert "references.html" not in frame
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html", VIEW}
