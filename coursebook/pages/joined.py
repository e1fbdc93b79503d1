"""One style sheet, which all pages share, in place of the theme's, the extensions' and the book's.

A request less is time won, and one file compresses better than several.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

SHEET: Final = "pages.css"
FIRST: Final = ("basic.css", "coursebook/theme.css")
"""What the theme links before all others; the rest follows in Sphinx's order."""
APART: Final = ("pygments.css", "sphinx-design.min.css")
"""The theme writes the first once all pages are written. Few pages have the parts that the second
styles, and it weighs half as much as all the rest."""
ANSI: Final = re.compile(r"[^{}]*\.-Color\[[^{}]*\{[^{}]*\}")
"""MyST-NB's colors of terminals, a rule for each of 512: a quarter of the sheet, and a book whose
build stops at an error shows no terminal."""
CHARSET: Final = '@charset "UTF-8";'
LAST: Final = 890  # all others have named their sheets by then, and mending.py comes after


def setup(app: Sphinx) -> None:
    keys: dict[str, str] = {}  # of the one sheet, once it is written

    def put_in_place(
        app: Sphinx,
        page: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        files = context.get("css_files", [])
        if SHEET not in keys:
            names = [name for name in map(name_of, files) if name not in APART]
            keys[SHEET] = write(Path(app.outdir, "_static"), (*FIRST, *names))
        context["css_files"] = [file for file in files if name_of(file) in APART]
        context["styles_key"] = keys[SHEET]

    app.connect("html-page-context", put_in_place, priority=LAST)


def name_of(file: object) -> str:
    """A style sheet's or script's place in the folder of such files."""
    return str(getattr(file, "filename", file) or "").rpartition("_static/")[2]


def write(folder: Path, names: Iterable[str]) -> str:
    """Write the sheet and return its checksum; Sphinx has laid the parts beside it by then.

    It stands in the folder itself, for the sake of the pictures that the first part names.
    """
    parts = [(folder / name).read_text(encoding="utf-8") for name in names]
    sheet = ANSI.sub("", "\n".join(part.replace(CHARSET, "") for part in parts))
    (folder / SHEET).write_text(sheet, encoding="utf-8")
    return hashlib.sha256(sheet.encode()).hexdigest()[:8]
