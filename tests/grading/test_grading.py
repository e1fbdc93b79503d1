"""Grading, with the real Otter: samples of every kind cost only themselves, and say why."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path

import pytest

from exercises import build, samples
from exercises.grading import __main__ as grading
from exercises.grading import answers, confine, inside, submissions
from exercises.grading.report import harmless

SLUGS = build.slugs()
FIRST = "what-would-it-cost"
SECONDS = 60
"""Time for one submission: enough for a busy machine, and short for the one that loops."""

Row = dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `make exercises` builds, in a folder of the tests' own."""
    folder = tmp_path_factory.mktemp("built")
    for slug in SLUGS:
        build.build(slug, folder / "exercises" / slug, folder / "instructor" / slug, check=False)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("exercises.build", "exercises.samples", "exercises.grading.exercise"):
            patch.setattr(f"{module}.BUILT", folder)
        yield folder


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


# --- the parts ----------------------------------------------------------------------------------

LEVELS = [level for level in confine.LEVELS if level == "process" or confine.best_level() == level]


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_that_a_submission_starts_outlives_it(level: str, tmp_path: Path) -> None:
    sleeper = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "time.sleep(600)"
    )
    (tmp_path / "inside.py").write_text(sleeper, encoding="utf-8")
    before = descendants()
    assert confine.run(level, tmp_path, confine.Limits(seconds=4)).code is None
    # The kernel ends them in its own time.
    deadline = time.monotonic() + 20
    while descendants() - before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert descendants() <= before


def descendants() -> set[int]:
    """The processes that sleep for the tests."""
    import psutil

    return {
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if "time.sleep(600)" in " ".join(process.info["cmdline"] or [])
    }


def test_a_submission_sees_none_of_the_grader_s_variables(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_TOKEN", "secret")
        assert "COURSE_TOKEN" not in confine.environment(tmp_path)
    assert confine.environment(tmp_path)["HOME"] == str(tmp_path)


def test_values_come_back_as_they_were() -> None:
    import pandas as pd

    table = pd.DataFrame({"year": [2024, 2025], "won": [1.5, 2.5]}, index=["a", "b"])
    value = {"list": [1, None, "text"], "pair": (True, ...), 3: table["won"]}
    back = answers.restored(json.loads(json.dumps(inside.told(value))))
    assert back["list"] == [1, None, "text"]
    assert back["pair"] == (True, ...)
    assert back[3].to_dict() == {"a": 1.5, "b": 2.5}
    pd.testing.assert_frame_equal(answers.restored(inside.told(table)), table)


def test_a_function_comes_back_as_what_it_returned() -> None:
    def half(number: float) -> float:
        if number < 0:
            raise ValueError("negative")
        return number / 2

    told = inside.collect({"half": half}, [], {"half": [[3], [-1]]})["half"]
    back = answers.restored(json.loads(json.dumps(told)), "half")
    assert back(3) == 1.5
    with pytest.raises(RuntimeError, match="raised ValueError: negative"):
        back(-1)
    with pytest.raises(LookupError, match=r"half\(4,\): not asked"):
        back(4)


@pytest.mark.parametrize(
    "value", [object(), {"a": object}, len, reduce(lambda x, _: [x], "x" * 50)]
)
def test_what_is_no_answer_stays_harmless(value: object) -> None:
    json.dumps(inside.told(value))
    answers.restored(inside.told(value))


def test_cells_of_the_table_are_no_formulas() -> None:
    assert harmless("=1+1") == "'=1+1"
    assert harmless("a\nb\x1b[31m") == "a b [31m"


def test_files_that_systems_leave_behind_are_no_submissions(tmp_path: Path) -> None:
    for name in ("a.ipynb", ".DS_Store", "__MACOSX/._a.ipynb", "b/c.ipynb", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    names = [path.relative_to(tmp_path).as_posix() for path in submissions.found(tmp_path)]
    assert names == ["a.ipynb", "b/c.ipynb"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "found no folder 'nowhere'"),
        (["{folder}"], "found no file in"),
        (["{folder}", "--out", "{folder}/grades"], "choose another folder"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match=message):
        grading.main([each.format(folder=tmp_path) for each in arguments])


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


def test_submissions_run_side_by_side_without_meeting(tmp_path: Path) -> None:
    # Each writes the same file in its own folder.
    script = "from pathlib import Path\nassert not Path('mine').exists()\nPath('mine').touch()"

    def run(number: int) -> int | None:
        job = tmp_path / str(number)
        job.mkdir()
        (job / "inside.py").write_text(script, encoding="utf-8")
        return confine.run("process", job, confine.Limits(seconds=30)).code

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        assert list(pool.map(run, range(4))) == [0] * 4
