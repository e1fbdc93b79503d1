"""Build the book into _build/html: python tools/build.py. `make build` calls it.

The same as `jupyter-book build . -W --keep-going`, except that Jupyter Book reads the table of
contents before any extension can look at it, and answers to a mistake in it with a traceback.
"""

from __future__ import annotations

import os

import serve

from coursebook.checks import toc


def main() -> None:
    os.chdir(serve.ROOT)
    if faults := toc.problems(serve.ROOT):
        title = "The table of contents is not valid. No page was written."
        raise SystemExit("\n".join([title, *(f"  {fault}" for fault in faults)]))
    # Imported only here: it takes a second, and a mistake is told without it.
    from jupyter_book.cli.main import main as jupyter_book

    jupyter_book(["build", ".", "-W", "--keep-going"], prog_name="jupyter-book")


if __name__ == "__main__":
    main()
