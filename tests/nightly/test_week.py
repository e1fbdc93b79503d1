"""An instructor's week, as the guide has it: 60 students, 25 submissions broken or hostile.

The roster comes from Canvas, the submissions as its zip; a person enters points, grades again, and
the file goes back. A few are graded once more in containers, where they can be had.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursebook.coursework import samples
from coursebook.coursework.grading import machine
from coursebook.teaching import browsers

SLUG = "what-would-it-cost"
ASSIGNMENT = "What would it cost? (812)"
HEADINGS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT]
STUDENTS = 60
HONEST = {"right": samples.right, "half": samples.half, "wrong": samples.wrong}
BROKEN = {
    "empty": "",
    "no-notebook": "My answers are in the mail.",
}
CONTAINED = ("forges-lines", "forks", "fills-the-disk")

pytestmark = pytest.mark.timeout(3600)


def student_id(number: int) -> str:
    return f"00{47000 + number}"


def notebook(number: int, kind: str) -> str:
    own = student_id(number)
    if kind in BROKEN:
        return BROKEN[kind]
    if kind == "somebody-else-s":
        return json.dumps(samples.right(SLUG, student_id(0)))
    if kind in samples.HOSTILE:
        return json.dumps(samples.hostile(SLUG, own, kind))
    if kind in samples.FORGED:
        return json.dumps(samples.forged(SLUG, own, kind))
    return json.dumps(HONEST[kind](SLUG, own))


def deeds() -> dict[int, str]:
    """What each student handed in: 35 honest ones, then 25 that are broken or hostile."""
    bad = [*samples.FORGED, "somebody-else-s", *BROKEN, *samples.HOSTILE][:25]
    honest = [list(HONEST)[number % 3] for number in range(STUDENTS - len(bad))]
    return dict(enumerate([*honest, *bad]))


def grade(*arguments: object) -> str:
    """What the command prints; it runs as a person would run it."""
    command = [sys.executable, "-m", "coursebook.coursework.grading", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_week_from_the_roster_to_the_file_that_goes_back(tmp_path: Path) -> None:
    made = deeds()
    roster = tmp_path / "roster.csv"
    people = [
        [f"Family{n:02}, Given{n:02}", 50000 + n, student_id(n), f"user{n}", "A", ""] for n in made
    ]
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, ["    Points Possible", "", "", "", "", 30], *people])
    archive = tmp_path / "week-4.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number, kind in made.items():
            late = "LATE_" if number % 10 == 3 else ""
            name = f"family{number:02}_{late}{50000 + number}_{900 + number}_{SLUG}.ipynb"
            file.writestr(name, notebook(number, kind))
    given = (archive, "--roster", roster, "--exercise", SLUG)
    grade(*given)
    out = tmp_path / "week-4-grades"
    found = {row["file"].split("_")[0]: row for row in rows(out / "grades.csv")}
    assert len(found) == STUDENTS, "no file costs another one its row"
    for number, kind in made.items():
        row = found[f"family{number:02}"]
        if kind == "edits-its-checks":
            assert 12 <= float(row["total"]) < 20, row
        elif kind == "right" or kind in samples.HOSTILE:
            assert row["total"] == "20", (kind, row)
        elif kind in samples.FORGED:
            assert row["total"] == "0", (kind, row)
        elif kind in HONEST:
            assert 0 < float(row["total"]) < 20, (kind, row)
        else:
            assert row["total"] == "", (kind, row)
            assert row["status"].startswith("Not graded. "), (kind, row)
    # By hand, then again: nothing runs a second time, and what was entered stays.
    waiting = rows(out / "by-hand.csv")
    for row in waiting:
        row["points"], row["comment"] = "7.5", "Whose judgment is it?"
    with (out / "by-hand.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, waiting[0])
        writer.writeheader()
        writer.writerows(waiting)
    before = {row["file"]: row["total"] for row in found.values()}
    told = grade(*given)
    assert "were graded before" in told
    again = rows(out / "grades.csv")
    assert {row["file"]: row["total"] for row in again} == before
    assert [row["points"] for row in rows(out / "by-hand.csv")] == ["7.5"] * len(waiting)
    # Back into Canvas: its own columns, the assignment's column, a number for each who has one.
    back = rows(out / f"canvas-{SLUG}.csv")
    assert list(back[0]) == HEADINGS
    assert back[0]["Student"].strip() == "Points Possible"
    points = {row["SIS User ID"]: row[ASSIGNMENT] for row in back[1:]}
    assert points[student_id(0)] == "27.5"
    counted = [each for each in again if each["total"] and each["counts"] == "yes"]
    assert len([each for each in points.values() if each]) == len(counted)
    pages = list((out / "feedback" / SLUG).glob("*.html"))
    assert len(pages) == len(counted)
    assert "Whose judgment is it?" in pages[0].read_text(encoding="utf-8")


def test_containers_hold_what_bubblewrap_holds(tmp_path: Path) -> None:
    if not machine.has_container():
        browsers.install_packages(["podman", "runc"])
        machine.engine.cache_clear()
        assert machine.has_container(), "Podman is installed and does not answer"
    folder = tmp_path / "submissions"
    folder.mkdir()
    for number, kind in enumerate(["right", *CONTAINED]):
        (folder / f"{kind}.ipynb").write_text(notebook(number, kind), encoding="utf-8")
    grade(folder, "--isolation", "container")
    found = {row["file"]: row for row in rows(tmp_path / "submissions-grades" / "grades.csv")}
    assert {row["boundary"] for row in found.values()} == {"container"}
    assert {name: row["total"] for name, row in found.items()} == {
        "right.ipynb": "20", "forges-lines.ipynb": "0", "forks.ipynb": "20",
        "fills-the-disk.ipynb": "20",
    }  # fmt: skip
