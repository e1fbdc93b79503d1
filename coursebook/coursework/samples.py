"""Sample submissions to try the grader on, made from solutions: right, half right, wrong, broken.

The command is `python -m coursebook.coursework.samples FOLDER --each 10`.
"""

from __future__ import annotations

import argparse
import copy
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from coursebook.coursework.build import built, slugs

Notebook = dict[str, Any]

ANSWER: Final = "otter_answer_cell"

# Cells that try to harm the grader, by name; each is put before the first answer.
HOSTILE: Final[Mapping[str, str]] = {
    "loops": "while True:\n    pass",
    "leaves": "import sys\nsys.exit()",
    "ends-python": "import os\nos._exit(0)",
    "prints-a-lot": "for _ in range(1000):\n    print('x' * 100_000)",
    "takes-memory": "hoard = []\nwhile True:\n    hoard.append(bytearray(50_000_000))",
    "forks": "import os\nwhile True:\n    os.fork()",
    "starts-programs": "import subprocess\nsubprocess.run(['ls', '/'])",
    "edits-its-checks": (
        "import otter\nfrom coursebook.coursework import draw\n"
        "otter.Notebook.check = lambda *_: 'all passed'\n"
        "draw.Draw.choose = lambda self, name, options: options[0]"
    ),
    "reads-the-solution": (
        "from coursebook.book import root\n"
        "stolen = [path.read_text() for path in root().glob('exercises/*/master.md')]\n"
        "assert not stolen, 'found it'"
    ),
    "calls-home": "import urllib.request\nurllib.request.urlopen('http://192.0.2.1', timeout=3)",
    "forges-a-grade": (
        "import json, os\nopen('result.json', 'w').write(json.dumps("
        "{'answers': {'student_id': 'forger'}, 'stopped': [], 'refused': [], 'total': 100}))\n"
        "os._exit(0)"
    ),
}


def blank(slug: str) -> Notebook:
    """The student's notebook, with nothing answered."""
    return _read(built() / "exercises" / slug / f"{slug}.ipynb")


def answered(slug: str, student_id: str, *, share: float = 1) -> Notebook:
    """The student's notebook with its first questions answered, or all of them."""
    made, solved = blank(slug), _read(built() / "instructor" / slug / "solution.ipynb")
    answers = _answers(made)
    for number in answers[: round(share * len(answers))]:
        made["cells"][number]["source"] = solved["cells"][number]["source"]
    return with_id(made, student_id)


def right(slug: str, student_id: str) -> Notebook:
    """All questions answered for the student's scenario."""
    return answered(slug, student_id)


def half(slug: str, student_id: str) -> Notebook:
    """The first half of the questions answered."""
    return answered(slug, student_id, share=0.5)


def wrong(slug: str, student_id: str) -> Notebook:
    """All questions answered, with the scenario of somebody else."""
    made = answered(slug, student_id)
    for cell in made["cells"]:
        cell["source"] = _source(cell).replace("scenario(student_id)", 'scenario("neighbor")')
    return made


def unanswered(slug: str, student_id: str) -> Notebook:
    """An ID and nothing else."""
    return answered(slug, student_id, share=0)


def hostile(slug: str, student_id: str, deed: str) -> Notebook:
    """A right submission, with a cell before its first answer that tries to do harm."""
    made = right(slug, student_id)
    first = _answers(made)[0]
    cell = {"cell_type": "code", "metadata": {}, "source": HOSTILE[deed], "outputs": []}
    made["cells"].insert(first, {**cell, "execution_count": None, "id": "deed"})
    return made


def with_id(notebook: Notebook, student_id: str) -> Notebook:
    """The notebook with a student's ID in place of the example's."""
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        cell["source"] = _source(cell).replace(
            'student_id = "example"', f"student_id = {json.dumps(student_id)}"
        )
    return made


def write(folder: Path, slug: str, *, each: int = 1) -> list[Path]:
    """Write samples of every kind.

    Parameters
    ----------
    folder
        Where to write them; made if it is not there.
    slug
        The exercise.
    each
        How many right, half right and wrong ones; of every broken kind there is one.

    Returns
    -------
    list of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, str] = {}
    for number in range(each):
        for kind, make in (("right", right), ("half", half), ("wrong", wrong)):
            made[f"{kind}-{number:03}.ipynb"] = json.dumps(make(slug, f"{kind}{number:03}"))
    made["unanswered.ipynb"] = json.dumps(unanswered(slug, "unanswered1"))
    for deed in HOSTILE:
        made[f"{deed}.ipynb"] = json.dumps(hostile(slug, deed, deed))
    made |= {
        "no-id.ipynb": json.dumps(right(slug, "example")),
        "strange-id.ipynb": json.dumps(right(slug, "=1+1;")),
        "empty.ipynb": "",
        "no-notebook.ipynb": "My answers are in the mail.",
        "cut-off.ipynb": json.dumps(right(slug, "cut"))[:5000],
    }
    paths = []
    for name, text in made.items():
        paths.append(folder / f"{slug}-{name}")
        paths[-1].write_text(text, encoding="utf-8")
    paths.append(folder / f"{slug}-zipped.zip")
    with zipfile.ZipFile(paths[-1], "w") as archive:
        archive.writestr(f"{slug}.ipynb", json.dumps(right(slug, "zipped1")))
    return paths


def _answers(notebook: Notebook) -> list[int]:
    """The places of the cells with answers; the solution has the same cells in the same places."""
    cells = enumerate(notebook["cells"])
    return [number for number, cell in cells if ANSWER in cell["metadata"].get("tags", [])]


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _read(path: Path) -> Notebook:
    told: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description="Write sample submissions to try the grader.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=10, help="right, half right, wrong: so many")
    asked = parser.parse_args()
    for slug in slugs():
        print(f"{slug}: {len(write(asked.folder, slug, each=asked.each))} samples")


if __name__ == "__main__":
    main()
