"""The whole book on paper: every page once, links within it, contents with the right numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from coursebook.teaching import pdf, produce, whole
from coursebook.teaching.places import Places, TeachingError

PAGE = """<html><head><link rel="stylesheet" href="../_static/a.css?v=1"></head><body>
<article class="bd-article"><h1>{title}<a class="headerlink" href="#top">#</a></h1>
<p id="here" aria-labelledby="here there">{text}</p>
<svg><clipPath id="cut"></clipPath><g clip-path="url(#cut)"></g></svg>
<script>alert(1)</script>
<a href="two.html#here">there</a> <a href="#here">here</a> <a href="https://a.example/">out</a>
<a href="two.html#explore=path&amp;v=1">scenario</a> <a href="../_sources/one.md">source</a>
</article></body></html>"""
LONG = "A Title so Long that on Paper It Must Be Broken into a Second Line, and Then Some More"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A book of two pages."""
    (tmp_path / "_toc.yml").write_text(
        "root: book/one\nparts:\n  - caption: Part\n    chapters:\n      - file: book/two\n"
    )
    (tmp_path / "_config.yml").write_text("title: A Book\nauthor: Somebody\n")
    site = tmp_path / "_build" / "html"
    (site / "book").mkdir(parents=True)
    (site / "_static").mkdir()
    (site / "_static" / "a.css").write_text("h1 { color: #123456 }")
    for name, title in (("one", "One"), ("two", LONG)):
        text = PAGE.format(title=title, text=f"Words of {name}. " * 400)
        (site / "book" / f"{name}.html").write_text(text, encoding="utf-8")
    return Places(tmp_path)


@pytest.fixture
def document(places: Places) -> BeautifulSoup:
    found = whole.entries(places)
    html = whole.html(places, found, name="A Book", numbers={"book/two": 7})
    return BeautifulSoup(html, "html.parser")


def test_every_page_is_there_once_and_in_order(document: BeautifulSoup) -> None:
    assert [tag["id"] for tag in document.select("main .page")] == ["book-one", "book-two"]
    assert [tag.get_text() for tag in document.select("main h1")] == ["One", LONG]
    assert not document.select("script")
    assert "#123456" in document.select("style")[0].get_text()


def test_anchors_of_two_pages_do_not_meet(document: BeautifulSoup) -> None:
    anchors = [str(tag["id"]) for tag in document.select("[id]")]
    assert len(anchors) == len(set(anchors))
    for tag in document.select("p[aria-labelledby]"):
        own = str(tag["id"]).removesuffix("here")
        assert tag["aria-labelledby"] == f"{own}here {own}there"
    for group in document.select("g[clip-path]"):
        (cut,) = group.parent.select("clippath")  # type: ignore[union-attr]
        assert group["clip-path"] == f"url(#{cut['id']})"


def test_links_lead_within_the_document_or_out_of_it(document: BeautifulSoup) -> None:
    links = {link.get_text(): link["href"] for link in document.select("#book-one a")}
    assert links == {
        "there": "#book-two--here",
        "here": "#book-one--here",
        "out": "https://a.example/",
        "scenario": "#book-two--path",
    }


def test_the_contents_name_parts_and_pages(document: BeautifulSoup) -> None:
    lines = [tag.get_text(" ").split() for tag in document.select(".contents li")]
    assert lines == [["One"], ["Part"], [*LONG.split(), "7"]]


@pytest.mark.usefixtures("chromium")
def test_the_print_has_an_outline_and_contents_with_the_right_numbers(places: Places) -> None:
    (path,) = produce.whole_book(places)
    reader = PdfReader(path)
    pages = [page.extract_text() for page in reader.pages]
    starts = pdf.starts(path)
    for name, heading in (("one", "One"), ("two", LONG)):
        start = starts["".join(heading.split())]
        assert f"Words of {name}" in pages[start - 1]
        assert f"Words of {name}" not in pages[start - 2]
        line = next(line for line in pages[1].splitlines() if line.startswith(heading[:3]))
        assert str(start) in pages[1][pages[1].index(line) :]
    assert reader.metadata is not None
    assert reader.metadata.title == "A Book"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert not list(path.parent.glob("*.part"))


def test_a_page_that_is_not_built_is_named(places: Places) -> None:
    (places.site / "book" / "two.html").unlink()
    with pytest.raises(TeachingError, match=r"book/two\.html is not there\. Build the book first"):
        whole.entries(places)
