"""No placeholder stands in what a reader sees: all that was to be filled in has been."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebook.coursework import worksheets

# Case counts where a small word would be an ordinary one. `placeholder="..."` is HTML's own name
# for the hint in an empty field.
PLACEHOLDERS = re.compile(
    r"""
      \b(?:TODO|FIXME|TBD|TBC|XXX+|CHANGEME|PLACEHOLDER)\b
    | \b(?i:lorem\s+ipsum|dolor\s+sit\s+amet|coming\s+soon|to\s+be\s+(?:written|filled\s+in))\b
    | \b(?i:example\.(?:com|net|org)|localhost:\d|foo\.bar)\b
    | \b(?i:your|my)[-_](?i:name|user|username|org|organization|repo|repository|hub|domain|email)\b
    | (?:<|&lt;)(?i:your|insert|owner|repo|name\s+of)\b
    | \b(?i:owner|user(?:name)?|org)/(?i:repo(?:sitory)?|repo-name|project)\b
    | \{\{|\}\}|\{%|%\}
    | (?i:executablebooks/jupyter-book|binder-examples|github\.com/executablebooks)
    | \[(?i:insert|fill\s+in|citation\s+needed)\b[^\]]*\]
    """,
    re.VERBOSE,
)
# Specifications of charts: braces upon braces.
DATA_OF_SCRIPTS = re.compile(r"<script[^>]*>.*?</script>", re.DOTALL)


def placeholders(text: str) -> list[str]:
    """Each with what stands around it."""
    return [
        text[max(0, found.start() - 40) : found.end() + 40] for found in PLACEHOLDERS.finditer(text)
    ]


def test_no_page_holds_a_placeholder(built_book: Path) -> None:
    pages = sorted(built_book.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = DATA_OF_SCRIPTS.sub("", page.read_text(encoding="utf-8"))
        assert not placeholders(text), page.relative_to(built_book)


def test_no_handed_out_file_holds_a_placeholder(root: Path) -> None:
    """What students and instructors get besides the pages."""
    files = [*(root / "exercises").rglob("*.md"), *(root / "exercises" / "student").glob("*.ipynb")]
    files += (root / "data" / "quizzes").glob("*.yaml")
    assert len(files) > 40
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file.name == "worksheet-answers.md":
            text = worksheets.answers(file.parent.name)
        assert not placeholders(text), file.relative_to(root)


@pytest.mark.parametrize(
    "text",
    [
        "<p>TODO: write this</p>",
        "<p>Lorem ipsum dolor</p>",
        '<a href="https://example.com/book">',
        "https://github.com/OWNER/REPO",
        "https://github.com/username/repository/issues",
        "https://github.com/executablebooks/jupyter-book/edit/master/book/intro.md",
        "<h1>{{ title }}</h1>",
        "{% if page %}",
        "write to &lt;your address&gt;",
        "https://your-hub/hub/user-redirect",
        "[insert figure here]",
        "This section is to be written.",
    ],
)
def test_a_placeholder_would_be_found(text: str) -> None:
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.armytimes.com/news/your-army/2014/11/06/",
        "The name of the treaty, and your own answer (in percent).",
        '<input type="search" placeholder="Search this book">',
        "a hub of your own",
    ],
)
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert not placeholders(text)
