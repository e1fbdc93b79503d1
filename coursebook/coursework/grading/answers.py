"""How plain data becomes again what the tests expect.

All of it was written by the student's process and is not trusted: it is read as JSON, and becomes
numbers, text, tables, recorded charts and recorded functions, never code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import EllipsisType
from typing import Any, Final

import pandas as pd

MOST: Final = 160
"""Characters of an answer in words."""


@dataclass(frozen=True)
class Chart:
    """A chart, known by its specification."""

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return self.spec


@dataclass(frozen=True)
class Function:
    """A function, known by what it returned for the arguments it was called with."""

    name: str
    results: dict[str, Any]

    def __call__(self, *arguments: Any) -> Any:
        key = json.dumps(arguments)
        if key not in self.results:
            raise LookupError(
                f"{self.name}{arguments}: not asked of the submission; add it to [calls] of "
                "answers.toml"
            )
        result = self.results[key]
        if isinstance(result, dict) and "raised" in result:
            raise RuntimeError(f"{self.name}{arguments} raised {result['raised']}")
        return restored(result)


@dataclass(frozen=True)
class Other:
    """A value of a type that no question asks for."""

    type_name: str

    def __repr__(self) -> str:
        return f"<{self.type_name}>"


def restored(told: Any, name: str = "") -> Any:
    """Turn what `inside.told` wrote down back into a value.

    Parameters
    ----------
    told
        Plain data, as JSON holds it.
    name
        The name of the answer, for the messages of a recorded function.

    Returns
    -------
    Any
        A number, text, list, dictionary, data frame, `Chart`, `Function` or `Other`.
    """
    if not isinstance(told, dict):
        return told
    match told:
        case {"unanswered": _}:
            return ...
        case {"list": list(items)}:
            return [restored(item) for item in items]
        case {"tuple": list(items)}:
            return tuple(restored(item) for item in items)
        case {"set": list(items)}:
            return {restored(item) for item in items}
        case {"dict": list(items)}:
            return {restored(key): restored(value) for key, value in items}
        case {"table": list(columns), "index": list(index)}:
            cells = {restored(key): [restored(cell) for cell in cells] for key, cells in columns}
            return pd.DataFrame(cells, index=[restored(each) for each in index])
        case {"series": list(cells), "index": list(index)}:
            rows = [restored(each) for each in index]
            return pd.Series([restored(cell) for cell in cells], index=rows)
        case {"chart": dict(spec)}:
            return Chart(spec)
        case {"function": list(cases)}:
            return Function(name, {json.dumps(tuple(case)): result for case, result in cases})
        case {"other": str(type_name)}:
            return Other(type_name)
    raise ValueError(f"answer {name!r} is of no known kind")


def in_words(value: Any) -> str:
    """An answer as a few words for the student and for the table.

    >>> in_words(127.2468), in_words(...), in_words("a text")
    ('127.247', 'no answer', "'a text'")
    """
    match value:
        case None | EllipsisType():
            return "no answer"
        case bool() | int():
            return str(value)[:MOST]
        case float():
            return f"{value:.6g}"
        case pd.DataFrame():
            return f"a table of {len(value)} rows with {', '.join(map(str, value.columns))}"[:MOST]
        case Chart():
            return "a chart"
        case Function():
            cases = [f"{key.strip('[]')} gives {in_words(restored(found))}"
                     for key, found in list(value.results.items())[:3]
                     if not (isinstance(found, dict) and "raised" in found)]  # fmt: skip
            return ("a function: " + "; ".join(cases))[:MOST] if cases else "a function"
        case Other():
            return f"something else ({value.type_name})"[:MOST]
        case list() | tuple() | set():
            return ", ".join(in_words(each) for each in list(value)[:12])[:MOST] or "an empty list"
        case dict():
            pairs = list(value.items())[:12]
            return ", ".join(f"{key} = {in_words(each)}" for key, each in pairs)[:MOST]
        case _:
            return repr(value)[:MOST]
