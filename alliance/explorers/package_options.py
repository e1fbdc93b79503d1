"""The options of a package deal: a table of scores, checked and made ready for the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from alliance.models.bargaining import TOP_SCORE
from coursebook.explorers.formula import where

ISSUES: Final = {
    "spending": "Defense spending",
    "payment": "Payment for U.S. forces",
    "forces": "U.S. forces in Korea",
    "taiwan": "Words on Taiwan",
    "opcon": "OPCON transfer",
    "outreach": "Exercises and outreach",
}
VIEWS: Final = {
    "washington": {"forward": "Forward in Asia", "home": "Fewer duties abroad"},
    "seoul": {"alliance": "The alliance first", "autonomy": "Autonomy first"},
}
"""Whose scores a side goes by: each view is a field of the table, such as `seoul_autonomy`."""

_FIELDS: Final = [f"{side}_{view}" for side, views in VIEWS.items() for view in views]


class OptionsError(ValueError):
    """A table of options cannot be used; the message names row and field."""


@dataclass(frozen=True)
class Options:
    """The options of each issue, in the order of `ISSUES`: codes, labels, and scores by view."""

    codes: list[list[str]]
    labels: list[list[str]]
    by_view: dict[str, list[list[int]]]

    @property
    def counts(self) -> list[int]:
        """How many options each issue has."""
        return [len(each) for each in self.codes]

    def place(self, issue: int, code: Any) -> Any:
        """The place of an option among those of its issue, counted from 0."""
        return sum(
            where(code == known, place, 0)
            for place, known in enumerate(self.codes[issue])
            if place > 0
        )

    def scores(self, side: str, view: Any) -> list[list[Any]]:
        """The scores of all options for a side that takes this view."""
        first, second = VIEWS[side]
        pairs = zip(self.by_view[f"{side}_{first}"], self.by_view[f"{side}_{second}"], strict=True)
        return [
            [a if a == b else where(view == second, b, a) for a, b in zip(*issue, strict=True)]
            for issue in pairs
        ]


def read(table: pd.DataFrame) -> Options:
    """The options of a table like `package_options`.

    Raises OptionsError for a missing field or cell, an unknown issue, a score that is not a whole
    number from 0 to 10, an option given twice, or an issue with fewer than two options.
    """
    for field in ("issue", "option", "label", *_FIELDS):
        if field not in table:
            raise OptionsError(f"the table of options has no field {field}; it needs one")
    for row, entry in enumerate(table.to_dict("records"), start=2):
        _check(entry, f"table of options, row {row} (the header is row 1), field")
    twice = table[table.duplicated(["issue", "option"])]
    if len(twice):
        issue, option = twice.iloc[0][["issue", "option"]]
        raise OptionsError(f"the table of options gives {issue}, {option} twice; allowed: once")
    parts = [table[table["issue"] == issue] for issue in ISSUES]
    for issue, part in zip(ISSUES, parts, strict=True):
        if len(part) < 2:
            raise OptionsError(
                f"issue {issue}: found {len(part)} options in the table; allowed: two or more"
            )
    return Options(
        codes=[part["option"].tolist() for part in parts],
        labels=[part["label"].tolist() for part in parts],
        by_view={field: [[int(s) for s in part[field]] for part in parts] for field in _FIELDS},
    )


def _check(entry: dict[Any, Any], place: str) -> None:
    if entry["issue"] not in ISSUES:
        raise OptionsError(
            f"{place} issue: found {entry['issue']!r}; allowed: one of {', '.join(ISSUES)}"
        )
    for field in ("option", "label"):
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise OptionsError(f"{place} {field}: found {entry[field]!r}; allowed: a text")
    for field in _FIELDS:
        score = entry[field]
        if pd.isna(score):
            raise OptionsError(
                f"{place} {field}: the score is missing; "
                f"allowed: a whole number from 0 to {TOP_SCORE}"
            )
        number = not isinstance(score, str | bool) and 0 <= score <= TOP_SCORE
        if not number or score != int(score):
            raise OptionsError(
                f"{place} {field}: found {score!r}; allowed: a whole number from 0 to {TOP_SCORE}"
            )
