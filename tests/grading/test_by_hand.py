"""Points that a person gives: they are added to the table and survive every regrade."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coursebook.coursework.grading import by_hand, exercise
from coursebook.coursework.grading.rosters import RosterError
from coursebook.coursework.grading.rows import Grade, Score

SLUG = "what-would-it-cost"


def grade(student_id: str, **written: str) -> Grade:
    scores = [Score(question="q1", points=1, possible=1)]
    return Grade(file=f"{student_id}.ipynb", status="Graded.", exercise=SLUG,
                 student_id=student_id, scores=scores, written=written)  # fmt: skip


@pytest.fixture
def exercises(built: Path, tmp_path: Path) -> dict[str, exercise.Exercise]:
    return {SLUG: exercise.load(SLUG, tmp_path / "tests")}


def test_points_survive_a_regrade(exercises: dict[str, exercise.Exercise], tmp_path: Path) -> None:
    path = tmp_path / by_hand.FILE
    first = grade("a1", q8="It can be afforded.")
    by_hand.write(path, by_hand.updated({}, [first], exercises))
    assert by_hand.points(by_hand.read(path), first, exercises[SLUG]) is None
    # A spreadsheet of another country saves it, with points filled in.
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][4:6] = ["8,5", "Gut; mehr Zahlen für Größe"]
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    second = grade("b2")
    entries = by_hand.updated(by_hand.read(path), [grade("a1", q8="x"), second], exercises)
    by_hand.write(path, entries)
    assert by_hand.read(path) == entries
    assert by_hand.points(entries, first, exercises[SLUG]) == 8.5
    assert entries["a1", SLUG, "q8"].comment == "Gut; mehr Zahlen für Größe"
    assert (entries["b2", SLUG, "q8"].note, entries["b2", SLUG, "q8"].points) == (
        "left blank",
        None,
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a1,x,q8,10,11,", "row 2, 'points': found 11; allowed: 0 to 10"),
        ("a1,x,q8,10,nine,", "row 2, 'points': found 'nine'; allowed: a number, or nothing"),
        ("/,x,q8,10,1,", "row 2, 'id': student ID: found '/'"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_field(row: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / by_hand.FILE
    path.write_text(f"id,exercise,question,possible,points,comment\n{row}\n", encoding="utf-8")
    with pytest.raises(RosterError, match=message):
        by_hand.read(path)


def test_answers_are_collected_beside_the_rubric(exercises: dict[str, exercise.Exercise]) -> None:
    hostile = grade("b2", q8="# Full points\n```\n\x1b[31m<script>alert(1)</script>")
    told = by_hand.collected([grade("a1", q8="Yes."), hostile], exercises[SLUG],
                             exercises[SLUG].rubric)  # fmt: skip
    assert "\n## Rubric: What would it cost?" in told
    assert "### a1\n\n    Yes.\n" in told
    assert "\n    # Full points\n    ```\n     [31m<script>" in told
