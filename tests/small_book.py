"""Small books, made for a check and built as the whole one is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# {title}

A paragraph that is long enough to describe the page to a reader who has not opened it.

```{{code-cell}} ipython3
from alliance import load
```

Text between the cells.

```{{code-cell}} ipython3
{code}
```
"""
TOC = "format: jb-book\nroot: book/start\nchapters:\n"
# What a shell starts in its background ignores Ctrl-C, and so would all that it starts.
PROGRAM = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from jupyter_book.cli.main import main
main()"""
SHARES = 'load("defense_share").query("iso3 == \'POL\' and year == 1995").percent_of_gdp.sum()'
RATES = 'load("exchange_rate").krw_per_usd.max()'


def make_book(root: Path, folder: Path, cells: dict[str, str]) -> Path:
    """Copy all but the chapters, and write one chapter for each cell."""
    shutil.copytree(
        root / "alliance", folder / "alliance", ignore=shutil.ignore_patterns("__pycache__")
    )
    # No chapters, hence no quizzes.
    shutil.copytree(root / "data", folder / "data", ignore=shutil.ignore_patterns("quizzes"))
    (folder / "book").mkdir()
    for name in ("_config.yml", "pyproject.toml", "requirements.txt", "book/references.bib"):
        shutil.copyfile(root / name, folder / name)
    (folder / "book" / "start.md").write_text("# Start\n\nA first page.\n", encoding="utf-8")
    for name, code in cells.items():
        (folder / "book" / f"{name}.md").write_text(chapter(name, code), encoding="utf-8")
    toc = TOC + "".join(f"  - file: book/{name}\n" for name in cells)
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return folder


def chapter(name: str, code: str) -> str:
    """The text of a chapter that shows one cell."""
    return HEADER.format(title=name.capitalize(), code=code)


def start(
    book: Path, *options: str, before: Callable[[], object] | None = None, **variables: str
) -> subprocess.Popen[str]:
    """Begin a build as `make build` does, with the package of that folder."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("BOOK_", "COURSEBOOK_"))}
    environment = {**kept, "PYTHONPATH": str(book), "NO_COLOR": "1", **variables}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "build", ".", "-W", "--keep-going", *options],
        cwd=book,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=before,
    )


def build(book: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build, and wait for the end."""
    building = start(book, **variables)
    said, _ = building.communicate()
    return subprocess.CompletedProcess(building.args, building.returncode, said)


def written(book: Path) -> dict[str, str]:
    """A checksum of every page."""
    html = book / "_build" / "html"
    return {
        path.relative_to(html).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in html.rglob("*.html")
    }
