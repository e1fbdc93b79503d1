"""How an explorer writes a value; the page's script reads the formats declared here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from coursebook.charts.days import MONTHS
from coursebook.explorers.formula import NEVER


@dataclass(frozen=True, kw_only=True)
class Format:
    """How to write one kind of value."""

    kind: ClassVar[str]

    def __call__(self, value: Any) -> str:
        raise NotImplementedError

    def declared(self) -> dict[str, Any]:
        """The format as the page's script reads it."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Amount(Format):
    """A number with a fixed count of decimals, and words around it.

    Parameters
    ----------
    decimals
        How many are written; halves are rounded away from zero.
    before
        What is written before the digits, such as `$`.
    after
        What is written after them, such as ` billion`.
    signed
        Whether a plus is written before a number above 0; a minus always is.
    said : mapping of int to str
        Words for values that stand for no amount, such as `NEVER`.

    Examples
    --------
    >>> Amount(decimals=1, after=" %", signed=True)(2.25)
    '+2.3 %'
    >>> Amount(decimals=0, said={-1: "never"})(-1)
    'never'
    """

    kind: ClassVar[str] = "amount"
    decimals: int
    before: str = ""
    after: str = ""
    signed: bool = False
    said: Mapping[int, str] = field(default_factory=dict)

    def __call__(self, value: Any) -> str:
        if value in self.said:
            return self.said[value]
        rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        sign = "−" if rounded < 0 else "+" if self.signed and rounded > 0 else ""
        return f"{sign}{self.before}{abs(rounded):,}{self.after}"

    def declared(self) -> dict[str, Any]:
        return {**super().declared(), "said": _by_text(self.said)}


@dataclass(frozen=True, kw_only=True)
class Month(Format):
    """A month, counted from year 0: `12 * year + month - 1`, where January is month 1.

    Parameters
    ----------
    never
        What is written in place of `NEVER`.
    months
        The names of the twelve months.

    Examples
    --------
    >>> Month(never="not in sight")(12 * 2030 + 8)
    'September 2030'
    """

    kind: ClassVar[str] = "month"
    never: str
    months: tuple[str, ...] = MONTHS

    def __call__(self, value: Any) -> str:
        if value == NEVER:
            return self.never
        year, month = divmod(int(value), 12)
        return f"{self.months[month]} {year}"


@dataclass(frozen=True, kw_only=True)
class Duration(Format):
    """A time in years and months, counted in months, 0 or more.

    Parameters
    ----------
    zero
        What is written in place of no time at all.

    Examples
    --------
    >>> length = Duration(zero="at once")
    >>> length(65), length(12), length(1), length(0)
    ('5 years 5 months', '1 year', '1 month', 'at once')
    """

    kind: ClassVar[str] = "duration"
    zero: str

    def __call__(self, value: Any) -> str:
        counts = zip(divmod(int(value), 12), ("year", "month"), strict=True)
        told = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
        return " ".join(told) or self.zero


@dataclass(frozen=True, kw_only=True)
class Year(Format):
    """A calendar year.

    Parameters
    ----------
    never
        What is written in place of `NEVER`.

    Examples
    --------
    >>> Year(never="never")(2031.0), Year(never="never")(-1)
    ('2031', 'never')
    """

    kind: ClassVar[str] = "year"
    never: str

    def __call__(self, value: Any) -> str:
        return self.never if value == NEVER else str(int(value))


@dataclass(frozen=True, kw_only=True)
class Label(Format):
    """A text that a whole number stands for, for models can only return numbers.

    Parameters
    ----------
    texts : mapping of int to str
        The texts by number.

    Examples
    --------
    >>> Label(texts={0: "Huron", 1: "Erie"})(1)
    'Erie'
    """

    kind: ClassVar[str] = "label"
    texts: Mapping[int, str] = field(default_factory=dict)

    def __call__(self, value: Any) -> str:
        return self.texts[int(value)]

    def declared(self) -> dict[str, Any]:
        return {"kind": self.kind, "texts": _by_text(self.texts)}


def inside(name: str) -> str:
    """A label as it reads within a sentence: its first letter in lower case.

    >>> inside("Table year")
    'table year'
    """
    return name[0].lower() + name[1:]


def sets(names: Sequence[str], *, none: str) -> dict[int, str]:
    """A text for every combination of names, as a `Label` needs it.

    Parameters
    ----------
    names : sequence of str
        The names, in order.
    none
        The text of the empty combination.

    Returns
    -------
    dict
        Texts by number; the number of a combination is the sum of `2 ** index` over its names.

    Examples
    --------
    >>> sets(["A", "B"], none="nobody")
    {0: 'nobody', 1: 'A', 2: 'B', 3: 'A and B'}
    """
    texts = {0: none}
    for code in range(1, 2 ** len(names)):
        *others, last = [name for index, name in enumerate(names) if code & 2**index]
        texts[code] = f"{', '.join(others)} and {last}" if others else last
    return texts


def _by_text(texts: Mapping[int, str]) -> dict[str, str]:
    """The same mapping as JSON can hold it."""
    return {str(code): text for code, text in texts.items()}
