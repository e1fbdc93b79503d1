"""QR codes on paper: from a handout to the explorer that it speaks of, in the right scenario."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final

import segno

from coursebook.book import module
from coursebook.catalog import uses
from coursebook.explorers import Explorer
from coursebook.teaching.places import Places

WIDTH: Final = "3.4cm"
"""Wide enough for a phone's camera at arm's length, with the longest scenario in it."""


def code(words: str, address: str) -> str:
    """A QR code as an image in Markdown, which says in words where it leads.

    Parameters
    ----------
    words
        What it opens.
    address
        The whole address; a scanned code knows no folder.

    Returns
    -------
    str
        An image that brings its own data.

    Examples
    --------
    >>> code("The lake", "https://example.org/lake.html")[:59]
    '![QR code: The lake](data:image/png;base64,iVBORw0KGgoAAAAN'
    """
    drawn = segno.make_qr(address, error="l").png_data_uri(scale=4, border=3)
    return f"![QR code: {words}]({drawn}){{width={WIDTH}}}"


def table(codes: Sequence[tuple[str, str]], across: int = 3) -> str:
    """Codes side by side, each below a link with its words, as a table in Markdown."""
    parts = []
    for start in range(0, len(codes), across):
        row = codes[start : start + across]
        heads = " | ".join(f"[{words}]({address})" for words, address in row)
        images = " | ".join(code(words, address) for words, address in row)
        parts.append(f"| {heads} |\n{'|---' * len(row)}|\n| {images} |")
    return "\n\n".join(parts)


def scenarios(places: Places, exercise: str) -> str:
    """A section for a worksheet: a code for each scenario, or nothing without an explorer.

    Where the book's address is not known, it says in which chapter the explorer is.
    """
    # Imported by name: a book can do without exercises, and without their packages.
    worksheets = import_module("coursebook.coursework.worksheets")
    drawn = {letter: worksheets.scenario(exercise, letter) for letter in worksheets.LETTERS}
    if not all(hasattr(each, "link") for each in drawn.values()):
        return ""
    page = _page(places, drawn["A"].declared.name)
    address = places.address(page)
    if address:
        codes = [(f"Scenario {letter}", address + each.link) for letter, each in drawn.items()]
        what = "Scan the code of your scenario: it opens the explorer with the scenario set."
        how = f"{what}\n\n{table(codes)}"
    else:
        how = (
            f"The explorer is in the chapter *{uses.title(page, places.root)}*. The book's page "
            "*Worksheets* has a link for each scenario that opens it with the scenario set."
        )
    return f"## Open the explorer\n\n{how}\n"


def preset(places: Places, name: str) -> str:
    """A code for the explorer with the preset of a role, which has the role's name; or nothing."""
    if not places.address(""):
        return ""
    explorers = [each for each in vars(module("explorers")).values() if isinstance(each, Explorer)]
    for explorer in explorers:
        for each in explorer.presets:
            if each.name == name:
                address = places.address(_page(places, explorer.name))
                link = explorer.link(**explorer.preset_values(each))
                words = f"The explorer with your preset, {each.label}"
                return f"{table([(words, address + link)])}\n"
    return ""


def _page(places: Places, explorer: str) -> str:
    """The page of an explorer, by the explorer's name in links."""
    named = {getattr(each, "name", ""): name for name, each in vars(module("explorers")).items()}
    return uses.explorers(places.root)[named[explorer]]
