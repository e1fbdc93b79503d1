"""How an explorer writes a value. Each format is declared here and read by the page's script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Final

from coursebook.explorers.formula import NEVER

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


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
    """A number with a fixed count of decimals and words around it.

    `said` gives the words for values that stand for no amount, such as `NEVER`.
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
    """A month counted from year 0 (`12 * year + month - 1`), or what is said if it never comes."""

    kind: ClassVar[str] = "month"
    never: str
    months: tuple[str, ...] = MONTHS

    def __call__(self, value: Any) -> str:
        if value == NEVER:
            return self.never
        year, month = divmod(int(value), 12)
        return f"{self.months[month]} {year}"


@dataclass(frozen=True, kw_only=True)
class Year(Format):
    """A year, or what is said when it never comes."""

    kind: ClassVar[str] = "year"
    never: str

    def __call__(self, value: Any) -> str:
        return self.never if value == NEVER else str(int(value))


@dataclass(frozen=True, kw_only=True)
class Label(Format):
    """A whole number that stands for a text."""

    kind: ClassVar[str] = "label"
    texts: Mapping[int, str] = field(default_factory=dict)

    def __call__(self, value: Any) -> str:
        return self.texts[int(value)]

    def declared(self) -> dict[str, Any]:
        return {"kind": self.kind, "texts": _by_text(self.texts)}


def inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[0].lower() + name[1:]


def sets(names: Sequence[str], *, none: str) -> dict[int, str]:
    """A text for each set of names, whose number is the sum of 2 ** index over its members."""
    texts = {0: none}
    for code in range(1, 2 ** len(names)):
        *others, last = [name for index, name in enumerate(names) if code & 2**index]
        texts[code] = f"{', '.join(others)} and {last}" if others else last
    return texts


def _by_text(texts: Mapping[int, str]) -> dict[str, str]:
    """The same mapping as JSON can hold it."""
    return {str(code): text for code, text in texts.items()}
