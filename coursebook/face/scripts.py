"""The scripts of the face, each after those that it uses, and the part of Vega that draws.

Pages load them as files, notebooks as one text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

import vl_convert

FOLDER: Final = Path(__file__).parent
CHARTS: Final = (
    "expressions.js",
    "note.js",
    "tooltips.js",
    "nearest.js",
    "grips.js",
    "pictures.js",
    "drawn-words.js",
    "choices.js",
    "charts.js",
)
EXPLORERS: Final = (
    "numbers.js",
    "memory.js",
    "scenarios.js",
    "links.js",
    "spreadsheet.js",
    "kept.js",
    "history.js",
    "hand.js",
    "brief.js",
    "explorer-rows.js",
    "explorer-frame.js",
    "explorer-chart.js",
    "sliders.js",
    "explorer-fields.js",
    "explorer-headline.js",
    "explorer-results.js",
    "moves.js",
    "explorer-tasks.js",
    "explorer.js",
)
QUIZZES: Final = ("numbers.js", "memory.js", "answers.js", "quiz.js")
PROGRAMS: Final = ("rows.js", "explorers.js")
"""What only pages need, where a program answers."""

VEGA: Final = """
import { View } from "https://cdn.jsdelivr.net/npm/vega-view@6.1.0/+esm";
import { parse } from "https://cdn.jsdelivr.net/npm/vega-parser@7.1.0/+esm";
import { changeset, transforms } from "https://cdn.jsdelivr.net/npm/vega-dataflow@6.1.0/+esm";
import * as rows from "https://cdn.jsdelivr.net/npm/vega-transforms@5.1.0/+esm";
import * as marks from "https://cdn.jsdelivr.net/npm/vega-view-transforms@5.1.0/+esm";
import * as scales from "https://cdn.jsdelivr.net/npm/vega-encode@5.1.0/+esm";
Object.assign(transforms, rows, marks, scales);
window.vega = { View, changeset, parse };
"""
"""What charts need of Vega, half of what Vega-Embed is: they are compiled when the book is built,
and draw no map, tree or network. The addresses name modules inside vl-convert, which fetches
nothing; another version of it may hold others, and the build then says which it misses."""

_SHORT: Final = 8


def joined(names: Iterable[str | Path]) -> str:
    """The text of these files, one after the other.

    >>> "startQuiz" in joined(["answers.js", "quiz.js"])
    True
    """
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def vega_key() -> str:
    """What tells this selection of Vega from any other."""
    made_of = f"{version('vl-convert-python')} {VEGA}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:_SHORT]


def vega() -> str:
    """The part of Vega that charts need, as one classic script; making it takes a second or two."""
    script = vl_convert.javascript_bundle(VEGA)
    # In a function of its own: a top-level name of the bundle is also one of
    # Sphinx's, and a second declaration would stop the whole script.
    return f"(function(){{\n{script}\n}})();\n"
