"""Quizzes: every kind answered by keys, told once, kept, and never trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.quiz_steps import Question
from browser.steps import until
from browser.test_whole_pages import OF_COLOR, WCAG, violations
from playwright.sync_api import Browser, Page, expect
from quiz_answers import ASKED, right_answer, wrong_answers
from quiz_judge import judge
from quizzes_of_the_book import QUIZZES
from served import CHARTS, serving, without

from coursebook.quizzes.items import Item, Order, claim_kinds
from coursebook.quizzes.page import fingerprint
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import shuffled

FORBIDDEN = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""

# Every change of a live region is kept, as a screen reader would hear it.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll(".quiz [role=status]")) {
    new MutationObserver(() => {
      if (region.getAttribute("aria-live") !== "off" && region.textContent) window.heard.push(region.innerText.trim());
    }).observe(region, { childList: true, subtree: true, characterData: true });
  }
}"""


@pytest.fixture(scope="module")
def quizzes(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of chapters without charts and explorers, which cost each opening a second."""
    with serving(without(CHARTS, built_book, tmp_path_factory.mktemp("quizzes"))) as address:
        yield address


def quiz_with(kind: str) -> Questions:
    return next(quiz for quiz in QUIZZES if any(item.kind == kind for item in quiz.items))


def item_of(kind: str) -> tuple[Questions, Item]:
    quiz = quiz_with(kind)
    return quiz, next(item for item in quiz.items if item.kind == kind)


KINDS = ("single", "several", "numeric", "order", "match")
every_kind = pytest.mark.parametrize("kind", KINDS)


def opened(page: Page, base: str, quiz: Questions) -> Page:
    page.goto(f"{base}/book/{quiz.name}.html")
    page.locator(".quiz[data-ready]").wait_for()
    return page


def place(quiz: Questions) -> str:
    return f"divergent-priorities/quiz/{quiz.name}"


def plain(text: str) -> str:
    return text.replace("*", "")


@every_kind
def test_answered_by_keys_wrongly_then_rightly(page: Page, quizzes: str, kind: str) -> None:
    quiz, item = item_of(kind)
    question = Question(opened(page, quizzes, quiz), item)
    for answer in (wrong_answers(item)[0], right_answer(item)):
        question.answer(answer)
        question.press_check()
        verdict = judge(item, answer)
        expect(question.verdict).to_contain_text(verdict.summary)
        lines = question.feedback.locator("li")
        expect(lines).to_have_count(len(verdict.lines))
        for shown, line in zip(lines.all(), verdict.lines, strict=True):
            expect(shown).to_contain_text(plain(line.text))
            expect(shown).to_contain_text(plain(line.part))
        expect(question.check).to_be_focused()  # the feedback is told; the reader stays


def write(page: Page, quiz: Questions, text: str) -> None:
    page.evaluate("([place, text]) => localStorage.setItem(place, text)", [place(quiz), text])
    page.reload()
    page.locator(".quiz[data-ready]").wait_for()


@every_kind
def test_feedback_is_told_once(page: Page, quizzes: str, kind: str) -> None:
    quiz, item = item_of(kind)
    question = Question(opened(page, quizzes, quiz), item)
    question.answer(wrong_answers(item)[0])
    page.evaluate(LISTEN)
    question.press_check()
    expect(question.verdict).to_be_visible()
    heard = page.evaluate("window.heard")
    assert len(heard) == 1
    assert judge(item, wrong_answers(item)[0]).summary in heard[0]


@pytest.mark.parametrize("kind", ASKED)
def test_nothing_answered_is_told_and_not_judged(page: Page, quizzes: str, kind: str) -> None:
    quiz, item = item_of(kind)
    question = Question(opened(page, quizzes, quiz), item)
    question.press_check()
    expect(question.feedback).to_have_text(ASKED[kind])
    expect(question.verdict).to_have_count(0)
    expect(question.form.locator("fieldset input").first).to_be_focused()
    assert page.evaluate("localStorage.length") == 0 or not page.evaluate(
        "place => localStorage.getItem(place)", place(quiz)
    )


def test_a_number_that_cannot_be_read_is_marked_until_it_can(page: Page, quizzes: str) -> None:
    quiz, item = item_of("numeric")
    question = Question(opened(page, quizzes, quiz), item)
    field = question.form.get_by_role("textbox")
    for text, told in (("", ASKED["numeric"]), ("ten", "This is not a number that can be read.")):
        field.fill(text)
        question.check.click()
        expect(question.feedback).to_contain_text(told)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
    field.fill("1.402,8")
    question.check.click()
    expect(question.feedback.locator("li")).to_contain_text(judge(item, "1.402,8").lines[0].part)
    expect(field).not_to_have_attribute("aria-invalid", "true")


@every_kind
def test_try_again_clears_the_question_and_leads_back(page: Page, quizzes: str, kind: str) -> None:
    quiz, item = item_of(kind)
    question = Question(opened(page, quizzes, quiz), item)
    expect(question.again).to_be_hidden()
    question.answer(right_answer(item))
    question.press_check()
    expect(page.locator("[data-progress]")).to_have_text(f"1 of {len(quiz.items)} answered rightly")
    question.tab_to(question.again)
    page.keyboard.press("Enter")
    expect(question.feedback).to_be_empty()
    expect(
        question.form.locator("fieldset :is(input, button):not(:disabled)").first
    ).to_be_focused()
    expect(page.locator("[data-progress]")).to_have_text(f"0 of {len(quiz.items)} answered rightly")
    expect(question.form.locator("input:checked")).to_have_count(0)
    if isinstance(item, Order):
        assert question.order() == shuffled(item)


def test_another_answer_takes_the_feedback_back(page: Page, quizzes: str) -> None:
    quiz, item = item_of("single")
    question = Question(opened(page, quizzes, quiz), item)
    question.answer(right_answer(item))
    question.press_check()
    question.answer(wrong_answers(item)[0])
    expect(question.feedback).to_be_empty()
    expect(page.locator("[data-progress]")).to_have_text(f"0 of {len(quiz.items)} answered rightly")


def test_entries_move_by_keys_and_say_where_they_are(page: Page, quizzes: str) -> None:
    quiz, item = item_of("order")
    question = Question(opened(page, quizzes, quiz), item)
    assert isinstance(item, Order)
    start = question.order()
    entry = question.form.locator(f'[data-entry="{start[1]}"]')
    up, down = entry.locator('[data-move="-1"]'), entry.locator('[data-move="1"]')
    expect(up).to_have_accessible_name(f"Up: {plain(item.sequence[start[1]])}")
    question.tab_to(up)
    page.keyboard.press("Enter")
    assert question.order()[:2] == [start[1], start[0]]
    expect(question.feedback).to_contain_text(f"is now number 1 of {len(start)}.")
    expect(up).to_be_disabled()
    expect(down).to_be_focused()  # the way that is left
    page.keyboard.press("Enter")
    assert question.order() == start
    expect(down).to_be_focused()


# --- what is kept -----------------------------------------------------------------------------


def answer_all(page: Page, quiz: Questions) -> None:
    for item in quiz.items:
        question = Question(page, item)
        question.answer(right_answer(item))
        question.check.click()


def test_answers_are_there_again_after_a_reload(page: Page, quizzes: str) -> None:
    quiz = quiz_with("order")
    opened(page, quizzes, quiz)
    answer_all(page, quiz)
    total = len(quiz.items)
    expect(page.locator("[data-progress]")).to_have_text(f"{total} of {total} answered rightly")
    page.reload()
    page.locator(".quiz[data-ready]").wait_for()
    expect(page.locator("[data-progress]")).to_have_text(f"{total} of {total} answered rightly")
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(total)
    expect(page.locator(".quiz-feedback[aria-live=off]")).to_have_count(total)  # not told again

    page.get_by_role("button", name="Start over").click()
    expect(page.locator("[data-progress]")).to_have_text(f"0 of {total} answered rightly")
    expect(page.locator(".quiz-said")).to_have_text("All answers are cleared.")
    expect(Question(page, quiz.items[0]).form.locator("fieldset :focus")).to_have_count(1)
    page.reload()
    page.locator(".quiz[data-ready]").wait_for()
    expect(page.locator("[data-progress]")).to_have_text(f"0 of {total} answered rightly")


def test_two_tabs_show_and_keep_each_others_answers(page: Page, quizzes: str) -> None:
    quiz = QUIZZES[0]
    first, second = quiz.items[:2]
    opened(page, quizzes, quiz)
    other = opened(page.context.new_page(), quizzes, quiz)
    for tab, item in ((page, first), (other, second)):
        question = Question(tab, item)
        question.answer(right_answer(item))
        question.check.click()
    for tab in (page, other):
        expect(tab.locator(".quiz-item[data-verdict=right]")).to_have_count(2)
    # What was not yet judged stays; what the other tab takes back goes.
    untold = Question(page, quiz.items[2])
    untold.answer(right_answer(untold.item))
    Question(other, first).again.click()
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(1)
    untold.check.click()
    expect(untold.verdict).to_have_text(re.compile("Answered rightly"))
    page.reload()
    page.locator(".quiz[data-ready]").wait_for()
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(2)


# Which answers are allowed, tests/check tells for every question.
HOSTILE: list[Any] = [
    "not json",
    "null",
    "5",
    '"text"',
    "[]",
    '{"__proto__": {"version": "x"}, "constructor": 1}',
    *({"version": None, "answer": answer} for answer in (None, [99], "<img src=x>", [["0"]])),
]


def test_what_somebody_wrote_into_the_storage_is_not_trusted(page: Page, quizzes: str) -> None:
    quiz = max(QUIZZES, key=lambda quiz: len({item.kind for item in quiz.items}))
    opened(page, quizzes, quiz)
    for hostile in HOSTILE:
        if isinstance(hostile, dict):
            text = json.dumps(
                {each.id: hostile | {"version": fingerprint(each)} for each in quiz.items}
            )
        else:
            text = hostile
        write(page, quiz, text)
        expect(page.locator("[data-progress]")).to_have_text(
            f"0 of {len(quiz.items)} answered rightly"
        )
    answer_all(page, quiz)
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(len(quiz.items))


def test_an_answer_to_another_wording_is_not_shown(page: Page, quizzes: str) -> None:
    quiz, item = item_of("single")
    opened(page, quizzes, quiz)
    kept = {item.id: {"version": "0ld0ld0l", "answer": [right_answer(item)]}}
    write(page, quiz, json.dumps(kept))
    expect(page.locator(".quiz-item[data-verdict]")).to_have_count(0)


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_storage_the_quiz_answers(browser: Browser, quizzes: str, trouble: str) -> None:
    page = browser.new_page()  # of its own: the theme complains where storage is forbidden
    page.add_init_script(trouble)
    quiz = QUIZZES[0]
    opened(page, quizzes, quiz)
    answer_all(page, quiz)
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(len(quiz.items))
    expect(page.locator(".quiz-progress")).to_contain_text("does not store your answers")
    page.close()


# --- where it works -------------------------------------------------------------------------------


def test_works_from_disk_and_remembers(page: Page, built_book: Path) -> None:
    quiz = QUIZZES[0]
    opened(page, built_book.as_uri(), quiz)
    answer_all(page, quiz)
    page.reload()
    page.locator(".quiz[data-ready]").wait_for()
    expect(page.locator(".quiz-item[data-verdict=right]")).to_have_count(len(quiz.items))


# Of each question: its words, those of its answer, and whether these are hidden.
DISCLOSED = """(quiz) => [...quiz.querySelectorAll("form[data-item]")].map((form) => {
  const words = (each) => each.textContent.trim().replace(/\\s+/g, " ");
  const key = form.querySelector("details.quiz-answer");
  const parts = [...key.querySelectorAll(":scope > :not(summary)")];
  return {
    item: form.dataset.item,
    legend: words(form.querySelector("legend")),
    key: words(key),
    hidden: parts.length > 0 && parts.every((each) => !each.checkVisibility()),
  };
})"""


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.name)
def test_without_scripts_the_answers_are_behind_a_disclosure(
    scriptless: Page, quizzes: str, quiz: Questions
) -> None:
    scriptless.goto(f"{quizzes}/book/{quiz.name}.html")
    shown = scriptless.locator(".quiz")
    expect(shown.locator("input:visible, select:visible, button:visible")).to_have_count(0)
    expect(shown.get_by_text("Without JavaScript, each answer stands behind")).to_be_visible()
    found = {each["item"]: each for each in shown.evaluate(DISCLOSED)}
    assert set(found) == {item.id for item in quiz.items}
    for item in quiz.items:
        question = found[item.id]
        assert plain(item.question) in question["legend"]
        assert question["hidden"]
        for line in judge(item, right_answer(item)).lines:
            assert plain(line.text) in question["key"]
    key = Question(scriptless, quiz.items[0]).form.locator("details.quiz-answer")
    expect(key.locator("> :not(summary)").first).to_be_hidden()
    key.locator("summary").click()
    expect(key.locator("> :not(summary)").first).to_be_visible()


def test_with_scripts_the_answer_can_be_shown_after_a_try(page: Page, quizzes: str) -> None:
    quiz, item = item_of("single")
    question = Question(opened(page, quizzes, quiz), item)
    expect(page.locator(".quiz-still")).to_be_hidden()
    key = question.form.locator("details.quiz-answer")
    expect(key).to_be_hidden()
    question.answer(wrong_answers(item)[0])
    question.press_check()
    expect(key.locator("summary")).to_be_visible()


def test_printed_questions_have_boxes_and_no_answers(page: Page, quizzes: str) -> None:
    quiz = quiz_with("match")
    opened(page, quizzes, quiz)
    answer_all(page, quiz)
    page.emulate_media(media="print")
    shown = page.locator(".quiz")
    expect(shown.locator("legend:visible")).to_have_count(len(quiz.items))
    expect(
        shown.locator("input:visible, button:visible, summary:visible, .quiz-feedback:visible")
    ).to_have_count(0)
    expect(
        shown.locator(".quiz-kinds label").filter(has_text=claim_kinds()["forecast"]).first
    ).to_be_visible()


@pytest.mark.parametrize("quiz", QUIZZES[:2], ids=lambda quiz: quiz.name)
@pytest.mark.parametrize("width", [1280, 320])
def test_quiz_passes_axe_in_both_themes(
    browser: Browser, quizzes: str, quiz: Questions, width: int
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    opened(page, quizzes, quiz)
    for number, item in enumerate(quiz.items):
        question = Question(page, item)
        question.answer(right_answer(item) if number % 2 else wrong_answers(item)[0])
        question.check.click()
        question.form.locator("summary").click()
    # The rest of the page is judged in `test_whole_pages`.
    assert not (found := violations(page, WCAG, within=".quiz")), "\n".join(found)
    page.emulate_media(color_scheme="dark")
    until(page, "() => document.documentElement.dataset.theme === 'dark'")
    assert not (found := violations(page, OF_COLOR, within=".quiz")), "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
