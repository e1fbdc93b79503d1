"""What students get: all that they need, and nothing that only the instructor may see."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from leaks import leaks, own_runs

from alliance.coursework import cost
from coursebook.coursework import build, draw, student_repo, worksheets

SALT = "a secret that nobody guesses"
ROOTS = {
    "_config.yml", "_toc.yml", "CITATION.cff", "LICENSE", "LICENSE-text", "README.md",
    "pyproject.toml", "requirements.in", "requirements.lock", "requirements.txt", "alliance",
    "book", "coursebook", "data", ".binder", "exercises", "tools", "course-draws.json",
}  # fmt: skip
SECRET = re.compile(
    r"(^|/)(master\.md|answers\.toml|rubric\.md|worksheet-answers\.md|solution\.ipynb|"
    r"autograder\.zip|debrief\.md|memo-sample\.md)$|^exercises/(?!student/[\w-]+\.ipynb$)|"
    r"(^|/)(instructors?|simulation|roles|tests)/"
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of a course with draws of its own, for two students."""
    folder = tmp_path_factory.mktemp("students")
    roster = folder / "roster.csv"
    roster.write_text("id\n20251234\nAB 1\n", encoding="utf-8")
    (folder / "repository" / ".git").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(draw.SALT, SALT)
        student_repo.main([str(folder / "repository"), "--roster", str(roster)])
    return folder / "repository"


@pytest.fixture(scope="module")
def secrets(root: Path) -> dict[str, set[str]]:
    return own_runs(root)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def test_nothing_else_is_in_it(repository: Path) -> None:
    names = [*files(repository)]
    assert {name.split("/")[0] for name in names} == ROOTS
    assert [name for name in names if SECRET.search(name)] == []
    in_exercises = {name for name in names if name.startswith("exercises/")}
    assert in_exercises == {f"exercises/student/{slug}.ipynb" for slug in build.slugs()}
    assert {name for name in names if name.startswith("tools/")} == {
        "tools/lab-overrides.json", "tools/lab_settings.py", "tools/session.py"}  # fmt: skip


def test_no_file_has_confidential_words_or_the_course_s_secret(
    repository: Path, secrets: dict[str, set[str]]
) -> None:
    found = [leak for name, content in files(repository).items()
             for leak in leaks(secrets, name, content)]  # fmt: skip
    assert found == []
    assert [name for name, text in files(repository).items() if SALT.encode() in text] == []
    assert b"20251234" not in (repository / draw.SEEDS_FILE).read_bytes()


def test_a_key_in_it_would_be_found(root: Path, secrets: dict[str, set[str]]) -> None:
    for key in (
        (root / "exercises" / cost.SLUG / "master.md").read_bytes(),
        worksheets.answers(cost.SLUG).encode(),
    ):
        assert list(leaks(secrets, "book/chapter.md", key))
    assert SECRET.search(f"exercises/{cost.SLUG}/key.py")


def test_it_works_alone_and_draws_as_the_instructor_s_copy(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "from alliance.coursework import cost; from alliance.explorers import spending_path\n"
        "from coursebook.quizzes import quiz; from alliance import load\n"
        "quiz('opcon-transition'); load('gdp'); spending_path.compute()\n"
        "print(cost.scenario('20251234')); print(cost.scenario('example'))\n"
        "try:\n    cost.scenario('neighbor')\nexcept ValueError as error:\n    print(error)"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository), "COURSEBOOK_ROOT": str(repository)}
    done = subprocess.run([sys.executable, "-c", program], cwd=repository / "book",
                          env=environment, capture_output=True, text=True, check=True)  # fmt: skip
    own, example, refused = done.stdout.splitlines()
    assert refused.startswith("student ID: found 'neighbor', which is not on this course's list")
    monkeypatch.setenv(draw.SALT, SALT)
    assert own == str(cost.scenario("20251234"))
    assert example == str(cost.scenario("example"))
    monkeypatch.delenv(draw.SALT)
    assert own != str(cost.scenario("20251234"))


def test_an_older_copy_is_replaced_and_git_is_kept(repository: Path) -> None:
    (repository / "exercises" / "student" / "old.ipynb").write_text("{}", encoding="utf-8")
    student_repo.write(repository)
    assert (repository / ".git").is_dir()
    assert "exercises/student/old.ipynb" not in files(repository)
    assert draw.SEEDS_FILE not in files(repository), "the public draw needs no list"


@pytest.mark.parametrize(
    ("arguments", "salt", "message"),
    [
        (["{tmp}/new"], SALT, "roster: found none, and with COURSE_SALT"),
        (["{tmp}/new", "--roster", "{tmp}/r.csv"], "short", "COURSE_SALT: found 5 characters"),
        (["{tmp}"], "", "that are no copy of this book; empty it"),
        (["{root}"], "", "allowed: a folder outside of this repository"),
        (["{root}/book"], "", "allowed: a folder outside of this repository"),
    ],
)
def test_what_would_go_wrong_is_told(
    arguments: list[str], salt: str, message: str, tmp_path: Path, root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "r.csv").write_text("id\n1\n", encoding="utf-8")
    monkeypatch.setenv(draw.SALT, salt)
    with pytest.raises(SystemExit, match=message):
        student_repo.main([each.format(tmp=tmp_path, root=root) for each in arguments])


@pytest.mark.parametrize("slug", build.slugs())
def test_keys_follow_the_course_s_own_draw(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = worksheets.answers(slug)
    monkeypatch.setenv(draw.SALT, SALT)
    own = worksheets.answers(slug)
    key = worksheets.key(slug)
    for text in (public, own):
        assert re.findall(r"^## Scenario ([A-F])$", text, re.M) == list(worksheets.LETTERS)
        rows = re.findall(r"^\| (\d+\. .*?) \| (.+) \|$", text, re.M)
        assert [label for label, _ in rows] == [*key.LABELS] * 6
        assert all(answer.strip() and "nan" not in answer for _, answer in rows)
    assert own != public
    # Every question that the key answers is asked.
    sheet = (build.exercises() / slug / "worksheet.md").read_text(encoding="utf-8")
    asked = {int(number) for number in re.findall(r"^(\d+)\. ", sheet, re.M)}
    assert {int(label.split(".")[0]) for label in key.LABELS} <= asked


def test_seeds_are_no_list_of_students(monkeypatch: pytest.MonkeyPatch) -> None:
    assert draw.seeds(["x"], ["20251234"]) == {}
    monkeypatch.setenv(draw.SALT, SALT)
    found = draw.seeds(["x"], ["20251234", ""])
    assert len(found) == 2 + len(draw.WORKSHEETS)
    assert "20251234" not in json.dumps(found)
    assert draw.seed("x", "20251234") in found.values()
