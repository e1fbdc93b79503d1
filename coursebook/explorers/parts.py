"""What an explorer is made of besides its controls, its model and its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursebook.explorers.controls import Value
from coursebook.explorers.formats import Format


@dataclass(frozen=True)
class Column:
    """A column of the explorer's table.

    Parameters
    ----------
    name
        One of the model's results, or a field of the explorer's rows.
    label
        The heading, with the unit if the format does not write one.
    format : Amount, Month, Year or Label
        How values are written.
    """

    name: str
    label: str
    format: Format


@dataclass(frozen=True)
class Readout:
    """A result that is one value, beside or below the headline.

    Parameters
    ----------
    name
        One of the model's results that is the same for all rows.
    label
        What the number is, as readers see it.
    format : Amount, Month, Year or Label
        How it is written.
    when
        A result that is true while this one says something of its own; empty for always.
    """

    name: str
    label: str
    format: Format
    when: str = ""


@dataclass(frozen=True)
class Notice:
    """A sentence that appears while one of the model's results is true.

    Parameters
    ----------
    name
        One of the model's results that is the same for all rows, true or false.
    text
        The sentence.
    """

    name: str
    text: str


@dataclass(frozen=True)
class Breakdown:
    """A small table of results that are the same for all rows: one line of cells for each part.

    Parameters
    ----------
    caption
        What the table shows.
    headings : sequence of str
        Of the columns; the first one heads the names of the parts.
    lines : mapping of str to sequence of Readout
        The cells of each part, by its name.
    """

    caption: str
    headings: Sequence[str]
    lines: Mapping[str, Sequence[Readout]]

    @property
    def cells(self) -> list[Readout]:
        """The cells of all lines."""
        return [cell for line in self.lines.values() for cell in line]


@dataclass(frozen=True)
class Whole:
    """The explorer of which another one shows a few controls.

    Parameters
    ----------
    page
        The address of its page, as seen from the page of the other one.
    name, version
        As its links carry them.
    settings : mapping
        Where its other controls stand, by name.
    written : mapping of str to str
        The same as links carry them.
    """

    page: str
    name: str
    version: int
    settings: Mapping[str, Value]
    written: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """Several numbers that stand beside each other, as one line of an explorer's first controls.

    Parameters
    ----------
    label
        What they have in common, such as a step of a chain.
    names : sequence of str
        The controls.
    """

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class Preset:
    """A scenario with a name, to start from.

    Parameters
    ----------
    name
        In kebab case; it stands in links.
    label
        The words on the button.
    help
        A sentence on what the scenario stands for.
    values : mapping
        Values by the names of controls; all others return to their defaults.
    group
        The heading of a group of presets. A preset in a group sets only the controls in `values`
        and leaves the others where they are.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, Value]
    group: str = ""


@dataclass(frozen=True)
class Action:
    """A button that moves controls to what the model found.

    Parameters
    ----------
    name
        In kebab case.
    label
        The words on the button.
    help
        A sentence on what it does.
    values : mapping
        For each control the name of a result that is the same for all rows: a number, or for a
        `Choice` the place of an option, counted from 0.
    done
        What the reader is told after a move.
    nothing
        What the reader is told if the controls are there already.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, str]
    done: str
    nothing: str
