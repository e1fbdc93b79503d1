"""A quiz in a notebook: the page's markup, styles and scripts, carried into the cell's output.

Answers are judged and kept in the reader's browser, as on a page. Nothing is sent to the kernel, so
they are still there after it restarts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from coursebook.face import sheets
from coursebook.face.scripts import QUIZZES, joined


class QuizWidget(anywidget.AnyWidget):
    """A quiz as a widget; `markup` is what `coursebook.quizzes.page` writes."""

    _esm = joined([*QUIZZES, Path(__file__).with_suffix(".js")])
    _css = sheets.joined((*sheets.DESIGN, *sheets.QUIZZES, *sheets.NOTEBOOK))
    markup = traitlets.Unicode().tag(sync=True)

    def view(self) -> dict[str, Any]:
        """The part of a cell's output that stands for the widget."""
        shown = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": shown}
