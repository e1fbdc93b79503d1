"""A quiz as markup: questions that a script brings to life, with answers to unfold without it.

Everything that can be said about an answer is in the markup; `face/quiz.js` shows and hides it. The
rule by which an answer is judged is in `data-rule`, in the form that `face/answers.js` reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final

from coursebook.book import book
from coursebook.charts.markup import escape
from coursebook.face.host import on_page
from coursebook.quizzes.chapter import plain
from coursebook.quizzes.items import (
    Feedback,
    Item,
    Match,
    Numeric,
    Option,
    Order,
    Several,
    Single,
    claim_kinds,
)
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import explained, inline, shuffled, written

STILL: Final = {
    True: "Without JavaScript, each answer stands behind *Show the answer*.",
    False: "Run this cell to answer here; each answer stands behind *Show the answer*.",
}
"""What is said as long as no script has started, on a page and in a notebook."""


def instructions() -> dict[str, str]:
    """What the reader is told to do, by the kind of item."""
    return {
        "single": "Choose one.",
        "several": "Choose all that are right.",
        "numeric": "Write a number.",
        "order": "Put the entries in order, the first at the top.",
        "match": f"Say for each claim: {', '.join(claim_kinds().values())}.",
    }


def html(questions: Questions) -> str:
    """Write the quiz of a chapter as HTML, for a page or for a notebook.

    Parameters
    ----------
    questions
        The quiz.

    Returns
    -------
    str
        A section that shows its answers behind disclosures until `face/quiz.js` takes over.
    """
    count = len(questions.items)
    items = "".join(_item(item, n, questions) for n, item in enumerate(questions.items, start=1))
    return (
        f'<div class="quiz" data-quiz="{escape(questions.name)}" '
        f'data-storage="{book().storage_key}">'
        f"<p>{count} questions on this chapter, for yourself. Nothing is graded or sent.</p>"
        f'<p class="quiz-still">{inline(STILL[on_page()])}</p>'
        f"{items}"
        '<div class="quiz-progress" hidden><p><strong data-progress></strong> '
        '<button type="button" data-action="restart">Start over</button></p>'
        "<p data-kept>This browser alone keeps your answers, for your next visit.</p>"
        '<p class="quiz-said" role="status"></p></div>'
        "</div>"
    )


def fingerprint(item: Item) -> str:
    """A key that changes when the item does, so that answers to an older wording are forgotten."""
    return sha256(item.model_dump_json().encode()).hexdigest()[:8]


def rule(item: Item) -> dict[str, Any]:
    """The rule by which an answer to an item is judged, with the keys that `answers.js` reads."""
    match item:
        case Single() | Several():
            return {"correct": [option.correct for option in item.options]}
        case Numeric():
            near = [each.model_dump(include={"value", "tolerance"}) for each in item.feedback.near]
            return item.model_dump(include={"answer", "tolerance", "unit"}) | {"near": near}
        case Order():
            return {"entries": len(item.sequence)}
        case Match():
            return {"claims": [claim.kind for claim in item.claims], "kinds": [*claim_kinds()]}


def _item(item: Item, number: int, questions: Questions) -> str:
    identity = f"quiz-{item.id}"
    data = {
        "item": item.id,
        "kind": item.kind,
        "key": fingerprint(item),
        "rule": json.dumps(rule(item)),
    }
    attributes = "".join(f' data-{k}="{escape(v)}"' for k, v in data.items())
    return (
        f'<form class="quiz-item" id="{identity}"{attributes} autocomplete="off" novalidate>'
        f'<fieldset aria-describedby="{identity}-how"><legend><span class="quiz-number">Question '
        f"{number} of {len(questions.items)}</span> {inline(item.question)}</legend>"
        f'<p class="quiz-how" id="{identity}-how">{instructions()[item.kind]}</p>'
        f"{_controls(item, identity)}</fieldset>"
        '<p class="quiz-actions" hidden><button type="submit">Check</button> '
        '<button type="button" data-action="again" hidden>Try again</button></p>'
        '<div class="quiz-feedback" role="status"></div>'
        '<details class="quiz-answer"><summary>Show the answer'
        f'<span class="quiz-unseen"> to question {number}</span></summary>{key(item)}</details>'
        f"{_origin(item, questions)}</form>"
    )


def _origin(item: Item, questions: Questions) -> str:
    """The goal that an item checks, and the passage where its answer is found."""
    passage = questions.chapter.passages[item.passage]
    goal = questions.chapter.goals[item.goal - 1]
    label = escape(passage.label)
    if on_page():  # in JupyterLab, headings have other anchors
        label = f'<a href="#{escape(passage.anchor)}">{label}</a>'
    return f'<p class="quiz-origin">Goal {item.goal}: {escape(goal)}. Read again: {label}</p>'


# --- what is asked ----------------------------------------------------------------------------


def _controls(item: Item, identity: str) -> str:
    match item:
        case Single():
            return _options(item.options, "radio", identity)
        case Several():
            return _options(item.options, "checkbox", identity)
        case Numeric():
            return (
                f'<p class="quiz-field"><label for="{identity}-answer">Your answer, in '
                f'{escape(item.unit)}</label> <input type="text" id="{identity}-answer" '
                f'inputmode="decimal" maxlength="40" aria-describedby="{identity}-how" hidden></p>'
            )
        case Order():
            entries = "".join(_entry(item.sequence[place], place) for place in shuffled(item))
            return f'<ol class="quiz-order">{entries}</ol>'
        case Match():
            claims = "".join(
                _claim(claim.text, f"{identity}-{n}") for n, claim in enumerate(item.claims)
            )
            return f'<ol class="quiz-claims">{claims}</ol>'


def _options(options: Iterable[Option], kind: str, identity: str) -> str:
    entries = "".join(
        f'<li><label><input type="{kind}" name="{identity}" value="{index}" hidden> '
        f"<span>{inline(option.text)}</span></label></li>"
        for index, option in enumerate(options)
    )
    return f'<ul class="quiz-options">{entries}</ul>'


def _entry(text: str, place: int) -> str:
    moves = " ".join(
        f'<button type="button" data-move="{step}" aria-label="{word}: {escape(plain(text))}">'
        f"{word}</button>"
        for word, step in (("Up", -1), ("Down", 1))
    )
    return (
        f'<li data-entry="{place}"><span class="quiz-text">{inline(text)}</span>'
        f'<span class="quiz-moves" hidden>{moves}</span></li>'
    )


def _claim(text: str, identity: str) -> str:
    kinds = "".join(
        f'<label><input type="radio" name="{identity}" value="{kind}"> <span>{escape(label)}</span>'
        "</label>"
        for kind, label in claim_kinds().items()
    )
    return (
        f'<li><p id="{identity}-claim">{inline(text)}</p><div class="quiz-kinds" role="radiogroup" '
        f'aria-labelledby="{identity}-claim" hidden>{kinds}</div></li>'
    )


# --- what is answered -------------------------------------------------------------------------


def key(item: Item) -> str:
    """The answer to an item, and every text that an answer can be met with, in a fixed order.

    `answers.js` names a text by its place in that order.
    """
    match item:
        case Single() | Several():
            return _list(
                _reason(option.text, option.feedback, right=option.correct)
                for option in item.options
            )
        case Numeric():
            answer = f"{written(item.answer)} {item.unit}"
            near = "".join(
                f"<p>If you found {written(mistake.value)}: "
                f"<span data-text>{inline(mistake.text)}</span></p>"
                for mistake in item.feedback.near
            )
            return f"<p><strong>{escape(answer)}</strong></p>{_say(item.feedback)}{near}"
        case Order():
            entries = "".join(f"<li>{inline(entry)}</li>" for entry in item.sequence)
            return f"<ol>{entries}</ol>{_say(item.feedback)}"
        case Match():
            return _list(
                f"<li><span data-part>{inline(claim.text)}</span> "
                f"<span data-text>{inline(explained(claim))}</span></li>"
                for claim in item.claims
            )


def _list(entries: Iterable[str]) -> str:
    return f'<ul class="quiz-key">{"".join(entries)}</ul>'


def _reason(text: str, feedback: str, *, right: bool) -> str:
    mark, word = ("\N{CHECK MARK}", "Right") if right else ("\N{BALLOT X}", "Not right")
    return (
        f'<li><span class="quiz-mark" aria-hidden="true">{mark}</span> '
        f'<span class="quiz-unseen">{word}: </span><span data-part>{inline(text)}</span> '
        f"<span data-text>{inline(feedback)}</span></li>"
    )


def _say(feedback: Feedback) -> str:
    return (
        f"<p><span data-text>{inline(feedback.right)}</span></p>"
        f"<p hidden><span data-text>{inline(feedback.wrong)}</span></p>"
    )
