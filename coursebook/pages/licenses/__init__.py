"""The licenses of all software that the pages carry, in one file beside them: `licenses.txt`.

BSD, MIT and the font's license require that their notice accompanies the work wherever it goes. The
notices of Python packages are read from the installed packages. What these packages have taken from
others, minified and without its notice, is in `browser.txt`, which `tools/browser_licenses.py`
writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pydata_sphinx_theme
import sphinx_copybutton

from coursebook.face.scripts import VEGA

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NAME = "licenses.txt"
BROWSER = Path(__file__).parent / "browser.txt"
LINE = "=" * 78

# Which package each file under _static/ is from, as shell patterns.
ORIGINS = {
    "myst-nb": ("mystnb.*.css",),
    "pydata-sphinx-theme": (
        "coursebook/theme.css",
        "scripts/bootstrap.js",
        "scripts/bootstrap.js.LICENSE.txt",
        "scripts/pydata-sphinx-theme.js",
    ),
    "pygments": ("pygments.css",),
    "sphinx": (
        "basic.css",
        "doctools.js",
        "documentation_options.js",
        "file.png",
        "minus.png",
        "plus.png",
    ),
    "sphinx-book-theme": (
        "images/logo_*.svg",
        "scripts/sphinx-book-theme.js",
        "styles/sphinx-book-theme.css",
    ),
    "sphinx-copybutton": (
        "check-solid.svg",
        "clipboard.min.js",
        "copy-button.svg",
        "copybutton*.js",
        "copybutton.css",
    ),
    "sphinx-design": ("design-tabs.js", "sphinx-design.min.css"),
    "vl-convert-python": ("coursebook/vega.js",),
}
OWN = ("logo.svg", "coursebook/*", "pages.css")  # the last puts sheets named above together

INTRODUCTION = """\
This book: text under Creative Commons Attribution 4.0
(https://creativecommons.org/licenses/by/4.0/), code under the BSD 3-Clause license, figures
as their sources say, table by table.

Its pages carry the software below, each under its own license.
"""


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", announce)
    app.connect("build-finished", write)


def announce(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link the file in the page's head."""
    link = f'<link rel="license" href="{context["pathto"](NAME, 1)}" />\n'
    context["metatags"] = context.get("metatags", "") + link


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the file beside the pages."""
    if not error and app.builder.format == "html":
        (Path(app.outdir) / NAME).write_text(text(), encoding="utf-8")


def text() -> str:
    """All notices, one after the other."""
    packages = (f"{name} {version(name)}\n\n{package_license(name)}" for name in sorted(ORIGINS))
    return f"\n\n{LINE}\n".join(
        (INTRODUCTION.strip(), *packages, BROWSER.read_text(encoding="utf-8").strip(), "")
    )


def package_license(name: str) -> str:
    """The license text that an installed package brings along.

    Parameters
    ----------
    name
        The package's name.

    Returns
    -------
    str
        Its license.

    Raises
    ------
    LookupError
        If the package brings none: its files must not be published without one.
    """
    files = distribution(name).files or []
    found = [
        path.read_text(encoding="utf-8").strip()
        for path in files
        if path.parts[0].endswith(".dist-info")
        and re.match(r"(licen[cs]e|copying|notice)", path.name, re.IGNORECASE)
    ]
    if not found:
        raise LookupError(f"{name} {version(name)} brings no license file")
    return "\n\n".join(found)


def origins(file: str) -> Iterable[str]:
    """The packages from which a file under `_static/` comes; none if it is the book's own."""
    return [
        name for name, patterns in ORIGINS.items() if any(fnmatch(file, each) for each in patterns)
    ]


def is_known(file: str) -> bool:
    """Whether a file under `_static/` is the book's own or comes from a known package."""
    return bool(origins(file)) or any(fnmatch(file, each) for each in OWN)


class Part(NamedTuple):
    """Something that a package has taken from others, as `browser.txt` names it."""

    name: str
    version: str
    """Empty for a part of a part, whose version the package does not tell."""
    license: str


def browser_parts() -> list[Part]:
    """The parts for which `browser.txt` holds notices."""
    written = BROWSER.read_text(encoding="utf-8")
    titles = re.findall(r"^([\w@/.-]+)(?: (\d[\d.]*))? \(([\w. -]+)\)$", written, re.MULTILINE)
    return [Part(*each) for each in titles]


def browser_versions() -> dict[str, str]:
    """The versions of what the packages have taken from others, as the packages state them."""
    theme = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
    copybutton = Path(sphinx_copybutton.__file__).parent / "_static"
    return {
        "@fortawesome/fontawesome-free": _named(
            theme / "scripts" / "fontawesome.js.LICENSE.txt", r"Font Awesome Free ([\d.]+)"
        ),
        "bootstrap": _named(theme / "scripts" / "bootstrap.js.LICENSE.txt", r"Bootstrap v([\d.]+)"),
        "clipboard": _named(copybutton / "clipboard.min.js", r"clipboard\.js v([\d.]+)"),
    } | dict(re.findall(r"/npm/([\w-]+)@([\d.]+)/", VEGA))


def _named(file: Path, pattern: str) -> str:
    """The version that a file names."""
    found = re.search(pattern, file.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(f"{file} names no version: {pattern}")
    return found[1]
