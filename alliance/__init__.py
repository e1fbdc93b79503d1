"""Divergent Priorities: what the chapters share.

A chapter needs four names: `load` a table of `data/`, `figure` to show a chart, `quiz` for its
questions, and `theme` for colors. Explorers are imported by name from `alliance.explorers`.
"""

from alliance import theme
from alliance.figure import figure
from alliance.quizzes import quiz
from alliance.tables import load

__all__ = ["figure", "load", "quiz", "theme"]
