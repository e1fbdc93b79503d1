"""Submissions: the files in a folder, and what can be read in one without running it.

Students write these files. Each is read with limits on its size, depth and count, its shape is
checked before it is used, and a file that will not do is named in a sentence.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LARGEST: Final = 20_000_000
"""Bytes of a file, and of all that a zip holds."""
MOST_CELLS: Final = 1000
MOST_FILES: Final = 1000
MOST_OF_A_CLASS: Final = 20_000
LARGEST_OF_A_CLASS: Final = 4_000_000_000
LONGEST_NAME: Final = 255
"""Bytes of a file's name; a letter of Hangul takes three."""
DEEPEST: Final = 3
"""Zips in zips, as platforms and students make them."""
ANSWER: Final = "otter_answer_cell"
LEFT_BEHIND: Final = (".", "__MACOSX", "~$")
NO_WORK: Final = {"thumbs.db", "desktop.ini"}

_DAMAGED: Final = (
    zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError,
    EOFError, ValueError,
)  # fmt: skip
"""What reading a damaged, locked or strange zip raises."""

_ID: Final = re.compile(r"""^student_id\s*=\s*(["'])(?P<id>[^"'\n]*)\1\s*(?:#.*)?$""", re.M)


class SubmissionError(ValueError):
    """A file that cannot be graded; the message says why, in a sentence for the table."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class _CellData(_Part):
    tags: list[str] = []


class Cell(_Part):
    """A cell of a notebook, as far as the grader needs it."""

    cell_type: Literal["code", "markdown", "raw"]
    source: str | list[str]
    id: str = ""
    metadata: _CellData = _CellData()

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)

    @property
    def is_answer(self) -> bool:
        return ANSWER in self.metadata.tags


class _Otter(_Part):
    assignment_name: str = ""


class _NotebookData(_Part):
    otter: _Otter = _Otter()


class _File(_Part):
    nbformat: Literal[4]
    cells: Annotated[list[Cell], Field(max_length=MOST_CELLS)]
    metadata: _NotebookData = _NotebookData()


@dataclass(frozen=True)
class Notebook:
    """A notebook as far as the grader needs it."""

    exercise: str
    cells: list[Cell]

    @property
    def code(self) -> list[str]:
        return [cell.text for cell in self.cells if cell.cell_type == "code"]

    @property
    def student_id(self) -> str:
        """The ID as it stands in the notebook's text, or nothing where code makes it."""
        found = [match["id"] for text in self.code for match in _ID.finditer(text)]
        return found[-1] if found else ""


def found(folder: Path) -> list[Path]:
    """Every file below a folder, without hidden ones and those that systems leave behind.

    Links are named, and never followed.
    """
    return sorted(path for path in _below(folder) if not _is_left(path.relative_to(folder)))


def unpacked(archive: Path, into: Path) -> list[str]:
    """Unpack what a platform hands over as one zip; nothing of it lands outside of the folder.

    Two files of one name are kept apart by a number. One that is damaged costs no other: it lies
    there empty, so that it has its row.

    Returns
    -------
    list of str
        A sentence for each file that could not be unpacked.

    Raises
    ------
    SubmissionError
        Where it is no zip, or holds more than a class can hand in.
    """
    try:
        with zipfile.ZipFile(archive) as held:
            infos = [each for each in held.infolist() if not each.is_dir()]
            size = sum(each.file_size for each in infos)
            if len(infos) > MOST_OF_A_CLASS or size > LARGEST_OF_A_CLASS:
                raise SubmissionError(
                    f"it holds {len(infos):,} files of {size // 1_000_000:,} MB; allowed: "
                    f"{MOST_OF_A_CLASS:,} files, {LARGEST_OF_A_CLASS // 1_000_000:,} MB"
                )
            told = [_extracted(held, each, into, number) for number, each in enumerate(infos)]
    except SubmissionError:
        raise
    except _DAMAGED as error:
        raise SubmissionError(f"the zip cannot be unpacked: {error}") from error
    return [each for each in told if each]


def _extracted(held: zipfile.ZipFile, info: zipfile.ZipInfo, into: Path, number: int) -> str:
    """Extract one file under a name that is free; a sentence where it cannot be."""
    name = info.filename
    parts = [part for part in name.split("/") if part not in ("", ".", "..")] or ["file"]
    try:
        info.filename = "/".join(_that_fits(part, number) for part in parts)
        if _is_taken(into, info.filename):
            info.filename = "/".join(_numbered(part, number) for part in parts)
        held.extract(info, into)
    except _DAMAGED as error:
        begun = into / info.filename
        empty = begun if begun.is_file() else into / _numbered(parts[-1], number)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.write_bytes(b"")
        return f"{name!r} cannot be unpacked: {error}"
    return ""


def _is_taken(into: Path, name: str) -> bool:
    place = into / name
    above = place.parents[: name.count("/")]
    return place.exists() or any(folder.is_file() for folder in above)


def _that_fits(part: str, number: int) -> str:
    """A name in a zip as this machine's disk can hold it: students give long ones."""
    fits = len(part.encode("utf-8", "replace")) <= LONGEST_NAME
    return part if fits else _numbered(part, number)


def _numbered(part: str, number: int) -> str:
    """A name with its number in the zip, cut where it is too long, its kind kept."""
    stem, dot, kind = part.rpartition(".") if "." in part[1:] else (part, "", "")
    short = stem.encode("utf-8", "ignore")[: LONGEST_NAME - 40].decode("utf-8", "ignore")
    return f"{short}~{number}{dot}{kind[:8]}"


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in (*files, *links))


def _is_left(path: PurePath) -> bool:
    parts = [part for part in path.parts if part != ".."]
    return path.name.lower() in NO_WORK or any(part.startswith(LEFT_BEHIND) for part in parts)


def content(path: Path) -> bytes:
    """The bytes of a plain file of a size that can be a submission's."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SubmissionError("It is no plain file.")
            text = file.read(LARGEST + 1)
    except OSError as error:
        link = "It is a link; hand in the file itself." if path.is_symlink() else ""
        raise SubmissionError(link or f"The file cannot be opened: {error.strerror}.") from error
    if not text:
        raise SubmissionError("The file is empty.")
    if len(text) > LARGEST:
        raise SubmissionError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    return text


def read(text: bytes) -> Notebook:
    """The notebook that a file holds, or a zip with one notebook somewhere in it."""
    if text.startswith(b"PK"):
        notebooks = list(_unpacked(text, [LARGEST, MOST_FILES], 1))
        if len(notebooks) != 1:
            raise SubmissionError(f"The zip holds {len(notebooks)} notebooks; one is needed.")
        text = notebooks[0]
    try:
        told = _File.model_validate_json(text.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise SubmissionError(f"The file is not a Jupyter notebook{_where(error)}.") from error
    return Notebook(told.metadata.otter.assignment_name, told.cells)


def _where(error: ValidationError) -> str:
    first: Any = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f": {place}: {first['msg']}" if place else ""


def _unpacked(text: bytes, left: list[int], depth: int) -> Iterator[bytes]:
    """The notebooks in a zip; `left` is how many bytes and files may still come out of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(text)) as archive:
            for info in archive.infolist():
                kind = PurePosixPath(info.filename).suffix.lower()
                if kind not in (".ipynb", ".zip") or _is_left(PurePosixPath(info.filename)):
                    continue
                if kind == ".zip" and depth == DEEPEST:
                    raise SubmissionError(f"The zip holds zips in zips, more than {DEEPEST} deep.")
                with archive.open(info) as file:
                    inner = file.read(left[0] + 1)
                left[0] -= len(inner)
                left[1] -= 1
                if min(left) < 0:
                    raise SubmissionError(
                        f"What the zip holds is larger than {LARGEST // 1_000_000} MB, or more "
                        f"than {MOST_FILES} files."
                    )
                yield from _unpacked(inner, left, depth + 1) if kind == ".zip" else (inner,)
    except SubmissionError:
        raise
    except Exception as error:  # a damaged zip raises a dozen kinds of errors
        raise SubmissionError("The zip cannot be opened.") from error
