"""What grading leaves: files that platforms import, feedback, totals, and whose a file is."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from alliance.coursework import cost
from coursebook.coursework.grading import exercise, key, outcome, settings
from coursebook.coursework.grading.handed_in import HandedIn, handed_in
from coursebook.coursework.grading.rosters import Roster, read
from coursebook.coursework.grading.rows import Grade, Missed, Score

COST, CLAIM = "what-would-it-cost", "reading-a-claim"
TITLE = "What would it cost?"

CANVAS = f"""Student,ID,SIS User ID,SIS Login ID,Section,{TITLE} (991),Final Score
    Points Possible,,,,,30,(read only)
"Kim, Ji-woo",4711,007123,jkim,SEC-1,,80
"Müller, Zoë",4712,007124,zmueller,SEC-1,,70
"Absent, Al",4713,007125,aabsent,SEC-1,,
"Student, Test",4799,,x,SEC-1,,
"""
MOODLE = """First name,Last name,ID number,Email address
Ji-woo,Kim,007123,jkim@example.edu
Zoë,Müller,007124,zm@example.edu
Al,Absent,007125,al@example.edu
"""
BLACKBOARD = "Last Name\tFirst Name\tUsername\tStudent ID\nKim\tJi-woo\tjkim\t007123\n"
BRIGHTSPACE = "OrgDefinedId,Username,Last Name,First Name\n#007123,jkim,Kim,Ji-woo\n"

KIM = f"kimjiwoo_LATE_4711_98765_{COST}.ipynb"
ZOE = f"müllerzoë_4712_98766_{COST}.ipynb"


def roster(folder: Path, text: str) -> Roster:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return read(folder / "roster.csv")


@pytest.mark.parametrize(
    ("text", "file", "found"),
    [
        (CANVAS, KIM, HandedIn("007123", late=True)),
        (CANVAS, ZOE, HandedIn("007124")),
        (CANVAS, f"group/{ZOE}", HandedIn("007124")),
        (CANVAS, "kim_4711_5_lee_4712_6_x.ipynb", HandedIn("007123")),
        (CANVAS, "kim_LATE_4711_5_C_zmueller_attempt_2020-01-01-00-00-00_.ipynb",
         HandedIn("007123", late=True)),
        (CANVAS, "kim_9999_5_x.ipynb", HandedIn()),
        (CANVAS, "notebook.ipynb", HandedIn()),
        (MOODLE, "Ji-woo Kim_1327627_assignsubmission_file_/x.ipynb", HandedIn("007123")),
        (MOODLE, "Zoe Muller_13_assignsubmission_file_x.ipynb", HandedIn("007124")),
        (BLACKBOARD, "Cost_jkim_attempt_2026-11-30-18-05-12_x.ipynb",
         HandedIn("007123", at=datetime(2026, 11, 30, 18, 5, 12))),
        (BLACKBOARD, "Cost_jkim_attempt_2026-13-30-18-05-12_x.ipynb", HandedIn("007123")),
        (BRIGHTSPACE, "1-2 - Ji-woo Kim - Nov 30, 2026 605 PM/x.ipynb",
         HandedIn("007123", at=datetime(2026, 11, 30, 18, 5))),
        (BRIGHTSPACE, "1-2 - Ji-woo Kim - November 3, 2026 1205 AM/x.ipynb",
         HandedIn("007123", at=datetime(2026, 11, 3, 0, 5))),
        (MOODLE + "Ji-woo,Kim,9,k@example.edu\n",
         "Ji-woo Kim_13_assignsubmission_file_/x.ipynb", HandedIn()),
    ],
)  # fmt: skip
def test_a_file_s_name_tells_whose_it_is(
    text: str, file: str, found: HandedIn, tmp_path: Path
) -> None:
    assert handed_in(file, roster(tmp_path, text)) == found


RULES = """
[late]
due = 2026-11-30T18:00:00
grace_minutes = 10
percent_each_day = 10
percent_at_most = 25
percent_without_a_time = 5
excused = ["007 124"]
"""


@pytest.mark.parametrize(
    ("handed", "student", "percent"),
    [
        (HandedIn(at=datetime(2026, 11, 30, 18, 10)), "a", 0),
        (HandedIn(at=datetime(2026, 11, 30, 18, 11)), "a", 10),
        (HandedIn(at=datetime(2026, 12, 1, 18, 11)), "a", 20),
        (HandedIn(at=datetime(2026, 12, 24)), "a", 25),
        (HandedIn(at=datetime(2026, 12, 24)), "007124", 0),
        (HandedIn(late=True), "a", 5),
        (HandedIn(), "a", 0),
    ],
)
def test_lateness_costs_what_the_settings_say(
    handed: HandedIn, student: str, percent: float, tmp_path: Path
) -> None:
    (tmp_path / settings.FILE).write_text(RULES, encoding="utf-8")
    assert settings.read(tmp_path / settings.FILE).late.percent(handed, student) == percent
    assert settings.Late().percent(handed, student) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[late]\npercent = 5", "late.percent: unknown; allowed: due, grace_minutes"),
        ("[bonus]", "bonus: unknown; allowed: late, total, feedback"),
        ("[late]\npercent_each_day = 200", "late.percent_each_day: found 200;"),
        ("[late]\ndue = 2026-11-30T18:00:00Z", "late.due: found .*without a zone"),
        ("[late]\nexcused = ['/']", "late.excused: found .*student ID: found '/'"),
        ("[total]\ndrop_lowest = -1", "total.drop_lowest: found -1;"),
        ("late", "not TOML"),
    ],
)
def test_wrong_settings_are_told_by_field(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(settings.SettingsError, match=rf"grading\.toml(, |: ){message}"):
        settings.read(tmp_path / settings.FILE)


def grade(
    file: str, student_id: str, points: float = 10, slug: str = COST, **more: object
) -> Grade:
    missed = [Missed(text="The budget is not right.", names=["budget_then"])]
    scores = [Score(question="q1", points=points, possible=20, missed=missed)]
    return Grade.model_validate({
        "file": file, "status": "Graded. Code cell 4 stopped with NameError: x.",
        "exercise": slug, "student_id": student_id, "scores": scores, "level": "bubblewrap",
        "written": {"q8": "<b>It | can</b>"}, "found": {"budget_then": "3"},
        "expected": {"budget_then": "127.2"}, **more,
    })  # fmt: skip


def by_hand(folder: Path, points: Mapping[str, object]) -> None:
    lines = [f"{student},{COST},q8,10,{given},Well argued." for student, given in points.items()]
    text = "\n".join(["id,exercise,question,possible,points,comment", *lines])
    (folder / "by-hand.csv").write_text(text, encoding="utf-8")


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def exercises(built: Path, tmp_path: Path) -> dict[str, exercise.Exercise]:
    return {slug: exercise.load(slug, tmp_path / "tests") for slug in (COST, CLAIM)}


@pytest.fixture
def out(
    tmp_path: Path, exercises: dict[str, exercise.Exercise], capsys: pytest.CaptureFixture[str]
) -> Path:
    """The outcome of five submissions of a class that uses Canvas."""
    folder = tmp_path / "out"
    folder.mkdir()
    by_hand(folder, {"007123": 8})
    grades = [
        grade(KIM, "007123"),
        grade(f"kimjiwoo_4711_98767_{COST}.ipynb", "7123", points=4),  # with another draw
        grade(ZOE, "7124"),
        grade(f"absental_4713_98768_{COST}.ipynb", "007123", points=0),
        grade(f"kimjiwoo_4711_98769_{CLAIM}.ipynb", "007123", points=20, slug=CLAIM),
    ]
    rules = settings.Settings(
        late=settings.Late(percent_without_a_time=10), total=settings.Total(drop_lowest=1)
    )
    outcome.write(folder, grades, exercises, "bubblewrap", roster(tmp_path, CANVAS), rules)
    return folder


def test_canvas_imports_the_gradebook(out: Path) -> None:
    # By the rules of Canvas's own importer: the names of the columns before the assignments, the
    # number behind an assignment's name, and a second row with the points.
    header, possible, *rows = table(out / f"canvas-{COST}.csv")
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert header[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    assert header[5:] == [f"{TITLE} (991)"]
    assert "Points Possible" in possible[0]
    assert possible[5] == "30"
    # 10 + 8 points, less 10 percent; who has no points by hand yet is left out.
    assert rows == [["Kim, Ji-woo", "4711", "007123", "jkim", "SEC-1", "16.2"]]


def test_moodle_imports_a_grade_with_its_feedback(out: Path) -> None:
    header, *rows = table(out / f"moodle-{COST}.csv")
    assert header == ["ID number", "Username", "First name", "Last name", TITLE,
                      f"{TITLE} (feedback)"]  # fmt: skip
    told = "Checks: 10 of 20 points. Answers in words: 8 of 10. Late: 10 percent off."
    assert rows == [["007123", "jkim", "Ji-woo", "Kim", "16.2", told]]


def test_the_table_says_what_counts(out: Path) -> None:
    header, *rows = table(out / "grades.csv")
    found = {row[1]: dict(zip(header, row, strict=True)) for row in rows}
    kim, again = found[KIM], found[f"kimjiwoo_4711_98767_{COST}.ipynb"]
    assert (kim["final"], kim["final_possible"], kim["late_percent"]) == ("16.2", "30", "10")
    assert (kim["counts"], again["counts"]) == ("yes", "no")
    assert KIM in again["status"].partition("The same student ID stands in ")[2]
    assert kim["missed"].endswith("`budget_then`: found 3, expected 127.2")
    other = found[f"absental_4713_98768_{COST}.ipynb"]
    assert other["status"].startswith(
        "Not graded. By its file's name it was handed in by 007125 (Absent, Al), and in the "
        "notebook stands the student ID '007123'."
    )
    assert other["total"] == ""


def test_totals_drop_the_lowest(out: Path) -> None:
    header, *rows = table(out / "totals.csv")
    assert header == ["id", "name", CLAIM, COST, "dropped", "percent", "still missing"]
    assert ["007125", "Absent, Al", "0.0", "0.0", CLAIM, "0.0", ""] in rows
    assert next(row for row in rows if row[0] == "007124")[5:] == ["", COST]


def test_feedback_is_for_one_student_and_harmless(out: Path) -> None:
    pages = sorted(path.name for path in (out / "feedback" / COST).iterdir())
    assert pages == ["007123.html", "7124.html"]
    told = (out / "feedback" / COST / "007123.html").read_text(encoding="utf-8")
    for words in ("16.2 of 30 points", "10 percent taken off", "<td>10 of 20</td>",
                  "found 3, expected 127.2", "Well argued.", "NameError", "A full answer",
                  "&lt;b&gt;It | can&lt;/b&gt;"):  # fmt: skip
        assert words in told
    assert "<b>It" not in told
    assert "7124" not in told


def test_the_report_names_who_is_late_and_what_waits(out: Path) -> None:
    told = (out / "report.html").read_text(encoding="utf-8")
    assert "<h2>Late</h2>" in told
    assert "007125 (Absent, Al)" in told
    assert f"canvas-{COST}.csv: 1 students; 1 wait for points by hand" in told


def test_a_class_without_a_roster_gets_its_files(
    tmp_path: Path, exercises: dict[str, exercise.Exercise]
) -> None:
    by_hand(tmp_path, {"ab1": 10})
    outcome.write(tmp_path, [grade("a.ipynb", "ab1")], exercises, "bubblewrap", Roster(),
                  settings.Settings())  # fmt: skip
    assert table(tmp_path / f"canvas-{COST}.csv")[2:] == [["", "", "ab1", "", "", "20"]]
    assert table(tmp_path / f"moodle-{COST}.csv")[1][:2] == ["ab1", "20"]
    assert not (tmp_path / "totals.csv").exists()


def test_a_key_can_be_had_for_one_student(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key.main([COST, "007 123"])
    told = capsys.readouterr().out
    assert str(cost.scenario("007123")) in told
    assert re.search(r"^read_budget: \d+\.\d$", told, re.M)
    assert "path_budget: a function: 2024, 3.5, 2035, 4.0 gives " in told
    with pytest.raises(SystemExit, match="exercise: found 'none'; allowed: "):
        key.main(["none"])
