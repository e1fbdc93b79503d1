"""Whatever a link or this browser's memory holds: no script runs, nothing is asked for, nothing breaks.

Each explorer is opened once, by a hostile link, and then followed to more than a thousand others.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser.hostile_links import NO_VALUES, hostile_links, random_links
from browser.scenarios import at_random, defaults
from browser.steps import EXPLORERS, OnPage, page_with
from playwright.sync_api import Browser

from coursebook.explorers import Explorer

TO_EACH = 40  # links whose every effect is known
AT_RANDOM = 170 if os.environ.get("NIGHTLY") else 40  # links to each explorer; a thousand in all
LEAST = 15 if os.environ.get("NIGHTLY") else 3
REFUSED = "Not all of this link could be restored; defaults stand in."
TRACES = """[document.scripts.length, document.querySelectorAll("iframe, img, object").length,
  Object.keys(Object.prototype).length, typeof hacked, document.querySelectorAll("h1").length]"""
READ_ALL = """(root, fragments) => {
  const explorer = JSON.parse(root.querySelector(".explorer-declaration").textContent);
  return fragments.map((fragment) => coursebook.links.readLink(explorer, fragment));
}"""
WRITE_INTO_MEMORY = """(root, [place, texts]) => texts.map((text) => {
  localStorage.setItem(place, text);
  window.dispatchEvent(new StorageEvent("storage", { key: place }));
  const names = [...root.querySelectorAll('[data-kept="name"]')].map((each) => each.value);
  const open = root.querySelectorAll('[data-kept="open"]');
  open.forEach((button) => button.click());
  return names;
})"""


@dataclass
class Watched:
    """An open explorer, and what a hostile text could have brought about."""

    on_page: OnPage
    before: list[Any] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def watch(self) -> Watched:
        page = self.on_page.page
        page.on("dialog", lambda dialog: (self.seen.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on("console", lambda message: self.seen.append(message.text))
        page.on("popup", lambda popup: self.seen.append(popup.url))
        return self

    def asked(self, address: str) -> None:
        # Chromium looks at the page's icon after each change of the address.
        if not address.endswith("/logo.svg"):
            self.seen.append(f"asked for {address}")

    def nothing_happened(self) -> None:
        assert self.on_page.page.evaluate(TRACES) == self.before
        assert not self.seen


@pytest.fixture(scope="module", params=EXPLORERS)
def watched(
    browser: Browser, served_book: str, built_book: Path, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    explorer = EXPLORERS[request.param]
    page = browser.new_page()
    opened = Watched(OnPage(page, explorer)).watch()
    hostile = hostile_links(explorer, 1)[0]
    page.goto(f"{served_book}/{page_with(explorer.name, built_book)}{hostile.fragment}")
    shown = opened.on_page.ready().shown()
    assert shown.controls == defaults(explorer) | hostile.good
    assert shown.message.startswith(REFUSED)
    page.wait_for_load_state("networkidle")
    opened.before = page.evaluate(TRACES)
    opened.seen.clear()  # the theme tells the console how it begins
    page.on("request", lambda request: opened.asked(request.url))
    yield opened
    page.close()


def test_hostile_links_change_nothing(watched: Watched) -> None:
    explorer = watched.on_page.explorer
    hostile_ones = hostile_links(explorer, TO_EACH)
    starting = at_random(explorer, TO_EACH, seed=8)
    links = [
        fragment
        for hostile, start in zip(hostile_ones, starting, strict=True)
        for fragment in (explorer.link(**start), hostile.fragment)
    ]
    answers = watched.on_page.follow_each(links)[1::2]
    for hostile, start, shown in zip(hostile_ones, starting, answers, strict=True):
        at = f"at {hostile.fragment[:200]!r}: {shown.message!r}"
        expected = start if hostile.ignored else defaults(explorer) | hostile.good
        assert shown.controls == expected, at
        values = explorer.compute(**expected).values
        for readout in explorer.readouts:
            assert shown.readouts[readout.name] == readout.format(values[readout.name]), at
        if not hostile.ignored:
            assert shown.message.startswith(REFUSED), at
            assert all(word in shown.message for word in hostile.named), at
            assert len(shown.message) < 4000, at
    watched.nothing_happened()


def test_links_put_together_by_chance_leave_a_whole_page(watched: Watched) -> None:
    links = random_links(watched.on_page.explorer, AT_RANDOM)
    assert len(links) == AT_RANDOM
    assert not watched.on_page.faults_after_each(links)
    watched.nothing_happened()


def test_chance_brings_every_kind_of_link(watched: Watched) -> None:
    """Else the check above would follow links that nobody reads."""
    links = random_links(watched.on_page.explorer, AT_RANDOM)
    read = watched.on_page.root.evaluate(READ_ALL, links)
    fates = Counter(
        "ignored" if asked is None else "refused" if not asked["values"] else "restored in part"
        for asked in read
    )
    assert min(fates[fate] for fate in ("ignored", "refused", "restored in part")) >= LEAST, fates


def test_memory_that_somebody_wrote_into_leaves_a_whole_page(watched: Watched) -> None:
    on_page = watched.on_page
    place = f"divergent-priorities/{on_page.explorer.name}"
    kept = on_page.root.evaluate(WRITE_INTO_MEMORY, [place, memories(on_page.explorer)])
    assert all(len(names) <= 20 for names in kept)
    assert any(kept), "some of it is kept, or nothing was tried"
    assert all(len(name) <= 40 for names in kept for name in names)
    assert not on_page.faults_after_each([""])
    watched.nothing_happened()


def memories(explorer: Explorer) -> list[str]:
    """What may stand where kept scenarios are looked for: other shapes, other types, broken."""
    links = [each.fragment for each in hostile_links(explorer, 16)]
    whole = [{"name": "a", "link": link, "compared": True} for link in links]
    odd: list[Any] = [None, True, -0.0, 1e308, "text", [], {}, [[]], {"length": 3}, {"0": whole[0]}]
    names = [*odd, *NO_VALUES[:40], "\u202ename", "n" * 5000]
    entries = [{"name": name, "link": links[0]} for name in names]
    shapes: list[Any] = [
        *odd,
        *([each] for each in odd),
        *([{"name": "a", "link": each}] for each in odd),
        *([{"link": links[0], "compared": each}] for each in odd),
        *(entries[start : start + 4] for start in range(0, len(entries), 4)),
        whole * 20,
        [{"__proto__": {"hacked": 1}, "constructor": 1, **whole[0]}],
    ]
    texts = [json.dumps(shape) for shape in shapes]
    broken = ["", "{", "[" * 5000, "NaN", "undefined", "\x00", "[1,]", "'a'", "\ufeff[]"]
    return [*texts, *broken, *(text[: len(text) // 2] for text in texts)]
