"""Tasks of an explorer: one at a time, a guess before the answer, and never a grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

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
        The answers to choose from; empty for a number.
    unit
        Of a number.
    result
        The result that is shown beside the guess, with a `Readout` of that name; empty for none.
    """

    ask: str
    options: tuple[str, ...] = ()
    unit: str = ""
    result: str = ""


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

    Examples
    --------
    >>> clean = Task(
    ...     name="clean", text="Get it clean.", answer="Wait.", met=lambda most: most < 1
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

    def declared(self) -> dict[str, Any]:
        """The task as the page's script reads it."""
        guess = self.guess
        return {
            "name": self.name,
            "text": self.text,
            "answer": self.answer,
            "sets": dict(self.sets),
            "met": MET + self.name if self.met else "",
            "guess": guess and vars(guess) | {"options": list(guess.options)},
        }
