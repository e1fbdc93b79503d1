"""Grading, with the real Otter: samples of every kind cost only themselves, and say why."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from coursebook.coursework import build, samples
from coursebook.coursework.grading import __main__ as grading

SLUGS = build.slugs()
FIRST = "what-would-it-cost"
SECONDS = 60
"""Time for one submission: enough for a busy machine, and short for the one that loops."""

Row = dict[str, str]


@pytest.fixture(scope="module")
def outcome(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of grades of all samples: broken ones of one exercise, others of all."""
    folder = tmp_path_factory.mktemp("in") / "submissions"
    samples.write(folder, FIRST)
    for slug in SLUGS:
        for kind, make in (("right", samples.right), ("half", samples.half)):
            path = folder / f"{slug}-{kind}-000.ipynb"
            path.write_text(json.dumps(make(slug, f"{kind}000")), encoding="utf-8")
    roster = folder.with_name("roster.csv")
    known = {row.stem for row in folder.iterdir()} | {"absent"}
    roster.write_text("id\n" + "\n".join(sorted(known | ids_of(folder))), encoding="utf-8")
    stranger = folder / "stranger.ipynb"
    stranger.write_text(json.dumps(samples.right(FIRST, "nobody-knows")), encoding="utf-8")
    grading.main([str(folder), "--seconds", str(SECONDS), "--roster", str(roster)])
    return folder.with_name("submissions-grades")


@pytest.fixture(scope="module")
def graded(outcome: Path) -> dict[str, Row]:
    """The table of grades, by file."""
    with (outcome / "grades.csv").open(encoding="utf-8") as file:
        return {row["file"].removeprefix(f"{FIRST}-"): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def told(outcome: Path) -> str:
    return (outcome / "report.md").read_text(encoding="utf-8")


def ids_of(folder: Path) -> set[str]:
    """The IDs that stand in the notebooks of a folder."""
    mark = "student_id = "
    found = set()
    for path in folder.glob("*.ipynb"):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except ValueError:
            continue
        lines = ["".join(cell["source"]) for cell in cells]
        found |= {json.loads(line[len(mark) :]) for line in lines if line.startswith(mark)}
    return found - {"=1+1;"} | {"zipped1", "forger"}


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
    assert row["by_hand"] == "q6: 10 points (1 left blank)"


def test_a_zip_with_one_notebook_is_opened(graded: dict[str, Row]) -> None:
    assert graded["zipped.zip"]["total"] == "20"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("loops.ipynb", "It took more time than it may"),
        ("ends-python.ipynb", "It ended Python before its last cell was done"),
        ("no-id.ipynb", "It has no student ID: the example's still stands in it."),
        ("strange-id.ipynb", "It has no valid student ID: student ID: found '+'"),
        ("empty.ipynb", "The file is empty."),
        ("no-notebook.ipynb", "The file is not a Jupyter notebook."),
        ("cut-off.ipynb", "The file is not a Jupyter notebook."),
        ("stranger.ipynb", "Its student ID 'nobody-knows' is not on the roster."),
    ],
)
def test_what_cannot_be_graded_says_why(file: str, reason: str, graded: dict[str, Row]) -> None:
    row = graded[file]
    assert row["status"].startswith(f"Not graded. {reason}")
    assert row["total"] == ""


@pytest.mark.parametrize(
    ("deed", "note"),
    [
        ("leaves", "Code cell 5 stopped with SystemExit."),
        ("prints-a-lot", "Graded."),
        ("takes-memory", "Code cell 5 stopped with MemoryError."),
        ("forks", "It tried what is not allowed: os.fork."),
        ("starts-programs", "It tried what is not allowed: subprocess.Popen."),
        ("edits-its-checks", "Graded."),
        ("calls-home", "It tried what is not allowed: socket."),
    ],
)
def test_what_goes_wrong_costs_no_more_than_its_cell(
    deed: str, note: str, graded: dict[str, Row]
) -> None:
    row = graded[f"{deed}.ipynb"]
    assert note in row["status"]
    assert row["total"] == "20"


def test_the_solution_is_not_to_be_read(graded: dict[str, Row]) -> None:
    # The sample stops with "found it" where it finds a master.
    assert "found it" not in graded["reads-the-solution.ipynb"]["status"]


def test_a_forged_grade_counts_as_no_answer(graded: dict[str, Row]) -> None:
    row = graded["forges-a-grade.ipynb"]
    assert row["total"] == "" or float(row["total"]) == 0


def test_every_file_has_its_line(graded: dict[str, Row]) -> None:
    assert len(graded) == len(samples.HOSTILE) + 11 + 2 * (len(SLUGS) - 1)


def test_the_report_tells_what_failed_most_and_who_is_missing(told: str) -> None:
    assert "## What would it cost?" in told
    assert "| q1 | " in told
    assert "### What failed most" in told
    assert "## Not graded" in told
    assert "- `stranger.ipynb`: Its student ID" in told
    assert "- absent\n" in told


def test_otter_s_own_runner_gives_the_same_points(built: Path, tmp_path: Path) -> None:
    # Both run the same tests; only ours keeps the submission away from them.
    path = tmp_path / f"{FIRST}.ipynb"
    path.write_text(json.dumps(samples.half(FIRST, "half000")), encoding="utf-8")
    autograder = built / "instructor" / FIRST / build.AUTOGRADER
    command = [sys.executable, "-m", "otter", "run", "-a", autograder, "-o", tmp_path, path]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    tests = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["tests"]
    assert sum(test.get("score", 0) for test in tests) == 13
    assert sum(test.get("max_score", 0) for test in tests) == 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--exercise", "no-such"], "exercise: found 'no-such'; allowed: "),
        (["--isolation", "prison"], "isolation: found 'prison'; allowed: container, bubblewrap"),
        (["--roster", "{folder}/a.ipynb"], "found no column 'id'"),
    ],
)
def test_a_wrong_option_is_told_in_a_sentence(
    arguments: list[str], message: str, tmp_path: Path, built: Path
) -> None:
    (tmp_path / "a.ipynb").write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=message):
        grading.main([str(tmp_path), *(each.format(folder=tmp_path) for each in arguments)])
