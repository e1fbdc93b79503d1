"""A chart in a notebook: embedded once, and then told only what changes.

Vega comes from the installed packages and is sent once for each kernel, so that a notebook needs
no network. A change of a scenario costs one small message, and nothing is drawn anew but the marks
that move.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets
import vl_convert

from coursebook.book import BookError, root

_HERE: Final = Path(__file__).parent
_RELEASE: Final = version("vl-convert-python")
_FACE: Final = _HERE.parent / "face"

LIVE: Final = '<div class="chart-live"></div>'


class Vega(anywidget.AnyWidget):
    """The library that draws; one for all charts of a kernel.

    Charts import its script themselves: anywidget gives up on a module of its own that takes more
    than two seconds, which on a busy machine this one does.
    """

    _esm = "export default {};"
    release = traitlets.Unicode(_RELEASE).tag(sync=True)
    script = traitlets.Unicode().tag(sync=True)


class LiveChart(anywidget.AnyWidget):
    """A compiled chart that can be given other data and settings.

    `frame` is the markup that it stands in, with an element `.chart-live` for the drawing and one
    `.chart-tools` for the links that save it. `specs` holds Vega specifications by size: "wide",
    and "narrow" where there is another for little room. `scene` is what may change: `signals` and
    `data` by name, and a `summary` of what is seen, which follows `about` in the text alternative
    and is spoken after a change.
    """

    _esm = _HERE / "live.js"
    _css = "\n".join(
        path.read_text(encoding="utf-8") for path in (_FACE / "figures.css", _FACE / "notebook.css")
    )
    library = anywidget.WidgetTrait().tag(sync=True)
    frame = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    specs = traitlets.Dict().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(library=_library(), **traits)


def _library() -> Vega:
    if _made().comm is None:  # somebody closed all widgets
        _made.cache_clear()
    return _made()


@lru_cache(maxsize=1)
def _made() -> Vega:
    return Vega(script=_bundle())


def _bundle() -> str:
    """The module's text. To bundle it takes two seconds, so it is kept with what is built."""
    kept = _kept()
    if kept and kept.is_file():
        return kept.read_text(encoding="utf-8")
    script: str = vl_convert.javascript_bundle("export { vegaEmbed };")
    if kept is None:
        return script
    with suppress(OSError):  # a folder that may only be read
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")  # kernels may start at the same time
        part.write_text(script, encoding="utf-8")
        part.replace(kept)
    return script


def _kept() -> Path | None:
    """The file that keeps the module with what a book has built; None outside a book."""
    try:
        return root() / "_build" / ".coursebook" / f"vega-{_RELEASE}.mjs"
    except BookError:
        return None
