"""Sample submissions, made from an exercise's solution: right, half right, wrong and broken.

They try the grader out: `python -m coursebook.coursework.samples FOLDER --each 10`.
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

# What a cell before the first answer does, by name. All of it is to cost that cell and no more.
HOSTILE: Final[Mapping[str, str]] = {
    "loops": "while True:\n    pass",
    "loops-on": "while True:\n    try:\n        while True:\n            pass\n"
    "    except BaseException:\n        pass",
    "loops-deaf": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))\n"
    "while True:\n    pass",
    "leaves": "import sys\nsys.exit()",
    "quits": "exit()",
    "ends-python": "import os\nos._exit(0)",
    "crashes": "import ctypes\nctypes.string_at(0)",
    "prints-a-lot": "for _ in range(1000):\n    print('x' * 100_000)",
    "takes-memory": "hoard = []\nwhile True:\n    hoard.append(bytes(50_000_000))",
    "shares-memory": (
        "import mmap, os\nfor _ in range(60):\n    if os.fork() == 0:\n"
        "        hoard = mmap.mmap(-1, 60_000_000)\n        hoard.write(b'x' * 60_000_000)\n"
        "        import time\n        time.sleep(60)\nimport time\ntime.sleep(60)"
    ),
    "forks": "import os\nwhile True:\n    os.fork()",
    "hides": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        time.sleep(600)"
    ),
    "fills-the-disk": (
        "with open('full', 'wb') as file:\n    while True:\n        file.write(bytes(1_000_000))"
    ),
    "locks-its-folder": "import os\nos.chmod('.', 0)",
    "starts-programs": "!pip install pandas",
    "edits-its-checks": (
        "import otter\nfrom coursebook.coursework import draw\n"
        "otter.Notebook.check = lambda *_: 'all passed'\n"
        "draw.Draw.choose = lambda self, name, options: options[0]"
    ),
    "calls-home": "import urllib.request\nurllib.request.urlopen('http://192.0.2.1', timeout=3)",
    "closes-all": "import os\nos.closerange(0, 256)",
    "patches-json": "import json\njson.dumps = lambda *_, **__: 'nothing'",
}

# What says to the grader what its own runner would say. The rest of it counts for nothing.
FORGED: Final[Mapping[str, str]] = {
    "forges-a-result": (
        "import json, os\njson.dump({'answers': {'student_id': student_id}, 'stopped': [0], "
        "'refused': []}, open('result.json', 'w'))\nos._exit(0)"
    ),
    "forges-lines": (
        "import json, os\nline = json.dumps({'kind': 'end', 'step': '1', 'error': '', 'values': "
        "{'student_id': 'victim', 'total': 20, '__builtins__': {}}, 'program': ''}) + chr(10)\n"
        "done = json.dumps({'kind': 'done'}) + chr(10)\nfor fd in range(1, 256):\n    try:\n"
        "        os.write(fd, (line + done).encode())\n    except OSError:\n        pass"
    ),
    "sends-rubbish": (
        "import os\nfor fd in range(1, 256):\n    try:\n"
        "        os.write(fd, b'[' * 5000 + b'\\n')\n"
        "    except OSError:\n        pass"
    ),
    "sends-without-end": (
        "import os\nwhile True:\n    for fd in range(3, 256):\n        try:\n"
        "            os.write(fd, b'x' * 65536)\n        except OSError:\n            pass"
    ),
}


def blank(slug: str) -> Notebook:
    """The student's notebook, with nothing answered."""
    return _read(built() / "exercises" / slug / f"{slug}.ipynb")


def answered(slug: str, student_id: str, *, share: float = 1) -> Notebook:
    """The student's notebook with its first questions answered, or all of them."""
    made, solved = blank(slug), _read(built() / "instructor" / slug / "solution.ipynb")
    places = answers(made)
    for number in places[: round(share * len(places))]:
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
        cell["source"] = _source(cell).replace("(student_id", '("neighbor"')
    return made


def unanswered(slug: str, student_id: str) -> Notebook:
    """An ID and nothing else."""
    return answered(slug, student_id, share=0)


def hostile(slug: str, student_id: str, deed: str) -> Notebook:
    """A right submission with a cell before its first answer that does what it should not."""
    return with_cell(right(slug, student_id), HOSTILE[deed])


def forged(slug: str, student_id: str, deed: str) -> Notebook:
    """A submission without answers whose first cell tells the grader that there are some."""
    return with_cell(unanswered(slug, student_id), FORGED[deed])


def with_cell(notebook: Notebook, source: str) -> Notebook:
    """The notebook with one more cell of code before its first answer."""
    made = copy.deepcopy(notebook)
    cell: dict[str, Any] = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    cell |= {"execution_count": None, "id": "deed"}
    made["cells"].insert(answers(made)[0], cell)
    return made


def with_id(notebook: Notebook, student_id: str) -> Notebook:
    """The notebook with a student's ID in the place of the example's."""
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        cell["source"] = _source(cell).replace(
            'student_id = "example"', f"student_id = {json.dumps(student_id)}"
        )
    return made


def write(folder: Path, slug: str, *, each: int = 1) -> list[Path]:
    """Write samples of every kind: `each` right, half right and wrong ones, one of each broken."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, str] = {}
    for number in range(each):
        for kind, make in (("right", right), ("half", half), ("wrong", wrong)):
            made[f"{kind}-{number:03}.ipynb"] = json.dumps(make(slug, f"{kind}{number:03}"))
    made["unanswered.ipynb"] = json.dumps(unanswered(slug, "unanswered1"))
    for deed in HOSTILE:
        made[f"{deed}.ipynb"] = json.dumps(hostile(slug, deed, deed))
    for deed in FORGED:
        made[f"{deed}.ipynb"] = json.dumps(forged(slug, deed, deed))
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


def answers(notebook: Notebook) -> list[int]:
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
