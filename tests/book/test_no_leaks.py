"""Nothing that only instructors may see is in a page, the search, a slide, a handout or a file
that students get; and the search for it would find it.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from leaks import confidential, leaks, own_runs, public_files, solutions

WHISPERED = (
    "Your red line: you may not sign a package in which the payment exceeds four billion, "
    "and nobody across the table may learn of it before the vote."
)
SECRETS = {
    "a brief": {"you may not sign a package in which", "table may learn of it before the vote"}
}
ENOUGH = 20


@pytest.fixture(scope="module")
def secrets(root: Path) -> dict[str, set[str]]:
    return own_runs(root)


def test_no_public_file_has_confidential_words(
    built_book: Path, root: Path, secrets: dict[str, set[str]]
) -> None:
    found = [
        leak
        for path in public_files(root)
        for leak in leaks(secrets, path.relative_to(root).as_posix(), path.read_bytes())
    ]
    assert not found, "\n".join(found)


def test_every_confidential_text_could_be_recognized(
    root: Path, secrets: dict[str, set[str]]
) -> None:
    """One of whose words all stand in public texts too would be searched for in vain."""
    assert bool(secrets) == (root / "exercises").is_dir()
    assert secrets.keys() == confidential(root).keys()
    short = {where: len(own) for where, own in secrets.items() if len(own) < ENOUGH}
    assert not short


def test_the_search_knows_no_page_outside_the_book(built_book: Path) -> None:
    script = (built_book / "_static" / "coursebook" / "search-text.js").read_text(encoding="utf-8")
    names = [page for page, _ in json.loads(script[script.index("[[") : script.rindex("]") + 1])]
    assert names
    assert [name for name in names if not name.startswith("book/")] == []


def test_no_index_is_written_that_no_page_reads(built_book: Path) -> None:
    """Sphinx would write one for a search of its own, with three scripts."""
    of_sphinx = ["searchindex.js", "searchtools.js", "language_data.js", "sphinx_highlight.js"]
    assert [path.name for path in built_book.rglob("*.js") if path.name in of_sphinx] == []
    assert (built_book / "search.html").is_file()


def zipped(name: str, content: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", WHISPERED.replace("package", "<em>pack</em>age")),
        ("page.html", WHISPERED.replace(" ", "\n")),
        ("page.html", WHISPERED.replace("a package", "a&nbsp;<b>package</b>")),
        ("charts.json", json.dumps({"text": WHISPERED.replace(" which", "\nwhich")})),
        ("brief.docx", zipped("word/document.xml", f"<w:t>{WHISPERED}</w:t>")),
        ("book.zip", zipped("html/a.html", WHISPERED)),
        ("book.zip", zipped("deck.pptx", zipped("slide.xml", WHISPERED))),
        (
            "task.ipynb",
            json.dumps({"cells": [{"source": [WHISPERED[:60], WHISPERED[60:]]}]}).encode(),
        ),
    ],
)
def test_a_leak_would_be_found(name: str, content: str | bytes) -> None:
    stored = content.encode() if isinstance(content, str) else content
    assert list(leaks(SECRETS, name, stored))


MASTER = """
A task that all may read.

```{raw-cell}
# BEGIN SOLUTION
```

```{code-cell} ipython3
def share(year):
    \"\"\"What students see too.\"\"\"
    # BEGIN SOLUTION
    return inner(year)
    # END SOLUTION
budget = 66.3  # SOLUTION
```

A sample of the paragraph.

```{raw-cell}
# END SOLUTION
```

```{code-cell} ipython3
\"\"\" # BEGIN TEST CONFIG
hidden: true
\"\"\" # END TEST CONFIG
def test_share(share): assert share(2030) == 3.5
```

```{code-cell} ipython3
def test_visible(share): assert share(2024)
```
"""


def test_of_a_master_the_solutions_words_code_and_hidden_tests_are_secret() -> None:
    secret = "\n".join(solutions(MASTER))
    for words in ("return inner(year)", "66.3", "A sample of the paragraph.", "share(2030) == 3.5"):
        assert words in secret
    for words in (
        "all may read",
        "What students see too",
        "test_visible",
        "# END TEST CONFIG\n```",
    ):
        assert words not in secret


def test_a_harmless_file_is_not_accused() -> None:
    assert not list(leaks(SECRETS, "page.html", b"You may sign a package that passes at home."))


def test_every_built_folder_but_the_instructors_is_searched(tmp_path: Path) -> None:
    for folder in ("html", "handouts", "slides", "exercises", "instructor", ".doctrees"):
        (tmp_path / "_build" / folder).mkdir(parents=True)
        (tmp_path / "_build" / folder / "a.html").write_text("words", encoding="utf-8")
    searched = {path.parent.name for path in public_files(tmp_path)}
    assert searched == {"html", "handouts", "slides", "exercises"}
