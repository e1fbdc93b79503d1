"""Grading, with the real Otter: samples of every kind cost only themselves, and say why."""

from __future__ import annotations

import copy
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coursebook.coursework import build, samples
from coursebook.coursework.grading import __main__ as grading

SLUGS = build.slugs()
FIRST = "what-would-it-cost"
CELL_SECONDS = 8
"""Time that a cell may compute; it is short for those that loop."""
LIMITS = ["--seconds", "120", "--cell-seconds", str(CELL_SECONDS), "--jobs", "2"]

Row = dict[str, str]

pytestmark = pytest.mark.timeout(900)  # the first test waits for all samples to be graded


def honest() -> dict[str, samples.Notebook]:
    """Right submissions in which something went wrong, by what it was."""
    right = samples.right(FIRST, "honest")
    words = samples.answers(right)[-1]
    made = {}
    for kind, text in {
        "emptied": "",
        "spaces": " \n\n&nbsp;",
        "marks": "<!-- later -->\n\n---",
    }.items():
        made[kind] = copy.deepcopy(right)
        made[kind]["cells"][words]["source"] = text
    made["deleted"] = copy.deepcopy(right)
    del made["deleted"]["cells"][words]
    made["untagged"] = copy.deepcopy(right)
    made["untagged"]["cells"][words] |= {"source": "It can be afforded.", "metadata": {}, "id": "x"}
    made["written"] = copy.deepcopy(right)
    made["written"]["cells"][words]["source"] = "It can be afforded."
    last = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "z"}
    for kind, source in LAST.items():
        made[kind] = copy.deepcopy(right)
        made[kind]["cells"].append({**last, "source": source})
    return {kind: samples.with_id(each, "honest") for kind, each in made.items()}


LAST = {
    "ends-in-a-function": "import sys\ndef path_budget(*_):\n    sys.exit()",
    "kills-in-a-function": "import os\ndef path_budget(*_):\n    os._exit(3)",
    "huge": "read_budget = 10**5000",
    "loops-last": "while True:\n    pass",
    "strange-values": """
class Endless(list):
    def __iter__(self):
        while True:
            yield 1
class Evil:
    def __eq__(self, other):
        return True
    __class__ = property(lambda self: float)
read_total, read_growth, read_target = Endless(), Evil(), "\\ud800"
share_2024 = [[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]
gdp_2024 = float("nan")
""",
}
"""What a last cell does to the answers before it, by name."""


@pytest.fixture(scope="module")
def outcome(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of grades of all samples: broken ones of one exercise, others of all."""
    folder = tmp_path_factory.mktemp("in") / "submissions"
    samples.write(folder, FIRST)
    for slug in SLUGS:
        for kind, make in (("right", samples.right), ("half", samples.half)):
            path = folder / f"{slug}-{kind}-000.ipynb"
            path.write_text(json.dumps(make(slug, f"{kind}000")), encoding="utf-8")
    for kind, notebook in honest().items():
        (folder / f"{kind}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "a-link.ipynb").symlink_to(built / "instructor" / FIRST / "solution.ipynb")
    os.mkfifo(folder / "a-pipe.ipynb")
    (folder / "=1+1\n`name`.ipynb").write_text("{}", encoding="utf-8")
    roster = folder.with_name("roster.csv")
    known = {row.stem for row in folder.iterdir()} | {"absent", "honest"}
    roster.write_text("id\n" + "\n".join(sorted(ids(known | ids_of(folder)))), encoding="utf-8")
    stranger = folder / "stranger.ipynb"
    stranger.write_text(json.dumps(samples.right(FIRST, "nobody-knows")), encoding="utf-8")
    grading.main([str(folder), *LIMITS, "--roster", str(roster)])
    return folder.with_name("submissions-grades")


def ids(names: set[str]) -> set[str]:
    """The names that can be IDs."""
    return {name for name in names if name.replace("-", "").isalnum()}


@pytest.fixture(scope="module")
def graded(outcome: Path) -> dict[str, Row]:
    """The table of grades, by file."""
    with (outcome / "grades.csv").open(encoding="utf-8-sig") as file:
        return {row["file"].removeprefix(f"{FIRST}-"): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def told(outcome: Path) -> str:
    return (outcome / "report.html").read_text(encoding="utf-8")


def ids_of(folder: Path) -> set[str]:
    """The IDs that stand in the notebooks of a folder."""
    mark = "student_id = "
    found = set()
    for path in folder.glob("*.ipynb"):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
        except (ValueError, KeyError):
            continue
        lines = ["".join(cell["source"]) for cell in cells]
        found |= {json.loads(line[len(mark) :]) for line in lines if line.startswith(mark)}
    return found - {"=1+1;"} | {"zipped1"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_right_submission_gets_all_points(slug: str, graded: dict[str, Row]) -> None:
    row = graded[f"{slug}-right-000.ipynb".removeprefix(f"{FIRST}-")]
    assert row["status"].startswith("Graded."), row
    assert (row["id"], row["exercise"]) == ("right000", slug)
    assert float(row["total"]) == float(row["possible"]) > 0, row["missed"]
    assert not row["missed"]


@pytest.mark.parametrize("slug", SLUGS)
def test_half_a_submission_gets_a_part(slug: str, graded: dict[str, Row]) -> None:
    row = graded[f"{slug}-half-000.ipynb".removeprefix(f"{FIRST}-")]
    assert 0 < float(row["total"]) < float(row["possible"])
    assert row["missed"]


def test_the_neighbor_s_numbers_get_few_points(graded: dict[str, Row]) -> None:
    row = graded["wrong-000.ipynb"]
    assert row["status"] == "Graded."
    assert float(row["total"]) < 0.5 * float(row["possible"])


def test_nothing_answered_gets_nothing(graded: dict[str, Row]) -> None:
    row = graded["unanswered.ipynb"]
    assert (row["status"], row["total"]) == ("Graded.", "0")
    assert row["by_hand"] == "q8: 10 points (left blank)"


def test_a_zip_with_one_notebook_is_opened(graded: dict[str, Row]) -> None:
    assert graded["zipped.zip"]["total"] == "20"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("no-id.ipynb", "It has no student ID: the example's still stands in it."),
        ("strange-id.ipynb", "It has no valid student ID: student ID: found '+'"),
        ("empty.ipynb", "The file is empty."),
        ("no-notebook.ipynb", "The file is not a Jupyter notebook."),
        ("cut-off.ipynb", "The file is not a Jupyter notebook."),
        ("stranger.ipynb", "Its student ID 'nobody-knows' is not on the roster."),
        ("a-link.ipynb", "It is a link; hand in the file itself."),
        ("a-pipe.ipynb", "It is no plain file."),
        ("'=1+1 `name`.ipynb", "The file is not a Jupyter notebook"),
    ],
)
def test_what_cannot_be_graded_says_why(file: str, reason: str, graded: dict[str, Row]) -> None:
    row = graded[file]
    assert row["status"].startswith(f"Not graded. {reason}")
    assert row["total"] == ""


LONG = "OutOfTimeError: it took more than "  # by the processor, or by the clock on a busy machine
NOTES = {
    "loops": f"Code cell 5 stopped with {LONG}",
    "loops-on": "Code cell 5",
    "loops-deaf": "Code cell 5: it took more than ",
    "leaves": "Code cell 5 stopped with SystemExit.",
    "quits": "Graded.",
    "ends-python": "Code cell 5: it ended Python (exit code 0).",
    "crashes": "Code cell 5: ",
    "prints-a-lot": "Graded.",
    "takes-memory": "Code cell 5 stopped with MemoryError.",
    "shares-memory": "Code cell 5: ",
    "forks": "Code cell 5",
    "hides": "Graded.",
    "fills-the-disk": "Code cell 5 stopped with OSError",
    "locks-its-folder": "Code cell 5 stopped with PermissionError",
    "starts-programs": "Code cell 5 asks for another program (pip install pandas)",
    "edits-its-checks": "Graded.",
    "calls-home": "Code cell 5 stopped with URLError",
    "closes-all": "Code cell 5: it ended Python",
    "patches-json": "Graded.",
}


@pytest.mark.parametrize("deed", samples.HOSTILE)
def test_what_goes_wrong_costs_no_more_than_its_cell(deed: str, graded: dict[str, Row]) -> None:
    row = graded[f"{deed}.ipynb"]
    assert NOTES[deed] in row["status"]
    assert NOTES[deed] != "Graded." or row["status"] == "Graded."
    if deed == "edits-its-checks":  # what is drawn after it is another student's, and answered so
        assert 12 <= float(row["total"]) < 20, row
    else:
        assert row["total"] == "20", row


@pytest.mark.parametrize("deed", samples.FORGED)
def test_who_speaks_for_the_grader_gets_nothing(deed: str, graded: dict[str, Row]) -> None:
    row = graded[f"{deed}.ipynb"]
    assert (row["id"], row["total"]) == (deed, "0"), row


@pytest.mark.parametrize("deed", ["forges-lines", "sends-rubbish", "sends-without-end"])
def test_what_is_no_accident_is_told_so(deed: str, graded: dict[str, Row]) -> None:
    assert "Look at this notebook: " in graded[f"{deed}.ipynb"]["status"]


def test_an_accident_is_not_told_as_an_attack(graded: dict[str, Row]) -> None:
    deeds = set(samples.FORGED) - {"forges-a-result"}
    suspected = {name for name, row in graded.items() if "Look at this notebook" in row["status"]}
    assert suspected == {f"{deed}.ipynb" for deed in deeds}


@pytest.mark.parametrize("kind", ["emptied", "spaces", "marks", "deleted"])
def test_a_blank_answer_is_told_however_it_came_to_be(kind: str, graded: dict[str, Row]) -> None:
    row = graded[f"{kind}.ipynb"]
    assert (row["by_hand"], row["total"]) == ("q8: 10 points (left blank)", "20")


def test_a_written_answer_is_found_without_its_tag(graded: dict[str, Row]) -> None:
    assert graded["written.ipynb"]["by_hand"] == "q8: 10 points"
    assert "other text" in graded["untagged.ipynb"]["by_hand"]


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("ends-in-a-function", "17"),
        ("kills-in-a-function", "20"),
        ("huge", "19.5"),
        ("loops-last", "20"),
        ("strange-values", "15"),
    ],
)
def test_an_honest_student_keeps_what_was_done(
    kind: str, points: str, graded: dict[str, Row]
) -> None:
    assert graded[f"{kind}.ipynb"]["total"] == points


def test_every_file_has_its_line(graded: dict[str, Row]) -> None:
    assert len(graded) == len(NOTES) + len(samples.FORGED) + len(honest()) + 14 + 2 * (
        len(SLUGS) - 1
    )


def test_the_report_tells_what_failed_most_and_who_is_missing(told: str) -> None:
    assert "<h2>What would it cost?</h2>" in told
    assert "<td>q1</td>" in told
    assert "<h3>What failed most</h3>" in told
    assert "<h2>Not graded</h2>" in told
    assert "<li><code>stranger.ipynb</code>: Its student ID" in told
    assert "<li>absent</li>" in told


def test_otter_s_own_runner_gives_the_same_points(built: Path, tmp_path: Path) -> None:
    # Both run the same tests; only ours keeps the submission away from them.
    path = tmp_path / f"{FIRST}.ipynb"
    path.write_text(json.dumps(samples.half(FIRST, "half000")), encoding="utf-8")
    autograder = built / "instructor" / FIRST / build.AUTOGRADER
    command = [sys.executable, "-m", "otter", "run", "-a", autograder, "-o", tmp_path, path]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    tests = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["tests"]
    assert sum(test.get("score", 0) for test in tests) == 10
    assert sum(test.get("max_score", 0) for test in tests) == 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--exercise", "no-such"], "exercise: found 'no-such'; allowed: "),
        (["--isolation", "prison"], "isolation: found 'prison'; allowed: bubblewrap, container"),
        (["--roster", "{folder}/a.ipynb"], "found no column for the ID"),
    ],
)
def test_a_wrong_option_is_told_in_a_sentence(
    arguments: list[str], message: str, tmp_path: Path, built: Path
) -> None:
    (tmp_path / "a.ipynb").write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=message):
        grading.main([str(tmp_path), *(each.format(folder=tmp_path) for each in arguments)])
