"""The style sheets of the face, each after those that it may refine.

A room each: what a sheet dresses is its name. What all of them measure by is in `tokens.css`, and
what readers set, press and reach by key in `controls.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from coursebook.face import scripts

DESIGN: Final = ("tokens.css", "controls.css")
FIGURES: Final = (
    "figures.css",
    "tables.css",
    "notes.css",
    "words.css",
    "timeline.css",
    "word-tables.css",
    "cards.css",
)
EXPLORERS: Final = (
    "explorer-frame.css",
    "explorer-fields.css",
    "explorer-tasks.css",
    "explorer-results.css",
)
QUIZZES: Final = ("quiz.css",)

PAGES: Final = (
    *DESIGN,
    "page.css",
    "chapter.css",
    *FIGURES,
    *EXPLORERS,
    *QUIZZES,
    "lists.css",
)
"""All that a page of the book loads, as one."""

NOTEBOOK: Final = ("notebook.css",)
"""The colors of JupyterLab in place of the theme's, behind what a notebook shows."""

_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.S)


def joined(names: Iterable[str]) -> str:
    """The rules of these sheets, one after the other; readers have no use for our comments.

    >>> "/*" in joined(DESIGN)
    False
    """
    return _COMMENT.sub("", scripts.joined(names))
