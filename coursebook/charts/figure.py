"""`figure`: a chart, a map or a figure of words, as a page shows it, and as JupyterLab does.

On a page: the finding as title, what is shown and in which unit below it, the drawn chart with its
text alternative and the specification that brings it to life, or the words; the sources, the data
as a table and as a download. In JupyterLab: the same, without a network.
"""

from __future__ import annotations

import base64
from functools import cached_property
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from coursebook.charts import drawing, markup
from coursebook.charts.place_map import PlaceMap
from coursebook.charts.words import Cite, FigureError, Words, row_name, text
from coursebook.face.host import on_page
from coursebook.tables import sources

if TYPE_CHECKING:
    from coursebook.face.widgets import Face

__all__ = ["Figure", "FigureError", "SingleView", "figure"]

SingleView = alt.Chart | alt.LayerChart
"""Charts whose width can follow the page; facets and concatenations cannot."""


class Figure:
    """A chart or words with all that stands around; end a cell with it to show it.

    Parameters
    ----------
    content, name, title, subtitle, data, narrow, alt_text
        As `figure` takes them; there `alt_text` is `alt`.
    """

    def __init__(
        self,
        content: SingleView | PlaceMap | Words,
        *,
        name: str,
        title: str,
        subtitle: str,
        alt_text: str,
        data: pd.DataFrame,
        narrow: SingleView | None,
    ) -> None:
        self.content = content
        self.name = name
        self.title = title
        self.subtitle = subtitle
        self.alt_text = alt_text
        self.data = data
        self.narrow = narrow

    @cached_property
    def specs(self) -> dict[str, drawing.Spec]:
        """The compiled charts: `wide`, and `narrow` where small screens have one of their own."""
        if isinstance(self.content, Words):
            return {}
        if isinstance(self.content, PlaceMap):
            return self.content.drawn(f"figure {self.name!r}")
        charts = {"wide": self.content} | ({"narrow": self.narrow} if self.narrow else {})
        return {
            size: drawing.compile_spec(
                chart.copy(deep=True).properties(width="container").to_dict()
            )
            for size, chart in charts.items()
        }

    def vega(self, *, narrow: bool = False) -> drawing.Spec:
        """The compiled Vega specification of the wide or the narrow chart."""
        return self.specs.get("narrow" if narrow else "wide", self.specs["wide"])

    def html(self, cite: Cite = sources.html) -> str:
        """The figure as HTML; `cite` turns keys of the bibliography into links."""
        return markup.figure(
            name=self.name,
            title=self.title,
            subtitle=self.subtitle,
            kind=self._kind(),
            view=self._view(cite),
            footer=markup.source_line(self.data, cite)
            + markup.data_tools(self.data, name=self.name, caption=self.title),
        )

    def _kind(self) -> str:
        match self.content:
            case Words():
                return f"words {self.content.kind}"
            case PlaceMap():
                return "words place-map"
        return "chart"

    def _view(self, cite: Cite) -> str:
        if isinstance(self.content, Words):
            return self.content.make(f"figure {self.name!r}", cite)
        wide, narrow = self.vega(), self.vega(narrow=True)
        drawn = markup.chart_view(self.alt_text, wide, narrow, name=self.name)
        if isinstance(self.content, PlaceMap):
            return drawn  # nothing in it moves
        return drawn + markup.json_block("chart-spec", self.specs)

    def notebook(self) -> Face:
        """The figure as a widget: what a page shows, its sources linked to the works."""
        from coursebook.face.output import cite
        from coursebook.face.widgets import Face

        return Face(self.html(cite))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        said = " ".join(filter(None, (self.title, self.subtitle, self.alt_text)))
        html = self.html()
        if not on_page():
            return self.notebook().output(text=said, still=html)
        output = {"text/plain": said, "text/html": html}
        if self.specs:
            output["image/png"] = base64.b64encode(drawing.png(self.vega())).decode()
        return output


def figure(
    content: SingleView | PlaceMap | Words,
    *,
    name: str,
    title: str,
    subtitle: str = "",
    alt: str = "",
    data: pd.DataFrame | None = None,
    narrow: SingleView | None = None,
) -> Figure:
    """Show a chart or words with the finding, sources, table and download.

    Parameters
    ----------
    content
        A single or layered chart, with a height and no width: its width follows the page. Or what
        `place_map`, `timeline`, `table` and the other kinds make.
    name
        A short name in kebab case, unique on the page. The anchor is `fig-` and this name, and the
        download is called by it.
    title
        The finding, in words.
    subtitle
        One sentence: what is shown, in which unit, how to read it.
    alt
        What a chart shows, with its main numbers, for readers who do not see it; at least 20
        characters. Words are heard as they are and need none.
    data
        Exactly what is drawn, with a column `source`. By default the data of the content.
    narrow
        Another chart for screens under 480 px, where the first would be crowded.

    Returns
    -------
    Figure
        End a cell with it.

    Raises
    ------
    FigureError
        If the title, the subtitle, the text alternative, the data or their sources are missing, or
        if a row lacks what the content needs.

    Examples
    --------
    >>> import altair
    >>> from coursebook.tables import load
    >>> bars = altair.Chart(load("lakes")).mark_bar().encode(x="retention_years:Q", y="lake:N")
    >>> shown = figure(
    ...     bars.properties(height=180),
    ...     name="retention",
    ...     title="Water stays in Lake Superior for almost two centuries",
    ...     subtitle="Mean time that water stays in each lake, in years.",
    ...     alt="Bars of the years that water stays: Superior 191, Michigan 99, Erie 2.6.",
    ... )
    >>> 'id="fig-retention"' in shown.html()
    True
    """
    drawn = data if data is not None else getattr(content, "data", None)
    where = f"figure {name!r}"
    if not title.strip():
        raise FigureError(f"{where}: title is empty; say what the chart finds")
    if not subtitle.strip():
        raise FigureError(
            f"{where}: subtitle is empty; say in a sentence what is shown, in which unit"
        )
    if not isinstance(content, Words) and len(alt.strip()) < 20:
        raise FigureError(f"{where}: alt is missing or too short; say what the chart shows")
    if not isinstance(drawn, pd.DataFrame):
        raise FigureError(f"{where}: no data; pass data=, the frame that the chart draws")
    if drawn.empty:
        raise FigureError(f"{where}: its data has no rows")
    if "source" not in drawn.columns:
        raise FigureError(f"{where}: its data has no column 'source'; keep the table's source")
    shown = Figure(
        content,
        name=name,
        title=title,
        subtitle=subtitle.strip(),
        alt_text=alt,
        data=drawn,
        narrow=narrow,
    )
    # A damaged row is refused here, where the cell is named.
    if isinstance(content, PlaceMap):
        shown.specs  # noqa: B018
    if isinstance(content, Words):
        _with_sources(where, drawn)
        shown.html()
    return shown


def _with_sources(where: str, data: pd.DataFrame) -> None:
    """Refuse a row of words without a source."""
    for index, row in data.to_dict("index").items():
        if not text(row, "source"):
            raise FigureError(f"{where}, {row_name(index, row)}: field source is empty")
