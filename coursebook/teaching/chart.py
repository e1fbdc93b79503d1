"""Bars as a chart of PowerPoint: numbers and colors can be changed, and a theme's font applies."""

from __future__ import annotations

from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Pt

from coursebook.teaching.layout import Picture
from coursebook.teaching.look import INK, MUTED, WHITE
from coursebook.teaching.native import CLEAR, Bars, Series

SIZE: Final = 18
"""The size of its words, in points: to be read from the back row."""
GAP: Final = 45
"""Between two bars, in percent of a bar."""
NUMBERS: Final = "#,##0.##"
GRID: Final = "DDE1E6"
KINDS: Final = {
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}


def add(slide: Any, picture: Picture, bars: Bars) -> None:
    """Put the chart where its picture would be, with the same words for who does not see it."""
    bars = bars.from_below() if bars.lying else bars
    data = CategoryChartData(number_format=NUMBERS)
    data.categories = bars.names
    for series in bars.series:
        data.add_series(series.name or bars.axis, series.values)
    box = picture.box
    frame = slide.shapes.add_chart(
        KINDS[bars.lying, len(bars.series) > 1],
        *(Pt(each) for each in (box.left, box.top, box.width, box.height)),
        data,
    )
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", picture.alt)
    dress(frame.chart, bars)


def dress(chart: Any, bars: Bars) -> None:
    chart.font.size, chart.font.color.rgb = Pt(SIZE), RGBColor.from_string(INK)
    chart.has_title = False
    chart.has_legend = len(bars.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    names, along = chart.category_axis, chart.value_axis
    names.has_major_gridlines = False
    names.format.line.color.rgb = RGBColor.from_string(MUTED)
    along.minimum_scale, along.maximum_scale = 0, bars.most
    along.format.line.fill.background()
    along.major_gridlines.format.line.color.rgb = RGBColor.from_string(GRID)
    along.has_title = bool(bars.axis)
    if bars.axis:
        frame = along.axis_title.text_frame
        frame.text = bars.axis
        frame.paragraphs[0].runs[0].font.size = Pt(SIZE)
        frame.paragraphs[0].runs[0].font.bold = False
    plot = chart.plots[0]
    plot.gap_width = GAP
    if len(bars.series) > 1:
        plot.overlap = 100
    if bars.numbered:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = NUMBERS, False
    for drawn, series in zip(plot.series, bars.series, strict=True):
        paint(drawn, series)
        for point, words in enumerate(bars.words):
            frame = drawn.points[point].data_label.text_frame
            frame.text, frame.word_wrap = words, False
            frame.paragraphs[0].runs[0].font.size = Pt(SIZE)


def paint(drawn: Any, series: Series) -> None:
    """Give bars their colors: all at once where they share one, so that it is changed at once."""
    colors = list(zip(series.fills, series.outlines, strict=True))
    known = [each for each, value in zip(colors, series.values, strict=True) if value is not None]
    if len(set(known)) == 1:
        color(drawn.format, *known[0])
        return
    for place, (fill, outline) in enumerate(colors):
        if series.values[place] is not None:
            color(drawn.points[place].format, fill, outline)


def color(shape: Any, fill: str, outline: str) -> None:
    shape.fill.solid()
    inside = WHITE if fill == CLEAR else fill.lstrip("#").upper()
    shape.fill.fore_color.rgb = RGBColor.from_string(inside)
    if outline and outline != CLEAR:
        shape.line.color.rgb = RGBColor.from_string(outline.lstrip("#").upper())
        shape.line.width = Pt(1.5)
