"""An explorer in a notebook: the face of a page, answered by the Python model in the kernel."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import traitlets

from coursebook.charts import markup
from coursebook.explorers import page, specification
from coursebook.explorers.controls import Choice, Control, Number
from coursebook.explorers.declaration import Declaration, Settings
from coursebook.face.output import cite
from coursebook.face.widgets import Face

BASE: Final = "BOOK_BASE_URL"
"""The variable that says where the book is published."""


class ExplorerWidget(Face):
    """An explorer as a widget, with one trait for each control, for readers and Python to set.

    `ipywidgets.link((slider, "value"), (widget, "growth"))` ties a control to another widget, and
    `widget.observe(function, "growth")` calls a function when it changes. A value that does not fit
    raises ControlError, which says what is allowed.

    Parameters
    ----------
    explorer
        What to show.
    **values
        Where it starts, by the names of controls; the others start at their defaults.
    """

    _answer = traitlets.Dict().tag(sync=True)
    _trouble = traitlets.Unicode().tag(sync=True)
    _address = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Declaration, **values: Any) -> None:
        self.explorer = explorer
        self._chart = specification.compiled(explorer)
        self._sent = self._names_to_send()
        self._settings = explorer.settings(**values)
        answer = self._answered(self._settings)
        self._still = page.markup_of(explorer, self._chart, still=page.IN_A_NOTEBOOK)
        super().__init__(
            frame="",
            _answer=answer,
            _address=os.environ.get(BASE, ""),
        )
        self.add_traits(
            **{control.name: trait_of(control).tag(sync=True) for control in explorer.controls}
        )
        with self.hold_trait_notifications():
            for name, value in self._settings.items():
                setattr(self, name, value)
        self._frame = page.markup_of(
            explorer,
            self._chart,
            identity=f"{explorer.name}-{self.model_id[:8]}",
            source=markup.source_keys(explorer.sources, explorer.sources_give, cite=cite),
        )
        self.observe(self._on_change, names=list(explorer.by_name))
        self.on_msg(self._on_message)

    @property
    def settings(self) -> Settings:
        """The scenario on show: a value for each control."""
        return {name: getattr(self, name) for name in self.explorer.by_name}

    @property
    def values(self) -> dict[str, float]:
        """The headline numbers of the scenario on show, by name."""
        return self.explorer.compute(**self._settings).values

    def update(self, **values: Any) -> None:
        """Set several controls at once; ControlError if one is unknown or a value does not fit."""
        checked = self.explorer.settings(**{**self.settings, **values})
        with self.hold_trait_notifications():
            for name in values:
                setattr(self, name, checked[name])

    def bundle(self, text: str) -> dict[str, Any]:
        """The output of a cell that ends with the explorer."""
        return self.output(text=text, still=self._still)

    # Answers ----------------------------------------------------------------------------------

    def _names_to_send(self) -> set[str]:
        """The results that the face shows or draws; sending fewer is faster."""
        explorer = self.explorer
        return {
            *self._chart.reads,
            *explorer.single_names,
            *explorer.conditions,
            *(each.name for each in explorer.columns),
            *(each.name for each in explorer.notices),
            *([explorer.listed] if explorer.listed else []),
        }

    def _answered(self, settings: Settings) -> dict[str, Any]:
        """The results of a scenario, columns as raw bytes of numbers."""
        columns, single = {}, {}
        for name, value in computed(self.explorer, settings).items():
            if name not in self._sent:
                continue
            if value.shape:
                columns[name] = value.tobytes()
            else:
                single[name] = value.item()
        return {"columns": columns, "single": single}

    def _on_change(self, _: Any) -> None:
        settings = self.settings
        if settings == self._settings:
            return  # several controls were set at once, and another call has answered
        self._settings = settings
        try:
            answer = self._answered(settings)
        except Exception as error:  # noqa: BLE001 - a model of the reader's own may raise anything
            self._trouble = (
                f"{type(error).__name__}: {error}. "
                "What stands here is the last scenario that worked."
            )
            return
        self._trouble = ""
        self._answer = answer

    def _on_message(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        """Compute the scenarios that the reader wants to compare with."""
        answers, buffers = [], []
        try:
            for scenario in content["scenarios"]:
                answer = self._answered(self.explorer.settings(**scenario))
                answers.append({"names": [*answer["columns"]], "single": answer["single"]})
                buffers += answer["columns"].values()
        except Exception as error:  # noqa: BLE001 - as above
            self._trouble = f"{type(error).__name__}: {error}. It cannot be compared."
            return
        self.send({"answered": content["asked"], "answers": answers}, buffers)


def computed(explorer: Declaration, settings: Settings) -> dict[str, Any]:
    """The results of a scenario as numbers; ValueError for a wrong shape or infinity."""
    count = len(explorer.rows)
    found = {}
    for name, value in explorer.results(settings).items():
        numbers = np.asarray(value, dtype=float)
        if numbers.shape not in ((), (count,)):
            raise ValueError(
                f"the model's {name!r} has shape {numbers.shape}; allowed: one value or {count}"
            )
        if not np.isfinite(numbers).all():
            raise ValueError(f"the model's {name!r} is not a finite number here")
        found[name] = numbers
    return found


class _Setting:
    """A trait that takes what a control takes, and refuses with the control's own message."""

    control: Control

    def validate(self, _: Any, value: Any) -> Any:
        return self.control.read(value)


class NumberTrait(_Setting, traitlets.Float[float, Any]):
    """A number on a control's grid."""


class ChoiceTrait(_Setting, traitlets.Unicode[str, Any]):
    """An option of a control."""


class SwitchTrait(_Setting, traitlets.Bool[bool, Any]):
    """Yes or no."""


def trait_of(control: Control) -> traitlets.TraitType[Any, Any]:
    """The trait for a control: a Float, a Unicode or a Bool."""
    kind: Any = (
        NumberTrait
        if isinstance(control, Number)
        else ChoiceTrait
        if isinstance(control, Choice)
        else SwitchTrait
    )
    trait: traitlets.TraitType[Any, Any] = kind(control.default, help=control.help)
    trait.control = control  # type: ignore[attr-defined]
    return trait
