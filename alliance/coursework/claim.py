"""Exercise *Reading a claim*: each student's claims to class and to trace, section and sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from alliance.coursework.sums import Sum, fitting_sums, odd_sums
from coursebook import tables
from coursebook.coursework.draw import Draw, Option
from coursebook.tables import sources

SLUG: Final = "reading-a-claim"

KINDS: Final = ("reported", "judgment", "forecast")
HOW_MANY: Final = ((5, 4, 3), (5, 5, 2), (6, 3, 3), (6, 4, 2), (4, 5, 3))
"""How many claims of each kind a student gets: twelve in all, so that none is left to guess."""


@dataclass(frozen=True)
class Scenario:
    """One student's scenario: keys of `paper_facts`, a chapter of `claims_by_section`, sums."""

    claims: tuple[str, ...]
    traced: tuple[str, str]
    chapter: str
    sums: tuple[Sum, ...]

    @property
    def claims_to_class(self) -> pd.DataFrame:
        """The claims to class, without the answers: fact, chapter, statement."""
        return _told(self.claims)

    @property
    def claims_to_trace(self) -> pd.DataFrame:
        """The claims to trace, without the answers: fact, chapter, statement."""
        return _told(self.traced)

    @property
    def sums_to_check(self) -> pd.DataFrame:
        """The sums as printed, named A to D."""
        rows = [[s.what, s.start, s.percent, s.end, s.unit] for s in self.sums]
        fields = ["what", "start", "percent", "end", "unit"]
        return pd.DataFrame(rows, columns=fields, index=list("ABCD"))

    def __str__(self) -> str:
        return (
            f"Claims to class: {', '.join(self.claims)}. Claims to trace: "
            f"{' and '.join(self.traced)}. Section to count: {self.chapter}. Sums to check: "
            f"{'; '.join(each.what for each in self.sums)}."
        )


def scenario(student_id: str) -> Scenario:
    """The scenario that belongs to a student ID."""
    draw = Draw(student_id, SLUG)
    pools = _claims_by_kind()
    counts = draw.choose("how many of each kind", HOW_MANY)
    claims = [
        claim
        for kind, count in zip(KINDS, counts, strict=True)
        for claim in _several(draw, kind, pools[kind], count)
    ]
    remarked, plain = (tuple(fact for fact in pool if fact not in claims) for pool in _traceable())
    odd = draw.choose("sum that does not fit", odd_sums())
    fitting = _several(draw, "sum that fits", fitting_sums(), 3)
    return Scenario(
        claims=tuple(sorted(claims)),
        traced=(draw.choose("trace, remarked", remarked), draw.choose("trace, plain", plain)),
        chapter=draw.choose("section", _chapters()),
        sums=tuple(_several(draw, "order of sums", [odd, *fitting], 4)),
    )


def _several(draw: Draw, name: str, options: Sequence[Option], count: int) -> list[Option]:
    """Several different options, in the order of the draw."""
    left = list(options)
    drawn = []
    for turn in range(count):
        option = draw.choose(f"{name} {turn}", left)
        left.remove(option)
        drawn.append(option)
    return drawn


def kind_of(fact_kind: str) -> str:
    """The kind that this book's voices know: everything but judgment and forecast is reported."""
    return fact_kind if fact_kind in KINDS else "reported"


def _told(facts: Sequence[str]) -> pd.DataFrame:
    told = tables.load("paper_facts").set_index("fact")
    return told.loc[list(facts), ["chapter", "statement"]].reset_index()


@lru_cache(maxsize=1)
def _claims_by_kind() -> dict[str, tuple[str, ...]]:
    facts = tables.load("paper_facts")
    facts = facts[(facts["section"] != "Endnotes") & facts["not_to_class"].isna()]
    kinds = facts["kind"].map(kind_of)
    return {kind: tuple(facts.loc[kinds == kind, "fact"]) for kind in KINDS}


@lru_cache(maxsize=1)
def _traceable() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reported claims whose note cites one work of known date: with and without our remark."""
    facts = tables.load("paper_facts")
    notes = tables.load("endnotes")[["endnote", "works", "remark"]]
    known = facts[facts["section"] != "Endnotes"].merge(notes, on="endnote")
    known = known[known["kind"].map(kind_of) == "reported"]
    known = known[known["works"].isin(list(sources.dates()))]
    known = known[known["not_to_class"] != "hanging"]
    remarked = known["remark"].notna()
    return tuple(known.loc[remarked, "fact"]), tuple(known.loc[~remarked, "fact"])


@lru_cache(maxsize=1)
def _chapters() -> tuple[str, ...]:
    """Sections long enough to count, which report with and without notes, and judge."""
    counts = tables.load("claims_by_section").pivot_table(
        index="chapter", columns="kind", values=["claims", "with_note"], aggfunc="sum", fill_value=0
    )
    claims, noted = counts["claims"], counts["with_note"]
    fit = (
        (claims["reported"] >= 8)
        & (claims["judgment"] > 0)
        & (noted["reported"] > 0)
        & (noted["reported"] < claims["reported"])
    )
    return tuple(counts.index[fit])
