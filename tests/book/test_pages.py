"""The built pages, read as HTML: complete, self-contained, and marked up for everyone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

CHAPTER_VOICES = ("voice-reported", "voice-judgment", "voice-added")
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
LOADING_ATTRIBUTES = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "form": "action",
}
TRACEBACK = re.compile(
    r"Traceback \(most recent call last\)|class=\"[^\"]*\b(?:traceback|stderr)\b"
)
CSS_ADDRESS = re.compile(r"(?:@import\s+|url\(\s*)[\"']?([^\"')\s;]+)")


@pytest.fixture(scope="module")
def pages(built_book: Path) -> dict[str, BeautifulSoup]:
    """Every page, parsed, by its path in the book."""
    return {
        path.relative_to(built_book).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(built_book.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def articles(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """The pages that the authors write."""
    return {name: page for name, page in pages.items() if name.startswith("book/")}


@pytest.fixture(scope="module")
def chapters(articles: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """The pages that explain a section of the paper."""
    return {name: page for name, page in articles.items() if page.select_one("#takeaways")}


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """Every address that a browser would request to show the page."""
    for link in page.find_all("link", href=True):
        if LOADING_LINKS.intersection(link.get("rel") or []):
            yield str(link["href"])
    for name, attribute in LOADING_ATTRIBUTES.items():
        for tag in page.find_all(name):
            if tag.get(attribute):
                yield str(tag[attribute])
    for tag in page.find_all(srcset=True):
        yield from (part.split()[0] for part in str(tag["srcset"]).split(","))
    for style in page.find_all("style"):
        yield from CSS_ADDRESS.findall(style.get_text())
    for tag in page.find_all(style=True):
        yield from CSS_ADDRESS.findall(str(tag["style"]))


def is_external(address: str) -> bool:
    return bool(urlsplit(address).netloc)


def test_pages_request_nothing_from_elsewhere(pages: dict[str, BeautifulSoup]) -> None:
    external = [
        f"{name}: {address}"
        for name, page in pages.items()
        for address in loaded(page)
        if is_external(address)
    ]
    assert not external, "\n".join(external)


def test_styles_request_nothing_from_elsewhere(built_book: Path) -> None:
    external = [
        f"{path.relative_to(built_book)}: {address[:80]}"
        for path in built_book.rglob("*.css")
        for address in CSS_ADDRESS.findall(path.read_text(encoding="utf-8"))
        if is_external(address)
    ]
    assert not external, "\n".join(external)


def test_everything_a_page_loads_is_there(
    built_book: Path, pages: dict[str, BeautifulSoup]
) -> None:
    missing = [
        f"{name}: {address}"
        for name, page in pages.items()
        for address in loaded(page)
        if not address.startswith("data:") and not target(built_book, name, address).is_file()
    ]
    assert not missing, "\n".join(missing)


def test_what_the_theme_brings_along_is_left_out(
    built_book: Path, pages: dict[str, BeautifulSoup]
) -> None:
    unwanted = re.compile(r"fontawesome|thebe|mathjax|require(?:\.min)?\.js|html-manager", re.I)
    linked = [
        f"{name}: {address}"
        for name, page in pages.items()
        for address in loaded(page)
        if unwanted.search(address)
    ]
    assert not linked, "\n".join(linked)
    shipped = [*built_book.rglob("*.map"), *built_book.rglob("fontawesome*")]
    assert not shipped


@pytest.mark.parametrize(
    ("script", "needed_by"),
    [
        ("coursebook/charts.js", ".chart, .words, .explorer"),
        ("coursebook/explorers.js", ".explorer"),
        ("coursebook/quiz.js", ".quiz"),
    ],
)
def test_script_only_where_it_is_needed(
    pages: dict[str, BeautifulSoup], script: str, needed_by: str
) -> None:
    for name, page in pages.items():
        found = [address for address in loaded(page) if script in address]
        needed = page.select_one(needed_by) is not None
        assert len(found) == needed, f"{name}: {found}, though needed is {needed}"


def test_no_inline_handler(pages: dict[str, BeautifulSoup]) -> None:
    handlers = [
        f"{name}: <{tag.name} {attribute}>"
        for name, page in pages.items()
        for tag in page.find_all(True)
        for attribute in tag.attrs
        if attribute.startswith("on")
    ]
    assert not handlers, "\n".join(handlers)


def test_pictures_have_words(pages: dict[str, BeautifulSoup]) -> None:
    silent = [
        f"{name}: {image.get('src')}"
        for name, page in pages.items()
        for image in page.find_all("img")
        if image.get("alt") is None
    ]
    assert not silent, "\n".join(silent)


def test_charts_have_words(chapters: dict[str, BeautifulSoup]) -> None:
    for name, page in chapters.items():
        charts = page.select("figure.chart")
        assert charts, f"{name} has no chart"
        for chart in charts:
            picture = chart.select_one("[role=img][aria-label]")
            assert picture is not None, f"{name}: {chart.get('id')} has no picture with words"
            assert len(str(picture["aria-label"])) >= 20, f"{name}: {chart.get('id')}"


def test_no_code_stands_before_what_it_makes(pages: dict[str, BeautifulSoup]) -> None:
    made = "figure.chart, figure.words, section.explorer, div.quiz"
    for path, page in pages.items():
        for code in page.select("details.above-input"):
            after = code.find_next_sibling("div", class_="cell_output")
            assert after is None or not after.select(made), path


def test_no_traceback(built_book: Path) -> None:
    for path in built_book.rglob("*.html"):
        found = TRACEBACK.findall(path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(built_book)}: {found[0]}"


def test_headings_step_down_one_by_one(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        headings = page.find_all(re.compile("^h[1-6]$"))
        levels = [(int(heading.name[1]), heading.get_text()) for heading in headings]
        assert [level for level, _ in levels].count(1) == 1, f"{name}: {levels}"
        assert levels[0][0] == 1, f"{name} begins with {levels[0]}"
        for (above, _), (level, text) in pairwise(levels):
            assert level <= above + 1, f"{name}: {text!r} is h{level} after h{above}"


def test_identifiers_are_unique(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        ids = [str(tag["id"]) for tag in page.find_all(id=True)]
        repeated = sorted(name for name, count in Counter(ids).items() if count > 1)
        assert not repeated, f"{name}: {repeated}"


def test_head_describes_the_page(articles: dict[str, BeautifulSoup]) -> None:
    titles, descriptions = [], []
    for name, page in articles.items():
        html = page.html
        assert html is not None
        assert html.get("lang") == "en", name
        assert page.title is not None
        assert page.title.get_text().strip(), name
        titles.append(page.title.get_text())
        description = content(page, "name", "description")
        assert 50 <= len(description) <= 300, f"{name}: {description!r}"
        descriptions.append(description)
        assert content(page, "property", "og:title"), name
        assert content(page, "property", "og:description") == description, name
        assert content(page, "property", "og:type") in {"website", "article"}, name
        assert content(page, "property", "og:site_name") == "Divergent Priorities", name
        assert page.select_one("link[rel=icon]"), name
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)


def content(page: BeautifulSoup, attribute: str, value: str) -> str:
    tags = page.select(f'meta[{attribute}="{value}"]')
    assert len(tags) == 1, f"{len(tags)} tags {value}"
    return str(tags[0]["content"])


def test_front_door_leads_to_the_first_page(built_book: Path) -> None:
    page = BeautifulSoup((built_book / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html is not None
    assert page.html.get("lang") == "en"
    link = page.select_one("main a")
    assert isinstance(link, Tag)
    assert (built_book / str(link["href"])).is_file()


def test_internal_links_lead_somewhere(built_book: Path, pages: dict[str, BeautifulSoup]) -> None:
    ids = {
        (built_book / name).resolve(): {str(tag["id"]) for tag in page.find_all(id=True)}
        for name, page in pages.items()
    }
    broken = []
    for name, page in pages.items():
        for link in page.find_all("a", href=True):
            address = str(link["href"])
            if is_external(address) or urlsplit(address).scheme:
                continue
            path, fragment = target(built_book, name, address), unquote(urldefrag(address)[1])
            if fragment.startswith("explore="):  # a scenario: the part is its explorer
                fragment = parse_qs(fragment)["explore"][0]
            if not path.is_file():
                broken.append(f"{name}: {address} does not exist")
            elif fragment and fragment not in ids.get(path, set()):
                broken.append(f"{name}: {address} has no such part")
    assert not broken, "\n".join(broken)


def target(built_book: Path, page: str, address: str) -> Path:
    """The file that an address on a page stands for."""
    path = unquote(urlsplit(address).path)
    if not path:
        return (built_book / page).resolve()
    # 404.html begins its addresses at the site's root.
    start = built_book if path.startswith("/") else (built_book / page).parent
    return (start / path.lstrip("/")).resolve()


def test_not_found_page_works_at_any_depth(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["404.html"]
    addresses = [*loaded(page), *(str(link["href"]) for link in page.find_all("a", href=True))]
    relative = [a for a in addresses if not a.startswith(("/", "#", "https://", "data:"))]
    assert not relative, relative


def test_voices_are_marked(chapters: dict[str, BeautifulSoup]) -> None:
    for name, page in chapters.items():
        own = not page.select("p.voice-reported")  # a chapter of the book's own
        for voice in CHAPTER_VOICES[2:] if own else CHAPTER_VOICES:
            labels = page.select(f"p.{voice} > strong.voice-label")
            assert labels, f"{name}: nobody speaks as {voice}"
        unmarked = [
            strong.get_text()
            for strong in page.select("article p > strong:first-child:not(.voice-label)")
            if strong.get_text() in {"Reported.", "Added here."}
        ]
        assert not unmarked, name


def test_every_entry_has_its_anchor(root: Path, pages: dict[str, BeautifulSoup]) -> None:
    bibliography = (root / "book" / "references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", bibliography, re.M))
    anchors = {str(tag["id"]) for tag in pages["book/references.html"].select("li[id]")}
    assert {f"ref-{key}" for key in keys} <= anchors


def test_no_address_of_a_template(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        for tag in page.select("header a, .article-header-buttons a, .bd-sidebar-primary a"):
            assert "executablebooks" not in str(tag.get("href")), name
            assert "binder-examples" not in str(tag), name
