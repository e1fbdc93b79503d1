"""What students are given to judge: one sentence is wrong, one rule fits, and both can be seen."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from coursebook.coursework import worksheets
from coursebook.coursework.judged import LETTERS, Given, Note, Sentence
from coursebook.coursework.worksheets import IDS

SLUGS = {
    "claim": "reading-a-claim",
    "cost": "what-would-it-cost",
    "deal": "a-deal-both-can-sign",
    "opcon": "when-does-opcon-transfer",
    "troops": "who-pays-for-the-troops",
}
WITH_RECORD = [name for name in SLUGS if name != "claim"]


def judged(name: str) -> Any:
    return import_module(f"alliance.coursework.judged.{name}")


def students(name: str) -> list[str]:
    """Some students; fewer where a scenario takes long to draw, and by day."""
    count = 20 if name == "deal" else 60 if os.environ.get("NIGHTLY") else 30
    return [f"2025{number:04}" for number in range(count)] + list(IDS.values())


@cache
def drawn(name: str) -> dict[str, Given]:
    return {student: judged(name).given(student) for student in students(name)}


@pytest.mark.parametrize("name", SLUGS)
def test_one_sentence_of_each_note_is_wrong(name: str) -> None:
    sound = worksheets.key(SLUGS[name]).SOUND
    slips = {sum(a != b for a, b in zip(taken, sound, strict=True)) for taken in judged(name).NOTES}
    assert slips == {1}
    wrong = Counter(given.note.wrong(sound) for given in drawn(name).values())
    assert set(wrong) == set(LETTERS), "each sentence is the wrong one for somebody"


@pytest.mark.parametrize("name", SLUGS)
def test_what_is_wrong_is_more_than_rounding(name: str) -> None:
    for given in drawn(name).values():
        for each in given.note.sentences:
            assert abs(each.first - each.second) > 2.5 * 10.0**-each.decimals, each


@pytest.mark.parametrize("name", SLUGS)
def test_students_are_not_told_which_number_is_right(name: str) -> None:
    sound = worksheets.key(SLUGS[name]).SOUND
    # Neither all the first ones nor all the second ones, and not written down.
    assert set(sound) == {"1", "2"}
    assert sound not in judged(name).NOTES


@pytest.mark.parametrize("name", WITH_RECORD)
def test_one_rule_alone_fits_a_record_and_each_fits_somebody_s(name: str) -> None:
    own, rules = judged(name), Counter[str]()
    for student in students(name)[::3]:
        told = drawn(name)[student].record
        fitting = [rule for rule in own.RULES if own.record(student, rule) == told]
        assert len(fitting) == 1, told
        rules.update(fitting)
        following = {round(own.following(student, rule), 1) for rule in own.RULES}
        # By chance an average may pass in the same month as two of three conditions.
        assert len(following) == 3 or name == "opcon"
    assert set(rules) == set(own.RULES)


@pytest.mark.parametrize("name", WITH_RECORD)
def test_rules_stand_in_the_exercise_and_on_the_worksheet(name: str) -> None:
    from coursebook.coursework.build import exercises

    for file in ("master.md", "worksheet.md"):
        text = (exercises() / SLUGS[name] / file).read_text(encoding="utf-8")
        assert re.findall(r"^- \*\*([ABC])\*\*: ", text, re.M) == list("ABC"), file


@pytest.mark.parametrize("name", SLUGS)
def test_hidden_tests_and_the_key_hold_the_same_numbers_for_right(name: str) -> None:
    from coursebook.coursework.build import exercises

    master = (exercises() / SLUGS[name] / "master.md").read_text(encoding="utf-8")
    assert set(re.findall(r'"([12]{5})"', master)) == {worksheets.key(SLUGS[name]).SOUND}


def test_a_number_mends_a_note_within_the_last_digit() -> None:
    note = Note((Sentence("{} fish", 12, 15), Sentence("{} deep", 1.25, 2, 2)), "12")
    assert (note.wrong("11"), note.mended("11")) == ("B", "1.25")
    assert note.mends(1.26, "11")
    assert not note.mends(1.27, "11")
    assert not note.mends(float("nan"), "11")
