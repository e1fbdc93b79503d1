"""The parts of the book's build that need no build to be tested."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from a_quiz import CHAPTER, SHEET, changed, project, written
from docutils import nodes
from docutils.utils import new_document
from nbformat import NotebookNode, from_dict

from coursebook.book import book
from coursebook.pages import (
    content_key,
    execution,
    icons,
    joined,
    mending,
    metadata,
    site,
    styles,
    voices,
)


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/someone/book.git", "https://github.com/someone/book"),
        ("https://name:token@github.com/someone/book", "https://github.com/someone/book"),
        ("git@github.com:someone/book.git", "https://github.com/someone/book"),
        ("ssh://git@gitlab.com/someone/book.git", "https://gitlab.com/someone/book"),
        ("/srv/git/book.git", ""),
        ("file:///srv/git/book.git", ""),
        ("https://git.example.org/someone/book.git", ""),
        ("https://github.com/", ""),
        ("", ""),
    ],
)
def test_web_address_of_a_remote(remote: str, address: str) -> None:
    assert site.web_address(remote) == address


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="book/a.html#x">', '<a href="/sub/book/a.html#x">'),
        ('<script src="_static/a.js?v=1">', '<script src="/sub/_static/a.js?v=1">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="/sub/a.html">', '<a href="/sub/a.html">'),
        ('<a href="https://example.org/a">', '<a href="https://example.org/a">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        ('<p data-src="a">', '<p data-src="a">'),
    ],
)
def test_addresses_of_the_not_found_page(before: str, after: str) -> None:
    assert site.RELATIVE.sub(r'\1="/sub/\2"', before) == after


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_content_key_follows_what_cells_can_read(tmp_path: Path) -> None:
    for name in ("data/a.csv", "alliance/figure.py", "book/references.bib", "requirements.txt"):
        write(tmp_path, name, "one")
    keys = {content_key.content_key(tmp_path)}
    for name in ("data/a.csv", "alliance/figure.py", "book/references.bib", "requirements.txt"):
        write(tmp_path, name, "two")
        keys.add(content_key.content_key(tmp_path))
    write(tmp_path, "data/b.csv", "")
    keys.add(content_key.content_key(tmp_path))
    (tmp_path / "data/b.csv").rename(tmp_path / "data/c.csv")
    keys.add(content_key.content_key(tmp_path))
    write(tmp_path, "exercises/a/answers.toml", "title = 'A'")
    keys.add(content_key.content_key(tmp_path))
    assert len(keys) == 8


def test_content_key_ignores_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "data/a.csv", "one")
    key = content_key.content_key(tmp_path)
    for name in (
        "book/chapter.md",
        "alliance/__pycache__/figure.pyc",
        "data/.hidden",
    ):
        write(tmp_path, name, "two")
    assert content_key.content_key(tmp_path) == key


def test_content_key_follows_which_tables_a_chapter_loads(tmp_path: Path) -> None:
    """The catalog of data/ shows it."""
    write(tmp_path, "_toc.yml", "root: book/a\n")
    keys = []
    for cell in ('load("gdp")', 'load("gdp")\nprint()', 'load("sma_sums")'):
        write(tmp_path, "book/a.md", f"# A\n\n```{{code-cell}} ipython3\n{cell}\n```\n")
        keys.append(content_key.content_key(tmp_path))
    assert keys[0] == keys[1] != keys[2]


def test_a_quiz_counts_for_its_own_chapter_alone(tmp_path: Path) -> None:
    folder = project(tmp_path)
    written(folder, yaml.safe_dump(SHEET))
    write(folder, "book/b.md", CHAPTER)
    content, chapter, other = (
        content_key.content_key(folder),
        content_key.chapter_key(folder, "a"),
        content_key.chapter_key(folder, "b"),
    )
    written(folder, changed(lambda item: item.update(question="What?"), 0))
    assert content_key.content_key(folder) == content
    assert content_key.chapter_key(folder, "a") != chapter
    assert content_key.chapter_key(folder, "b") == other == ""


def test_a_chapter_follows_the_goals_and_passages_that_its_quiz_names(tmp_path: Path) -> None:
    folder = project(tmp_path)
    written(folder, yaml.safe_dump(SHEET))
    keys = [content_key.chapter_key(folder, "a")]
    for old, new in (("name", "tell"), ("## Takeaways", "## Lessons"), ("grow", "shrink")):
        write(folder, "book/a.md", CHAPTER.replace(old, new))
        keys.append(content_key.chapter_key(folder, "a"))
    assert len(set(keys)) == 4
    write(folder, "book/a.md", f"{CHAPTER}\nMore words.\n")
    assert content_key.chapter_key(folder, "a") == keys[0]


def section(*children: nodes.Node) -> nodes.section:
    document = new_document("test")
    part = nodes.section("", nodes.title("", "Title"), *children)
    document += part
    for paragraph in list(document.findall(nodes.paragraph)):
        voice = voices.label_of(paragraph)
        if voice:
            voices.mark(paragraph, voice)
    return part


def speech(label: str, text: str = " Text.") -> nodes.paragraph:
    # MyST begins such a paragraph with an empty text.
    return nodes.paragraph("", "", nodes.Text(""), nodes.strong("", label), nodes.Text(text))


def voice_of(node: nodes.Node) -> list[str]:
    assert isinstance(node, nodes.Element)
    return [name for name in node["classes"] if name.removeprefix("voice-") in book().voices]


def test_a_voice_lasts_until_the_next_label() -> None:
    part = section(
        nodes.paragraph("", "Nobody yet."),
        speech("Reported."),
        nodes.bullet_list(),
        speech("The author\N{RIGHT SINGLE QUOTATION MARK}s judgment."),
        nodes.paragraph("", "More of it."),
        speech("Core."),
        speech("Added here."),
    )
    assert [voice_of(node) for node in part.children] == [
        [],
        [],
        ["voice-reported"],
        ["voice-reported"],
        ["voice-judgment"],
        ["voice-judgment"],
        ["voice-judgment"],
        ["voice-added"],
    ]


def test_a_voice_ends_with_its_section() -> None:
    inner = nodes.section("", nodes.title("", "Inner"), nodes.paragraph("", "Somebody else."))
    part = section(speech("Reported."), inner)
    assert voice_of(part.children[1]) == ["voice-reported"]
    assert voice_of(inner) == voice_of(inner.children[1]) == []


def test_bold_later_in_a_paragraph_is_no_label() -> None:
    paragraph = nodes.paragraph("", "", nodes.Text("It was "), nodes.strong("", "Reported."))
    assert voices.label_of(paragraph) is None


def test_description_is_cut_between_words() -> None:
    document = new_document("test")
    document += nodes.paragraph("", "Too short.")
    document += nodes.paragraph("", "word " * 60)
    description = metadata.first_words(document)
    assert len(description) <= metadata.LONGEST_DESCRIPTION
    assert description.endswith("word\N{HORIZONTAL ELLIPSIS}")


def test_meta_tags_are_escaped() -> None:
    assert metadata.tag("name", "description", 'a "b"\n<c>') == (
        '<meta name="description" content="a &quot;b&quot; &lt;c&gt;" />'
    )


@pytest.mark.parametrize(
    ("name", "body", "needed"),
    [
        ("coursebook/charts.js", '<figure class="chart" id="a">', True),
        ("coursebook/charts.js", '<section class="explorer">', True),
        ("coursebook/charts.js", "<p>A chart.</p>", False),
        ("coursebook/explorers.js", '<section class="explorer">', True),
        ("coursebook/explorers.js", '<figure class="chart" id="a">', False),
        ("coursebook/quiz.js", '<div class="quiz" data-quiz="a">', True),
        ("coursebook/quiz.js", "<p>A quiz.</p>", False),
        ("copybutton.js", '<div class="highlight">', True),
        ("copybutton.js", "<p>Text</p>", False),
        ("coursebook/book.css", "<p>Text</p>", True),
    ],
)
def test_files_are_linked_where_they_are_needed(name: str, body: str, needed: bool) -> None:
    assert mending.is_needed(name, body) is needed


@pytest.mark.parametrize(
    ("first", "is_one"),
    [
        ("<p><em>Who decides?</em></p>", True),
        ("<p>The button <em>Show as table</em> adds notes.</p>", False),
        ("<p><em>Who</em> decides?</p>", False),
    ],
)
def test_a_chapters_question_is_a_paragraph_all_in_emphasis(first: str, is_one: bool) -> None:
    page = mending.QUESTION.sub(r'\1 class="chapter-question"', f"<h1>Title</h1>\n{first}")
    assert ("chapter-question" in page) is is_one


def test_icons_are_found_in_the_theme() -> None:
    rules = '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}.fa-x:before{content:"X"}'
    assert icons.glyphs(rules) == {"bars": 0xF0C9, "navicon": 0xF0C9, "x": ord("X")}


def test_theme_styles_hold_the_icons_of_the_book_only() -> None:
    sheet = icons.theme_styles()
    assert set(icons.SOLID) <= set(icons.glyphs(sheet))
    assert "taxi" not in icons.glyphs(sheet)
    assert "webfonts" not in sheet
    assert sheet.count("@font-face") == 2
    assert sheet == icons.theme_styles()


@pytest.mark.parametrize(
    ("sheet", "rest"),
    [
        (".btn{a:b}.carousel{a:b}", ".btn{a:b}"),
        (".btn,.carousel .btn,.nav a:is(.x, b){a:b}", ".btn{a:b}"),
        ("@media print{.carousel{a:b}.nav{a:b}}", "@media print{.nav{a:b}}"),
        ("@media print{.carousel{a:b}}", ""),
        ("@font-face{a:b}html{a:b}", "@font-face{a:b}html{a:b}"),
        (".bd-any,.fa-any{width:1.5em}", ".bd-any,.fa-any{width:1.5em}"),
    ],
)
def test_only_rules_of_kept_classes_stay(sheet: str, rest: str) -> None:
    assert styles.reduced(sheet) == rest


def test_classes_are_those_with_a_rule() -> None:
    assert styles.classes(".btn{background:url(a.png)}@media x{.nav .b:hover{width:.5em}}") == {
        "btn", "nav", "b",
    }  # fmt: skip


def test_one_sheet_holds_all_in_order(tmp_path: Path) -> None:
    terminal = "div.highlight .-Color[class*=-C9] {\n  color: red\n}"
    (tmp_path / "a.css").write_text(f'@charset "UTF-8";a{{}}{terminal}', encoding="utf-8")
    (tmp_path / "b.css").write_text("b{}", encoding="utf-8")
    key = joined.write(tmp_path, ["a.css", "b.css"])
    assert (tmp_path / joined.SHEET).read_text(encoding="utf-8") == "a{}\nb{}"
    assert joined.write(tmp_path, ["b.css", "a.css"]) != key, "another sheet, another address"


def test_an_unknown_icon_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icons, "SOLID", ("sun", "no-such-icon"))
    with pytest.raises(SystemExit) as stopped:
        icons.theme_styles()
    assert stopped.value.code == 1


def test_a_failing_cell_is_counted_among_the_cells_with_code() -> None:
    cells = [
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "source": "1 + 1"},
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "source": "\n# first line\n1 / 0"},
    ]
    written = {"cells": cells, "metadata": {"source_map": [0, 4, 8, 12]}}
    notebook: NotebookNode = from_dict(written)  # type: ignore[no-untyped-call]
    chapter = execution.Chapter(Path("a.md"), "book/a.md", notebook, {})
    assert execution.describe(chapter, 3, "ZeroDivisionError: x") == (
        "book/a.md, line 13: code cell 2 ('# first line') raised\n  ZeroDivisionError: x"
    )
