"""Papers for the room: codes that open explorers, name plates, questions for votes, role briefs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebook import tables
from coursebook.tables import sources
from coursebook.teaching import classroom, codes
from coursebook.teaching.documents import Audience, documents
from coursebook.teaching.places import Places

HOME = "https://book.example"
WITH_EXPLORER = ("cost", "troops", "opcon", "deal")
HEAVIEST = 1.25
"""How many times as long as the shortest brief the longest may be."""


@pytest.mark.parametrize("exercise", WITH_EXPLORER)
def test_each_scenario_has_a_code_that_opens_its_explorer(
    exercise: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coursebook.coursework import worksheets

    monkeypatch.setenv("BOOK_BASE_URL", f"{HOME}/")
    text = codes.scenarios(Places(root), exercise)
    links = re.findall(r"\[Scenario ([A-F])\]\((\S+)\)", text)
    assert [letter for letter, _ in links] == list("ABCDEF")
    for letter, link in links:
        assert link.startswith(f"{HOME}/book/")
        assert link.endswith(worksheets.scenario(exercise, letter).link)
        assert codes.code(f"Scenario {letter}", link) in text, "the code leads where the link does"


def test_without_an_address_paper_says_in_which_chapter_the_explorer_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOOK_BASE_URL", raising=False)
    text = codes.scenarios(Places(root), "cost")
    assert "the chapter *Augment South Korean Defense Expenditures*" in text
    assert "](" not in text
    assert codes.scenarios(Places(root), "claim") == "", "an exercise without an explorer"
    assert codes.preset(Places(root), "washington-congress") == ""


def test_each_role_has_a_code_for_its_preset_on_its_own_page(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOK_BASE_URL", HOME)
    briefs = [each for each in documents(Places(root)) if each.name.parent.name == "roles"]
    own = [each for each in briefs if each.confidential]
    assert len(own) == 6
    assert all(f"({HOME}/book/conclusion.html#explore=package-deal&" in each.body for each in own)
    assert all("explore=" not in each.body for each in briefs if not each.confidential)


def test_role_briefs_are_of_equal_weight_and_name_their_sources(root: Path) -> None:
    presets = tables.load("explorer_presets").set_index("preset")["source"]
    lengths = []
    for path in sorted((root / "exercises" / "simulation" / "roles").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        lengths.append(len(text.split()))
        public = text.partition("## Confidential part")[0]
        for work in sources.line(presets[path.stem]):
            assert work.label in public, path.name
    assert max(lengths) < HEAVIEST * min(lengths)


def test_every_role_gets_a_plate_and_every_quiz_a_question_to_vote_on(root: Path) -> None:
    plates, polls = classroom.papers(Places(root))
    assert plates.audience is polls.audience is Audience.STUDENTS
    names = re.findall(r"^\*\*(.+)\*\*$", plates.body, re.M)
    assert len(names) == 12
    assert set(names) >= {"Congress", "National Assembly", "Prioritizers"}
    assert plates.body.count("Washington, votes at the end") == 2
    quizzes = list((root / "data" / "quizzes").glob("*.yaml"))
    assert len(re.findall("^### ", polls.body, re.M)) == len(quizzes)
    assert "Right." not in polls.body
    assert polls.body.count("- **A** ") == len(quizzes)
