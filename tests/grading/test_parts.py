"""The parts of the grader: confinement, answers as plain data, the table, the command."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import pairwise
from pathlib import Path

import pandas as pd
import psutil
import pytest

from coursebook.coursework.grading import __main__ as grading
from coursebook.coursework.grading import answers, confine, inside, submissions
from coursebook.coursework.grading.report import harmless

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
    return {
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if "time.sleep(600)" in " ".join(process.info["cmdline"] or [])
    }


def test_a_container_gets_no_network_no_rights_and_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confine, "engine", lambda: "podman")
    command = confine.command("container", tmp_path, confine.Limits(memory_mb=100), "a-name")
    asked = dict(pairwise(command))
    assert command[:3] == ["podman", "run", "--rm"]
    assert (asked["--network"], asked["--cap-drop"]) == ("none", "ALL")
    assert (asked["--memory"], asked["--memory-swap"], asked["--pids-limit"]) == (
        "100m",
        "100m",
        "64",
    )
    assert "--read-only" in command
    assert command.count("--volume") == 1
    assert asked["--volume"] == f"{tmp_path}:{tmp_path}"


def test_bubblewrap_shows_python_the_packages_and_one_folder(root: Path, tmp_path: Path) -> None:
    command = confine.command("bubblewrap", tmp_path, confine.Limits(), "a-name")
    shown = [path for flag, path in pairwise(command) if flag in ("--ro-bind", "--bind")]
    own = [path for path in shown if path.startswith(str(root))]
    assert {f"{root}/alliance", f"{root}/coursebook", f"{root}/data"} <= set(own)
    assert not [path for path in own if "exercises" in path or path == str(root)]
    assert shown[-1] == str(tmp_path)


def test_a_submission_sees_none_of_the_grader_s_variables(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_TOKEN", "secret")
        assert "COURSE_TOKEN" not in confine.environment(tmp_path)
    assert confine.environment(tmp_path)["HOME"] == str(tmp_path)


def test_values_come_back_as_they_were() -> None:
    table = pd.DataFrame({"year": [2024, 2025], "won": [1.5, 2.5]}, index=["a", "b"])
    value = {"list": [1, None, "text"], "pair": (True, ...), 3: table["won"]}
    back = answers.restored(json.loads(json.dumps(inside.told(value))))
    assert back["list"] == [1, None, "text"]
    assert back["pair"] == (True, ...)
    assert back[3].to_dict() == {"a": 1.5, "b": 2.5}
    pd.testing.assert_frame_equal(answers.restored(inside.told(table)), table)


@pytest.mark.parametrize(
    "value",
    ([2, 1, 2], (2, 1, 2), {2, 1}, {"a": {1, 2}, "b": [{3}], 4: ({5},)}, {(1, 2), ("a",)}, set()),
    ids=("list", "tuple", "set", "nested", "set of tuples", "empty set"),
)
def test_a_list_a_tuple_and_a_set_stay_what_they_are(value: object) -> None:
    assert answers.restored(json.loads(json.dumps(inside.told(value)))) == value


def test_a_frozen_set_comes_back_as_a_set() -> None:
    assert answers.restored(inside.told(frozenset({1, 2}))) == {1, 2}


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


@pytest.mark.parametrize("sign", "=+-@")
@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n"], ids=repr)
def test_cells_of_the_table_are_no_formulas(sign: str, before: str) -> None:
    cell = harmless(f"{before}{sign}1+1")
    assert cell.startswith("'")
    assert cell[1:].strip() == f"{sign}1+1"


def test_cells_of_the_table_are_one_printable_line() -> None:
    assert harmless("a\nb\x1b[31m") == "a b [31m"
    assert harmless("2 - 1 = 1") == "2 - 1 = 1"


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
