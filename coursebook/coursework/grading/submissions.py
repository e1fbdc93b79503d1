"""Which files were handed in, and what can be read in one without running it."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Final

LARGEST: Final = 20_000_000
UNWRITTEN: Final = "_Type your answer here"
ANSWER: Final = "otter_answer_cell"


class SubmissionError(ValueError):
    """A file that cannot be graded; the message says why, in a sentence for the table."""


@dataclass(frozen=True)
class Notebook:
    """A notebook, as far as the grader needs it.

    Parameters
    ----------
    exercise
        The exercise that it says it is.
    cells
        The sources of its code cells.
    written
        The answers in text, in order.
    """

    exercise: str
    cells: list[str]
    written: list[str]


def found(folder: Path) -> list[Path]:
    """Every file in a folder and below, except hidden ones and those that systems leave behind."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not _left_behind(path.relative_to(folder)))


def _left_behind(path: PurePath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def read(path: Path) -> Notebook:
    """Read the notebook in a file, or in a zip that holds exactly one.

    Raises SubmissionError if there is none to read.
    """
    if path.stat().st_size == 0:
        raise SubmissionError("The file is empty.")
    if path.stat().st_size > LARGEST:
        raise SubmissionError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    text = _from_zip(path) if path.suffix.lower() == ".zip" else path.read_bytes()
    try:
        told = json.loads(text)
        return _notebook(told)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise SubmissionError("The file is not a Jupyter notebook.") from error


def _from_zip(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            notebooks = [
                info
                for info in archive.infolist()
                if info.filename.endswith(".ipynb")
                and not _left_behind(PurePosixPath(info.filename))
            ]
            if len(notebooks) != 1:
                raise SubmissionError(f"The zip holds {len(notebooks)} notebooks; one is needed.")
            with archive.open(notebooks[0]) as file:
                text = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise SubmissionError("The zip cannot be opened.") from error
    if len(text) > LARGEST:
        raise SubmissionError(f"The notebook in the zip is larger than {LARGEST // 1_000_000} MB.")
    return text


def _notebook(told: Any) -> Notebook:
    cells = told["cells"]
    code = [_source(cell) for cell in cells if cell["cell_type"] == "code"]
    written = [
        _source(cell)
        for cell in cells
        if cell["cell_type"] == "markdown" and ANSWER in cell.get("metadata", {}).get("tags", [])
    ]
    exercise = told.get("metadata", {}).get("otter", {}).get("assignment_name", "")
    return Notebook(str(exercise), code, written)


def _source(cell: Any) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
