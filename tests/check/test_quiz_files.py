"""A quiz file is read strictly: each fault is told by file, item, field, found and allowed."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml
from a_quiz import MATCH, NUMERIC, ORDER, SEVERAL, SHEET, SINGLE, Change, changed, project, written
from hypothesis import given
from hypothesis import strategies as st

from coursebook.quizzes import QuizError
from coursebook.quizzes.figures import problems
from coursebook.quizzes.reading import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project"))


def test_a_good_quiz_is_read(folder: Path) -> None:
    questions = written(folder, yaml.safe_dump(SHEET))
    assert [item.kind for item in questions.items] == [
        "single",
        "several",
        "numeric",
        "order",
        "match",
    ]
    assert questions.chapter.goals == ("name a thing", "count things")
    assert questions.chapter.passages["a-figure"].anchor == "fig-a-figure"
    assert list(problems(folder / "data", folder / "book")) == []


IS_RIGHT = {"text": "D", "feedback": "d", "correct": True}


@pytest.mark.parametrize(
    ("item", "change", "line"),
    [
        (
            SINGLE,
            lambda i: i.update(goal=3),
            "item 'one-thing', field goal: found 3; allowed: 1 to 2, the learning goals of "
            "book/a.md",
        ),
        (
            SINGLE,
            lambda i: i.update(passage="elsewhere"),
            "item 'one-thing', field passage: found 'elsewhere'; allowed, of book/a.md: "
            "learning-goals, the-argument, takeaways, a-figure",
        ),
        (
            SINGLE,
            lambda i: i.update(id="One thing"),
            "item 'One thing', field id: found 'One thing'; allowed: lower-case words and "
            "numbers joined by hyphens",
        ),
        (
            SINGLE,
            lambda i: i.update(kind="guess"),
            "item 'one-thing': found the kind 'guess'; allowed: single, several, numeric, order, "
            "match",
        ),
        (
            SINGLE,
            lambda i: i.pop("kind"),
            "item 'one-thing': found no kind; allowed: single, several, numeric, order, match",
        ),
        (
            SINGLE,
            lambda i: i.pop("question"),
            "item 'one-thing', field question: found nothing; allowed: a value; this "
            "field is required",
        ),
        (
            SINGLE,
            lambda i: i.update(question="  "),
            "item 'one-thing', field question: found nothing; allowed: a text",
        ),
        (
            SINGLE,
            lambda i: i.update(question="x" * 601),
            "item 'one-thing', field question: found 601 characters; allowed: at most 600",
        ),
        (
            SINGLE,
            lambda i: i.update(question="It costs $5."),
            "item 'one-thing', field question: found a dollar sign; allowed: words, such as "
            "'5 billion dollars'",
        ),
        (
            SINGLE,
            lambda i: i.update(question="A <b>thing</b>"),
            "item 'one-thing', field question: found '<b'; allowed: plain sentences, with "
            "*emphasis* at most",
        ),
        (
            SINGLE,
            lambda i: i.update(question="A *thing"),
            "item 'one-thing', field question: found an asterisk without a partner; allowed: "
            "*emphasis* between two asterisks",
        ),
        (
            SINGLE,
            lambda i: i.update(unit="things"),
            "item 'one-thing', field unit: found a field of this name; allowed: id, goal, passage, "
            "question, kind, options",
        ),
        (
            SINGLE,
            lambda i: i["options"][2].update(color="red"),
            "item 'one-thing', field options[3].color: found a field of this name; allowed: text, "
            "correct, feedback",
        ),
        (
            SINGLE,
            lambda i: i["options"][0].update(correct="yes"),
            "item 'one-thing', field options[1].correct: found 'yes'; allowed: a valid boolean",
        ),
        (
            SINGLE,
            lambda i: i["options"][0].update(correct=True),
            "item 'one-thing', field options: found 2 correct options; allowed: exactly one",
        ),
        (
            SINGLE,
            lambda i: i["options"][1].update(text="A"),
            "item 'one-thing', field options: found 'A' more than once; allowed: "
            "options that differ",
        ),
        (
            SINGLE,
            lambda i: i["options"].pop(),
            "item 'one-thing', field options: found 2 entries; allowed: at least 3",
        ),
        (
            SEVERAL,
            lambda i: i["options"].extend(dict(IS_RIGHT) for _ in range(3)),
            "item 'some-things', field options: found 6 entries; allowed: at most 5",
        ),
        (
            SEVERAL,
            lambda i: i["options"][0].update(correct=True),
            "item 'some-things', field options: found 3 correct options of 3; allowed: at least "
            "one, but not all",
        ),
        (
            NUMERIC,
            lambda i: i.update(tolerance=0),
            "item 'how-much', field tolerance: found 0; allowed: greater than 0",
        ),
        (
            NUMERIC,
            lambda i: i.update(answer=float("nan")),
            "item 'how-much', field answer: found nan; allowed: a finite number",
        ),
        (
            NUMERIC,
            lambda i: i.update(answer="12"),
            "item 'how-much', field answer: found '12'; allowed: a valid number",
        ),
        (
            NUMERIC,
            lambda i: i["feedback"]["near"][0].update(value=12.8),
            "item 'how-much': found a foreseen mistake of 12.8 beside the answer 12; allowed: "
            "mistakes whose bounds do not touch those of the answer",
        ),
        (
            NUMERIC,
            lambda i: i["figure"]["values"]["few"].update(row=1),
            "item 'how-much', field figure.values.few.row: found a field of this name; allowed: "
            "table, where, field",
        ),
        (
            ORDER,
            lambda i: i.update(sequence=["a", "b", "a"]),
            "item 'in-order', field sequence: found 'a' more than once; allowed: "
            "entries that differ",
        ),
        (
            MATCH,
            lambda i: i["claims"][0].update({"is": "rumor"}),
            "item 'which-kind', field claims[1].is: found 'rumor'; allowed: 'reported', "
            "'judgment' or 'forecast'",
        ),
        (
            MATCH,
            lambda i: [claim.update({"is": "reported"}) for claim in i["claims"]],
            "item 'which-kind', field claims: found claims of one kind only; allowed: claims of "
            "two kinds at least",
        ),
        (
            ORDER,
            lambda i: i.update(id="one-thing"),
            "field items: found 'one-thing' more than once; allowed: ids that differ",
        ),
    ],
)
def test_a_fault_is_told_by_name(folder: Path, item: int, change: Change, line: str) -> None:
    with pytest.raises(QuizError) as told:
        written(folder, changed(change, item))
    assert str(told.value) == f"data/quizzes/a.yaml{',' if line[0] != ':' else ''} {line}"


def test_all_faults_are_told_at_once(folder: Path) -> None:
    sheet = copy.deepcopy(SHEET)
    sheet["items"][0]["question"] = ""
    sheet["items"][3]["sequence"] = ["a"]
    with pytest.raises(QuizError) as told:
        written(folder, yaml.safe_dump(sheet))
    assert len(str(told.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("items: [", "data/quizzes/a.yaml: found no YAML ("),
        ("items: []", "data/quizzes/a.yaml, field items: found 0 entries; allowed: at least 1"),
        ("", "data/quizzes/a.yaml: found None; allowed: "),
        ("items:\n  - 5\n", "data/quizzes/a.yaml, item number 1: found 5; allowed: "),
        (
            "items: []\nitems: []\n",
            "data/quizzes/a.yaml: found no YAML (line 2: the field 'items' stands twice",
        ),
        ("extra: 1\nitems: []\n", "data/quizzes/a.yaml, field items"),
    ],
)
def test_what_is_no_quiz_is_told(folder: Path, content: str, told: str) -> None:
    with pytest.raises(QuizError) as error:
        written(folder, content)
    assert str(error.value).startswith(told)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["items", "id", "kind"]), inner)
    ),
    max_leaves=8,
)


@given(ANYTHING)
def test_whatever_a_file_holds_is_refused_in_words(folder: Path, content: object) -> None:
    with pytest.raises(QuizError, match=r"^data/quizzes/a\.yaml"):
        written(folder, yaml.safe_dump(content))


def test_a_quiz_that_is_not_there(folder: Path) -> None:
    with pytest.raises(QuizError, match="found no file; allowed: a chapter that has a quiz"):
        read("moon", folder / "data", folder / "book")


def test_a_quiz_without_a_chapter(folder: Path) -> None:
    (folder / "data" / "quizzes" / "moon.yaml").write_text(yaml.safe_dump(SHEET), encoding="utf-8")
    try:
        with pytest.raises(QuizError, match=r"found no book/moon\.md; allowed: the name of"):
            read("moon", folder / "data", folder / "book")
    finally:
        (folder / "data" / "quizzes" / "moon.yaml").unlink()
