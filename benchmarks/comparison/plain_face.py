"""What chapters show in a plain Jupyter Book: Altair's own charts and ordinary ipywidgets.

Copied beside the chapters of the plain book and imported by the first cell of each, so that all
other cells stay as they are. A chart is what Altair displays by default. An explorer is one widget
for each control around `interactive_output`, and below it its chart with one parameter that a
slider of the page sets: computed beforehand for each step, because a page has no Python. A plain
book has no quizzes.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import HTML, display

import alliance
from coursebook.charts import drawing
from coursebook.explorers import Explorer, Number, specification
from coursebook.explorers.declaration import SIGNAL, records
from coursebook.explorers.notebook import widget_for

STEPS = 10
SETTING = "setting"
CELLS_OF_A_CHART = 5000  # rows that Altair lets a chart hold


def figure(chart: Any, **_: Any) -> Any:
    return chart.properties(width=drawing.WIDE)


def quiz(_: str) -> None:
    return None


def show(explorer: Explorer) -> None:
    """The explorer as a plain book can have it: widgets, their output, and a chart with a slider."""
    controls = {control.name: widget_for(control) for control in explorer.controls}

    def results(**settings: Any) -> None:
        values = explorer.compute(**settings).values
        texts = {each.label: each.format(values[each.name]) for each in explorer.readouts}
        display(HTML(pd.Series(texts).to_frame("").to_html()))

    display(widgets.VBox(list(controls.values())))
    display(widgets.interactive_output(results, controls))
    number = first_that_counts(explorer)
    if number:
        display(chart_with_slider(explorer, number))


def first_that_counts(explorer: Explorer) -> Number | None:
    """The first number that changes what the chart draws, as the explorer starts; None without."""
    drawn = [*specification.words_of(specification.chart(explorer).to_dict())]
    for control in explorer.controls:
        if isinstance(control, Number):
            ends = (control.minimum, control.maximum)
            least, most = (explorer.compute(**{control.name: end}).table for end in ends)
            if not least.filter(drawn).equals(most.filter(drawn)):
                return control
    return None


def chart_with_slider(explorer: Explorer, control: Number) -> alt.LayerChart:
    """The explorer's chart, with a number as a parameter that a slider sets."""
    steps = min(STEPS, CELLS_OF_A_CHART // len(explorer.rows) - 1)
    values = np.linspace(control.minimum, control.maximum, steps + 1).tolist()
    spec = specification.chart(explorer).to_dict()
    drawn = [*specification.words_of(spec)]
    tables = [
        explorer.compute(**{control.name: value}).table.filter(drawn).assign(**{SETTING: value})
        for value in (control.at(each) for each in values)
    ]
    apart = values[1] - values[0]
    chosen = {"filter": f"abs(datum.{SETTING} - {SETTING}) < {apart / 2}"}
    slider = {"input": "range", "min": values[0], "max": values[-1], "step": apart}
    spec["width"] = drawing.WIDE
    spec["layer"] = [filtered(layer, chosen) for layer in spec["layer"]]
    spec["datasets"] = {
        **spec.get("datasets", {}),
        specification.CURRENT: records(pd.concat(tables)),
        specification.PINNED: [],
    }
    spec["params"] = [
        *spec.get("params", []),
        {"name": SETTING, "value": values[0], "bind": {**slider, "name": control.label}},
        *({"name": SIGNAL + each.name, "value": each.default} for each in explorer.controls),
    ]
    return alt.LayerChart.from_dict(spec)


def filtered(view: dict[str, Any], chosen: dict[str, str]) -> dict[str, Any]:
    """A view whose rows are those of the parameter's value."""
    if "layer" in view:
        view = {**view, "layer": [filtered(each, chosen) for each in view["layer"]]}
    if view.get("data", {}).get("name") != specification.CURRENT:
        return view
    return {**view, "transform": [chosen, *view.get("transform", [])]}


alliance.figure = figure
alliance.quiz = quiz
Explorer._ipython_display_ = show  # type: ignore[attr-defined]
