"""What of the book goes into the browser: its package with its data, and chapters as notebooks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import altair
import jupytext
import nbformat
import vl_convert

from coursebook.catalog import uses
from coursebook.tables import sources

HERE: Final = Path(__file__).resolve().parent

# Where `alliance` looks for them: beside itself, as in the project.
_BESIDE: Final = ("data/**/*.*", "book/*.md", "book/references.bib", "_toc.yml")

_KERNEL: Final = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\((?!https?:)([\w:./-]+)(?:#[\w-]+)?\)")
_CITED: Final = re.compile(r"\{cite:[pt]\}`([^`]+)`")
_LAUNCH: Final = "launch:"


def package(root: Path) -> dict[str, bytes]:
    """The files of `alliance` and what it reads, by their place among the packages."""
    code = (path for path in (root / "alliance").rglob("*") if "__pycache__" not in path.parts)
    beside = (path for pattern in _BESIDE for path in root.glob(pattern))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (*code, *beside)
        if path.is_file()
    }


def drawing() -> tuple[str, dict[str, bytes]]:
    """vl-convert for the browser, under its own name and version: Vega, and who asks it.

    vl-convert knows the parts of Vega by these addresses, and has them with it: nothing is fetched.
    """
    place = "https://cdn.jsdelivr.net/npm"
    vega = f"{place}/vega@{vl_convert.get_vega_version()}/+esm"
    vega_lite = f"{place}/vega-lite@{altair.VEGALITE_VERSION}/+esm"
    scripts = {
        "vega-worker.js": f'import * as lite from "{vega_lite}"; '
        f'import * as runtime from "{vega}"; '
        "globalThis.vegaInWorker = { vega: runtime, vegaLite: lite };",
        "vega-page.mjs": "export { vegaEmbed };",
    }
    files = {path.name: path.read_bytes() for path in (HERE / "vl_convert").glob("*.[pj]*")}
    for name, snippet in scripts.items():
        files[name] = vl_convert.javascript_bundle(snippet).encode()
    return version("vl-convert-python"), {f"vl_convert/{name}": files[name] for name in files}


def chapters(root: Path) -> Iterator[tuple[str, nbformat.NotebookNode]]:
    """The chapters as notebooks, by name: the pages that have a quiz."""
    quizzes = root / "data" / "quizzes"
    names = [name for name in uses.pages(root) if (quizzes / f"{name}.yaml").is_file()]
    for name in names:
        text = (root / "book" / f"{name}.md").read_text(encoding="utf-8")
        notebook = jupytext.reads(text, fmt="md:myst")
        notebook["metadata"] = {"kernelspec": _KERNEL}
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = as_read(cell.source, names)
        yield name, notebook


def as_read(markdown: str, chapters: Collection[str]) -> str:
    """A text as JupyterLite shows it, which knows no citations and has the chapters alone.

    >>> as_read("See [China](china.md) and the [glossary](glossary.md#thaad).", ["china"])
    'See [China](china.ipynb) and the glossary.'
    """

    def link(found: re.Match[str]) -> str:
        words, target = found.groups()
        name = target.removesuffix(".md")
        if name in chapters:
            return f"[{words}]({name}.ipynb)"
        return "" if target.startswith(_LAUNCH) else words

    def cited(found: re.Match[str]) -> str:
        works = sources.line(found[1].split(","))
        return "; ".join(f"[{w.label}]({w.url})" if w.url else w.label for w in works)

    return _CITED.sub(cited, _LINK.sub(link, markdown))
