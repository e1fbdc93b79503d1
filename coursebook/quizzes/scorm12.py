"""A quiz as a SCORM 1.2 package: the page's own quiz, which reports score and completion.

Runs from the zip as a platform unpacks it, without a network. The format: SCORM 1.2 Content
Aggregation Model (manifest) and Run-Time Environment (`scorm.js`), Advanced Distributed Learning,
2001.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from coursebook.book import book
from coursebook.charts.markup import escape
from coursebook.face import sheets
from coursebook.face.scripts import QUIZZES, joined
from coursebook.quizzes import page
from coursebook.quizzes.exported import add, document, identifier, package
from coursebook.quizzes.reading import Questions

OWN: Final = Path(__file__).parent
PACKAGING: Final = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM: Final = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
POLICY: Final = "default-src 'none'; script-src 'self'; style-src 'self'"
WORDS: Final = {
    "questions on this chapter, for yourself. Nothing is graded or sent.": (
        "questions on this chapter. Your score is the share that is answered rightly; you may "
        "try again."
    ),
    "This browser alone keeps your answers, for your next visit.": "",
}
"""What the page says of a quiz that nobody grades, and what is said here."""


def scorm12(questions: Questions) -> bytes:
    """Write a quiz as a package.

    Parameters
    ----------
    questions
        The quiz of a chapter.

    Returns
    -------
    bytes
        A zip archive, always the same for the same quiz.
    """
    files = {
        "index.html": _html(questions).encode(),
        "quiz.css": (
            sheets.joined((*sheets.DESIGN, *sheets.QUIZZES))
            + (OWN / "scorm.css").read_text("utf-8")
        ).encode(),
        "quiz.js": joined(["mode.js", OWN / "scorm.js", *QUIZZES]).encode(),
    }
    return package({"imsmanifest.xml": _manifest(questions, [*files]), **files})


def _html(questions: Questions) -> str:
    markup = page.html(questions)
    for there, here in WORDS.items():
        if there not in markup:
            raise ValueError(f"the quiz on the page no longer says {there!r}; see WORDS")
        markup = markup.replace(there, here)
    title = escape(questions.chapter.title)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: quiz</title>"
        '<link rel="stylesheet" href="quiz.css"></head>'
        f'<body><main class="coursebook"><h1>{title}: quiz</h1>{markup}'
        '<p id="platform" role="status"></p></main>'
        '<script src="quiz.js"></script></body></html>\n'
    )


def _manifest(questions: Questions, files: list[str]) -> bytes:
    name = identifier(book().storage_key, questions.name)
    title = f"{book().title}: {questions.chapter.title}"
    root = ET.Element(
        "manifest",
        {"identifier": name, "version": "1.0", "xmlns": PACKAGING, "xmlns:adlcp": SCORM},
    )
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", "1.2")
    organizations = add(root, "organizations", default=f"{name}_organization")
    organization = add(organizations, "organization", identifier=f"{name}_organization")
    add(organization, "title", title)
    item = add(organization, "item", identifier=f"{name}_item", identifierref=f"{name}_resource")
    add(item, "title", title)
    resource = ET.SubElement(
        add(root, "resources"),
        "resource",
        {"identifier": f"{name}_resource", "type": "webcontent", "adlcp:scormtype": "sco",
         "href": "index.html"},
    )  # fmt: skip
    for each in files:
        add(resource, "file", href=each)
    return document(root)
