"""Put the book's own styles and scripts, and Vega, beside the pages."""

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import Sphinx
from sphinx.builders.html._assets import _file_checksum
from sphinx.config import Config

# Not a folder named `_static`: Jupyter Book links every file in such a folder from
# every page.
SOURCE = Path(__file__).parent / "assets"
TARGET = Path("_static", "alliance")
NOT_PUBLISHED = {".DS_Store"}
VEGA = "vega.js"
SHORT = 8
JOINED = {
    "charts.js": ("tooltips.js", "charts.js"),
    "explorers.js": ("expressions.js", "scenarios.js", "kept.js", "brief.js", "explorers.js"),
    "quiz.js": ("answers.js", "quiz.js"),
}
"""Scripts that pages load as one, each after those that it uses: a request less is time won."""


def setup(app: Sphinx) -> None:
    # rebuild="html": pages name the checksums of these files, so they are written
    # again when one of the files changes.
    app.add_config_value("alliance_assets_key", "", "html", str)
    app.connect("config-inited", set_key)
    app.connect("builder-inited", copy)
    app.connect("html-page-context", announce_vega)


def set_key(app: Sphinx, config: Config) -> None:
    key = hashlib.sha256()
    for path in published():
        key.update(path.name.encode())
        key.update(path.read_bytes())
    config.alliance_assets_key = key.hexdigest()


def published() -> list[Path]:
    """Return the files of `assets/`, in a fixed order."""
    return sorted(p for p in SOURCE.iterdir() if p.is_file() and p.name not in NOT_PUBLISHED)


def copy(app: Sphinx) -> None:
    """Copy before pages are written: Sphinx takes the checksums from the copies."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / TARGET
    target.mkdir(parents=True, exist_ok=True)
    parts = {part for several in JOINED.values() for part in several}
    for path in published():
        if path.name not in parts:
            shutil.copyfile(path, target / path.name)
    for name, several in JOINED.items():
        texts = [(SOURCE / part).read_text(encoding="utf-8") for part in several]
        (target / name).write_text("\n".join(texts), encoding="utf-8")
    # The script that fetches Vega names it by its own checksum, which must change with it.
    drawing = target / "charts.js"
    origin = f"// Draws with Vega from vl-convert-python {version('vl-convert-python')}\n"
    drawing.write_text(origin + drawing.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copyfile(vega_bundle(build_folder(app)), target / VEGA)
    # MyST-NB copies its styles after the pages are written, so that only a second build
    # would find them and name their checksum.
    add_global_html_resources(app, None)
    app.add_css_file("alliance/book.css", priority=900)
    app.add_css_file("alliance/figures.css", priority=900)
    app.add_js_file("alliance/book.js", loading_method="defer")
    app.add_css_file("alliance/quiz.css", priority=900)
    for script in ("charts", "explorers", "quiz"):  # the second uses the first
        app.add_js_file(f"alliance/{script}.js", loading_method="defer")


def announce_vega(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the browser fetch Vega early where an explorer will ask for it at once."""
    context["assets_key"] = app.config.alliance_assets_key[:SHORT]
    if 'class="explorer"' in (context.get("body") or ""):
        checksum = _file_checksum(Path(app.outdir, "_static"), "alliance/charts.js")
        address = f"{context['pathto']((TARGET / VEGA).as_posix(), 1)}?v={checksum}"
        preload = f'<link rel="preload" as="script" href="{address}" />\n'
        context["metatags"] = context.get("metatags", "") + preload


def build_folder(app: Sphinx) -> Path:
    """Return the folder for files that are made once and used by later builds."""
    folder = Path(app.outdir).parent / ".alliance"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def vega_bundle(folder: Path) -> Path:
    """Return the file with Vega, Vega-Lite and Vega-Embed as one classic script."""
    bundle = folder / f"vega-{version('vl-convert-python')}.js"
    if not bundle.exists():
        script = vl_convert.javascript_bundle("window.vegaEmbed=vegaEmbed")
        # In a function of its own: a top-level name of the bundle is also one of
        # Sphinx's, and a second declaration would stop the whole script.
        part = bundle.with_suffix(".part")
        part.write_text(f"(function(){{\n{script}\n}})();\n", encoding="utf-8")
        part.replace(bundle)
    return bundle
