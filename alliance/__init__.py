"""Divergent Priorities: what the chapters share.

A chapter needs `load` for a table of `data/`, `figure` to show a chart or a figure of words (such
as a `timeline`), `quiz` for its questions, and `theme` for colors. Explorers are imported by name
from `alliance.explorers`.
"""

from pathlib import Path

from coursebook.book import remember
from coursebook.catalog import about as catalog
from coursebook.charts import theme
from coursebook.charts.cards import people, quotations
from coursebook.charts.compared import compared
from coursebook.charts.figure import figure
from coursebook.charts.place_map import place_map
from coursebook.charts.table import table
from coursebook.charts.timeline import timeline
from coursebook.quizzes import quiz
from coursebook.tables import sources
from coursebook.tables.frames import load

__all__ = [
    "catalog",
    "compared",
    "figure",
    "load",
    "people",
    "place_map",
    "quiz",
    "quotations",
    "sources",
    "table",
    "theme",
    "timeline",
]

# For a notebook that lies outside the book, as on a hub.
remember(Path(__file__).resolve().parent.parent)
