"""The draw: the same values for the same student, everywhere and always."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest

from coursebook.coursework.draw import Draw, IdError, normalized, steps

LETTERS = ("a", "b", "c", "d", "e", "f", "g")


@pytest.mark.parametrize(
    ("student_id", "drawn"),
    [("example", "b"), ("20251234", "a"), ("ab-1", "g"), ("zoë", "d")],
)
def test_a_student_always_draws_the_same(student_id: str, drawn: str) -> None:
    # Written down once: another value would change every student's scenario.
    assert Draw(student_id, "an-exercise").choose("letter", LETTERS) == drawn


def test_another_process_draws_the_same() -> None:
    code = (
        "from coursebook.coursework.draw import Draw;"
        "print([Draw(str(n), 'x').choose('y', range(1000)) for n in range(50)])"
    )
    here = str([Draw(str(n), "x").choose("y", range(1000)) for n in range(50)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == here


def test_capitals_and_spaces_make_no_difference() -> None:
    assert normalized(" AB 12-34\n") == normalized("ab12-34") == "ab12-34"
    # Full-width digits, as a Korean keyboard writes them.
    assert normalized("\uff12\uff10\uff12\uff15") == "2025"


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ("", "found nothing"),
        ("  ", "found nothing"),
        (20251234, "found 20251234; allowed: text in quotation marks"),
        (..., "found Ellipsis"),
        ("=1+1", "found '\\+'"),
        ("a/b", "found '/'"),
        ("x" * 65, "found 65 characters; allowed: at most 64"),
    ],
)
def test_what_cannot_be_an_id_is_refused_by_name(found: str, message: str) -> None:
    with pytest.raises(IdError, match=f"student ID: {message}"):
        Draw(found, "an-exercise")


def test_every_option_is_as_likely_as_the_others() -> None:
    ids = [f"2025{number:04}" for number in range(7000)]
    counts = Counter(Draw(each, "an-exercise").choose("letter", LETTERS) for each in ids)
    # Chi-squared with 6 degrees of freedom: 22.5 is passed by chance once in a thousand.
    assert sum((counts[letter] - 1000) ** 2 / 1000 for letter in LETTERS) < 22.5


def test_neighbors_draw_apart() -> None:
    drawn = [Draw(f"2025{n:04}", "an-exercise").choose("number", range(100)) for n in range(1000)]
    same = sum(one == other for one, other in pairwise(drawn))
    assert same < 30  # 10 are expected


def test_values_are_drawn_apart_by_their_names() -> None:
    draws = [Draw(f"{number}", "an-exercise") for number in range(1000)]
    same = sum(d.choose("one", range(10)) == d.choose("other", range(10)) for d in draws)
    assert 60 < same < 140  # 100 are expected


def test_nothing_to_draw_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="draw of 'letter' in an-exercise: found no options"):
        Draw("example", "an-exercise").choose("letter", ())


def test_steps_count_in_whole_numbers() -> None:
    assert steps(26, 30, 2, divide_by=10) == (2.6, 2.8, 3.0)
