"""Exercise *Reading a claim*: scenarios that ask the same of everybody."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from alliance import load
from alliance.coursework import claim
from alliance.coursework.claim import Scenario, kind_of, scenario
from alliance.coursework.sums import OFF, Sum, odd_sums
from coursebook.tables import sources

IDS = [f"2025{number:04}" for number in range(2000 if os.environ.get("NIGHTLY") else 600)]
FACTS = load("paper_facts").set_index("fact")
KIND = {fact: kind_of(kind) for fact, kind in FACTS["kind"].items()}
NOTE = FACTS["endnote"].dropna().to_dict()


@cache
def scenarios() -> list[Scenario]:
    return [scenario(each) for each in IDS]


def kinds(drawn: Scenario) -> list[str]:
    return [KIND[fact] for fact in drawn.claims]


def off(sum_: Sum) -> float:
    return abs(sum_.fitting_percent - sum_.percent)


def test_a_scenario_is_drawn_once_and_for_all() -> None:
    drawn = scenario("Example")
    assert drawn.claims[:4] == ("F004", "F022", "F051", "F075")
    assert drawn.traced == ("F173", "F189")
    assert drawn.chapter == "opcon-transition"


def test_few_students_share_a_scenario() -> None:
    # As few as would if there were fifty thousand scenarios.
    assert len(set(scenarios())) > (1 - len(IDS) / 100_000) * len(IDS)


def test_everybody_classes_twelve_claims_of_all_kinds() -> None:
    for drawn in scenarios():
        assert len(set(drawn.claims)) == 12
        counts = Counter(kinds(drawn))
        assert min(counts[kind] for kind in claim.KINDS) >= 2
        # Ten points cannot be had by one answer for all.
        assert max(counts.values()) <= 6


def test_how_many_claims_are_of_each_kind_is_not_the_same_for_all() -> None:
    assert len({tuple(sorted(Counter(kinds(drawn)).items())) for drawn in scenarios()}) == 5


def test_the_claims_shown_do_not_tell_their_kind_or_note() -> None:
    drawn = scenario("example")
    for shown in (drawn.claims_to_class, drawn.claims_to_trace):
        assert list(shown.columns) == ["fact", "chapter", "statement"]


def test_a_claim_to_trace_is_not_among_those_to_class() -> None:
    assert all(not set(drawn.traced) & set(drawn.claims) for drawn in scenarios())


def test_a_claim_to_trace_rests_on_one_work_of_known_date() -> None:
    works = load("endnotes").set_index("endnote")["works"].to_dict()
    dates = sources.dates()
    for drawn in scenarios():
        for fact in drawn.traced:
            assert KIND[fact] == "reported"
            assert works[NOTE[fact]] in dates


def test_the_first_note_has_a_remark_to_read_and_the_second_has_none() -> None:
    remarks = load("endnotes").set_index("endnote")["remark"].to_dict()
    for drawn in scenarios():
        first, second = (remarks[NOTE[fact]] for fact in drawn.traced)
        assert isinstance(first, str)
        assert not isinstance(second, str)


def test_neither_share_of_a_section_is_all_or_nothing() -> None:
    counts = load("claims_by_section")
    for chapter in {drawn.chapter for drawn in scenarios()}:
        own = counts[counts["chapter"] == chapter].set_index("kind")
        assert 0 < own["claims"]["reported"] < own["claims"].sum()
        assert 0 < own["with_note"]["reported"] < own["claims"]["reported"]


def test_one_sum_of_four_does_not_fit_and_three_do() -> None:
    for drawn in scenarios():
        gaps = sorted(off(each) for each in drawn.sums)
        assert gaps[3] >= OFF
        assert all(gap < 0.06 for gap in gaps[:3]), "a printed percent is rounded to a tenth"


def test_the_odd_sum_stands_in_every_place() -> None:
    places = Counter(
        max(range(4), key=lambda place: off(drawn.sums[place])) for drawn in scenarios()
    )
    assert min(places[place] for place in range(4)) > len(IDS) / 6


def test_the_paper_s_sums_are_among_the_odd_ones() -> None:
    by_name = {each.what: each for each in odd_sums()}
    note_38 = next(each for name, each in by_name.items() if "note 38" in name)
    assert (note_38.start, note_38.percent, note_38.end) == (1, 8.3, 1.47)
    assert off(by_name["Defense budget, 2025 to 2026"]) == pytest.approx(0.7, abs=0.05)


def test_odd_sums_of_the_table_mix_won_and_dollars() -> None:
    paid = load("sma_payments").set_index("year")["agreed_in"]
    years = [int(each.what[-4:]) for each in odd_sums() if each.unit == "billion won"]
    assert len(years) > 8
    assert all(paid[year] == "dollars" for year in years)


@pytest.mark.parametrize("letter", "ABCDEF")
def test_worksheet_holds_the_claims_and_sums_of_its_scenarios(letter: str, root: Path) -> None:
    text = (root / "exercises" / claim.SLUG / "worksheet.md").read_text(encoding="utf-8")
    own = text.partition(f"## Scenario {letter}\n")[2].partition("\n## ")[0]
    drawn = scenario(f"worksheet-{letter}")
    told = [*drawn.claims_to_class["statement"], *drawn.claims_to_trace["statement"]]
    places = [own.find(f"| {statement} |") for statement in told]
    assert -1 not in places
    assert places == sorted(places)
    for name, each in zip("ABCD", drawn.sums, strict=True):
        assert f"| sum {name} | {each.what} |" in own
