"""The notebook face: the same controls as ipywidgets, answered by the Python model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import numpy as np

from coursebook.charts.live import LIVE, LiveChart
from coursebook.charts.markup import escape
from coursebook.explorers import specification
from coursebook.explorers.controls import Choice, Control, Number
from coursebook.explorers.declaration import (
    MOST_COMPARED,
    SIGNAL,
    Explorer,
    Result,
    records,
)
from coursebook.explorers.notebook_results import Kept, code, headlines, small, table
from coursebook.explorers.parts import Action, Preset
from coursebook.face.output import column, row, source_line, view, words


def bundle(explorer: Explorer) -> dict[str, Any]:
    """The MIME bundle of a fresh widget."""
    return view(NotebookFace(explorer).widget)


def widget_for(control: Control) -> Any:
    """The ipywidget of a control, with the control's own bounds."""
    common = {"description": control.label, "tooltip": control.help}
    if isinstance(control, Number):
        return widgets.FloatSlider(
            value=control.default,
            min=control.minimum,
            max=control.maximum,
            step=control.step,
            readout_format=f".{control.decimals}f",
            **common,
        )
    if isinstance(control, Choice):
        options = [(label, value) for value, label in control.options.items()]
        return widgets.Dropdown(options=options, value=control.default, **common)
    return widgets.Checkbox(value=control.default, indent=False, **common)


class NotebookFace:
    """An explorer's widgets and what connects them.

    `widget` is what a cell shows, `inputs` are the controls by name, `result` is what the model
    made of the scenario `current`, and `kept` are the scenarios that it is compared with.
    """

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.current = explorer.defaults
        self.result = explorer.compute()
        self.kept: list[Kept] = []
        self._held = False
        self.inputs = {control.name: widget_for(control) for control in explorer.controls}
        self.presets = {preset.name: self._preset_button(preset) for preset in explorer.presets}
        self.actions = {action.name: self._action_button(action) for action in explorer.actions}
        self.reset = widgets.Button(description="Reset")
        self.keep = widgets.Button(description="Keep to compare")
        self.forget = widgets.Button(description="Forget the kept", disabled=True)
        self.as_table = widgets.ToggleButton(description="Show as table")
        self.message, self.code = words("", "notebook-message"), words("")
        self.headlines, self.table = words(""), words("")
        spec = specification.without_model(explorer)
        self._drawn = specification.words_of(spec)
        self.chart = LiveChart(
            frame=f'{LIVE}<div class="explorer-spoken" role="status"></div>'
            '<div class="chart-tools"></div>',
            name=explorer.name,
            about=explorer.alt_text,
            specs={"wide": spec},
            scene=self._scene(),
        )
        self._show()
        self._connect()
        self.widget = self._layout()

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

    # What happens -----------------------------------------------------------------------------

    def _connect(self) -> None:
        for control in self.inputs.values():
            control.observe(self._on_change, names="value")
        self.reset.on_click(lambda _: self.set(**self.explorer.defaults))
        self.keep.on_click(lambda _: self._keep())
        self.forget.on_click(lambda _: self._forget())
        self.as_table.observe(lambda _: self._show_table(), names="value")

    def _on_change(self, _: Any) -> None:
        if not self._held:
            self._update()

    def _keep(self) -> None:
        name = f"Scenario {len(self.kept) + 1}"
        self.kept.append(Kept(name, self.current, self.result))
        self._show()

    def _forget(self) -> None:
        self.kept.clear()
        self._show()

    def _update(self) -> None:
        asked = {name: control.value for name, control in self.inputs.items()}
        try:
            self.result = computed(self.explorer, asked)
        except Exception as error:  # noqa: BLE001 - a model of the reader's own may raise anything
            self.message.value = (
                f"<p role='alert'>{escape(f'{type(error).__name__}: {error}')}. "
                "What stands below is the last scenario that worked.</p>"
            )
            return
        self.current = self.explorer.settings(**asked)
        self.message.value = ""
        self._show()

    # What is seen -----------------------------------------------------------------------------

    def _show(self) -> None:
        self.chart.scene = self._scene()
        self.headlines.value = headlines(self.explorer, self.current, self.result, self.kept)
        self.keep.disabled = len(self.kept) == MOST_COMPARED
        self.forget.disabled = not self.kept
        self.code.value = code(self.explorer, self.current)
        self._show_table()
        for preset in self.explorer.presets:
            chosen = self.explorer.preset_values(preset).items() <= self.current.items()
            self.presets[preset.name].icon = "check" if chosen else ""

    def _scene(self) -> dict[str, Any]:
        return {
            "signals": {f"{SIGNAL}{name}": value for name, value in self.current.items()},
            "data": {
                specification.CURRENT: self._rows(self.result),
                specification.PINNED: [
                    {**each, "pin": number, "pin_name": kept.name}
                    for number, kept in enumerate(self.kept, start=1)
                    for each in self._rows(kept.result)
                ],
            },
            "summary": self.explorer.summary(self.result.values),
        }

    def _rows(self, result: Result) -> list[dict[str, Any]]:
        """The rows, with those fields that the chart draws: the fewer, the faster."""
        return records(result.table[[name for name in result.table if name in self._drawn]])

    def _show_table(self) -> None:
        shown = self.as_table.value
        self.table.value = table(self.explorer, self.result) if shown else ""

    # Where it stands --------------------------------------------------------------------------

    def _layout(self) -> widgets.VBox:
        explorer = self.explorer
        return column(
            words(
                f'<p class="explorer-title" role="heading" aria-level="3">'
                f"{escape(explorer.title)}</p><p>{escape(explorer.about)}</p>"
            ),
            *self._choice_of_presets(),
            self.message,
            row(self.chart, self.headlines, name="notebook-results"),
            row(self.reset, self.keep, self.forget, name="notebook-actions"),
            row(*self._groups(), name="notebook-settings"),
            *(
                column(self.actions[action.name], words(small(action.help)))
                for action in explorer.actions
            ),
            self.code,
            words(
                f'<p class="explorer-assumptions"><strong>Assumed, for you to change.</strong> '
                f"{escape(explorer.assumptions)}</p>"
                f"{source_line(explorer.sources, explorer.sources_give)}"
            ),
            self.as_table,
            self.table,
            name="notebook-explorer",
        )

    def _preset_button(self, preset: Preset) -> widgets.Button:
        button = widgets.Button(description=preset.label, tooltip=preset.help)
        values = self.explorer.preset_values(preset)
        button.on_click(lambda _: self.set(**values))
        return button

    def _action_button(self, action: Action) -> widgets.Button:
        button = widgets.Button(description=action.label, tooltip=action.help)
        button.on_click(lambda _: self._act(action))
        return button

    def _act(self, action: Action) -> None:
        values = self.explorer.after(action, self.result.values)
        moves = not values.items() <= self.current.items()
        if moves:
            self.set(**values)
        said = action.done if moves else action.nothing
        self.message.value = f"<p role='status'>{escape(said)}</p>"

    def _choice_of_presets(self) -> list[widgets.Widget]:
        presets = self.explorer.presets
        return [
            part
            for group in dict.fromkeys(preset.group for preset in presets)
            for part in (
                words(_heading(group or "Start from a position")),
                row(
                    *(
                        column(self.presets[preset.name], words(small(preset.help)))
                        for preset in presets
                        if preset.group == group
                    ),
                    name="notebook-presets",
                ),
            )
        ]

    def _groups(self) -> list[widgets.Widget]:
        controls = self.explorer.controls
        return [
            column(
                words(_heading(group)),
                *(self._control(control) for control in controls if control.group == group),
            )
            for group in dict.fromkeys(control.group for control in controls)
        ]

    def _control(self, control: Control) -> widgets.Widget:
        unit = control.unit if isinstance(control, Number) else ""
        field = row(self.inputs[control.name], words(escape(unit)), name="notebook-field")
        return column(field, words(small(control.help)))


def computed(explorer: Explorer, settings: Mapping[str, Any]) -> Result:
    """The result of a scenario; ValueError where a model of one's own leaves the numbers."""
    result = explorer.compute(**settings)
    numbers = result.table.select_dtypes("number")
    finite = np.isfinite(numbers.to_numpy(dtype=float)).all(axis=0)
    if not finite.all():
        raise ValueError(f"the model's {numbers.columns[~finite][0]!r} is not a finite number here")
    return result


def _heading(text: str) -> str:
    return f'<p class="notebook-group">{escape(text)}</p>'
