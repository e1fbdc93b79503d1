"""What all exports share: how the five kinds become those that learning platforms know."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as ET

from coursebook import zips
from coursebook.quizzes.items import Match, Order, Several, claim_kinds
from coursebook.quizzes.wording import shuffled

ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")

# The fractions that Moodle knows, for one to four options.
_FRACTIONS: Final = {1: "100", 2: "50", 3: "33.33333", 4: "25"}


def shares(item: Several) -> list[str]:
    """What each option counts, in percent: all right ones add up to 100, all wrong ones to -100.

    As texts, because Moodle takes only the fractions that it knows, such as `33.33333`.
    """
    right = sum(option.correct for option in item.options)
    wrong = len(item.options) - right
    return [
        _FRACTIONS[right] if option.correct else f"-{_FRACTIONS[wrong]}" for option in item.options
    ]


def matching(item: Order | Match) -> tuple[list[tuple[str, str]], list[str]]:
    """Turn an item into pairs to be matched.

    Platforms without a kind for ordering have one for matching: each entry is matched to its place.

    Parameters
    ----------
    item
        Of the kind `order` or `match`.

    Returns
    -------
    tuple
        The pairs of entry and right answer, and all answers among which to choose.
    """
    if isinstance(item, Order):
        places = ORDINALS[: len(item.sequence)]
        return [(item.sequence[place], places[place]) for place in shuffled(item)], list(places)
    return [(claim.text, claim_kinds()[claim.kind]) for claim in item.claims], [
        *claim_kinds().values()
    ]


def number(value: float) -> str:
    """A number as every platform reads it: digits and a point.

    >>> number(8.70)
    '8.7'
    """
    return f"{value:.10f}".rstrip("0").rstrip(".")


def identifier(*parts: str) -> str:
    """A name that XML allows as an identifier.

    >>> identifier("water", "how-long")
    'water_how_long'
    """
    return "_".join(part.replace("-", "_") for part in parts)


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element to another; write `class_` for an attribute whose name Python reserves."""
    made = ET.SubElement(parent, tag, {k.rstrip("_"): v for k, v in attributes.items()})
    if text:
        made.text = text
    return made


def document(root: ET.Element) -> bytes:
    """An XML file with this element at its top."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def package(files: Mapping[str, bytes]) -> bytes:
    """A zip archive whose bytes depend on nothing but the files in it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zips.entry(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()
