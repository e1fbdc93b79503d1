"""How far two colors of a page stand apart, as WCAG measures it."""

from __future__ import annotations


def channels(color: str) -> list[float]:
    """Red, green and blue from `rgb(1, 2, 3)`, `rgba(1, 2, 3, 1)` or `#010203`."""
    if color.strip().startswith("#"):
        code = color.strip()[1:]
        code = code if len(code) == 6 else "".join(digit * 2 for digit in code)
        return [int(code[i : i + 2], 16) for i in (0, 2, 4)]
    return [float(part) for part in color.partition("(")[2].removesuffix(")").split(",")[:3]]


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
