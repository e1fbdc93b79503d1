"""Handouts and answers as files: structure, room to write, and each in its folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from office import header_rows, language, properties, styled
from pypdf import PdfReader

from coursebook.teaching import produce
from coursebook.teaching.documents import Audience, documents
from coursebook.teaching.places import Places

CONFIG = "title: A Book\nauthor: Its contributors\n"
FORM = """---
title: "The game: offer sheet"
---

# Offer sheet

See [the chapter](../../book/conclusion.md), and offer $5.

## The offer

| Issue | Our words |
|---|---|
| Forces | |

| | |
|---|---|
| Vote | |

**Why?**
"""
BRIEF = "# A camp\n\n## Public part\n\nAll.\n\n## Confidential part\n\nThe price is four.\n"
NOTES = "---\naudience: instructor\n---\n# Notes for the debrief\n\nAsk who gave what.\n"
MOST_PAGES = 4
MOST_PAGES_OF_A_SCENARIO = 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Places:
    """A small book's documents."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "_toc.yml").write_text("root: book/start\n", encoding="utf-8")
    texts = {"offer-sheet": FORM, "roles/a-camp": BRIEF, "notes": NOTES}
    for name, text in texts.items():
        path = folder / "exercises" / "game" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    places = Places(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROMIUM", chromium)
        patch.delenv("BOOK_BASE_URL", raising=False)
        for stale in (places.handouts, places.instructor / produce.DOCUMENTS):
            stale.mkdir(parents=True)
            (stale / "of-an-earlier-run.pdf").write_text("stale", encoding="utf-8")
        produce.handouts(places)
        produce.answers(places)
    return places


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_each_document_is_in_the_folder_of_its_readers_and_nothing_else_is(made: Places) -> None:
    assert names(made.handouts) == {
        f"game/{name}.{kind}"
        for name in ("offer-sheet", "roles/a-camp", "name-plates")
        for kind in KINDS
    }
    assert names(made.instructor) == {
        "README.md",
        *(f"documents/game/{name}.{kind}" for name in SECRET for kind in KINDS),
    }


KINDS = ("pdf", "docx")
SECRET = ("notes", "roles/a-camp-confidential")


def test_the_instructors_folder_says_what_is_in_it_and_that_it_is_not_for_others(
    made: Places,
) -> None:
    note = (made.instructor / "README.md").read_text(encoding="utf-8")
    assert "Do not publish this folder" in note
    for name in SECRET:
        assert f"(documents/game/{name}.pdf)" in note
    assert "| the players of this role |" in note


def test_word_files_have_title_language_headings_and_header_rows(made: Places) -> None:
    path = made.handouts / "game" / "offer-sheet.docx"
    known = properties(path)
    assert known["title"] == "The game: offer sheet"
    assert known["creator"] == "Its contributors"
    assert known["language"] == language(path) == "en-US"
    paragraphs = styled(path)
    assert ("heading 1", "Offer sheet") in paragraphs
    assert ("heading 2", "The offer") in paragraphs
    assert header_rows(path) == [["Issue", "Our words"]]


def test_word_files_have_lines_to_write_on(made: Places) -> None:
    styles = [style for style, _ in styled(made.handouts / "game" / "offer-sheet.docx")]
    assert styles.count("Writing line") == 2


def test_pdfs_are_tagged_and_titled_and_their_words_can_be_read(made: Places) -> None:
    pdf = PdfReader(made.handouts / "game" / "offer-sheet.pdf")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "The game: offer sheet"
    assert pdf.root_object["/Lang"] == "en"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert [entry.title for entry in flat(pdf.outline)] == ["Offer sheet", "The offer"]
    words = " ".join(pdf.pages[0].extract_text().split())
    assert "See the chapter, and offer $5." in words
    assert {"H1", "H2", "TH", "TD"} <= tags(pdf)


def flat(outline: list) -> list:
    return [
        entry for each in outline for entry in (flat(each) if isinstance(each, list) else [each])
    ]


def tags(pdf: PdfReader) -> set[str]:
    """The kinds of elements that the PDF tells a screen reader of."""

    def below(node: object) -> set[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return set().union(*map(below, node))
        if isinstance(node, dict):
            own = {str(node["/S"]).lstrip("/")} if "/S" in node else set()
            return own | (below(node["/K"]) if "/K" in node else set())
        return set()

    return below(pdf.root_object["/StructTreeRoot"])


def test_pdfs_fit_on_a4_and_on_letter(made: Places) -> None:
    for path in made.handouts.rglob("*.pdf"):
        box = PdfReader(path).pages[0].mediabox
        assert float(box.width) <= 595.5
        assert float(box.height) <= 792


def test_a_handout_does_not_tell_what_is_confidential(made: Places) -> None:
    public = PdfReader(made.handouts / "game" / "roles" / "a-camp.pdf").pages[0].extract_text()
    secret = made.instructor / "documents" / "game" / "roles" / "a-camp-confidential.pdf"
    assert "four" not in public
    assert "The price is four." in PdfReader(secret).pages[0].extract_text()


# The book's own ---------------------------------------------------------------------------


def test_every_document_of_the_book_was_made_and_none_is_too_long(root: Path) -> None:
    places = Places(root)
    for document in documents(places):
        public = document.audience is Audience.STUDENTS
        folder = places.handouts if public else places.instructor / produce.DOCUMENTS
        for kind in KINDS:
            path = folder / f"{document.name}.{kind}"
            assert path.is_file(), f"{path} is not there. Make it first: make teach"
        pages = len(PdfReader(folder / f"{document.name}.pdf").pages)
        scenarios = len(re.findall(r"^##+ (?:For s|S)cenario ", document.body, re.M))
        most = MOST_PAGES + scenarios * MOST_PAGES_OF_A_SCENARIO
        assert pages <= most, f"{document.source}: {pages} pages"
