"""The notebook face: the same controls as ipywidgets, answered by the Python model."""

from __future__ import annotations

from typing import Any

import altair as alt
import ipywidgets as widgets

from alliance import markup
from alliance.explorer import page
from alliance.explorer.controls import Choice, Control, ControlError, Number
from alliance.explorer.declaration import Explorer, Result, records

_WIDE = {"description_width": "16em"}


def bundle(explorer: Explorer) -> dict[str, Any]:
    """The MIME bundle of a fresh widget."""
    shown: dict[str, Any] = NotebookFace(explorer).widget._repr_mimebundle_()
    return shown


def widget_for(control: Control) -> Any:
    """The ipywidget of a control, with the control's own bounds."""
    common = {
        "description": control.label,
        "tooltip": control.help,
        "style": _WIDE,
        "layout": widgets.Layout(width="38em", max_width="100%"),
    }
    if isinstance(control, Number):
        bounds = {
            "min": control.minimum,
            "max": control.maximum,
            "step": control.step,
            "value": control.default,
        }
        return widgets.FloatSlider(**bounds, readout_format=f".{control.decimals}f", **common)
    if isinstance(control, Choice):
        options = [(label, value) for value, label in control.options.items()]
        return widgets.Dropdown(options=options, value=control.default, **common)
    return widgets.Checkbox(value=control.default, indent=False, **common)


class NotebookFace:
    """An explorer's widgets and what connects them.

    `widget` is what a cell shows; `inputs` are the controls by name; `result` is what the model
    made of the current scenario.
    """

    def __init__(self, explorer: Explorer) -> None:
        alt.JupyterChart.enable_offline(True)
        self.explorer = explorer
        self.pinned: Result | None = None
        self._held = False
        self.inputs = {control.name: widget_for(control) for control in explorer.controls}
        self.headlines = widgets.HTML()
        self.message = widgets.HTML()
        self.table = widgets.HTML()
        self.result = explorer.compute()
        self.chart = alt.JupyterChart(
            self._drawn(), embed_options={"renderer": "svg", "actions": False}
        )
        self.chart.layout.width = "100%"
        self._show_numbers()
        for control in self.inputs.values():
            control.observe(self._on_change, names="value")
        self.pin = widgets.ToggleButton(description="Pin to compare")
        self.pin.observe(self._on_pin, names="value")
        reset = widgets.Button(description="Reset")
        reset.on_click(lambda _: self.set(**explorer.defaults))
        self.widget = widgets.VBox(
            [
                widgets.HTML(
                    f"<strong>{markup.escape(explorer.title)}</strong><br>"
                    f"{markup.escape(explorer.about)}"
                ),
                *self._preset_buttons(),
                *self._groups(),
                widgets.HBox([reset, self.pin]),
                self.message,
                self.headlines,
                self.chart,
                widgets.HTML(
                    f"<p><strong>Assumed, for you to change.</strong> "
                    f"{markup.escape(explorer.assumptions)}</p>"
                    f"{markup.source_keys(explorer.sources)}"
                ),
                self.table,
            ]
        )

    def set(self, **values: Any) -> None:
        """Set several controls at once, and draw once."""
        checked = self.explorer.settings(**values)
        self._held = True
        try:
            for name in values:
                self.inputs[name].value = checked[name]
        finally:
            self._held = False
        self._update()

    def _preset_buttons(self) -> list[Any]:
        buttons = []
        for preset in self.explorer.presets:
            button = widgets.Button(
                description=preset.label,
                tooltip=preset.help,
                layout=widgets.Layout(width="auto"),
            )
            values = self.explorer.settings(**preset.values)
            button.on_click(lambda _, values=values: self.set(**values))
            buttons.append(button)
        return (
            [widgets.Box(buttons, layout=widgets.Layout(flex_flow="row wrap"))] if buttons else []
        )

    def _groups(self) -> list[Any]:
        groups = dict.fromkeys(control.group for control in self.explorer.controls)
        shown: list[Any] = []
        for group in groups:
            shown.append(widgets.HTML(f"<em>{markup.escape(group)}</em>"))
            shown += [
                self.inputs[control.name]
                for control in self.explorer.controls
                if control.group == group
            ]
        return shown

    def _on_change(self, _: Any) -> None:
        if not self._held:
            self._update()

    def _on_pin(self, change: Any) -> None:
        self.pinned = self.result if change["new"] else None
        self.chart.chart = self._drawn()
        self._show_numbers()

    def _update(self) -> None:
        try:
            self.result = self.explorer.compute(
                **{name: control.value for name, control in self.inputs.items()}
            )
        except ControlError as error:
            self.message.value = f"<p role='status'>{markup.escape(str(error))}</p>"
            return
        self.message.value = ""
        self.chart.chart = self._drawn()
        self._show_numbers()

    def _drawn(self) -> alt.LayerChart:
        chart = page.chart(self.explorer)
        pinned = records(self.pinned.table) if self.pinned else []
        chart.datasets = {page.CURRENT: records(self.result.table), page.PINNED: pinned}
        return chart

    def _show_numbers(self) -> None:
        explorer, values = self.explorer, self.result.values
        pinned = self.pinned.values if self.pinned else None
        headings = ["Result", "Now", *(["Pinned"] if pinned else [])]
        rows = [
            [r.label, r.format(values[r.name]), *([r.format(pinned[r.name])] if pinned else [])]
            for r in explorer.readouts
        ]
        notices = "".join(
            f"<p>{markup.escape(notice.text)}</p>"
            for notice in explorer.notices
            if values[notice.name]
        )
        self.headlines.value = markup.table(headings, rows, caption="What follows") + notices
        shown = [
            [column.format(row[column.name]) for column in explorer.columns]
            for row in self.result.table.to_dict("records")
        ]
        labels = [column.label for column in explorer.columns]
        self.table.value = (
            "<details><summary>Show as table</summary>"
            f"{markup.table(labels, shown, caption=explorer.title)}</details>"
        )
