"""The book works wherever a course may put it: in a subfolder, in a file area, in a frame, on disk.

A file area of Canvas is not among them: it hands chapters over to another host, each under an
address of its own, so that no page finds its styles (deploy/README.md says what to do instead).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import serve
import website
from browser.of_use import explorer_answers, quiz_answers
from browser.steps import EXPLORERS, PAGES, OnPage
from playwright.sync_api import Browser, Frame, Page, expect

EXPLORER = EXPLORERS["opcon-conditions"]
CHAPTER = "book/opcon-transition.html"
COURSE = """<!DOCTYPE html><html lang="en"><title>A course</title><link rel="icon" href="data:,">
<iframe name="book" src="{start}" title="The book" width="1200" height="900"
  allow="clipboard-write" {more}></iframe>"""


class Host(serve.BookHandler):
    """A host that keeps the book under an address of its own."""

    prefix = "/"
    headers_of_its_own: tuple[tuple[str, str], ...] = ()

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        for name, value in self.headers_of_its_own:
            self.send_header(name, value)
        super().end_headers()


class Subfolder(Host):
    prefix = "/courses/x/"


class GitHubPages(Host):
    prefix = "/divergent-priorities/"
    headers_of_its_own = (("Access-Control-Allow-Origin", "*"),)


class Moodle(Host):
    """A File resource: other types for scripts, a word on what to do with each file."""

    prefix = "/pluginfile.php/123/mod_resource/content/1/divergent-priorities/"
    headers_of_its_own = (
        ("X-Frame-Options", "sameorigin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Disposition", "inline"),
    )
    extensions_map = serve.BookHandler.extensions_map | {".js": "application/x-javascript"}


class FileArea(Host):
    """Folders named by numbers, with signs that an address must write otherwise."""

    prefix = "/courses/1~7/files/9/course%20files/Week%201%20(of%2012)%20%26%20more/"


Serving = Callable[..., str]


@pytest.fixture(scope="module")
def handed_out(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes out of the zip that `make site` writes."""
    folder = tmp_path_factory.mktemp("handed out")
    website.make_site(built_book, folder / "site")
    website.pack(folder / "site", folder / "book.zip")
    with zipfile.ZipFile(folder / "book.zip") as file:
        file.extractall(folder)
    return folder / website.NAME


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    """Start a server of a folder; gives the address of its first page."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, handler: type[SimpleHTTPRequestHandler] = Host) -> str:
        server = ThreadingHTTPServer((serve.HOST, 0), partial(handler, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://{serve.HOST}:{server.server_port}{getattr(handler, 'prefix', '/')}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def framed(page: Page, course: str, frame_name: str = "book") -> Frame:
    """The frame of a course page in which the book stands."""
    page.goto(course)
    frame = page.frame(frame_name)
    assert frame is not None
    return frame


def use_the_book(book: Page | Frame, start: str) -> None:
    """What a reader does: turn a page, move an explorer, answer, search, change the color."""
    book.wait_for_url(f"**/{PAGES[0]}")
    book.locator(".prev-next-area .right-next").click()
    book.wait_for_url(f"**/{PAGES[1]}")
    expect(book.locator("h1")).to_be_visible()

    book.goto(start + CHAPTER)
    explorer = explorer_answers(book, EXPLORER)
    explorer.button("Copy link").click()
    expect(explorer.message).to_have_text(re.compile("Link copied|Copy this link"))

    quiz_answers(book)

    was = book.locator("html").get_attribute("data-mode")
    book.locator(".theme-switch-button").click()
    expect(book.locator("html")).not_to_have_attribute("data-mode", was or "")

    book.locator(".search-button__button:visible").first.click()
    field = book.locator("#pst-search-dialog input[name=q]")
    field.fill("abandonment")
    field.press("Enter")
    book.wait_for_url("**/search.html?q=abandonment")
    book.locator("#search-results li a").first.click()
    book.wait_for_url(lambda address: "/book/" in address)
    expect(book.locator("h1")).to_be_visible()


@pytest.mark.parametrize("host", [Subfolder, GitHubPages, Moodle, FileArea])
def test_book_works_under_a_hosts_addresses(
    page: Page, handed_out: Path, serving: Serving, host: type[Host]
) -> None:
    start = serving(handed_out, host)
    page.goto(f"{start}index.html")
    use_the_book(page, start)


def test_book_works_from_the_unpacked_zip(page: Page, handed_out: Path) -> None:
    page.goto((handed_out / "index.html").as_uri())
    use_the_book(page, f"{handed_out.as_uri()}/")


def test_book_works_in_a_frame_of_the_same_host(
    page: Page, handed_out: Path, serving: Serving
) -> None:
    start = serving(handed_out, Moodle)
    (handed_out / "course.html").write_text(COURSE.format(start="index.html", more=""))
    use_the_book(framed(page, f"{start}course.html"), start)


@pytest.mark.parametrize("more", ["", 'sandbox="allow-scripts"'], ids=["plain", "sandboxed"])
def test_book_works_in_a_frame_of_another_host(
    page: Page, handed_out: Path, serving: Serving, tmp_path: Path, more: str
) -> None:
    """In a sandbox a page may neither store anything, nor send a form, nor read another page."""
    start = serving(handed_out)
    course = COURSE.format(start=f"{start}index.html", more=more)
    (tmp_path / "course.html").write_text(course)
    use_the_book(framed(page, f"{serving(tmp_path)}course.html"), start)


def test_frame_says_that_nothing_is_stored_where_it_is_not(
    page: Page, handed_out: Path, serving: Serving, tmp_path: Path
) -> None:
    more = 'sandbox="allow-scripts"'
    course = COURSE.format(start=serving(handed_out) + CHAPTER, more=more)
    (tmp_path / "course.html").write_text(course)
    explorer = OnPage(framed(page, f"{serving(tmp_path)}course.html"), EXPLORER)  # type: ignore[arg-type]
    explorer.ready().button("Keep to compare").click()
    expect(explorer.message).to_contain_text("This browser does not store it")
    expect(explorer.root.get_by_label(f"Name: {explorer.start_kept()}")).to_be_visible()


def test_links_to_other_hosts_leave_a_frame(
    page: Page, handed_out: Path, serving: Serving, tmp_path: Path
) -> None:
    """Most other hosts refuse to be shown in one. Alone, the book opens them where they are."""
    sources = f"{serving(handed_out)}book/references.html"
    outside = 'a[href^="http"]'
    page.goto(sources)
    assert page.locator(outside).count() > 100
    expect(page.locator(f"{outside}[target=_blank]")).to_have_count(0)
    (tmp_path / "course.html").write_text(COURSE.format(start=sources, more=""))
    book = framed(page, f"{serving(tmp_path)}course.html")
    book.wait_for_load_state()
    assert book.locator(outside).count() > 100
    expect(book.locator(f'{outside}:not([target=_blank][rel="noopener"])')).to_have_count(0)


def test_address_that_does_not_exist_shows_the_books_own_page(
    browser: Browser, handed_out: Path, serving: Serving
) -> None:
    """In a page of its own: a browser counts the answer 404 as an error."""
    page = browser.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    answer = page.goto(f"{serving(handed_out)}no/such/page.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text(re.compile("Page not found"))
    expect(page.locator(".bd-sidebar-primary")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").find("Segoe UI") >= 0
    page.get_by_role("link", name="Go to the first page of the book").click()
    page.wait_for_url("**/book/intro.html")
    assert not failed
    page.close()


@pytest.mark.parametrize("name", ["_headers", "nginx.conf", "Caddyfile"])
def test_no_host_is_told_to_forbid_frames(root: Path, name: str) -> None:
    text = (root / "deploy" / name).read_text(encoding="utf-8").lower()
    assert "frame-ancestors" not in text
    assert "x-frame-options" not in text
