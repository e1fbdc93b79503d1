"""Put the book's own styles and scripts, and Vega, beside the pages."""

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import Sphinx
from sphinx.config import Config

from coursebook.book import book, root
from coursebook.face import scripts, sheets
from coursebook.pages import voices
from coursebook.pages.made_once import kept

# Not a folder named `_static`: Jupyter Book links every file in such a folder from
# every page.
SOURCE = scripts.FOLDER
TARGET = Path("_static", "coursebook")
PUBLISHED = (".css", ".js")
IN_NOTEBOOKS = {"notebook.css", "notebook.js"}
VEGA = "vega.js"
SHORT = 8
FIRST = 100  # what a reader waits for runs before the scripts of Sphinx, at 200, and of the theme
JOINED = {
    "book.js": ("book.js", "note.js", "citations.js", "memory.js", "progress.js"),
    "charts.js": scripts.CHARTS,
    "explorers.js": (*scripts.EXPLORERS, *scripts.PROGRAMS),
    "quiz.js": scripts.QUIZZES,
}
"""Scripts that pages load as one, each after those that it uses: a request less is time won."""


def setup(app: Sphinx) -> None:
    # rebuild="html": pages name the checksums of these files, so they are written
    # again when one of the files changes.
    app.add_config_value("coursebook_assets_key", "", "html", str)
    app.connect("config-inited", set_key)
    app.connect("builder-inited", copy)
    app.connect("html-page-context", name_assets)


def set_key(app: Sphinx, config: Config) -> None:
    key = hashlib.sha256()
    for path in published():
        key.update(path.name.encode())
        key.update(path.read_bytes())
    key.update(voices.style().encode())
    config.coursebook_assets_key = key.hexdigest()


def published() -> list[Path]:
    """Return the styles and scripts that pages use, in a fixed order."""
    files = (path for path in SOURCE.iterdir() if path.suffix in PUBLISHED)
    return sorted(path for path in files if path.name not in IN_NOTEBOOKS)


def copy(app: Sphinx) -> None:
    """Copy before pages are written: Sphinx takes the checksums from the copies."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / TARGET
    target.mkdir(parents=True, exist_ok=True)
    parts = {*sheets.PAGES, *(part for several in JOINED.values() for part in several)}
    for path in published():
        if path.name not in parts:
            shutil.copyfile(path, target / path.name)
    (target / "book.css").write_text(sheets.joined(sheets.PAGES), encoding="utf-8")
    for name, several in JOINED.items():
        (target / name).write_text(scripts.joined(several), encoding="utf-8")
    (target / voices.SHEET).write_text(voices.style(), encoding="utf-8")
    if logo := book().logo:
        shutil.copyfile(root() / logo, target / "logo.svg")
    # The script that fetches Vega names it by its own checksum, which must change with it.
    drawing = target / "charts.js"
    origin = f"// Draws with Vega from vl-convert-python {version('vl-convert-python')}\n"
    drawing.write_text(origin + drawing.read_text(encoding="utf-8"), encoding="utf-8")
    made = kept(Path(app.outdir).parent, f"vega-{scripts.vega_key()}", ".js", scripts.vega)
    shutil.copyfile(made, target / VEGA)
    # MyST-NB copies its styles after the pages are written, so that only a second build
    # would find them and name their checksum.
    add_global_html_resources(app, None)
    app.add_css_file("coursebook/book.css", priority=900)
    app.add_css_file(f"coursebook/{voices.SHEET}", priority=900)
    app.add_js_file("coursebook/book.js", loading_method="defer")
    for script in ("charts", "explorers", "quiz"):  # the second uses the first
        app.add_js_file(f"coursebook/{script}.js", priority=FIRST, loading_method="defer")


def name_assets(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page's template the logo and the checksum of what all pages load."""
    context["logo"] = book().logo
    # Under which name the browser keeps what a reader has read: progress.js.
    kept_as = f'<meta name="storage-key" content="{book().storage_key}" />\n'
    context["metatags"] = context.get("metatags", "") + kept_as
    context["assets_key"] = app.config.coursebook_assets_key[:SHORT]
