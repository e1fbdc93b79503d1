"""`make lms` writes a file for each chapter and format, and one for all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from a_quiz import SHEET, changed, project, written
from quiz_answers import parse
from quizzes_of_the_book import QUIZZES

from coursebook.quizzes import QuizError, qti12
from coursebook.teaching import lms


@pytest.mark.parametrize("form", ["qti-1.2", "qti-2.1"])
def test_manifest_lists_every_file_of_its_package(form: str) -> None:
    made = lms.files(list(QUIZZES))[f"{form}/all-chapters.zip"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        manifest = parse(archive.read("imsmanifest.xml"))
        listed = {each.get("href") for each in manifest.iter(f"{{{qti12.PACKAGE}}}file")}
        assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
        names = [e.get("identifier") for e in manifest.iter(f"{{{qti12.PACKAGE}}}resource")]
        needed = {e.get("identifierref") for e in manifest.iter(f"{{{qti12.PACKAGE}}}dependency")}
        assert len(names) == len(set(names))
        assert needed <= set(names)
        for name in archive.namelist():
            parse(archive.read(name))


def test_every_chapter_has_its_files_and_all_have_one() -> None:
    made = lms.files(list(QUIZZES))
    names = [*(quiz.name for quiz in QUIZZES), "all-chapters"]
    assert set(made) == {
        f"{form}/{name}.{ending}"
        for form, ending in (("qti-1.2", "zip"), ("qti-2.1", "zip"), ("gift", "txt"))
        for name in names
    } | {f"scorm-1.2/{quiz.name}.zip" for quiz in QUIZZES}  # one unit of a course each


def test_the_same_quizzes_make_the_same_files() -> None:
    assert lms.files(list(QUIZZES)) == lms.files(list(QUIZZES))


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lms.main([str(tmp_path)]) == 0
    assert (tmp_path / "gift" / "all-chapters.txt").is_file()
    assert "for Canvas" in capsys.readouterr().out


def test_a_faulty_quiz_is_not_exported(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with pytest.raises(QuizError):
        written(folder, changed(lambda item: item.update(goal=9), 0))
    with pytest.raises(QuizError, match="field goal: found 9"):
        lms.quizzes(folder / "data", folder / "book")


def test_an_answer_that_does_not_follow_is_not_exported(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert SHEET["items"][2]["answer"] == 12
    written(folder, changed(lambda item: item.update(answer=11), 2))
    with pytest.raises(QuizError, match="field answer: found 11"):
        lms.quizzes(folder / "data", folder / "book")
