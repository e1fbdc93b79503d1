"""The quizzes as files for learning platforms: `python -m coursebook.teaching.lms FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coursebook.book import pages_folder
from coursebook.catalog.uses import pages
from coursebook.quizzes.figures import wrong_answers
from coursebook.quizzes.gift import gift
from coursebook.quizzes.qti12 import qti12
from coursebook.quizzes.qti21 import qti21
from coursebook.quizzes.reading import Questions, QuizError, names, read
from coursebook.quizzes.scorm12 import scorm12
from coursebook.tables.frames import data_dir

FORMATS: Final = {
    "qti-1.2": "Canvas",
    "qti-2.1": "Blackboard, Brightspace and others",
    "gift": "Moodle",
    "scorm-1.2": "every platform that takes SCORM, with score and completion",
}
ALL: Final = "all-chapters"


def quizzes(data: Path, book: Path | None = None) -> list[Questions]:
    """Read all quizzes.

    Parameters
    ----------
    data, book
        The folders of the tables and of the chapters; by default those of the book.

    Returns
    -------
    list of Questions
        In the order of the chapters.

    Raises
    ------
    QuizError
        If any quiz is at fault; there is a line for every fault of every quiz.
    """
    found: dict[str, Questions] = {}
    faults: list[str] = []
    for name in names(data):
        try:
            found[name] = read(name, data, book)
            faults += wrong_answers(found[name], data)
        except QuizError as error:
            faults += str(error).splitlines()
    if faults:
        raise QuizError("\n".join(faults))
    order = pages((book or pages_folder()).parent)
    return sorted(found.values(), key=lambda each: order.index(each.name))


def files(all_quizzes: list[Questions]) -> dict[str, bytes]:
    """The content of every file by its name: one for each chapter, and one with all of them."""
    groups = {each.name: [each] for each in all_quizzes} | {ALL: all_quizzes}
    made: dict[str, bytes] = {}
    for name, group in groups.items():
        made[f"qti-1.2/{name}.zip"] = qti12(group, name)
        made[f"qti-2.1/{name}.zip"] = qti21(group, name)
        made[f"gift/{name}.txt"] = gift(group).encode()
    made |= {f"scorm-1.2/{each.name}.zip": scorm12(each) for each in all_quizzes}
    return made


def write(made: dict[str, bytes], folder: Path) -> None:
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: Iterable[str]) -> int:
    """Write all files into the folder that is named; return 1 if a quiz is at fault."""
    folder = Path(next(iter(arguments), "_build/lms"))
    try:
        found = quizzes(data_dir())
    except QuizError as error:
        print(f"The quizzes cannot be exported. No file was written.\n{error}", file=sys.stderr)
        return 1
    write(files(found), folder)
    for part, platforms in FORMATS.items():
        print(f"{folder / part}: {len(found)} chapters and all together, for {platforms}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
