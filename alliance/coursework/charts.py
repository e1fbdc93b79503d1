"""What a chart's specification says: its mark, what is encoded where, its units, its description.

A specification is what `chart.to_dict()` returns, for a chart of a single view.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Any]


def mark(spec: Spec) -> str:
    """The kind of mark: "bar", "line", "point"; empty where there is none."""
    found = spec.get("mark", "")
    return str(found.get("type", "")) if isinstance(found, Mapping) else str(found)


def encoding(spec: Spec, channel: str) -> Mapping[str, Any]:
    """How a channel ("x", "y", "color") is encoded; empty where it is not."""
    found = spec.get("encoding", {}).get(channel, {})
    return found if isinstance(found, Mapping) else {}


def field(spec: Spec, channel: str) -> str:
    """The field that a channel shows."""
    return str(encoding(spec, channel).get("field", ""))


def axis_title(spec: Spec, channel: str) -> str:
    """What stands beside an axis; the field's name where the chart sets nothing."""
    encoded = encoding(spec, channel)
    axis = encoded.get("axis") or {}
    for title in (axis.get("title"), encoded.get("title")):
        if isinstance(title, str):
            return title
    return field(spec, channel)


def starts_at_zero(spec: Spec, channel: str = "y") -> bool:
    """Whether the axis of a quantity begins at zero; bars do unless the chart says otherwise."""
    scale = encoding(spec, channel).get("scale") or {}
    domain = scale.get("domain")
    if isinstance(domain, list) and domain:
        return bool(domain[0] == 0)
    by_default = mark(spec) in ("bar", "area")
    return scale.get("domainMin", 0) == 0 and scale.get("zero", by_default) is True


def title(spec: Spec) -> str:
    """The chart's own title."""
    found = spec.get("title", "")
    text = found.get("text", "") if isinstance(found, Mapping) else found
    return " ".join(text) if isinstance(text, list) else str(text)


def description(spec: Spec) -> str:
    """The text for readers who do not see the chart."""
    return str(spec.get("description", ""))


def numbers(text: str) -> list[str]:
    """The numbers in a text, as they are written.

    >>> numbers("From 0 in 2024 to 35.2 trillion won in 2035, or 1,250.")
    ['0', '2024', '35.2', '2035', '1,250']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def rows(spec: Spec) -> list[dict[str, Any]]:
    """The rows of data that the chart draws."""
    data = spec.get("data", {})
    if "values" in data:
        return list(data["values"])
    return list(spec.get("datasets", {}).get(data.get("name", ""), []))
