"""Every statement of the paper is told in a chapter, or left out for a reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from book_text import plain, prose, sections, source

from coursebook.tables.frames import load


def problems(facts: pd.DataFrame, texts: dict[str, str]) -> list[str]:
    """A line for each fact that no chapter tells where the table says so."""
    found = []
    for fact, chapter, evidence, left_out in (
        facts[["fact", "chapter", "evidence", "left_out"]].fillna("").itertuples(index=False)
    ):
        where = f"data/paper_facts.csv, {fact}"
        if chapter not in texts:
            allowed = ", ".join(texts)
            found.append(f"{where}: no chapter {chapter!r} in _toc.yml; there are {allowed}")
        elif bool(evidence) == bool(left_out):
            found.append(
                f"{where} ({chapter}): fill in either evidence, if the chapter tells it, or "
                "left_out, with the reason"
            )
        elif evidence and plain(evidence) not in texts[chapter]:
            found.append(
                f"{where}: book/{chapter}.md does not say {evidence!r}; tell the fact there, or "
                "correct its evidence"
            )
    return found


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """The prose of each chapter, by the chapter's name."""
    return {name: prose(source(root, name)) for name in sections(root)}


def test_every_fact_is_told_or_left_out_for_a_reason(texts: dict[str, str]) -> None:
    found = problems(load("paper_facts"), texts)
    assert not found, "\n" + "\n".join(found)


def test_no_fact_is_missing_or_listed_twice() -> None:
    assert list(load("paper_facts").fact) == [f"F{number:03}" for number in range(1, 260)]


def test_every_chapter_tells_some(texts: dict[str, str]) -> None:
    facts = load("paper_facts")
    assert set(facts[facts.evidence.notna()].chapter) == set(texts)


def test_facts_of_a_section_are_told_in_its_chapter_or_nearby(texts: dict[str, str]) -> None:
    """A section's facts may stand in another chapter, but most stand in its own."""
    facts = load("paper_facts")
    main = facts[facts.section != "Endnotes"].groupby("section", sort=False).chapter
    assert list(main.agg(lambda names: names.mode()[0])) == list(texts)


def test_claims_by_section_are_counts_of_the_facts() -> None:
    facts = load("paper_facts").query("section != 'Endnotes'")
    kind = facts.kind.where(facts.kind.isin(["judgment", "forecast"]), "reported")
    counted = facts.groupby([facts.section, kind]).endnote.agg(claims="size", with_note="count")
    claims = load("claims_by_section").set_index(["section", "kind"])[["claims", "with_note"]]
    assert claims.sort_index().astype(int).equals(counted.sort_index().astype(int))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chapter": "moon"}, "data/paper_facts.csv, F112: no chapter 'moon' in _toc.yml"),
        (
            {"evidence": "987.6 percent"},
            "data/paper_facts.csv, F112: book/augment-defense-expenditures.md does not say "
            "'987.6 percent'; tell the fact there, or correct its evidence",
        ),
        (
            {"evidence": None},
            "data/paper_facts.csv, F112 (augment-defense-expenditures): fill in either evidence",
        ),
        (
            {"left_out": "It is dull."},
            "data/paper_facts.csv, F112 (augment-defense-expenditures): fill in either evidence",
        ),
    ],
)
def test_a_wrong_row_is_found(
    texts: dict[str, str], change: dict[str, str | None], message: str
) -> None:
    facts = load("paper_facts").query("fact == 'F112'").assign(**change)
    (found,) = problems(facts, texts)
    assert found.startswith(message)
