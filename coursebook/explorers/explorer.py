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
    """A model with controls, for readers to change; shown by ending a cell.

    Parameters
    ----------
    name : kebab-case; it stands in links, so keep it
    version : stands in links too; raise it when a control's name or meaning changes, and older
        links still open, with what no control knows any more named to the reader
    title, about, alt_text : the heading, a sentence on what can be set, what the chart shows
    assumptions : what is assumed rather than observed, in a sentence or two
    sources : keys of the bibliography behind what is observed
    controls : what a reader sets: `Number`, `Choice` and `Switch`, in their order
    rows : the rows that the model works on, one column per row parameter
    model : `model(**rows, **controls, **constants)` returns named results, each a number, yes or
        no, or a column of them as long as the rows
    constants : what the model is given besides rows and controls
    columns : the columns of the table and the download
    readouts : the headline numbers: results that are the same for all rows
    breakdown : a small table of results that are the same for all rows
    notices : sentences that stand by while a result is true
    presets : scenarios by name
    actions : buttons that set controls to what the model found
    chart : draws a layered chart over two named data sets, the current and the pinned scenario
    rows_read : the fields of the rows for a model that takes any keyword (`**settings`); default:
        all of them
    listed : a result that is true for the rows of the table and the download; empty for all rows
    listed_note : which rows these are, for readers

    Raises
    ------
    DeclarationError
        Where the parts do not fit together; names the part, what it found and what is allowed.
    """

    def __post_init__(self) -> None:
        validation.check(self)

    def widget(self, **values: Any) -> ExplorerWidget:
        """A widget for a notebook, with one trait for each control.

        It is an ipywidget: `ipywidgets.link((slider, "value"), (widget, "growth"))` ties a control
        to a slider, and `widget.observe(function, "growth")` follows it.

        Parameters
        ----------
        **values
            Where it starts; controls that are not named start at their defaults.

        Raises
        ------
        ControlError
            For a control that does not exist or a value that does not fit.
        """
        from coursebook.explorers.widget import ExplorerWidget

        return ExplorerWidget(self, **values)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from coursebook.explorers import page

        text = f"{self.title}. {self.summary(self.compute().values)}"
        if on_page():
            return {"text/plain": text, "text/html": page.html(self)}
        return self.widget().bundle(text)
