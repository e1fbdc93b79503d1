"""Exercise *Reading a claim*: a note on how the claims of the student's section were counted."""

from __future__ import annotations

from typing import Final

from alliance.coursework.claim import SLUG, Scenario, scenario
from coursebook import tables
from coursebook.coursework import judged
from coursebook.coursework.draw import Draw
from coursebook.coursework.judged import Given, Sentence

NOTES: Final = ("12121", "21121", "22221", "22111", "22122")


def given(student_id: str) -> Given:
    """The note of one student; this exercise has no record."""
    draw = Draw(student_id, SLUG)
    return Given(judged.note(draw, sentences(scenario(student_id)), NOTES))


def sentences(own: Scenario) -> list[Sentence]:
    """What a colleague may say about a section."""
    counts = tables.load("claims_by_section")
    reported = counts[counts["kind"] == "reported"].set_index("chapter")
    claims = counts.groupby("chapter")["claims"].sum()
    here = float(claims[own.chapter])
    told, noted = (float(reported[name][own.chapter]) for name in ("claims", "with_note"))
    share = 100 * (here - told) / here
    share_of_all = 100 * (claims.sum() - reported["claims"].sum()) / claims.sum()
    return [
        Sentence(
            "Of all claims of the section, {} percent are judgments or forecasts.",
            100 * (here - told) / told,
            share,
        ),
        Sentence(
            "Of its reported claims, {} percent carry a note.",
            100 * noted / here,
            100 * noted / told,
        ),
        Sentence(
            "Its share of judgments and forecasts and that of all sections together lie {} "
            "percentage points apart.",
            abs(share - share_of_all),
            100 * abs(share / share_of_all - 1),
        ),
        Sentence(
            "Of the reported claims of all sections together, {} percent carry a note.",
            (100 * reported["with_note"] / reported["claims"]).mean(),
            100 * reported["with_note"].sum() / reported["claims"].sum(),
        ),
        Sentence(
            "The section makes {} percent of all claims of the paper.",
            100 * here / claims.sum(),
            100 * here / reported["claims"].sum(),
        ),
    ]
