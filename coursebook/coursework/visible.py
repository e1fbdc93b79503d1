"""The visible checks of an exercise, in the notebook that a student has open.

Otter keeps them in the notebook's own file. It looks for the file by the name that it had when it
was handed out, and takes a folder `tests` beside it for the checks; students rename the one, and
browsers do (`cost (1).ipynb`), and have the other.
"""

from __future__ import annotations

import json
from pathlib import Path

import otter


def checks(slug: str) -> otter.Notebook:
    """Otter's checks of an exercise, from the notebook in this folder, whatever its name.

    Parameters
    ----------
    slug
        The exercise's name.

    Returns
    -------
    otter.Notebook
        Its `check` takes the name of a question.
    """
    notebook = find(slug, Path())
    if notebook is None:
        print(
            f"Found no notebook of the exercise {slug} in {Path.cwd()}: its checks cannot run. "
            "Save the notebook there, then run this cell again."
        )
    return otter.Notebook(str(notebook) if notebook else None, tests_dir="")


def find(slug: str, folder: Path) -> Path | None:
    """A notebook of an exercise in a folder; the one that is named like it comes first."""
    named = f"{slug}.ipynb"
    there = sorted(folder.glob("*.ipynb"), key=lambda path: (path.name != named, path.name))
    return next((path for path in there if _exercise(path) == slug), None)


def _exercise(path: Path) -> object:
    """The exercise that a notebook says it is of, or nothing where the file is no notebook."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))["metadata"]["otter"][
            "assignment_name"
        ]
    except (OSError, ValueError, LookupError, TypeError):
        return None
