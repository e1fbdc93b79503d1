"""A link that was damaged on its way: what can be restored is, and what is missing is named."""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from browser import scenarios
from javascript import JavaScript

from alliance import explorers
from coursebook.explorers import Explorer
from coursebook.explorers.declared import declared
from coursebook.face import scripts

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
READ = """(explorer, links) => links.map((link) => {
  const asked = coursebook.links.readLink(explorer, link);
  return asked && { ...asked, said: coursebook.links.saidOf(explorer, asked) };
})"""
RESTORED = "The scenario of the link is restored."


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    needed = (scripts.FOLDER / f"{each}.js" for each in ("scenarios", "links"))
    with JavaScript(["window.coursebook = {}", *needed]) as loaded:
        yield loaded


def read(js: JavaScript, explorer: Explorer, *links: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = js.call(READ, declared(explorer), list(links))
    return found


def a_scenario(explorer: Explorer) -> dict[str, Any]:
    texts = scenarios.at_random(explorer, 1, seed=3)[0]
    return explorer.settings(**{n: explorer.by_name[n].read(t) for n, t in texts.items()})


def once_more(link: str) -> str:
    return "#" + quote(link[1:], safe="=")


def as_mailed(link: str) -> str:
    """Quoted-printable: signs as numbers, lines of 76 signs that end in one more."""
    return quopri.encodestring(link.encode()).decode()


BEHIND = (")", ".", ").", ">", "\u2026", ",", '"', "\u201d", "%29", "%3E", "...", "]", "**")
WAYS = {
    "encoded once too often": lambda link: "#" + quote(link[1:], safe=""),
    "encoded twice too often": lambda link: "#" + quote(quote(link[1:], safe=""), safe=""),
    "only its & encoded": lambda link: link.replace("&", "%26"),
    "its values encoded": once_more,
    "copied from HTML": escape,
    "copied from HTML of HTML": lambda link: escape(escape(link)),
    "wrapped by mail": as_mailed,
    "wrapped by mail, then joined": lambda link: as_mailed(link).replace("\n", ""),
    "broken in the middle": lambda link: link[:60] + "\n" + link[60:],
    "broken, and the break encoded": lambda link: link[:60] + "%0D%0A" + link[60:],
    "indented": lambda link: link[:60] + "%0A%20%20" + link[60:],
    "with a soft hyphen": lambda link: link[:60] + "\u00ad" + link[60:],
    **{f"followed by {sign}": lambda link, sign=sign: link + sign for sign in BEHIND},
}


@every_explorer
@pytest.mark.parametrize("way", WAYS)
def test_a_link_that_says_everything_restores_everything(
    js: JavaScript, explorer: Explorer, way: str
) -> None:
    settings = a_scenario(explorer)
    (found,) = read(js, explorer, WAYS[way](explorer.link(**settings)))
    assert found == {
        "values": settings,
        "problems": [],
        "missing": [],
        "said": RESTORED,
        "changes": [],
    }


@every_explorer
def test_a_sign_that_mail_left_in_a_name_or_a_value_is_taken_out(
    js: JavaScript, explorer: Explorer
) -> None:
    settings = a_scenario(explorer)
    link = explorer.link(**settings)
    first = link.index("&", link.index("&v=") + 1) + 1
    broken = [f"{link[:at]}={link[at:]}" for at in range(first + 1, len(link))]
    for text, found in zip(broken, read(js, explorer, *broken), strict=True):
        assert found["said"] == RESTORED, text
        assert found["values"] == settings, text


@every_explorer
def test_a_link_cut_anywhere_keeps_what_it_says_and_names_what_is_missing(
    js: JavaScript, explorer: Explorer
) -> None:
    settings = a_scenario(explorer)
    link = explorer.link(**settings)
    start = link.index("&", link.index("&v=") + 1)
    controls = list(explorer.controls)
    cut = [link[:end] for end in range(start + 1, len(link))]
    for text, found in zip(cut, read(js, explorer, *cut), strict=True):
        whole = text[start:].count("&") - 1  # of the last setting some of the end may be gone
        for control in controls[:whole]:
            assert found["values"][control.name] == settings[control.name], text
        labels = [explorer.full_labels[control.name] for control in controls]
        assert found["missing"] in (labels[whole:], labels[whole + 1 :]), text
        if found["missing"]:
            assert found["said"] != RESTORED, text
            if found["values"]:
                assert found["missing"][0] in found["said"], text
                assert "If it was cut short, its last setting may be, too" in found["said"], text


@every_explorer
def test_a_link_of_something_else_is_left_alone(js: JavaScript, explorer: Explorer) -> None:
    others = ["", "#", "#try-it", "#explore=another&v=1", "#explore%3Danother", "#explore%zz"]
    assert read(js, explorer, *others) == [None] * len(others)
