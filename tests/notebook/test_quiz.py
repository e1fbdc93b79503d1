"""A quiz in a real JupyterLab: answered by keys, in two views of its cell, in both themes."""

from __future__ import annotations

import pytest
from browser.quiz_steps import Question
from browser.test_whole_pages import OF_COLOR, WCAG, violations
from lab import Lab, Notebook
from playwright.sync_api import Locator, Page, expect
from quiz_answers import right_answer, wrong_answers
from quiz_judge import judge
from quizzes_of_the_book import QUIZZES

from coursebook.book import pages_folder

QUIZ = max(QUIZZES, key=lambda quiz: len({item.kind for item in quiz.items}))
TOTAL = len(QUIZ.items)


@pytest.fixture(scope="module")
def notebook(lab: Lab, desk: Page) -> Notebook:
    """A chapter of nothing but the quiz, open and run."""
    head = (pages_folder() / f"{QUIZ.name}.md").read_text("utf-8").split("\n# ")[0]
    cell = f'from alliance import quiz\n\nquiz("{QUIZ.name}")'
    chapter = lab.project / "book" / "only-a-quiz.md"
    chapter.write_text(f"{head}\n# Only a quiz\n\n```{{code-cell}}\n{cell}\n```\n", "utf-8")
    notebook = lab.double_click(desk, f"book/{chapter.name}")
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)
    return notebook


def shown(notebook: Notebook) -> Locator:
    quiz = notebook.output(0).locator(".quiz[data-ready]")
    expect(quiz).to_be_visible()
    return quiz


def expect_right(quiz: Locator, count: int) -> None:
    expect(quiz.locator("[data-progress]")).to_have_text(f"{count} of {TOTAL} answered rightly")


def test_every_kind_is_answered_by_keys_that_jupyterlab_does_not_take(notebook: Notebook) -> None:
    quiz = shown(notebook)
    for done, item in enumerate(QUIZ.items, start=1):
        question = Question(notebook.page, item, quiz)
        for answer in (wrong_answers(item)[0], right_answer(item)):
            question.answer(answer)
            question.press_check()
            verdict = judge(item, answer)
            expect(question.verdict).to_contain_text(verdict.summary)
            for line, said in zip(
                question.feedback.locator("li").all(), verdict.lines, strict=True
            ):
                expect(line).to_contain_text(said.text.replace("*", ""))
            expect(question.check).to_be_focused()
        expect_right(quiz, done)
    # A letter that JupyterLab would answer with a new cell.
    notebook.page.keyboard.press("b")
    expect(notebook.cells).to_have_count(1)


def test_answers_are_there_again_with_another_kernel(notebook: Notebook) -> None:
    notebook.restart_and_run_all()
    expect_right(shown(notebook), TOTAL)


def test_two_views_of_a_cell_go_together(notebook: Notebook) -> None:
    page, first = notebook.page, shown(notebook)
    notebook.output(0).click(button="right", position={"x": 5, "y": 5})
    page.get_by_text("Create New View for Cell Output").click()
    second = page.locator(".jp-LinkedOutputView .quiz[data-ready]")
    expect_right(second, TOTAL)
    names = "each => each.map((element) => element.id)"
    ids = page.locator(".quiz [id]").evaluate_all(names)
    assert len(set(ids)) == len(ids)

    item = QUIZ.items[0]
    Question(page, item, second).again.click()
    expect_right(first, TOTAL - 1)
    Question(page, item, first).answer(right_answer(item))
    Question(page, item, first).check.click()
    expect_right(second, TOTAL)
    page.get_by_role("tab", name="Output View").locator(".lm-TabBar-tabCloseIcon").click()
    expect(second).to_have_count(0)
    Question(page, item, first).again.click()
    expect_right(first, TOTAL - 1)


def test_both_themes_of_jupyterlab_pass_axe(notebook: Notebook) -> None:
    quiz = shown(notebook)
    Question(notebook.page, QUIZ.items[1], quiz).form.locator("summary").click()
    for theme, rules in (("JupyterLab Dark", OF_COLOR), ("JupyterLab Light", WCAG)):
        notebook.choose("Settings", "Theme", theme)
        expect(notebook.page.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached()
        # JupyterLab's own faults are not the book's.
        found = violations(notebook.page, rules, within=".quiz")
        assert not found, "\n".join(found)
