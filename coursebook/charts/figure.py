"""`figure`: a chart as a page shows it, and as JupyterLab does.

On a page: the finding as title, the drawn chart with its text alternative, the specification that
brings it to life, the sources, the data as a table and as a download. In JupyterLab: the same
title and source line around the live chart, without a network.
"""

from __future__ import annotations

import base64
from functools import cached_property
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from coursebook.charts import drawing, markup
from coursebook.face.host import on_page

if TYPE_CHECKING:
    from coursebook.face.widgets import Face

SingleView = alt.Chart | alt.LayerChart
"""Charts whose width can follow the page; facets and concatenations cannot."""


class FigureError(ValueError):
    """A figure lacks something that a reader needs; the message names the figure."""


class Figure:
    """A chart with all that stands around it, made by `figure`; end a cell with it to show it.

    Parameters
    ----------
    chart, name, title, data, narrow, alt_text
        As `figure` takes them; there `alt_text` is `alt`.
    """

    def __init__(
        self,
        chart: SingleView,
        *,
        name: str,
        title: str,
        alt_text: str,
        data: pd.DataFrame,
        narrow: SingleView | None,
    ) -> None:
        self.chart = chart
        self.name = name
        self.title = title
        self.alt_text = alt_text
        self.data = data
        self.narrow = narrow

    @cached_property
    def specs(self) -> dict[str, drawing.Spec]:
        """The compiled charts: `wide`, and `narrow` where small screens have one of their own."""
        charts = {"wide": self.chart} | ({"narrow": self.narrow} if self.narrow else {})
        return {
            size: drawing.compile_spec(
                chart.copy(deep=True).properties(width="container").to_dict()
            )
            for size, chart in charts.items()
        }

    def vega(self, *, narrow: bool = False) -> drawing.Spec:
        """The compiled Vega specification of the wide or the narrow chart."""
        return self.specs.get("narrow" if narrow else "wide", self.specs["wide"])

    def html(self, source: str = "") -> str:
        """The figure as HTML for a page; `source` is another line of its sources."""
        wide, narrow = self.vega(), self.vega(narrow=True)
        return markup.figure(
            name=self.name,
            title=self.title,
            view=markup.chart_view(self.alt_text, wide, narrow, name=self.name)
            + markup.json_block("chart-spec", self.specs),
            footer=(source or markup.source_line(self.data))
            + markup.data_tools(self.data, name=self.name, caption=self.title),
        )

    def notebook(self) -> Face:
        """The figure as a widget: what a page shows, its sources linked to the works."""
        from coursebook.face.output import row_sources, source_line
        from coursebook.face.widgets import Face

        return Face(self.html(source_line(row_sources(self.data))))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text, html = f"{self.title} {self.alt_text}", self.html()
        if on_page():
            picture = base64.b64encode(drawing.png(self.vega())).decode()
            return {"text/plain": text, "text/html": html, "image/png": picture}
        return self.notebook().output(text=text, still=html)


def figure(
    chart: SingleView,
    *,
    name: str,
    title: str,
    alt: str,
    data: pd.DataFrame | None = None,
    narrow: SingleView | None = None,
) -> Figure:
    """Show a chart with its finding, text alternative, sources, table and download.

    Parameters
    ----------
    chart
        A single or layered chart, with a height and no width: its width follows the page.
    name
        A short name in kebab case, unique on the page. The anchor is `fig-` and this name, and the
        download is called by it.
    title
        The finding, in words.
    alt
        What the chart shows, with its main numbers, for readers who do not see it; at least 20
        characters.
    data
        Exactly what is drawn, with a column `source`. By default the chart's own data.
    narrow
        Another chart for screens under 480 px, where the first would be crowded.

    Returns
    -------
    Figure
        End a cell with it.

    Raises
    ------
    FigureError
        If the title, the text alternative, the data or their sources are missing.

    Examples
    --------
    >>> import altair
    >>> from coursebook.tables import load
    >>> bars = altair.Chart(load("lakes")).mark_bar().encode(x="retention_years:Q", y="lake:N")
    >>> shown = figure(
    ...     bars.properties(height=180),
    ...     name="retention",
    ...     title="Water stays in Lake Superior for almost two centuries",
    ...     alt="Bars of the years that water stays: Superior 191, Michigan 99, Erie 2.6.",
    ... )
    >>> 'id="fig-retention"' in shown.html()
    True
    """
    drawn = data if data is not None else getattr(chart, "data", None)
    where = f"figure {name!r}"
    if not title.strip():
        raise FigureError(f"{where}: title is empty; say what the chart finds")
    if len(alt.strip()) < 20:
        raise FigureError(f"{where}: alt is missing or too short; say what the chart shows")
    if not isinstance(drawn, pd.DataFrame):
        raise FigureError(f"{where}: no data; pass data=, the frame that the chart draws")
    if drawn.empty:
        raise FigureError(f"{where}: its data has no rows")
    if "source" not in drawn.columns:
        raise FigureError(f"{where}: its data has no column 'source'; keep the table's source")
    return Figure(chart, name=name, title=title, alt_text=alt, data=drawn, narrow=narrow)
