"""Dates in charts are days, the same wherever one builds and reads.

Vega reads "2025-06-04" as midnight in Greenwich, "2025-06-04T00:00:00" as midnight at the reader's
place, and writes both in local time: east and west of Greenwich a chart would lose its first or
its last label, or show the day before. Here every compiled chart is turned to one calendar. An
author gives dates as a table has them and need not think of it.
"""

from __future__ import annotations

import re
from typing import Any, Final

_NAIVE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?")
_CALLS: Final = (
    (re.compile(r"\btime(Format|Parse|Offset|Sequence)\("), r"utc\1("),
    (re.compile(r"\bdatetime\((?=\s*\d)"), "utc("),
    (
        re.compile(
            r"(?<![\w.'\"])(year|quarter|month|date|day|hours|minutes|seconds)\((?=datum|toD)"
        ),
        r"utc\1(",
    ),
)


def in_one_calendar(vega: Any) -> Any:
    """The same compiled chart, with all of its dates in coordinated universal time.

    >>> in_one_calendar({"data": [{"values": [{"day": "2025-06-04T00:00:00", "n": 1}]}]})
    {'data': [{'values': [{'day': '2025-06-04T00:00:00Z', 'n': 1}]}]}
    >>> in_one_calendar({"type": "time", "domain": {"signal": "datetime(2018, 0, 1)"}})
    {'type': 'utc', 'domain': {'signal': 'utc(2018, 0, 1)'}}
    """
    if isinstance(vega, list):
        return [in_one_calendar(each) for each in vega]
    if isinstance(vega, str):
        for pattern, by in _CALLS:
            vega = pattern.sub(by, vega)
        return vega
    if not isinstance(vega, dict):
        return vega
    turned = {
        key: _rows(value) if key == "values" and isinstance(value, list) else in_one_calendar(value)
        for key, value in vega.items()
    }
    if turned.get("type") == "time" and "domain" in turned:
        turned["type"] = "utc"
    if turned.get("formatType") == "time":
        turned["formatType"] = "utc"
    if turned.get("type") == "timeunit":
        turned["timezone"] = "utc"
    return turned


def _rows(values: list[Any]) -> list[Any]:
    return [
        {name: _moment(value) for name, value in row.items()} if isinstance(row, dict) else row
        for row in values
    ]


def _moment(value: Any) -> Any:
    return f"{value}Z" if isinstance(value, str) and _NAIVE.fullmatch(value) else value
