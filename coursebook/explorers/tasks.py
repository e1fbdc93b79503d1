"""Tasks of an explorer: one at a time, a guess before the answer, and never a grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coursebook.charts.days import MONTHS
from coursebook.explorers.conditions import Condition
from coursebook.explorers.controls import Value

MET: Final = "met_"
"""What the result begins with that says whether a task is met."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a reader is asked to say before the explorer shows it.

    Parameters
    ----------
    ask
        The question.
    options : sequence of str
        The answers to choose from; empty for a number or a month.
    years : tuple of int
        For a month: the first and the last year to choose from; empty for anything else.
    unit
        Of a number.
    result
        The result that is shown beside the guess, with a `Readout` of that name; empty for none.

    Raises
    ------
    ValueError
        If it asks for two kinds of answer, for one option, or for years out of order.
    """

    ask: str
    options: tuple[str, ...] = ()
    years: tuple[int, int] | tuple[()] = ()
    unit: str = ""
    result: str = ""

    def __post_init__(self) -> None:
        if self.options and self.years:
            raise ValueError(f"guess {self.ask!r}: found options and years; allowed: one of them")
        if len(self.options) == 1:
            raise ValueError(
                f"guess {self.ask!r}: found one option; allowed: none, or two and more"
            )
        if self.years and self.years[0] > self.years[-1]:
            raise ValueError(f"guess {self.ask!r}: found the years {self.years}; allowed: in order")

    def declared(self) -> dict[str, Any]:
        """The guess as the page's script reads it."""
        first_to_last = range(self.years[0], self.years[-1] + 1) if self.years else ()
        return {
            "ask": self.ask,
            "choices": [list(MONTHS), [str(year) for year in first_to_last]]
            if self.years
            else [list(self.options)]
            if self.options
            else [],
            "unit": self.unit,
            "result": self.result,
        }


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do with an explorer.

    Parameters
    ----------
    name
        In snake case; a browser keeps a reader's progress by it.
    text
        What to do.
    answer
        A model answer, shown after the reader has written one or passed.
    sets : mapping
        What the task sets when a guess is given, by the names of controls; the others go back to
        where they start. Empty to leave everything as it is.
    guess : Guess or None
        What to guess first.
    met : function or None
        When it is met: a function of controls and results, which it names as its parameters. A
        condition that no setting meets is an error where the explorer is declared.
    solution : mapping
        Settings that meet it, by the names of controls; the others stay where they start. It proves
        that the task can be met, which is searched for where there is none, and no reader sees it.

    Examples
    --------
    >>> clean = Task(
    ...     name="clean",
    ...     text="Get it clean.",
    ...     guess=Guess(ask="How long will it take?", unit="years"),
    ...     answer="Wait.",
    ...     met=lambda most: most < 1,
    ... )
    >>> clean.met(0.5)
    True
    """

    name: str
    text: str
    answer: str
    sets: Mapping[str, Value] = field(default_factory=dict)
    guess: Guess | None = None
    met: Condition | None = None
    solution: Mapping[str, Value] = field(default_factory=dict)

    def declared(self) -> dict[str, Any]:
        """The task as the page's script reads it."""
        return {
            "name": self.name,
            "text": self.text,
            "answer": self.answer,
            "sets": dict(self.sets),
            "met": MET + self.name if self.met else "",
            "guess": self.guess and self.guess.declared(),
        }
