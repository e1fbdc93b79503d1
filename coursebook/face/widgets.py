"""What a notebook shows: the face of a page, answered by a kernel.

The scripts and Vega come from the installed packages and are sent once for each kernel, so that a
notebook needs no network.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from coursebook.book import BookError, root
from coursebook.face import scripts, sheets
from coursebook.face.output import view
from coursebook.face.sheets import DESIGN, EXPLORERS, FIGURES, NOTEBOOK

# A saved notebook is also read where none of the book's style sheets are.
_PLAIN: Final = (
    "<style>.drawn.narrow{display:none}.chart-view svg{max-width:100%;height:auto}</style>"
)


class Library(anywidget.AnyWidget):
    """The scripts of the face, and Vega: one library for everything that a kernel shows.

    Widgets import it themselves, because anywidget gives up on a widget's module after two seconds,
    which on a busy machine this one exceeds.
    """

    _esm = "export default {};"
    release = traitlets.Unicode().tag(sync=True)
    face = traitlets.Unicode().tag(sync=True)
    vega = traitlets.Unicode().tag(sync=True)


class Face(anywidget.AnyWidget):
    """A figure or an explorer in a notebook; `_frame` is its markup, the same as on a page."""

    _esm = scripts.FOLDER / "notebook.js"
    _css = sheets.joined((*DESIGN, *FIGURES, *EXPLORERS, *NOTEBOOK))
    _library = anywidget.WidgetTrait().tag(sync=True)
    _frame = traitlets.Unicode().tag(sync=True)

    def __init__(self, frame: str, **traits: Any) -> None:
        super().__init__(_library=library(), _frame=frame, **traits)

    def output(self, *, text: str, still: str) -> dict[str, Any]:
        """The output of a cell: the widget, and `still`, the markup for where no kernel runs."""
        return {"text/plain": text, "text/html": _PLAIN + still, **view(self)}


def library() -> Library:
    """The library of this kernel."""
    if _made().comm is None:  # somebody closed all widgets
        _made.cache_clear()
    return _made()


@lru_cache(maxsize=1)
def _made() -> Library:
    face = scripts.joined((*scripts.CHARTS, *scripts.EXPLORERS))
    release = hashlib.sha256((scripts.vega_key() + face).encode()).hexdigest()
    return Library(release=release, face=face, vega=_vega())


def _vega() -> str:
    """The script that draws, kept with what is built because bundling it takes two seconds."""
    kept = _kept()
    if kept and kept.is_file():
        return kept.read_text(encoding="utf-8")
    script = scripts.vega()
    if kept is None:
        return script
    with suppress(OSError):  # a folder that may only be read
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")  # kernels may start at the same time
        part.write_text(script, encoding="utf-8")
        part.replace(kept)
    return script


def _kept() -> Path | None:
    """The file that keeps the script in the book's `_build`; None outside a book."""
    try:
        return root() / "_build" / ".coursebook" / f"vega-{scripts.vega_key()}.js"
    except BookError:
        return None
