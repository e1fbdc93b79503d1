"""Both books in a temporary folder: ours, and a plain Jupyter Book with the same chapters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

# All that the plain book says of itself; everything else is Jupyter Book's default. The time that a
# cell may take is longer, for machines that do much else.
PLAIN_CONFIG = """title: A plain Jupyter Book
author: Divergent Priorities contributors
bibtex_bibfiles: [references.bib]
execute:
  timeout: 300
"""
FIRST_CELL = """```{code-cell} ipython3
:tags: [remove-cell]

import plain_face
```

"""
INTRO = "# {title}\n\n- [The first chapter]({first}.md)\n"
SOURCES = "# Sources\n\n```{bibliography}\n```\n"
EDIT = "\nThis sentence was added after the book had been built.\n"
FAILED = "Executing notebook failed"  # a build of defaults goes on, and shows the error on the page
# A plain book knows none of them: buttons that open an exercise, and links to other chapters.
OWN_LINKS = re.compile(r"\[([^\]]+)\]\((?:launch:|exercise-)[^)]*\)")
PARTS_LEFT_OUT = shutil.ignore_patterns(
    ".*", "_build", "__pycache__", "*.egg-info", "tests", "docs", "benchmarks", "deploy"
)

Chapters = Mapping[str, str]
"""The text of each chapter by its name."""


@dataclass(frozen=True)
class Book:
    """A book to build: its folder, that of its chapters, and how it comes about."""

    root: Path
    chapters: Path
    first: str

    @property
    def pages(self) -> Path:
        """The folder of the built pages."""
        return self.root / "_build" / "html"

    def address(self, chapter: str) -> str:
        """Where a chapter's page stands on the site."""
        folder = self.chapters.relative_to(self.root).as_posix()
        return f"{folder}/{chapter}.html".removeprefix("./")

    def build(self) -> float:
        """Build it as it stands; return the seconds it took.

        Raises RuntimeError with the build's last words where no page came of it.
        """
        program = Path(sys.executable).parent / "jupyter-book"
        start = time.perf_counter()
        done = subprocess.run(
            [program, "build", "."], cwd=self.root, capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
        said = done.stdout + done.stderr
        if done.returncode or FAILED in said:
            raise RuntimeError(f"{self.root.name} does not build:\n{said[-3000:]}")
        return seconds

    def edit(self) -> None:
        """Add a sentence to the first chapter."""
        with (self.chapters / f"{self.first}.md").open("a", encoding="utf-8") as file:
            file.write(EDIT)


Writer = Callable[[Path, Chapters], Book]
"""Writes a book into a folder."""


def chapter(name: str) -> str:
    """The text of a chapter of this book."""
    return (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")


def times(name: str, number: int) -> dict[str, str]:
    """A chapter so many times, each under a name of its own."""
    text = chapter(name)
    return {name: text} | {f"{name}-{n}": text for n in range(2, number + 1)}


def our_book(folder: Path, chapters: Chapters) -> Book:
    """Our book, with a table of contents that names these chapters and no others."""
    shutil.copytree(ROOT, folder, ignore=PARTS_LEFT_OUT)
    book = folder / "book"
    first = next(iter(chapters))
    write(
        book,
        {"intro": INTRO.format(title="Divergent Priorities", first=first), "references": SOURCES},
    )
    write(book, chapters)
    names = ["intro", *chapters, "references"]
    write_contents(folder, [f"book/{name}" for name in names])
    return Book(folder, book, first)


def plain_book(folder: Path, chapters: Chapters) -> Book:
    """A Jupyter Book of defaults with the same chapters; their first cell is `plain_face`."""
    folder.mkdir()
    shutil.copyfile(ROOT / "book" / "references.bib", folder / "references.bib")
    shutil.copyfile(HERE / "plain_face.py", folder / "plain_face.py")
    (folder / "_config.yml").write_text(PLAIN_CONFIG, encoding="utf-8")
    first = next(iter(chapters))
    write(folder, {"intro": INTRO.format(title="A plain book", first=first), "references": SOURCES})
    write(folder, {name: plain(text) for name, text in chapters.items()})
    write_contents(folder, ["intro", *chapters, "references"])
    return Book(folder, folder, first)


def plain(text: str) -> str:
    """A chapter as the plain book has it: with its first cell, without links of this book's own."""
    before, cell, after = text.partition("```{code-cell}")
    return OWN_LINKS.sub(r"\1", before + (FIRST_CELL + cell if cell else "") + after)


def write(folder: Path, pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def write_contents(folder: Path, pages: list[str]) -> None:
    """The table of contents; JSON is YAML too."""
    first, *others = pages
    contents = {"format": "jb-book", "root": first, "chapters": [{"file": page} for page in others]}
    (folder / "_toc.yml").write_text(json.dumps(contents, indent=2), encoding="utf-8")
