"""What an explorer is made of besides its controls, its model and its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursebook.explorers.controls import Value
from coursebook.explorers.formats import Format


@dataclass(frozen=True)
class Column:
    """A column of the explorer's table: one of the model's results, or a field of its rows."""

    name: str
    label: str
    format: Format


@dataclass(frozen=True)
class Readout:
    """A headline number: one of the model's results that is the same for all rows."""

    name: str
    label: str
    format: Format


@dataclass(frozen=True)
class Notice:
    """A sentence that stands by while one of the model's results is true."""

    name: str
    text: str


@dataclass(frozen=True)
class Breakdown:
    """A small table of results that are the same for all rows: one line of cells per part."""

    caption: str
    headings: Sequence[str]
    lines: Mapping[str, Sequence[Readout]]

    @property
    def cells(self) -> list[Readout]:
        """The cells of all lines."""
        return [cell for line in self.lines.values() for cell in line]


@dataclass(frozen=True)
class Preset:
    """A scenario by name; `values` may leave controls at their defaults.

    With a `group`, which is its heading, it sets only the controls in `values`.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, Value]
    group: str = ""


@dataclass(frozen=True)
class Action:
    """A button that sets controls to what the model found.

    `values` maps each control to one of the model's results that are the same for all rows: a
    number, or for a `Choice` the place of an option. `done` is said after a move, `nothing` when
    the controls stand there already.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, str]
    done: str
    nothing: str
