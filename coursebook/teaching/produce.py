"""What `make slides`, `make handouts`, `make pdf` and `make answers` write, and where."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from coursebook.book import book as book_of_this_folder
from coursebook.teaching import (
    book,
    classroom,
    deck,
    documents,
    keys,
    layout,
    lines,
    markdown,
    paper,
    pdf,
    plans,
    powerpoint,
    presented,
    whole,
    word,
)
from coursebook.teaching.documents import Audience, Document
from coursebook.teaching.places import Places, fresh

DOCUMENTS: Final = "documents"
"""Where the answers go in the instructor's folder, to which other commands write too."""


WARNING: Final = """\
# For the instructor only

Made by `make answers`. **Do not publish this folder, and do not hand out a file of it** unless it
is meant for the student who gets it.

| What | For whom |
|---|---|
{rows}

A file whose name ends in `-confidential` is one role's part of a simulation: give it to the players
of that role and to nobody else. Each document is there as PDF, to print, and as Word, to change.

`make exercises` puts a folder for each graded exercise beside them, with solution and autograder.

The sources of these files stand in the repository. If yours is public, whoever looks will find
them; the instructor's guide in the book says what can be done about that.
"""


def slides(places: Places) -> list[Path]:
    """A PowerPoint and a PDF for each part of the book, each chapter and each plan."""
    parts = book.parts(places)
    config = settings(places.root)
    title = config["title"]
    chapters = {each.page: each for part in parts for each in part.chapters}
    fresh(places.slides)
    written = []

    by_chapter, by_plan = places.slides / "chapters", places.slides / "plans"
    decks = [(places.slides, deck.deck(title, part, places.address)) for part in parts]
    decks += [
        (by_chapter, deck.chapter_deck(title, number, each, places.address))
        for number, each in enumerate(chapters.values(), start=1)
    ]
    decks += [(by_plan, each) for each in plans.decks(places, title, chapters, places.address)]
    with pdf.printer(numbered=False) as to_pdf:
        for folder, made in decks:
            pages = layout.pages(made)
            folder.mkdir(exist_ok=True)
            target = folder / f"{made.name}.pptx"
            powerpoint.write(made.title, pages, target, author=config["author"])
            to_pdf(presented.html(made.title, pages), target.with_suffix(".pdf"))
            written += [target, target.with_suffix(".pdf")]
    return written


def handouts(places: Places) -> list[Path]:
    """Every document that students may see."""
    chosen = [each for each in documents.documents(places) if each.audience is Audience.STUDENTS]
    return write(places, [*chosen, *classroom.papers(places)], places.handouts)


def answers(places: Places) -> list[Path]:
    """Every document that only the instructor may see, and a note that says so."""
    chosen = [each for each in documents.documents(places) if each.audience is Audience.INSTRUCTOR]
    key = keys.answer_key(places)
    chosen = [*([key] if key else []), *chosen]
    written = write(places, chosen, places.instructor / DOCUMENTS)
    rows = "\n".join(
        f"| [{each.title}]({DOCUMENTS}/{each.name}.pdf) | {reader(each)} |" for each in chosen
    )
    note = places.instructor / "README.md"
    note.write_text(WARNING.format(rows=rows), encoding="utf-8", newline="\n")
    return [*written, note]


def whole_book(places: Places) -> list[Path]:
    """The book as one PDF, printed twice: the first print shows where its entries begin."""
    name = settings(places.root)["title"]
    found = whole.entries(places)
    target = places.site.parent / f"{book_of_this_folder().storage_key}.pdf"
    part = target.with_suffix(".part")
    with pdf.printer(numbered=True) as to_pdf:
        to_pdf(whole.html(places, found, name=name, numbers={}), part)
        starts = pdf.starts(part)
        numbers = {entry.page: starts["".join(entry.title.split())] for entry in found}
        to_pdf(whole.html(places, found, name=name, numbers=numbers), part)
    part.replace(target)
    return [target]


def reader(document: Document) -> str:
    return "the players of this role" if document.confidential else "the instructor"


def write(places: Places, chosen: Iterable[Document], folder: Path) -> list[Path]:
    """Each document as PDF and as Word."""
    author = settings(places.root)["author"]
    fresh(folder)
    written = []
    with pdf.printer(numbered=True) as to_pdf:
        for document in chosen:
            body = readable(document, places)
            target = folder / document.name
            for suffix in (".pdf", ".docx"):
                written.append(target.parent / f"{target.name}{suffix}")
            to_pdf(paper.html(document.title, body), written[-2])
            word.write(document.title, body, written[-1], author=author)
    return written


def readable(document: Document, places: Places) -> str:
    """The text as it is printed."""
    body = document.body
    if document.audience is Audience.STUDENTS:
        body = lines.with_lines(body, document.name.name)
    body = markdown.with_heading(body, document.title)

    def resolve(page: str, fragment: str) -> str:
        address = places.address(page)
        return address + fragment if address else ""

    return markdown.resolved(body, resolve)


def settings(root: Path) -> dict[str, Any]:
    return dict(yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8")))
