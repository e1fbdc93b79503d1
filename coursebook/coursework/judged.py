"""What a student is given to judge: a colleague's note with one wrong number, and a record.

No explorer shows which sentence is wrong, or by which rule a record came about. The files of a
course hold both numbers that a sentence may state and do not say which one is right: students have
these files. That is known to the hidden tests and to the key alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coursebook.coursework.draw import Draw

LETTERS: Final = "ABCDE"


@dataclass(frozen=True)
class Sentence:
    """A sentence about a scenario.

    Parameters
    ----------
    text
        With `{}` where its number goes.
    first, second
        Two numbers that somebody may arrive at, in the unit that the text names.
    decimals
        How many are written.
    """

    text: str
    first: float
    second: float
    decimals: int = 1

    def states(self, which: str) -> float:
        """Its first or second number, "1" or "2"."""
        return float(self.first if which == "1" else self.second)

    def written(self, which: str) -> str:
        """That number with the sentence's decimals."""
        return f"{self.states(which):,.{self.decimals}f}".replace("-", "−")

    def told(self, which: str) -> str:
        """The sentence with that number."""
        return self.text.replace("{}", self.written(which))


@dataclass(frozen=True)
class Note:
    """Sentences of which one states the wrong number.

    Parameters
    ----------
    sentences
        At most five.
    taken
        Which number each of them states: "12112".

    Examples
    --------
    >>> lake = [Sentence("It is {} meters deep.", 1.5, 15), Sentence("It holds {} pike.", 40, 4, 0)]
    >>> note = Note(tuple(lake), "21")
    >>> print(note)
    A. It is 15.0 meters deep.
    B. It holds 40 pike.
    >>> note.wrong("11"), note.right("11")
    ('A', 1.5)
    """

    sentences: tuple[Sentence, ...]
    taken: str

    def __str__(self) -> str:
        lines = zip(LETTERS, self.sentences, self.taken, strict=False)
        return "\n".join(f"{letter}. {each.told(which)}" for letter, each, which in lines)

    def wrong(self, sound: str) -> str:
        """The letter of the sentence that states another number than in `sound`, "11212"."""
        return LETTERS[[a == b for a, b in zip(self.taken, sound, strict=True)].index(False)]

    def right(self, sound: str) -> float:
        """The number that belongs in that sentence."""
        place = LETTERS.index(self.wrong(sound))
        return self.sentences[place].states(sound[place])

    def mended(self, sound: str) -> str:
        """That number with the decimals of the sentence."""
        place = LETTERS.index(self.wrong(sound))
        return self.sentences[place].written(sound[place])

    def mends(self, number: float, sound: str) -> bool:
        """Whether a number belongs in that sentence, with one in the last digit for rounding."""
        decimals = self.sentences[LETTERS.index(self.wrong(sound))].decimals
        return abs(number - self.right(sound)) < 1.1 * 10.0**-decimals


@dataclass(frozen=True)
class Given:
    """All that a student is given to judge; `record` is empty in an exercise without one."""

    note: Note
    record: str = ""


def note(draw: Draw, sentences: Sequence[Sentence], notes: Sequence[str]) -> Note:
    """The note of one student.

    Parameters
    ----------
    draw
        The student's draw.
    sentences
        The sentences, about the student's own scenario.
    notes
        What may be taken; in each, one sentence states the wrong number.
    """
    return Note(tuple(sentences), draw.choose("note", notes))
