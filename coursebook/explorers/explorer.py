"""An explorer as a chapter uses it: declared, checked at once, and shown by ending a cell.

A mistake is an error message in the cell that made it, and never a broken page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursebook.explorers import validation
from coursebook.explorers.declaration import Declaration
from coursebook.face.host import on_page

if TYPE_CHECKING:
    from coursebook.explorers.widget import ExplorerWidget


@dataclass(frozen=True, kw_only=True)
class Explorer(Declaration):
    """A model with controls that readers can change; end a cell with it to show it.

    Parameters
    ----------
    name
        In kebab case; it is part of links, so keep it.
    title
        The heading, usually a question.
    about
        A sentence on what can be set and what the chart then shows.
    alt_text
        What the chart shows, in words, for readers who do not see it.
    assumptions
        What is assumed rather than observed, in a sentence or two.
    sources : sequence of str
        Keys of the bibliography behind what is observed.
    controls : sequence of controls
        What readers set: each a `Number`, a `Choice` or a `Switch`.
    rows : DataFrame
        The rows that the model works on: a column for each of its parameters that is no control and
        no constant, and whatever the chart and the table need besides.
    model : function
        `model(**rows, **controls, **constants)` returns results by name. It is called with columns
        of `rows` and the controls' values, uses arithmetic and `coursebook.explorers.formula`, and
        returns numbers or columns of the same length, in units of the author's choice.
    columns : sequence of Column
        The columns of the table and of the download.
    readouts : sequence of Readout
        Results that are one value, one click away. The first four also tell, with the headline,
        readers who do not see the chart.
    chart : function
        A function of two named data sets, the current scenario and the kept ones, that draws a
        layered chart of them.
    headline : Headline or None
        The sentence that says what follows from a scenario; by default the first readout.
    constants : mapping
        Values by the names of the model's parameters that neither readers nor rows set.
    notices : sequence of Notice
        Sentences that appear while a result is true.
    presets : sequence of Preset
        Scenarios to start from.
    version
        Part of links; raise it when a control's name or meaning changes, or the model's numbers.
        Older links still open, and the reader is told what no control knows any more.
    changes : mapping of int to str
        By version, a sentence on what changed with it, for readers of older links.
    sources_give
        How the line of sources opens: "Positions from" where they take positions that the presets
        draw with numbers of the author's own.
    rows_read : sequence of str, or None
        The fields of `rows` for a model that takes any keyword (`**settings`); by default all.
    breakdown : Breakdown or None
        A small table of results, part by part.
    actions : sequence of Action
        Buttons that move controls to what the model found.
    listed
        The name of a result that is true for the rows of the table and the download; empty for all
        rows.
    listed_note
        Which rows these are, for readers.
    first : sequence of str or Row
        The controls that are shown first, by name, three to five lines; a `Row` puts several
        numbers on one. All others stand behind *More settings*. Empty for all controls.
    tasks : sequence of Task
        What to do with it, one after the other.
    whole
        The explorer of which this one shows a few controls; `only` fills it in.
    hands : sequence of Hand
        Marks of the chart that readers drag or click to set controls.
    tried
        Whether conditions and tasks were tried before, as in a copy that starts elsewhere: they
        depend on no default, and to try them takes hundreds of runs of the model.

    Raises
    ------
    DeclarationError
        If the parts do not fit together, such as two controls of one name, a model that asks for
        something undeclared, or a readout that is no result. The message names the explorer and
        what does not fit.

    Examples
    --------
    >>> from coursebook.book import module
    >>> spill = module("explorers").spill
    >>> round(spill.compute(years=100).values["most"], 1)
    59.2
    >>> spill.link(years=100)
    '#explore=spill&v=1&years=100&inflow=0'
    """

    def __post_init__(self) -> None:
        validation.check(self)

    def widget(self, **values: Any) -> ExplorerWidget:
        """A widget for a notebook, with one trait for each control.

        It is an ipywidget: `ipywidgets.link((slider, "value"), (widget, "growth"))` ties a control
        to a slider, and `widget.observe(function, "growth")` calls a function when it changes.

        Parameters
        ----------
        **values
            Where it starts, by the names of controls; the others start at their defaults.

        Returns
        -------
        ExplorerWidget
            Show it by ending a cell with it.

        Raises
        ------
        ControlError
            If there is no such control, or a value does not fit.
        """
        from coursebook.explorers.widget import ExplorerWidget

        return ExplorerWidget(self, **values)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from coursebook.explorers import page

        text = f"{self.title}. {self.summary(self.compute().values)}"
        if on_page():
            return {"text/plain": text, "text/html": page.html(self)}
        return self.widget().bundle(text)
