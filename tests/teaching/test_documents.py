"""Which texts become documents, who may see them, and what is said when one is not in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursebook.teaching import columns, fitting, keys, lines, markdown
from coursebook.teaching.documents import Audience, Document, documents
from coursebook.teaching.places import Places, TeachingError

BRIEF = """---
title: "Role brief: A camp"
side: Seoul
---

# Role brief: A camp

## Public part

Everyone may read this.

```
## Confidential: a heading inside code
```

## Confidential part

For the players of this role.

### Aim

A date.

## What happens next

All meet.
"""


def book_with(folder: Path, **texts: str) -> Places:
    for name, text in texts.items():
        path = folder / "exercises" / f"{name.replace('__', '/').replace('_', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Places(folder)


def only(places: Places) -> Document:
    (document,) = documents(places)
    return document


def test_a_text_says_for_whom_it_is(tmp_path: Path) -> None:
    text = "---\ntitle: Notes\naudience: instructor\n---\n\nWords.\n"
    document = only(book_with(tmp_path, game__notes=text))
    assert (document.title, document.audience) == ("Notes", Audience.INSTRUCTOR)
    assert document.name.as_posix() == "game/notes"


@pytest.mark.parametrize(
    ("name", "audience"),
    [
        ("a__worksheet", "students"),
        ("a__rubric", "students"),
        ("a__memo_assignment", "students"),
        ("a__worksheet_answers", "instructor"),
        ("a__memo_sample", "instructor"),
        ("a__debrief", "instructor"),
    ],
)
def test_where_it_does_not_its_name_tells(tmp_path: Path, name: str, audience: str) -> None:
    document = only(book_with(tmp_path, **{name: "# A title\n\nWords.\n"}))
    assert (document.title, document.audience) == ("A title", audience)


def test_what_it_says_counts_more_than_its_name(tmp_path: Path) -> None:
    text = "---\naudience: instructor\n---\n# A title\n"
    assert only(book_with(tmp_path, a__worksheet=text)).audience is Audience.INSTRUCTOR


def test_a_confidential_part_becomes_a_document_for_the_instructor(tmp_path: Path) -> None:
    public, secret = documents(book_with(tmp_path, game__roles__a_camp=BRIEF))
    assert public.audience is Audience.STUDENTS
    assert "Everyone may read this." in public.body
    assert "a heading inside code" in public.body
    assert "All meet." in public.body
    assert "players of this role" not in public.body
    assert "A date." not in public.body
    assert secret.audience is Audience.INSTRUCTOR
    assert secret.confidential
    assert secret.name.as_posix() == "game/roles/a-camp-confidential"
    assert secret.title == "Role brief: A camp (confidential)"
    assert "A date." in secret.body
    assert "Everyone may read this." not in secret.body


def test_notebooks_and_readmes_are_no_documents(tmp_path: Path) -> None:
    master = "---\njupytext:\n  text_representation: {}\n---\n# A task\n"
    assert not documents(book_with(tmp_path, a__master=master, README="# About\n"))


def test_a_book_without_exercises_has_no_documents(tmp_path: Path) -> None:
    assert not documents(Places(tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a__notes", "# T\n", "exercises/a/notes.md: says not for whom it is"),
        (
            "a__form",
            "---\naudience: everyone\n---\n# T\n",
            "audience: found 'everyone'; allowed: students or instructor",
        ),
        ("a__form", "---\nautor: x\n---\n# T\n", "found the field autor; allowed: title, audience"),
        ("a__form", "---\n- a\n---\n# T\n", "must read 'name: value'"),
        ("a__form", "---\na: [\n---\n# T\n", "are not YAML"),
        ("a__form", "Words only.\n", "found no title"),
        ("a__roles__x", "# T\n\n## Public part\n", "a role brief needs a heading '## Confidential"),
    ],
)
def test_what_is_not_in_order_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(TeachingError) as error:
        documents(book_with(tmp_path, **{name: text}))
    assert said in str(error.value)
    assert "exercises/a/" in str(error.value)


# Lines to write on ------------------------------------------------------------------------


def test_questions_of_a_worksheet_get_lines() -> None:
    body = "Read.\n\n1. the budget;\n2. What follows?\n\n- no question\n"
    ruled = lines.with_lines(body, "worksheet")
    assert ruled.count(lines.STYLE) == lines.SHORT + lines.LONG
    assert ruled.index("the budget;") < ruled.index(lines.STYLE) < ruled.index("2. What follows?")


def test_a_question_with_a_blank_of_its_own_gets_no_line() -> None:
    body = "1. How many? \\_\\_\\_\\_ percent\n2. How many? ____ percent\n"
    assert lines.STYLE not in lines.with_lines(body, "worksheet")


def test_a_paragraph_to_write_gets_a_page_of_lines() -> None:
    body = "## 1. A paragraph\n\nAnswer.\n\n## 2. A chart\n\nDraw.\n"
    first, second = lines.with_lines(body, "worksheet").split("## 2.")
    assert first.count(lines.STYLE) == lines.ESSAY_LINES
    assert lines.STYLE not in second


def test_blanks_of_a_form_get_lines_and_its_other_sentences_none() -> None:
    body = "**From:** Washington\n\n**Why?**\n\n**Points:** ____ of 20\n"
    assert lines.with_lines(body, "offer-sheet").count(lines.STYLE) == lines.FORM_LINES


def test_drawn_lines_are_lines_in_every_text() -> None:
    assert lines.with_lines("Name\n\n____\n\n____\n", "memo").count(lines.STYLE) == 2


# Links and tables -------------------------------------------------------------------------


def test_links_to_the_book_lead_to_its_site_where_it_has_one() -> None:
    def site(page: str, fragment: str) -> str:
        return f"https://example.org/{page}.html{fragment}"

    text = "[a](../../book/china.md#quiz) [rubric.md](rubric.md) [c](https://example.com/)"
    assert markdown.resolved(text, site) == (
        "[a](https://example.org/china.html#quiz) rubric [c](https://example.com/)"
    )
    assert markdown.resolved(text, lambda *_: "") == "a rubric [c](https://example.com/)"


def test_dollars_stay_dollars() -> None:
    assert "$5 and $6" in markdown.html("It costs $5 and $6.")


def test_columns_to_write_in_are_wide_and_all_fit() -> None:
    shares = columns.shares([["Issue", "Our vote"], ["Defense spending", ""]])
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > shares[0]


def test_a_column_without_a_heading_is_not_taken_for_one_to_write_in() -> None:
    numbers, claims = columns.shares([["", "claim"], ["1", "Troops left."], ["2", "Troops stay."]])
    assert numbers < claims


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    header = ["scenario", "budget", "what it takes in the year of the target, in percent"]
    shares = columns.shares([header, ["A", "127.2", "8.7"]])
    assert shares[0] * columns.ACROSS >= len("scenario")
    assert shares[1] * columns.ACROSS >= len("budget")
    assert shares[2] == max(shares)


# Sizes ------------------------------------------------------------------------------------


def test_long_texts_are_smaller_and_too_long_ones_are_cut_into_groups() -> None:
    sizes = (30, 20)
    assert fitting.largest(["word"], 400, 100, sizes) == 30
    assert fitting.largest(["word " * 30], 400, 150, sizes) == 20
    assert fitting.largest(["word " * 300], 400, 100, sizes) is None
    cuts = list(fitting.groups(["word " * 20] * 5, 400, 100, 20))
    assert [start for start, _ in cuts] == [0, *(end for _, end in cuts[:-1])]
    assert cuts[-1][1] == 5
    assert len(cuts) > 1


# The key of the quizzes -------------------------------------------------------------------

CHAPTER = """# China

## Learning goals

- **compare** two readings;
- **find** a sum.

## The argument
"""
QUIZ = """
items:
  - {id: a, kind: single, goal: 1, passage: the-argument, question: 'Which?', options: [
      {text: This one, correct: true, feedback: It is so.},
      {text: That | one, feedback: It is not.},
      {text: 'A third?', feedback: Nor this.}]}
  - {id: b, kind: numeric, goal: 2, passage: the-argument, question: 'How much?', unit: percent,
     answer: 2.6, tolerance: 0.05, figure: {values: {a: {table: t, where: {}, field: f}},
     formula: a}, feedback: {right: Yes., wrong: No., near: [
       {value: 5, tolerance: 0.1, text: That is the target.}]}}
  - {id: c, kind: order, goal: 1, passage: the-argument, question: Order them.,
     sequence: [first, second, third], feedback: {right: Just so., wrong: No.}}
  - {id: d, kind: match, goal: 2, passage: the-argument, question: 'Who speaks?', claims: [
      {text: Troops left., is: reported, feedback: Note 3.},
      {text: They should., is: judgment, feedback: He says so.},
      {text: They will., is: forecast, feedback: It is to come.}]}
"""


def quiz(folder: Path, text: str, page: str = "china") -> Places:
    (folder / "book").mkdir()
    (folder / "book" / "china.md").write_text(CHAPTER, encoding="utf-8")
    (folder / "_toc.yml").write_text("root: book/china\n", encoding="utf-8")
    (folder / "data" / "quizzes").mkdir(parents=True)
    (folder / "data" / "quizzes" / f"{page}.yaml").write_text(text, encoding="utf-8")
    return Places(folder)


def test_the_key_has_the_right_answer_of_every_kind_of_question(tmp_path: Path) -> None:
    key = keys.answer_key(quiz(tmp_path, QUIZ))
    assert key is not None
    assert key.audience is Audience.INSTRUCTOR
    for answer in (
        "## China",
        "- **Right:** This one. It is so.",
        "- Wrong: That \\| one. It is not.",
        "- Wrong: A third? Nor this.",
        "*Learning goal: find a sum.*",
        "**2.6 percent**, give or take 0.05. Yes.",
        "- 5: That is the target.",
        "1. first\n2. second\n3. third",
        "| Troops left. | reported fact | Note 3. |",
    ):
        assert answer in key.body


@pytest.mark.parametrize(
    ("page", "text", "said"),
    [
        ("mars", QUIZ, "data/quizzes/mars.yaml: found no page of this name"),
        ("china", "items: [{id: a, kind: guess}]", "item 'a': found the kind 'guess'; allowed:"),
    ],
)
def test_a_quiz_without_a_key_is_named(tmp_path: Path, page: str, text: str, said: str) -> None:
    with pytest.raises(TeachingError) as error:
        keys.answer_key(quiz(tmp_path, text, page))
    assert said in str(error.value)


def test_a_book_without_quizzes_has_no_key(tmp_path: Path) -> None:
    places = quiz(tmp_path, QUIZ)
    (places.quizzes / "china.yaml").unlink()
    assert keys.answer_key(places) is None
