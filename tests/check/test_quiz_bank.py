"""Over all quizzes, the right answer is not given away by its length, its place or its words.

Chance is what would happen if in each item the right option were drawn by lot. A bank fails if
chance alone would favor the guesser as much in no more than one of ten cases.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pytest
from quizzes_of_the_book import ITEMS

from coursebook.quizzes.items import Match, Option, Order, Several, Single

LEAST = 0.1
SINGLES = [item for _, item in ITEMS if isinstance(item, Single)]
CHOICES = [item for _, item in ITEMS if isinstance(item, Single | Several)]
ABSOLUTE = re.compile(r"\b(?:never|only|all|always|none|every)\b", re.I)
RECALL = {
    "alliance-in-one-sitting/which-came-first",
    "conclusion/who-speaks",
    "modernizing-the-alliance/dispute-in-order",
    "opcon-transition/road-of-the-date",
    "taiwan-contingencies/words-and-offices",
}
"""Items that ask for the order or the voice of what the chapter itself tells."""


def at_least(count: int, chances: Sequence[float]) -> float:
    """How likely it is that `count` or more of independent events happen."""
    happened = [1.0]
    for chance in chances:
        missed = [each * (1 - chance) for each in happened]
        hit = [each * chance for each in happened]
        happened = [a + b for a, b in zip([*missed, 0.0], [0.0, *hit], strict=True)]
    return sum(happened[count:])


def right(options: Sequence[Option]) -> int:
    """The place of the right option."""
    return [option.correct for option in options].index(True)


def long(options: Sequence[Option]) -> list[bool]:
    """Which options are among the two longest; those that tie with the second, too."""
    lengths = [len(option.text) for option in options]
    return [length >= sorted(lengths)[-2] for length in lengths]


def test_length_does_not_give_the_answer_away() -> None:
    hits = sum(long(item.options)[right(item.options)] for item in SINGLES)
    chances = [sum(long(item.options)) / len(item.options) for item in SINGLES]
    assert at_least(hits, chances) > LEAST, f"{hits} of {len(SINGLES)} are among the two longest"


@pytest.mark.parametrize("place", range(4))
def test_places_are_even(place: int) -> None:
    items = [item for item in SINGLES if len(item.options) > place]
    hits = sum(right(item.options) == place for item in items)
    chances = [1 / len(item.options) for item in items]
    often, seldom = at_least(hits, chances), 1 - at_least(hits + 1, chances)
    assert min(often, seldom) > LEAST, f"place {place + 1} is right in {hits} of {len(items)}"


def test_words_such_as_never_do_not_mark_the_wrong_answers() -> None:
    options = [option for item in CHOICES for option in item.options]
    wrong = [option for option in options if not option.correct]
    marked = [option for option in options if ABSOLUTE.search(option.text)]
    hits = sum(not option.correct for option in marked)
    # As if the marked options had been drawn from all, without putting one back.
    ways = sum(
        math.comb(len(wrong), n) * math.comb(len(options) - len(wrong), len(marked) - n)
        for n in range(hits, len(marked) + 1)
    )
    chance = ways / math.comb(len(options), len(marked))
    assert chance > LEAST, f"{hits} of {len(marked)} options with such a word are wrong"


def test_half_of_the_sorting_asks_about_a_new_case() -> None:
    sorting = {f"{q.name}/{item.id}" for q, item in ITEMS if isinstance(item, Match | Order)}
    assert sorting >= RECALL
    assert len(RECALL) <= len(sorting) / 2, sorted(sorting)


def test_a_bank_that_gives_itself_away_is_found() -> None:
    assert at_least(28, [0.5] * 38) < LEAST  # as the first bank did, by length
    assert at_least(19, [0.5] * 38) > LEAST
