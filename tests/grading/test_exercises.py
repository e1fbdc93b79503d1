"""Exercises: what students get is built from the masters, whole, and tells them no answer."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import nbformat
import pytest
from exercise_text import all_secrets, leaked, secrets
from nbclient import NotebookClient

from alliance.coursework import charts
from coursebook.coursework import build, worksheets

SLUGS = build.slugs()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_student_file_is_that_of_the_master(slug: str, built: Path) -> None:
    fresh = (built / "exercises" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    kept = (build.student_folder() / f"{slug}.ipynb").read_text(encoding="utf-8")
    assert json.loads(fresh) == json.loads(kept), "run: make exercises"


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_is_complete(slug: str, root: Path) -> None:
    folder = root / "exercises" / slug
    told = tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))
    master = (folder / "master.md").read_text(encoding="utf-8")
    assert f"\n# {told['title']}\n" in master
    assert f"name: {slug}\n" in master
    manual = {
        name: int(points)
        for name, points in re.findall(r"name: (\w+)\nmanual: true\npoints: (\d+)", master)
    }
    assert told["manual"] == manual
    rubric = (folder / "rubric.md").read_text(encoding="utf-8")
    points = [int(number) for number in re.findall(r"\| (\d+) \|", rubric)]
    assert sum(points) == sum(manual.values()), "the rubric's points are those of the questions"


@pytest.mark.parametrize("slug", SLUGS)
def test_half_of_the_points_cannot_be_had_from_the_explorer_or_a_table(
    slug: str, root: Path
) -> None:
    folder = root / "exercises" / slug
    told = tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))
    points = points_by_question((folder / "master.md").read_text(encoding="utf-8"))
    assert set(told["computed"]) < set(points)
    assert sum(points.values()) == 30
    assert sum(points[question] for question in told["computed"]) <= 15


@pytest.mark.parametrize("slug", SLUGS)
def test_both_paths_are_worth_the_same_and_say_so(slug: str, root: Path) -> None:
    folder = root / "exercises" / slug
    told = tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))
    master, worksheet = (
        (folder / name).read_text(encoding="utf-8") for name in ("master.md", "worksheet.md")
    )
    said = {f"q{n}": float(p) for n, p in re.findall(HEADING.format("Question "), master, re.M)}
    points = points_by_question(master)
    assert said == points
    on_paper = [float(p) for _, p in re.findall(HEADING.format(""), worksheet, re.M)]
    judged = [points[name] for name in points if name not in told["computed"]]
    assert sum(on_paper) == 30
    assert on_paper[-len(judged) :] == judged, "what is judged counts as much on paper"
    page = (root / "book" / "exercises.md").read_text(encoding="utf-8")
    computed = sum(points[question] for question in told["computed"])
    row = f"| {computed:g} | {20 - computed:g} | {sum(told['manual'].values())} |"
    assert re.search(rf"^\| \[{re.escape(told['title'])}\].*{re.escape(row)}$", page, re.M)


HEADING = r"^## {}(\d+)[.:] .* \(([\d.]+) points?\)$"


def points_by_question(master: str) -> dict[str, float]:
    """The points of each question: those of its hidden tests, or of the person who grades it."""
    parts = re.split(r"^name: (q\d+)$", master, flags=re.M)
    points = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        whole = float(re.findall(r"^points: ([\d.]+)", text, re.M)[0])
        tests = [float(each) for each in re.findall(r"^points: ([\d.]+)\nhidden", text, re.M)]
        assert "manual: true" in text or sum(tests) == whole, name
        points[name] = whole
    return points


@pytest.mark.parametrize("slug", SLUGS)
def test_hidden_tests_ask_only_for_what_the_grader_takes_along(slug: str, root: Path) -> None:
    folder = root / "exercises" / slug
    told = tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))
    taken = {*told["values"], *told.get("calls", {}), "mine"}
    master = (folder / "master.md").read_text(encoding="utf-8")
    for name, parameters in re.findall(r"^def (test_\w+)\(([^)]*)\)", master, re.M):
        asked = {each.strip() for each in parameters.split(",")} - {""}
        assert asked <= taken, f"{name} asks for {sorted(asked - taken)}: add it to answers.toml"


@pytest.mark.parametrize("slug", SLUGS)
def test_secrets_are_found_where_they_belong(slug: str, root: Path) -> None:
    # Else the tests on what leaks would hold for want of anything to look for.
    folder = root / "exercises" / slug
    for kind, lines in secrets(slug).items():
        assert len(lines) >= 3, kind
    written = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    everything = " ".join([*written, worksheets.answers(slug)])
    for kind, lines in secrets(slug).items():
        assert leaked(everything, lines) == lines, kind


@pytest.mark.parametrize("slug", SLUGS)
def test_no_student_file_holds_an_answer(slug: str, built: Path, root: Path) -> None:
    for path in (
        built / "exercises" / slug / f"{slug}.ipynb",
        build.student_folder() / f"{slug}.ipynb",
        root / "exercises" / slug / "worksheet.md",
    ):
        text = path.read_text(encoding="utf-8")
        assert not leaked(text, all_secrets()), path
        assert "SOLUTION" not in text
        assert "hidden=True" not in text


@pytest.mark.parametrize("slug", SLUGS)
def test_the_solution_holds_the_answers(slug: str, built: Path) -> None:
    text = (built / "instructor" / slug / "solution.ipynb").read_text(encoding="utf-8")
    assert "hidden=True" in text
    assert leaked(text, secrets(slug)["solutions"])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_student_file_is_a_valid_notebook_without_outputs(slug: str) -> None:
    text = (build.student_folder() / f"{slug}.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert f'visible.checks("{slug}")' in notebook.cells[0].source


BESIDE = ("otter.py", "pandas.py", "altair.py", "random.py", "alliance/__init__.py", "otter/x.py",
          "alliance/x.py", "coursebook/x.py", "tests/q1.py", "__init__.py", "a.ipynb")  # fmt: skip
"""Files of their own that students have beside a notebook."""


@pytest.mark.parametrize("slug", SLUGS)
def test_an_unanswered_notebook_runs_to_its_end_and_its_checks_guide(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Under the name that a browser gives it, and whatever lies beside it.
    for name in BESIDE:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x = 1\n", encoding="utf-8")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody answers
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    (tmp_path / f"{slug}.ipynb").write_text('{"cells": [], "metadata": {}}', encoding="utf-8")
    named = tmp_path / f"{slug} (1).ipynb"
    shutil.copyfile(build.student_folder() / f"{slug}.ipynb", named)
    notebook = nbformat.read(named, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    checks = [cell for cell in notebook.cells if cell.source.startswith("grader.check(")]
    assert checks
    for cell in checks:
        (output,) = [each for each in cell.outputs if "data" in each]
        assert "message:" in output["data"]["text/html"], "a failed check says what to do"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_worksheet_to_hand_out_brings_its_scenarios(slug: str) -> None:
    assert re.findall(r"^\| Scenario ([A-Z]) \|", build.worksheet(slug), re.M) == list("ABCDEF")


BARS = {
    "mark": {"type": "bar"},
    "title": {"text": ["Two", "lines"]},
    "description": "Bars.",
    "encoding": {
        "x": {"field": "year"},
        "y": {"field": "won", "title": "Won", "axis": {"title": "Trillion won"}},
    },
    "data": {"name": "rows"},
    "datasets": {"rows": [{"year": 2024, "won": 1}]},
}


def test_a_chart_s_specification_is_read() -> None:
    assert charts.mark(BARS) == "bar"
    assert charts.field(BARS, "y") == "won"
    assert charts.axis_title(BARS, "y") == "Trillion won"
    assert charts.axis_title(BARS, "x") == "year"
    assert charts.title(BARS) == "Two lines"
    assert charts.description(BARS) == "Bars."
    assert charts.rows(BARS) == [{"year": 2024, "won": 1}]
    assert charts.rows({"data": {"values": [{"a": 1}]}}) == [{"a": 1}]


@pytest.mark.parametrize(
    ("mark", "scale", "zero"),
    [
        ("bar", None, True),
        ("bar", {"zero": False}, False),
        ("bar", {"domain": [20, 60]}, False),
        ("bar", {"domain": [0, 60]}, True),
        ("bar", {"domainMin": 10}, False),
        ("line", None, False),
        ("line", {"zero": True}, True),
    ],
)
def test_a_zero_baseline_is_seen(mark: str, scale: dict[str, object] | None, zero: bool) -> None:
    spec = {"mark": mark, "encoding": {"y": {"field": "won", "scale": scale}}}
    assert charts.starts_at_zero(spec) is zero
