"""What a page says of itself to who does not see it: its language, its parts, its links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils.core import publish_doctree
from lxml import etree, html

from coursebook.pages.korean_passages import parts
from coursebook.text.korean import HANGUL

SAYS_NOTHING = {"", "here", "click here", "link", "more", "read more", "this", "this page"}
LANDMARKS = "//*[self::nav or self::aside or @role='region' or @role='navigation']"


@pytest.fixture(scope="module")
def pages(built_book: Path) -> dict[str, html.HtmlElement]:
    """Every page of the theme, parsed, by its path in the book."""
    return {
        path.relative_to(built_book).as_posix(): html.parse(str(path)).getroot()
        for path in sorted(built_book.rglob("*.html"))
        if path.name != "index.html"  # leads on, and has no more than a link
    }


def language(element: html.HtmlElement) -> str:
    """The language of the words in an element."""
    around = (element, *element.iterancestors())
    return next(each.get("lang") for each in around if each.get("lang"))


def outside(page: html.HtmlElement) -> Iterator[str]:
    """Korean in a page that does not say that it is: in words, in attributes, in data."""
    for element in page.iter(etree.Element):
        own = [element.text, *element.attrib.values()]
        found = [words for words in own if words and re.search(HANGUL, words)]
        if found and language(element) != "ko":
            yield from found
        tail = element.tail
        if tail and re.search(HANGUL, tail) and language(element.getparent()) != "ko":
            yield tail


def test_pages_are_in_english(pages: dict[str, html.HtmlElement]) -> None:
    assert {page.get("lang") for page in pages.values()} == {"en"}


def test_korean_words_are_marked_as_korean(pages: dict[str, html.HtmlElement]) -> None:
    marked = [
        element.text_content()
        for page in pages.values()
        for element in page.xpath("//*[@lang='ko']")
    ]
    assert marked
    assert all(re.search(HANGUL, words) for words in marked)
    unmarked = [
        f"{name}: {words.strip()[:120]}" for name, page in pages.items() for words in outside(page)
    ]
    assert not unmarked, "\n".join(unmarked)


def test_a_run_of_korean_is_marked_whole_and_alone() -> None:
    paragraph = publish_doctree("Budget (국방예산 추이), 2024 (국방비)")[0]
    assert [
        (node.astext(), node.get("classes") if hasattr(node, "get") else None)
        for node in parts(paragraph.astext())
    ] == [
        ("Budget (", None),
        ("국방예산 추이", ["language-ko"]),
        ("), 2024 (", None),
        ("국방비", ["language-ko"]),
        (")", None),
    ]


def test_titles_tell_pages_apart(pages: dict[str, html.HtmlElement]) -> None:
    titles = Counter(page.findtext(".//title") for page in pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_landmarks_tell_each_other_apart(pages: dict[str, html.HtmlElement]) -> None:
    faults = []
    for name, page in pages.items():
        if len(page.xpath("//main")) != 1:
            faults.append(f"{name}: not one <main>")
        names = [
            element.get("aria-label")
            or " ".join(
                page.get_element_by_id(element.get("aria-labelledby")).text_content().split()
            )
            for element in page.xpath(LANDMARKS)
            if element.get("aria-label") or element.get("aria-labelledby")
        ]
        nameless = len(page.xpath(LANDMARKS)) - len(names)
        faults += [f"{name}: {nameless} landmarks without a name"] * bool(nameless)
        faults += [f"{name}: twice {each}" for each, n in Counter(names).items() if n > 1]
    assert not faults, "\n".join(faults)


def test_skip_link_leads_to_the_text(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        first = page.xpath("(//body//a[@href])[1]")[0]
        assert first.get("href") == "#main-content", name
        assert page.get_element_by_id("main-content").tag == "main", name


def test_links_say_where_they_lead(pages: dict[str, html.HtmlElement]) -> None:
    vague = [
        f"{name}: {link.get('href')}"
        for name, page in pages.items()
        for link in page.xpath("//a[@href]")
        if (link.get("aria-label") or link.text_content()).strip(" .").lower() in SAYS_NOTHING
        and not link.xpath(".//img[@alt]")
    ]
    assert not vague, "\n".join(vague)


def test_the_page_that_is_open_is_told_in_the_list(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        current = page.xpath("//nav[contains(@class, 'bd-links')]//a[@aria-current='page']")
        assert len(current) == name.startswith("book/"), name


def test_hidden_code_is_named_by_what_is_written(pages: dict[str, html.HtmlElement]) -> None:
    summaries = [each for page in pages.values() for each in page.xpath("//summary")]
    assert summaries
    assert not [each for each in summaries if each.get("aria-label")]


def test_every_page_leads_to_the_statement(
    built_book: Path, pages: dict[str, html.HtmlElement]
) -> None:
    for name, page in pages.items():
        (link,) = page.xpath("//footer//a[text()='Accessibility of this book']")
        target = link.get("href").lstrip("/")
        start = built_book if name == "404.html" else (built_book / name).parent
        assert (start / target).resolve() == built_book / "book" / "accessibility.html" or (
            name == "book/accessibility.html" and target in {"#", ""}
        )
