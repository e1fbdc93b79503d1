"""The notebook face: the same questions as ipywidgets, judged by Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from coursebook.charts.markup import escape
from coursebook.face.output import column, row, words
from coursebook.quizzes.answers import Line, NoAnswerError, Verdict, judge, shuffled
from coursebook.quizzes.chapter import plain
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single, claim_kinds
from coursebook.quizzes.page import inline, instructions
from coursebook.quizzes.reading import Questions

# ipywidgets are made for forms: fixed heights, text cut off. Here text flows as on a page.
STYLE = """<style>
.notebook-quiz { line-height: 1.4; }
.notebook-quiz :is(.widget-radio, .widget-radio-box, .widget-checkbox, .widget-html) {
  width: auto; height: auto; max-width: 60rem;
}
.notebook-quiz :is(.widget-html-content, .widget-label-basic, .widget-radio-box label) {
  height: auto; line-height: 1.4; white-space: normal;
}
.notebook-quiz .widget-dropdown { flex: none; width: auto; min-width: 4rem; }
.notebook-quiz p { margin: 0.5rem 0; }
.notebook-quiz ul { margin: 0; padding: 0; list-style: none; }
.notebook-quiz small { display: block; margin-bottom: 1rem; }
</style>"""


class NotebookFace:
    """A quiz in a notebook: `questions` are its parts, `widget` is what a cell shows."""

    def __init__(self, questions: Questions) -> None:
        self.parts = [
            Part(item, number, questions, self._show_progress)
            for number, item in enumerate(questions.items, start=1)
        ]
        self.progress = words("")
        self._show_progress()
        self.widget = column(
            words(STYLE), *(part.widget for part in self.parts), self.progress, name="notebook-quiz"
        )

    def _show_progress(self) -> None:
        right = sum(part.right for part in self.parts)
        self.progress.value = f"<p>{right} of {len(self.parts)} answered rightly</p>"


class Part:
    """One question: its controls, a button that judges, and what is said."""

    def __init__(
        self, item: Item, number: int, questions: Questions, judged: Callable[[], None]
    ) -> None:
        self.item = item
        self.right = False
        self._judged = judged
        self.controls, self.answer = controls(item)
        self.check = widgets.Button(description="Check")
        self.feedback = words("")
        self.check.on_click(lambda _: self._check())
        for control in self.controls:
            control.observe(lambda _: self._forget(), names="value")
        asked = (
            f"<p><strong>Question {number} of {len(questions.items)}.</strong> "
            f"{inline(item.question)} <em>{instructions()[item.kind]}</em></p>"
        )
        passage = questions.chapter.passages[item.passage].label
        origin = (
            f"<small>Goal {item.goal}: {escape(questions.chapter.goals[item.goal - 1])}. "
            f"Read again: {escape(passage)}</small>"
        )
        shown = _labeled(item, self.controls)
        self.widget = column(words(asked), *shown, self.check, self.feedback, words(origin))

    def _check(self) -> None:
        try:
            verdict = judge(self.item, self.answer())
        except NoAnswerError as error:
            self.right, said = False, f"<p>{escape(str(error))}</p>"
        else:
            self.right, said = verdict.right, told(verdict)
        self.feedback.value = f'<div role="status">{said}</div>'
        self._judged()

    def _forget(self) -> None:
        """What was said of another answer is not true of this one."""
        self.right = False
        self.feedback.value = ""
        self._judged()


def told(verdict: Verdict) -> str:
    """A verdict as HTML: in words and by a sign."""

    def part(line: Line) -> str:
        return f"{_mark(line.right)} <strong>{inline(line.part)}</strong><br>" if line.part else ""

    lines = "".join(f"<li>{part(line)}{inline(line.text)}</li>" for line in verdict.lines)
    summary = f"{_mark(verdict.right)} <strong>{escape(verdict.summary)}</strong>"
    return f"<p>{summary}</p><ul>{lines}</ul>"


def _mark(right: bool) -> str:
    return "\N{CHECK MARK}" if right else "\N{BALLOT X}"


def controls(item: Item) -> tuple[list[Any], Callable[[], Any]]:
    """The widgets of an item, and a function that reads the answer from them."""
    match item:
        case Single():
            options = [(plain(option.text), n) for n, option in enumerate(item.options)]
            choice = widgets.RadioButtons(options=options, value=None)
            return [choice], lambda: choice.value
        case Several():
            boxes = [
                widgets.Checkbox(description=plain(option.text), indent=False)
                for option in item.options
            ]
            return boxes, lambda: {n for n, box in enumerate(boxes) if box.value}
        case Numeric():
            field = widgets.Text(description=f"In {item.unit}", style={"description_width": "auto"})
            return [field], lambda: field.value
        case Order():
            places = [(str(place + 1), place) for place in range(len(item.sequence))]
            lists = [widgets.Dropdown(options=places, value=n) for n in range(len(item.sequence))]
            return lists, lambda: _sequence([each.value for each in lists], shuffled(item))
        case Match():
            kinds = [(label, kind) for kind, label in claim_kinds().items()]
            lists = [widgets.Dropdown(options=kinds, value=None) for _ in item.claims]
            return lists, lambda: [each.value for each in lists]


def _sequence(places: list[int], entries: list[int]) -> list[int]:
    """The entries in the order that a reader gave by a place for each."""
    if len(set(places)) != len(places):
        raise NoAnswerError("Give every entry a place of its own.")
    return [entry for _, entry in sorted(zip(places, entries, strict=True))]


def _labeled(item: Item, shown: list[Any]) -> list[Any]:
    """The controls of an item, each list beside what it is for."""
    match item:
        case Order():
            texts = [item.sequence[place] for place in shuffled(item)]
        case Match():
            texts = [claim.text for claim in item.claims]
        case _:
            return shown
    for control, text in zip(shown, texts, strict=True):
        control.tooltip = plain(text)
    return [row(each, words(inline(text))) for each, text in zip(shown, texts, strict=True)]
