"""The build itself, on small books that are made for the purpose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from a_quiz import SHEET
from small_book import RATES, SHARES, build, make_book, written

from coursebook.checks.data import confirm

QUIZ = 'from alliance import quiz\nquiz("asked")'
GOALS = "\n## Learning goals\n\n- **name** a thing.\n\n## The argument\n\nThat one.\n"


def change_one_cell(book: Path) -> None:
    table = book / "data" / "defense_share.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if line.startswith("Poland,POL,1995,"))
    cells = lines[number].split(",")
    cells[3] = f"{float(cells[3]) + 0.01:.2f}"
    lines[number] = ",".join(cells)
    table.write_text("".join(lines), encoding="utf-8")
    assert confirm(book / "data", book / "book" / "references.bib")


@pytest.mark.timeout(600)
def test_an_edited_cell_changes_the_page_that_shows_it(root: Path, tmp_path: Path) -> None:
    book = make_book(root, tmp_path, {"shares": SHARES, "rates": RATES})
    first = build(book)
    assert first.returncode == 0, first.stdout
    assert "executing 2 notebooks" in first.stdout
    before = written(book)

    again = build(book)
    assert again.returncode == 0, again.stdout
    assert "executing" not in again.stdout
    assert written(book) == before

    change_one_cell(book)
    after_edit = build(book)
    assert after_edit.returncode == 0, after_edit.stdout
    assert "executing 2 notebooks" in after_edit.stdout
    after = written(book)
    assert {name for name in after if after[name] != before[name]} == {"book/shares.html"}


@pytest.mark.timeout(600)
def test_an_edited_quiz_executes_its_chapter_and_no_other(root: Path, tmp_path: Path) -> None:
    book = make_book(root, tmp_path, {"asked": QUIZ, "rates": RATES})
    add_quiz(book, "Which thing?")
    first = build(book)
    assert first.returncode == 0, first.stdout
    before = written(book)

    add_quiz(book, "Which other thing?")
    after_edit = build(book)
    assert after_edit.returncode == 0, after_edit.stdout
    assert "executing 1 notebooks" in after_edit.stdout
    after = written(book)
    assert {name for name in after if after[name] != before[name]} == {"book/asked.html"}
    assert "Which other thing?" in (book / "_build/html/book/asked.html").read_text("utf-8")

    (book / "data" / "quizzes" / "asked.yaml").write_text("items: []\n", encoding="utf-8")
    faulty = build(book)
    assert faulty.returncode == 1
    assert "data/quizzes/asked.yaml, field items: found 0 entries" in faulty.stdout


def test_a_chapter_without_its_quiz_stops_the_build(root: Path, tmp_path: Path) -> None:
    done = build(make_book(root, tmp_path, {"asked": QUIZ}))
    assert done.returncode == 1
    assert "data/quizzes/asked.yaml: found no file" in done.stdout


def add_quiz(book: Path, question: str) -> None:
    """Give the chapter `asked` a goal, a passage and a question."""
    chapter = book / "book" / "asked.md"
    text = chapter.read_text(encoding="utf-8")
    if GOALS not in text:
        chapter.write_text(text + GOALS, encoding="utf-8")
    item = SHEET["items"][0] | {"question": question}
    path = book / "data" / "quizzes" / "asked.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({"items": [item]}), encoding="utf-8")


UNREADABLE = (
    "class Chart:\n    def _repr_html_(self):\n        raise ValueError('no data')\nChart()"
)
FAILING = {"sound": "1 + 1", "broken": "# a comment\n1 / 0", "chart": UNREADABLE}


@pytest.fixture(scope="module")
def failed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one build said of each chapter that failed in it."""
    book = make_book(root, tmp_path_factory.mktemp("failing"), FAILING)
    done = build(book)
    assert done.returncode == 1
    assert not written(book)
    assert "Traceback" not in done.stdout
    parts = re.split(r"(?=book/(\w+)\.md, line)", done.stdout)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_chapter_that_fails_is_named_at_once(failed: dict[str, str]) -> None:
    assert set(failed) == {"broken", "chart"}


def test_a_failing_cell_stops_the_build(failed: dict[str, str]) -> None:
    assert "code cell 2" in failed["broken"]
    assert "'# a comment'" in failed["broken"]
    assert "ZeroDivisionError: division by zero" in failed["broken"]


def test_an_error_while_an_output_is_displayed_stops_the_build(failed: dict[str, str]) -> None:
    assert "code cell 2" in failed["chart"]
    assert "ValueError: no data" in failed["chart"]


def test_bad_data_stops_the_build(root: Path, tmp_path: Path) -> None:
    book = make_book(root, tmp_path, {"rates": RATES})
    table = book / "data" / "exchange_rate.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    done = build(book)
    assert done.returncode == 1
    assert "The data is not valid" in done.stdout
    assert "exchange_rate" in done.stdout
    assert not written(book)


def test_a_warning_fails_every_build_until_it_is_mended(root: Path, tmp_path: Path) -> None:
    book = make_book(root, tmp_path, {})
    (book / "_toc.yml").write_text("format: jb-book\nroot: book/start\n", encoding="utf-8")
    page = book / "book" / "start.md"
    page.write_text("# Start\n\nA link to [nowhere](nowhere.md).\n", encoding="utf-8")
    assert build(book).returncode == 1
    assert build(book).returncode == 1
    page.write_text("# Start\n\nNo link.\n", encoding="utf-8")
    assert build(book).returncode == 0
