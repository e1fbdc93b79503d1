"""What quizzes compute and show: answers that follow their tables, orders that are shuffled."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from a_quiz import NUMERIC, ORDER, SHEET, Change, changed, project, written
from hypothesis import given
from hypothesis import strategies as st
from quizzes_of_the_book import IDS, ITEMS

from coursebook.checks import data as checked
from coursebook.quizzes import QuizError, page, quiz
from coursebook.quizzes.figures import compute, problems
from coursebook.quizzes.items import Item, Numeric, Order
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import inline, shuffled
from coursebook.tables.frames import data_dir


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project"))


# --- numbers ------------------------------------------------------------------------------------


def test_an_answer_follows_its_table(folder: Path) -> None:
    item = written(folder, yaml.safe_dump(SHEET)).items[NUMERIC]
    assert isinstance(item, Numeric)
    assert compute(item.figure, folder / "data") == 12


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda i: i.update(answer=13),
            "field answer: found 13; allowed: 12, to which its figure comes, within 0.5",
        ),
        (
            lambda i: i["figure"]["values"]["few"].update(table="nothings"),
            "field figure: found that the value 'few' is not there: no table 'nothings'",
        ),
        (
            lambda i: i["figure"]["values"]["few"].update(where={"kind": "many"}),
            "field figure: found that the value 'few' is not there: 2 rows of things match",
        ),
        (
            lambda i: i["figure"].update(formula="many - fewer"),
            "field figure: found that no figure has the key 'fewer'",
        ),
        (
            lambda i: i["figure"].update(formula="__import__('os')"),
            "field figure: found that \"__import__('os')\" is not arithmetic",
        ),
    ],
)
def test_an_answer_that_does_not_follow_is_told(folder: Path, change: Change, line: str) -> None:
    written(folder, changed(change, NUMERIC))
    (found,) = problems(folder / "data", folder / "book")
    assert found.startswith(f"data/quizzes/a.yaml, item 'how-much', {line}")


def test_the_checks_of_the_data_hold_the_quizzes_too(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setattr("coursebook.quizzes.figures.names", lambda data: ["moon"])
    found = checked.problems(root / "data", root / "book" / "references.bib")
    assert found[-1].startswith("data/quizzes/moon.yaml: found no file")


# --- what is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)
def test_an_order_is_never_shown_in_the_right_one(questions: Questions, item: Item) -> None:
    if isinstance(item, Order):
        assert sorted(shuffled(item)) == list(range(len(item.sequence)))
        assert shuffled(item) != sorted(shuffled(item))
        assert shuffled(item) == shuffled(item)


@given(st.lists(st.text("abc", min_size=1), min_size=3, max_size=5, unique=True))
def test_no_order_is_shuffled_into_the_right_one(sequence: list[str]) -> None:
    feedback = {"right": "Yes.", "wrong": "No."}
    item = Order.model_validate(
        {**SHEET["items"][ORDER], "sequence": sequence, "feedback": feedback}
    )
    assert shuffled(item) != sorted(shuffled(item))


def test_a_changed_item_has_another_fingerprint() -> None:
    _, item = ITEMS[0]
    assert page.fingerprint(item) == page.fingerprint(item.model_copy())
    assert page.fingerprint(item) != page.fingerprint(item.model_copy(update={"question": "Why?"}))


def test_texts_are_escaped() -> None:
    assert inline('3 < 4 & *"so"*') == '3 &lt; 4 &amp; <em>"so"</em>'


def test_a_page_gets_markup_and_a_notebook_both_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = quiz(ITEMS[0][0].name)
    monkeypatch.setenv("COURSEBOOK_HOST", "page")
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html"}
    monkeypatch.delenv("COURSEBOOK_HOST")
    both = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in both
    assert "Run this cell to answer here" in both["text/html"]


def test_the_data_folder_can_be_another(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("COURSEBOOK_DATA", str(folder / "data"))
    assert data_dir() == folder / "data"
    with pytest.raises(QuizError, match="no file"):
        quiz("opcon-transition")
