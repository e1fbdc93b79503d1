"""What a book says of itself, and where it is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebook import book as books
from coursebook.book import BookError

LEAST = """[tool.coursebook]
title = "Rivers"
storage-key = "rivers"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with no book around it and none remembered."""
    monkeypatch.delenv(books.ROOT_VARIABLE, raising=False)
    monkeypatch.setattr(books, "_remembered", [])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def declare(folder: Path, text: str = LEAST) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / books.DECLARED_IN).write_text(text, encoding="utf-8")
    return folder


def test_a_book_is_found_from_any_folder_inside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(folder)
    inside = folder / "book" / "instructors"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert books.root() == folder
    assert books.book().full_title == "Rivers"


def test_a_project_without_a_book_in_between_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(folder)
    monkeypatch.chdir(declare(folder / "tool", "[project]\nname = 'tool'\n"))
    assert books.root() == folder


def test_the_variable_comes_before_the_folder_that_one_works_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(folder)
    other = declare(folder / "other", LEAST.replace("Rivers", "Lakes"))
    monkeypatch.setenv(books.ROOT_VARIABLE, str(other))
    assert books.book().title == "Lakes"


def test_what_a_package_remembers_comes_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = declare(folder / "installed", LEAST.replace("Rivers", "Installed"))
    books.remember(remembered)
    empty = folder / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert books.book().title == "Installed"
    declare(folder)
    assert books.book().title == "Rivers"


def test_no_book_is_said_with_the_folder_and_the_ways_out(folder: Path) -> None:
    with pytest.raises(BookError, match="found no book") as error:
        books.root()
    for part in (str(folder), "pyproject.toml", "[tool.coursebook]", "COURSEBOOK_ROOT"):
        assert part in str(error.value)


def test_a_variable_that_names_no_book_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(books.ROOT_VARIABLE, str(folder))
    with pytest.raises(BookError, match=r"COURSEBOOK_ROOT: found .* has no table"):
        books.root()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.coursebook]\nstorage-key = 'a'\n", "title: found nothing; it is needed"),
        ("[tool.coursebook]\ntitle = 'A'\n", "storage-key: found nothing; it is needed"),
        (LEAST + "subject = 'water'\n", "subject: found a field that no book has; allowed: title"),
        (LEAST.replace('"rivers"', "'My Rivers'"), "storage-key: found 'My Rivers'; allowed: "),
        (
            LEAST + "[tool.coursebook.colors]\naccent = 'blue'\n",
            "colors.accent: found 'blue'; allowed: a color as # and six lower-case",
        ),
        (
            LEAST + "[tool.coursebook.colors]\naccent = '#112233'\naccent = '#445566'\n",
            "each name may stand once in a table",
        ),
        (
            LEAST + "[tool.coursebook.voices.us]\nlabel = 'We.'\nlight = '#112233'\n",
            "voices.us.dark: found nothing; it is needed",
        ),
        (
            LEAST
            + "[tool.coursebook.voices.us]\nlabel = 'We.'\nlight = '#112233'\ndark = '#112233'\n"
            + "line = 'wavy'\n",
            "voices.us.line: found 'wavy'; allowed: ",
        ),
        ("[tool.coursebook\n", "not valid TOML"),
    ],
)
def test_what_does_not_fit_is_said_with_file_field_found_and_allowed(
    folder: Path, text: str, told: str
) -> None:
    declare(folder, text)
    with pytest.raises(BookError) as error:
        books.book()
    assert told in str(error.value)
    assert str(folder / "pyproject.toml") in str(error.value)


def test_a_book_without_a_package_says_so_when_one_is_asked_for(folder: Path) -> None:
    declare(folder)
    with pytest.raises(BookError, match="found no package, and 'explorers' of it is asked for"):
        books.module("explorers")


def test_a_declaration_that_changes_is_read_again(folder: Path) -> None:
    declare(folder)
    assert books.book().title == "Rivers"
    declare(folder, LEAST.replace("Rivers", "Rivers of Europe"))
    assert books.book().title == "Rivers of Europe"


def test_the_engine_knows_no_book() -> None:
    """No word of this paper's topic stands in the engine: a book says all that is its own."""
    engine = Path(books.__file__).parent
    topic = re.compile(r"klingner|divergent|opcon|seoul|washington|troops|south.korea", re.I)
    files = [path for kind in ("py", "js", "css", "html") for path in engine.rglob(f"*.{kind}")]
    assert len(files) > 100
    found = {
        path.relative_to(engine).as_posix(): words
        for path in files
        if (words := set(topic.findall(path.read_text(encoding="utf-8"))))
    }
    assert not found
