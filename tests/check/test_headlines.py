"""The sentence of an explorer: one for every setting, each of them reachable, told alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import pytest
from browser import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st
from javascript import JavaScript
from small_explorer import small

from alliance import explorers
from coursebook.explorers import (
    Amount,
    Choice,
    DeclarationError,
    Explorer,
    Headline,
    Label,
    Number,
    Part,
    Readout,
    page,
)
from coursebook.explorers.headline import headline_of
from coursebook.face import scripts

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
BY_NAME = {each.name: each for each in EXPLORERS}
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)

LONGEST = 200
"""Characters: about three lines on a phone of 380 pixels."""


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    files = ("scenarios.js", "explorer-headline.js")
    with JavaScript(["window.coursebook = {}", *(scripts.FOLDER / name for name in files)]) as it:
        yield it


def any_setting(explorer: Explorer) -> st.SearchStrategy[dict[str, Any]]:
    """Every control anywhere on its grid, its ends more often than chance has it."""

    def values(control: Any) -> st.SearchStrategy[Any]:
        if isinstance(control, Number):
            steps = round((control.maximum - control.minimum) / control.step)
            at = st.one_of(st.sampled_from([0, steps]), st.integers(0, steps))
            return at.map(lambda n: control.read(control.minimum + n * control.step))
        if isinstance(control, Choice):
            return st.sampled_from(list(control.options))
        return st.booleans()

    return st.fixed_dictionaries({each.name: values(each) for each in explorer.controls})


def read(explorer: Explorer, scenario: scenarios.Scenario) -> dict[str, Any]:
    return {name: explorer.by_name[name].read(text) for name, text in scenario.items()}


@cache
def tried(name: str) -> list[dict[str, float]]:
    """What the headline of an explorer reads of the results of many scenarios."""
    explorer = BY_NAME[name]
    found = [*scenarios.presets(explorer), *scenarios.corners(explorer)]
    settings = [read(explorer, each) for each in [*found, *scenarios.at_random(explorer, 150)]]
    return [told(explorer, each) for each in [*settings, *SELDOM.get(name, [])]]


@cache
def on_page(name: str) -> str:
    return page.html(BY_NAME[name])


def told(explorer: Explorer, values: dict[str, Any]) -> dict[str, float]:
    """What the headline reads of a scenario's results."""
    results = explorer.results(explorer.settings(**values))
    return {name: float(np.ravel(results[name])[0]) for name in headline_of(explorer).names}


def refuse_odd_words(text: str, at: Any) -> None:
    assert re.fullmatch(r"[A-Z0-9].*[.!]", text), (text, at)
    for wrong in ("  ", " ,", " .", "..", "{", "}", "nan", "−0", ": .", "( ", " )"):
        assert wrong not in text, (text, at)
    assert not re.search(r"(?<![\d.])1 (years|months|points|allies|packages|soldiers)\b", text), (
        text,
        at,
    )
    assert not re.search(r"(?<![\d.])(?!1\b)\d+ (year|month|point|package)\b", text), (text, at)
    assert not re.search(r"(?<!\.\d)\b(\w+) \1\b", text), (text, at)
    assert len(text) <= LONGEST, (len(text), text, at)


@every_explorer
def test_every_setting_has_a_sentence_that_reads_well(explorer: Explorer) -> None:
    @given(any_setting(explorer))
    @settings(max_examples=80, deadline=None)
    def reads_well(values: dict[str, Any]) -> None:
        refuse_odd_words(explorer.sentence(told(explorer, values)), values)

    reads_well()


SELDOM: dict[str, list[dict[str, Any]]] = {
    "opcon-conditions": [
        {f"{name}_{n}": value for n in (1, 2, 3) for name, value in (("level", 50), ("pace", 5))}
        | {"bar_1": 80, "bar_2": 80, "bar_3": 80},
        {"rule": "weighted", "pace_1": 0, "pace_2": 0, "pace_3": 0},
    ],
    "troop-costs": [{"cash_counts": False, "arms_counts": True, "looked_at": 2035}],
}
"""Settings that chance does not find, for cases that few of them are."""


@every_explorer
def test_every_sentence_is_said_somewhere(explorer: Explorer) -> None:
    headline = headline_of(explorer)
    found = {headline.number(each) for each in tried(explorer.name)}
    assert found == set(headline.sentences)


@every_explorer
def test_page_and_notebook_say_the_same(js: JavaScript, explorer: Explorer) -> None:
    headline = headline_of(explorer)
    results = tried(explorer.name)
    found = js.call(
        """(headline, list) => list.map((each) =>
          coursebook.headlines.inWords(headline, (name) => each[name]))""",
        headline.declared(),
        results,
    )
    assert found == [headline(each) for each in results]


@every_explorer
def test_the_page_without_scripts_has_the_sentence_of_the_start(explorer: Explorer) -> None:
    html = on_page(explorer.name)
    (markup,) = re.findall(r'<p class="explorer-headline">(.*?)</p>', html)
    said = unescape(re.sub("<.*?>", "", markup))
    assert said == explorer.sentence(explorer.compute().values)


@every_explorer
def test_no_result_repeats_another_while_it_has_nothing_of_its_own_to_say(
    explorer: Explorer,
) -> None:
    """Rows for a range stay away while there is none."""
    start = explorer.compute()
    shown = [each for each in explorer.readouts if page.shown(each, start)]
    said = [(each.label.partition(",")[0], each.format(start.values[each.name])) for each in shown]
    assert len(set(said)) == len(said)
    html = on_page(explorer.name)
    assert html.count("<tr hidden>") == len(explorer.readouts) - len(shown)


# The rules -----------------------------------------------------------------------------------


def test_without_a_headline_the_first_result_is_the_sentence() -> None:
    assert small().sentence({"sum": 6}) == "Sum: 6.0."


@pytest.mark.parametrize(
    ("sentences", "parts", "message"),
    (
        ({0: "It is {sum}."}, {}, r"found \{sum\} in a sentence, but no such part"),
        (
            {0: "It is."},
            {"sum": Part("sum", Amount(decimals=0))},
            "no sentence uses the part 'sum'",
        ),
    ),
)
def test_a_part_that_is_missing_or_idle_is_refused(
    sentences: Mapping[int, str], parts: Mapping[str, Part], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Headline(sentences, parts)


def test_a_case_without_a_sentence_is_found_when_the_explorer_is_declared() -> None:
    said = Headline({1: "That is fast."}, case="fast")
    with pytest.raises(DeclarationError, match=r"at defaults, .* no sentence for fast 0; found: 1"):
        small(headline=said)


def test_a_headline_that_reads_what_no_model_returns_is_refused() -> None:
    said = Headline({0: "{x}."}, {"x": Part("nothing", Label(texts={}))})
    with pytest.raises(DeclarationError, match="'nothing', which its model does not return"):
        small(headline=said)


def test_a_result_that_comes_and_goes_is_not_among_those_that_are_always_told() -> None:
    with pytest.raises(DeclarationError, match=r"readout 'sum' depends on 'fast'.*first 4"):
        small(readouts=[Readout("sum", "Sum", Amount(decimals=1), when="fast")])


def test_a_change_is_said_of_a_version_that_there_is() -> None:
    with pytest.raises(DeclarationError, match=r"changed with version 3; allowed: 2 to 2"):
        small(version=2, changes={3: "More."})
