"""The sentence in which an explorer says what follows from a scenario.

The model decides which sentence is said and what stands in it: both are results. So a page and a
notebook say the same, and neither needs a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from coursebook.explorers.formats import Format

if TYPE_CHECKING:
    from coursebook.explorers.declaration import Declaration

_PART: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Part:
    """What stands in a headline where its name is in braces.

    Parameters
    ----------
    name
        One of the model's results that is the same for all rows.
    format : Amount, Month, Year or Label
        How it is written; a `Label` turns a number into words, such as "1 month" and "2 months".
    """

    name: str
    format: Format


@dataclass(frozen=True)
class Headline:
    """The sentences that an explorer can say, one of which fits each scenario.

    A good one names the result, what decides it, and against what it is to be held. Where the
    lesson is that something cannot be reached, a sentence of its own says so.

    Parameters
    ----------
    sentences : mapping of int to str
        The sentences by the number of their case; `{name}` stands for a part.
    parts : mapping of str to Part
        The parts by the names that the sentences use.
    case
        The result that holds the number of the case; empty if there is one sentence, number 0.

    Raises
    ------
    ValueError
        If a sentence uses a part that there is not, or there is a part that none uses.

    Examples
    --------
    >>> from coursebook.explorers import Amount
    >>> left = Part("most", Amount(decimals=1, after=" %"))
    >>> said = Headline(
    ...     {0: "No lake is clean: {left} are left in one.", 1: "All lakes are clean."},
    ...     {"left": left},
    ...     case="clean",
    ... )
    >>> said({"clean": 0, "most": 59.2}), said({"clean": 1, "most": 0})
    ('No lake is clean: 59.2 % are left in one.', 'All lakes are clean.')
    """

    sentences: Mapping[int, str]
    parts: Mapping[str, Part] = field(default_factory=dict)
    case: str = ""

    def __post_init__(self) -> None:
        used = {name for text in self.sentences.values() for name in _PART.findall(text)}
        for name in sorted(used ^ self.parts.keys()):
            raise ValueError(
                f"headline: found {'{' + name + '}'} in a sentence, but no such part"
                if name in used
                else f"headline: no sentence uses the part {name!r}"
            )

    @property
    def names(self) -> list[str]:
        """The results that it reads."""
        case = [self.case] if self.case else []
        return list(dict.fromkeys([*case, *(part.name for part in self.parts.values())]))

    def number(self, values: Mapping[str, Any]) -> int:
        """The number of the case that these results are."""
        return int(values[self.case]) if self.case else 0

    def pieces(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The sentence in pieces: the name of a part, empty between parts, and the words."""
        pieces = _PART.split(self.sentences[self.number(values)])
        return [
            (piece, self.parts[piece].format(values[self.parts[piece].name]))
            if place % 2
            else ("", piece)
            for place, piece in enumerate(pieces)
        ]

    def __call__(self, values: Mapping[str, Any]) -> str:
        return "".join(words for _, words in self.pieces(values))

    def declared(self) -> dict[str, Any]:
        """The headline as the face's script reads it; every second piece is the name of a part."""
        return {
            "case": self.case,
            "sentences": {str(case): _PART.split(text) for case, text in self.sentences.items()},
            "parts": {
                name: {"name": part.name, "format": part.format.declared()}
                for name, part in self.parts.items()
            },
        }


def headline_of(explorer: Declaration) -> Headline:
    """The explorer's headline; where it declares none, its first result."""
    if explorer.headline:
        return explorer.headline
    first: Sequence[Any] = explorer.readouts[:1]
    return Headline(
        {0: " ".join(f"{each.label}: {{{each.name}}}." for each in first)},
        {each.name: Part(each.name, each.format) for each in first},
    )
