"""The parts of the grader: confinement, answers as plain data, the table, the command."""

from __future__ import annotations

import codecs
import io
import json
import math
import os
import struct
import sys
import time
import warnings
import zipfile
from functools import reduce
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pandas as pd
import psutil
import pytest

from coursebook.coursework import samples
from coursebook.coursework.grading import __main__ as grading
from coursebook.coursework.grading import (
    answers,
    commands,
    confine,
    grade,
    inside,
    machine,
    rows,
    seccomp,
    shown,
    submissions,
    watch,
    workers,
    written,
)
from coursebook.coursework.grading.report import harmless

LEVELS = [
    level
    for level, here in {
        "bubblewrap": machine.has_bubblewrap(),
        "container": machine.has_container(),
        "process": True,
    }.items()
    if here
]


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_that_a_submission_starts_outlives_it(level: str, tmp_path: Path) -> None:
    sleeper = (
        "import os, time\nif os.fork() == 0:\n    time.sleep(600)\n"
        "os.write(3, b'')\ntime.sleep(600)"
    )
    heard = run(level, [sleeper], tmp_path, step_seconds=600, seconds=8)
    assert heard.ended.startswith("all of it took more than")
    # The kernel ends them in its own time.
    deadline = time.monotonic() + 20
    while (left := of_folder(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not left


def run(
    level: str, cells: list[str], jobs: Path, *, step_seconds: int = 20, seconds: float = 100
) -> watch.Heard:
    request = {"cells": cells, "skip": [], "step_seconds": step_seconds,
               "values": ["x"], "calls": {}}  # fmt: skip
    limits = watch.Limits(step_seconds=step_seconds)
    return confine.run(confine.Boundary(level), request, limits, jobs, seconds)


def of_folder(folder: Path) -> list[int]:
    """The processes that were started for a folder, whatever they do."""
    return [
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if str(folder) in " ".join(process.info["cmdline"] or [])
    ]


def test_a_container_gets_no_network_no_rights_and_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "engine", lambda: ("docker",))
    monkeypatch.setattr(machine, "has_image", lambda: True)
    command = commands.container([], tmp_path, watch.Limits(memory_mb=100), "a-name")
    asked = dict(pairwise(command))
    assert command[:3] == ["docker", "run", "--rm"]
    assert (asked["--network"], asked["--cap-drop"]) == ("none", "ALL")
    assert (asked["--memory"], asked["--memory-swap"]) == ("100m", "100m")
    assert asked["--pids-limit"] == "64"
    assert "--read-only" in command
    assert asked["--user"] == f"{commands.nobody()}:{commands.nobody()}"
    assert command.count("--volume") == 1
    assert asked["--volume"] == f"{tmp_path}:/job:ro"


@pytest.mark.parametrize("level", ["bubblewrap", "container"])
def test_nothing_of_the_book_is_shown_but_what_a_notebook_needs(
    level: str, root: Path, tmp_path: Path
) -> None:
    seen = {str(each.source) for each in shown.shown(tmp_path)}
    own = {path for path in seen if path.startswith(str(root))}
    needed = {"alliance", "coursebook", "data", "pyproject.toml", "book/references.bib"}
    packages = {str(each.source) for each in shown.packages()}
    assert own - packages == {f"{root}/{name}" for name in needed}


def test_what_is_secret_inside_of_what_is_shown_is_covered(tmp_path: Path) -> None:
    (tmp_path / "lib" / "book" / "exercises").mkdir(parents=True)
    there = [shown.Shown(tmp_path / "lib", PurePosixPath("/packages/0"))]
    secrets = [tmp_path / "lib" / "book", tmp_path / "elsewhere", tmp_path]
    assert shown.covered(there, secrets) == [PurePosixPath("/packages/0/book")]
    command = " ".join(commands.bubblewrap([], tmp_path, watch.Limits()))
    assert "--remount-ro /" in command
    assert "/etc/passwd" not in command


@pytest.mark.parametrize("kind", ["x86_64", "aarch64"])
def test_the_filter_of_system_calls_is_one_for_each_processor(kind: str) -> None:
    words = list(struct.iter_unpack("HBBI", seccomp.program(kind)))
    assert len(words) < 4096
    assert words[-1] == (6, 0, 0, 0x7FFF0000), "what is not forbidden is allowed"
    assert all(place + max(1, yes, no) < len(words) + 1
               for place, (code, yes, no, _) in enumerate(words) if code & 7 == 5)  # fmt: skip
    assert seccomp.program("another") == b""


def test_a_control_group_counts_where_systemd_gives_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "has_scopes", lambda: True)
    command = commands.scope(watch.Limits(memory_mb=100, processes=8))
    assert command[0] == "systemd-run"
    assert {"MemoryMax=100M", "MemorySwapMax=0", "TasksMax=16"} <= set(command)
    monkeypatch.setattr(machine, "has_scopes", lambda: False)
    assert commands.scope(watch.Limits()) == []


def test_memory_that_is_shared_counts_once() -> None:
    assert 0 < watch.memory(psutil.Process()) < 2**34


def test_without_a_boundary_grading_is_refused_in_a_line_for_each_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Path
) -> None:
    (tmp_path / "a.ipynb").write_text("{}", encoding="utf-8")
    for name in ("has_bubblewrap", "has_container"):
        monkeypatch.setattr(machine, name, lambda: False)
    with pytest.raises(SystemExit) as stopped:
        grading.main([str(tmp_path)])
    told = str(stopped.value)
    assert all(f"\n  {name}" in told for name in ("Debian, Ubuntu:", "macOS:", "Windows:"))
    assert "ISOLATION=process" in told


def test_a_zip_of_a_platform_without_a_boundary(
    tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        half = json.dumps(samples.half("what-would-it-cost", "a1"))
        archive.writestr("kimjiwoo_LATE_4711_98765_cost.ipynb", half)
    (tmp_path / "grading.toml").write_text(
        "[late]\npercent_without_a_time = 10\n[feedback]\nexpected = true\n", encoding="utf-8"
    )
    grading.main([str(tmp_path / "in.zip"), "--isolation", "process"])
    out = tmp_path / "in-grades"
    assert (out / "grades.csv").read_bytes().startswith(codecs.BOM_UTF8), "Excel reads by it"
    table = (out / "grades.csv").read_text(encoding="utf-8-sig")
    assert "could have read the keys" in table
    assert "Ran without a boundary" in table
    assert "could have read the keys" in (out / "report.html").read_text(encoding="utf-8")
    assert "10 percent off" in (out / "report.html").read_text(encoding="utf-8")
    told = (out / "feedback" / "what-would-it-cost" / "a1.html").read_text(encoding="utf-8")
    assert "<code>rule_next</code>: found no answer, expected " in told
    assert "Ran without a boundary" not in told
    with zipfile.ZipFile(out / "feedback-what-would-it-cost.zip") as archive:
        assert archive.namelist() == ["kimjiwoo_LATE_4711_98765_cost.html"]
    # What is done is not done again, unless it is asked for or the file is another.
    assert "were graded before" not in capsys.readouterr().out
    grading.main([str(tmp_path / "in.zip"), "--isolation", "process"])
    assert "1 were graded before" in capsys.readouterr().out
    assert (out / "grades.csv").read_text(encoding="utf-8-sig") == table


def test_a_zip_puts_nothing_outside_of_its_folder(tmp_path: Path) -> None:
    content = {"../../out.ipynb": b"x", "/abs.ipynb": b"x", "a/b.ipynb": b"x"}
    (tmp_path / "in.zip").write_bytes(zipped(**content))
    submissions.unpacked(tmp_path / "in.zip", tmp_path / "deep" / "in")
    assert len(submissions.found(tmp_path / "deep" / "in")) == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "in.zip"]


def test_a_long_name_in_a_zip_costs_no_one_a_grade(tmp_path: Path) -> None:
    # Platforms count letters, disks bytes: a letter of Hangul takes three.
    names = [f"{'한' * 100}_{number}.ipynb" for number in range(2)] + ["b" * 300, "c.ipynb"]
    (tmp_path / "in.zip").write_bytes(zipped(**dict.fromkeys(names, b"x")))
    submissions.unpacked(tmp_path / "in.zip", tmp_path / "in")
    found = [each.name for each in submissions.found(tmp_path / "in")]
    assert len(found) == len(names)
    assert sum(name.endswith(".ipynb") for name in found) == 3


def test_names_that_stand_in_each_others_way_cost_no_one_a_grade(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python tells of a name that is there twice
        for number, name in enumerate(["a.ipynb", "a.ipynb", "a.ipynb/b.ipynb", "c/d", "c"]):
            archive.writestr(name, f"number {number}")
    assert submissions.unpacked(tmp_path / "in.zip", tmp_path / "in") == []
    found = submissions.found(tmp_path / "in")
    assert sorted(each.read_text(encoding="utf-8") for each in found) == [
        f"number {number}" for number in range(5)
    ]


def test_a_damaged_file_in_a_zip_costs_no_other_and_has_its_row(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name, content in {"a.ipynb": "good", "b.ipynb": "bad one", "c.ipynb": "good"}.items():
            archive.writestr(name, content)
    whole = (tmp_path / "in.zip").read_bytes()
    (tmp_path / "in.zip").write_bytes(whole.replace(b"bad one", b"bad 0ne"))
    (sentence,) = submissions.unpacked(tmp_path / "in.zip", tmp_path / "in")
    assert sentence.startswith("'b.ipynb' cannot be unpacked: Bad CRC-32")
    found = {each.name: each.read_bytes() for each in submissions.found(tmp_path / "in")}
    assert found["a.ipynb"] == found["c.ipynb"] == b"good"
    assert len(found) == 3


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_text("no zip", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"in\.zip: the zip cannot be unpacked: File is not a zip"):
        grading.main([str(tmp_path / "in.zip")])


def a_grade(file: str, key: str = "k") -> rows.Grade:
    return rows.Grade(file=file, status="Graded.", key=key)


def test_rows_outlive_an_interruption(tmp_path: Path) -> None:
    first = rows.Rows(tmp_path, {})
    first.add(a_grade("a"))
    first.add(a_grade("b"))
    with (tmp_path / rows.FILE).open("a", encoding="utf-8") as file:
        file.write('{"file": "c", "status": "Grad')  # the power went here
    again = rows.Rows(tmp_path, {"a": "k", "b": "another content", "c": "k"})
    assert set(again.grades) == {"a"}
    again.add(a_grade("c"))
    assert set(rows.Rows(tmp_path, {"a": "k", "c": "k"}).grades) == {"a", "c"}


def answer_or_break(question: str) -> str:
    """What a worker does in the test below."""
    if question == "dies":
        os._exit(1)
    if question == "hangs":
        time.sleep(600)
    return question.upper()


def cores(_: int) -> tuple[int, ...]:
    """What a worker may compute on, once another one has had time to start."""
    time.sleep(0.5)
    return tuple(os.sched_getaffinity(0))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can ask for a core")
def test_submissions_side_by_side_take_no_time_from_each_other() -> None:
    own = os.sched_getaffinity(0)
    found = {core for _, core in workers.answers(cores, range(8), jobs=2, seconds=60)}
    assert found <= {(core,) for core in own}
    assert len(found) == min(2, len(own))


def test_a_worker_that_breaks_costs_its_file_only() -> None:
    questions = ["a", "dies", "b", "hangs", "c", "d"]
    found = dict(workers.answers(answer_or_break, questions, jobs=2, seconds=30))
    assert found == {"a": "A", "b": "B", "c": "C", "d": "D", "dies": "ended",
                     "hangs": "took more than 30 seconds"}  # fmt: skip


def test_an_error_of_the_grader_costs_its_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_: object) -> rows.Grade:
        raise RecursionError("too deep")

    monkeypatch.setattr(grade, "_grade", stumble)
    task = grade.Task(Path("x"), "x", "k", "", {}, confine.Boundary("process"), watch.Limits(),
                      Path())  # fmt: skip
    assert "The grader stumbled over it (RecursionError" in grade.grade(task).status


LINES = {
    "no JSON": b"rubbish",
    "another kind": b'{"kind": "total", "points": 20}',
    "a field more": b'{"kind": "done", "points": 20}',
    "a list": b"[]",
    "a number for a name": b'{"kind": "begin", "step": 1}',
    "values that are none": b'{"kind": "end", "step": "1", "values": [0]}',
    "an error that is none": b'{"kind": "end", "step": "1", "error": 5, "values": {}}',
    "a long name": b'{"kind": "begin", "step": "' + b"x" * 200 + b'"}',
    "depth": b'{"kind": "end", "step": "1", "values": {"a": ' + b"[" * 3000 + b"]" * 3000 + b"}}",
    "an end without a beginning": b'{"kind": "end", "step": "9", "values": {}}',
    "bytes that are no text": b"\xff\xfe",
    "a text that is none": b'{"kind": "begin", "step": "\\ud800"}',
    "a large number": b'{"kind": "end", "step": "1", "values": {"a": ' + b"9" * 9999 + b"}}",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_lines_that_the_runner_does_not_write_are_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        watch.Heard().take(line)


@pytest.mark.parametrize("value", [0.5, math.inf, None, "x", {"list": [1]}], ids=repr)
def test_lines_that_the_runner_writes_are_taken(value: object) -> None:
    heard = watch.Heard()
    for line in ({"kind": "begin", "step": "1"},
                 {"kind": "end", "step": "1", "error": "", "program": "", "values": {"a": value}},
                 {"kind": "done"}):  # fmt: skip
        heard.take(json.dumps(line).encode())
    assert heard.values == {"a": value}
    assert heard.done


@pytest.mark.parametrize(
    "told",
    [
        {"list": 5}, {"dict": [[1]]}, {"dict": [[{"list": []}, 1]]}, {"table": [["a", 1]]},
        {"table": [["a", [1]]], "index": [1, 2]}, {"function": [[1]]}, {"function": 5},
        {"chart": []}, {"set": [{"list": []}]}, {"unknown": 1}, {}, [1], [[[[]]]],
        {"series": [1], "index": [1, 2, 3]}, {"other": 3},
    ],
    ids=repr,
)  # fmt: skip
def test_answers_of_any_shape_are_read_or_set_aside(told: object) -> None:
    grade._answer("name", told)


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

    told = {"function": [[[case], inside.returned(half, [case])] for case in (3, -1)]}
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


@pytest.mark.parametrize("text", ["<!--", "<", "<a ", "<!-- -", "&nbsp;<"])
def test_a_text_of_marks_is_read_in_one_go(text: str) -> None:
    # Reading it anew from every mark would take days.
    place = written.Place("q8", "x", 0)
    cell = submissions.Cell(cell_type="markdown", source=text * 200_000, id="x")
    answer, _ = written.answer(place, [], [cell])
    assert len(answer) <= written.LONGEST


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


def notebook(**changed: object) -> bytes:
    cell = {"cell_type": "code", "source": 'student_id = "ab1"  # mine\n', "metadata": {}}
    return json.dumps({"nbformat": 4, "cells": [cell], "metadata": {}, **changed}).encode()


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        notebook(),
        b"\xef\xbb\xbf" + notebook(),
        zipped(**{"a.ipynb": notebook(), "b.txt": b"x", "__MACOSX/._a.ipynb": b"x"}),
        zipped(**{"folder/inner.zip": zipped(**{"../../a.ipynb": notebook()})}),
    ],
    ids=["plain", "with a mark of its order", "zip", "zip in a zip"],
)
def test_a_notebook_is_read(text: bytes) -> None:
    assert submissions.read(text).student_id == "ab1"


BOMB = zipped(**{"a.ipynb": b" " * (submissions.LARGEST + 1)})
BROKEN = {
    "cells of no kind": notebook(cells=[{"cell_type": "total", "source": "x"}]),
    "a source that is none": notebook(cells=[{"cell_type": "code", "source": {"x": 1}}]),
    "no list of cells": notebook(cells={"a": 1}),
    "too many cells": notebook(cells=[{"cell_type": "code", "source": "x"}] * 1001),
    "metadata of no shape": notebook(metadata={"otter": 5}),
    "an old format": notebook(nbformat=3),
    "depth": b'{"nbformat": 4, "cells": ' + b"[" * 100_000,
    "a text that is none": notebook().replace(b"ab1", b"\\ud800"),
    "numbers": b"5",
    "no zip": b"PK\x03\x04 and more",
    "a bomb": BOMB,
    "a bomb in a zip": zipped(**{"a.zip": BOMB}),
    "zips in zips": zipped(a=b"", **{"a.zip": zipped(**{"b.zip": zipped(**{"c.zip": b"PK"})})}),
    "two notebooks": zipped(**{"a.ipynb": notebook(), "b.ipynb": notebook()}),
    "an empty zip": zipped(),
    "many files": zipped(**{f"{n}.ipynb": b"x" for n in range(1001)}),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_is_told_in_a_sentence(text: bytes) -> None:
    with pytest.raises(submissions.SubmissionError, match=r"^(The|What) .*"):
        submissions.read(text)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.ipynb").open("wb") as file:
        file.truncate(10 * submissions.LARGEST)
    with pytest.raises(submissions.SubmissionError, match="larger than 20 MB"):
        submissions.content(tmp_path / "a.ipynb")
