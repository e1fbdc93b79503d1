"""Small books, made for a check and built as the whole one is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
from alliance.tables import load
```

Text between the cells.

```{{code-cell}} ipython3
{code}
```
"""
TOC = "format: jb-book\nroot: book/start\nchapters:\n"
RATES = 'load("exchange_rate").krw_per_usd.max()'


def make_book(root: Path, folder: Path, cells: dict[str, str]) -> Path:
    """Copy all but the chapters, and write one chapter for each cell."""
    shutil.copytree(
        root / "alliance", folder / "alliance", ignore=shutil.ignore_patterns("__pycache__")
    )
    # No chapters, hence no quizzes.
    shutil.copytree(root / "data", folder / "data", ignore=shutil.ignore_patterns("quizzes"))
    (folder / "book").mkdir()
    for name in ("_config.yml", "requirements.txt", "book/references.bib"):
        shutil.copyfile(root / name, folder / name)
    (folder / "book" / "start.md").write_text("# Start\n\nA first page.\n", encoding="utf-8")
    for name, code in cells.items():
        chapter = HEADER.format(title=name.capitalize(), code=code)
        (folder / "book" / f"{name}.md").write_text(chapter, encoding="utf-8")
    toc = TOC + "".join(f"  - file: book/{name}\n" for name in cells)
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return folder


def build(book: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build as `make build` does, with the package of that folder."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("BOOK_", "ALLIANCE_"))}
    environment = {**kept, "PYTHONPATH": str(book), "NO_COLOR": "1", **variables}
    program = "from jupyter_book.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "build", ".", "-W", "--keep-going"],
        cwd=book,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
