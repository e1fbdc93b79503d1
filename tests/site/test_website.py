"""What `make site` writes: a folder for a web server, and the same as a zip."""

from __future__ import annotations

import gzip
import os
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import downloads
import pytest
import servers
import website
from served import need


@pytest.fixture(scope="module")
def site(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, made of the built book."""
    folder = tmp_path_factory.mktemp("site") / "site"
    website.make_site(built_book, folder)
    return folder


def names(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_every_page_of_the_book_is_there(site: Path, built_book: Path) -> None:
    pages = {each for each in names(built_book) if each.endswith(".html")}
    assert pages
    assert pages <= names(site)
    assert {"index.html", "404.html", "_headers", ".nojekyll"} <= names(site)


def test_what_only_a_build_needs_stays_behind(site: Path) -> None:
    assert not {".buildinfo", ".doctrees"} & {each.name for each in site.rglob("*")}


def test_an_older_site_is_replaced_whole(built_book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "gone.html").write_text("from before")
    website.make_site(built_book, folder)
    assert not (folder / "gone.html").exists()
    assert not [each for each in tmp_path.iterdir() if each != folder], "nothing half-written"


def test_a_page_names_the_styles_and_scripts_of_its_own_build(site: Path) -> None:
    (named,) = [each.name for each in site.iterdir() if each.name.startswith("_static")]
    assert website.NAMED_STATIC.fullmatch(named)
    for page in site.rglob("*.html"):
        links = re.findall(r'(?:src|href)="([^":]*_static[^"?#]*)', page.read_text("utf-8"))
        assert links
        for link in links:
            assert named in link
            folder = site if link.startswith("/") else page.parent
            assert (folder / link.lstrip("/")).is_file(), (page.name, link)


def a_build(folder: Path, mark: str) -> Path:
    """A small built book in which every file says of which build it is."""
    links = "".join(f'<script src="../_static/a/{n}.js?v=1"></script>' for n in range(9))
    page = f'<link href="../_static/x.css" rel="stylesheet"><title>{mark}</title>{links}'
    files = {"book/page.html": page, "index.html": page.replace("../", ""), "_static/x.css": mark}
    for name, text in (files | {f"_static/a/{n}.js": mark for n in range(9)}).items():
        (folder / mark / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / mark / name).write_text(text, encoding="utf-8")
    return folder / mark


def test_the_scripts_of_the_last_site_stay_until_the_next_but_one(tmp_path: Path) -> None:
    kept = []
    for mark in ("one", "two", "three", "three"):
        website.make_site(a_build(tmp_path, mark), tmp_path / "site")
        styles = (tmp_path / "site").glob("_static.*/x.css")
        kept.append(sorted(each.read_text("utf-8") for each in styles))
    assert kept == [["one"], ["one", "two"], ["three", "two"], ["three"]]


@pytest.mark.parametrize("name", servers.COMMANDS)
def test_readers_of_a_site_that_is_rebuilt_get_no_mixed_page(name: str, tmp_path: Path) -> None:
    need(name)
    readers = 1000 if os.environ.get("NIGHTLY") else 200
    first, second = a_build(tmp_path, "one"), a_build(tmp_path, "two")
    website.make_site(first, tmp_path / "site")
    with (
        servers.running(name, tmp_path / "site", tmp_path) as port,
        ThreadPoolExecutor(16) as pool,
    ):

        def get(address: str) -> str:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", address)
            response = connection.getresponse()
            answer = response.read().decode()
            connection.close()
            return answer if response.status == 200 else f"{response.status} {address}"

        def opened(_: int) -> str:
            return get("/book/page.html")

        def build_of(page: str) -> set[str]:
            """The builds of which a page and all that it asks for are."""
            links = re.findall(r'(?:src|href)="\.\.([^"]*)', page)
            assert len(links) == 10
            return {get(link) for link in links} | {page.partition("<title>")[2].partition("<")[0]}

        before = [*pool.map(opened, range(readers))]
        late = [pool.submit(build_of, page) for page in before]
        meanwhile = [pool.submit(lambda n: build_of(opened(n)), n) for n in range(readers)]
        website.make_site(second, tmp_path / "site")
        assert {frozenset(each.result()) for each in late} == {frozenset({"one"})}
        assert {frozenset(each.result()) for each in meanwhile} <= {
            frozenset({"one"}), frozenset({"two"})
        }  # fmt: skip


def test_the_zip_holds_the_site_in_one_folder_and_is_always_the_same(
    site: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    website.pack(site, first)
    website.pack(site, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as file:
        assert file.testzip() is None
        assert {name.removeprefix(f"{website.NAME}/") for name in file.namelist()} == names(site)
        assert all(name.startswith(f"{website.NAME}/") for name in file.namelist())


def test_compressed_copies_are_of_the_files_beside_them(tmp_path: Path) -> None:
    page, picture, note = (tmp_path / name for name in ("a.html", "a.png", "small.css"))
    page.write_text("<p>word</p>" * 1000)
    picture.write_bytes(bytes(5000))
    note.write_text("a{}")
    website.compress(tmp_path)
    assert gzip.decompress((tmp_path / "a.html.gz").read_bytes()) == page.read_bytes()
    assert names(tmp_path) == {"a.html", "a.html.gz", "a.png", "small.css"}


def test_files_for_class_are_linked_where_they_were_made(tmp_path: Path) -> None:
    built, site = tmp_path / "_build", tmp_path / "site"
    page = site / downloads.PAGE
    page.parent.mkdir(parents=True)
    page.write_text('<p>a</p><div class="downloads docutils container"><p>None.</p></div><p>b</p>')
    assert downloads.add(built, site) == 0
    assert "None." in page.read_text(), "without files the page says so"
    for name in ("handouts/sim/offer-sheet.pdf", "lms/gift/china.txt", "instructor/key.pdf"):
        (built / name).parent.mkdir(parents=True)
        (built / name).write_text("x")
    assert downloads.add(built, site) == 2
    told = page.read_text()
    assert "None." not in told
    assert (told[:8], told[-8:]) == ("<p>a</p>", "<p>b</p>")
    links = re.findall(r'href="([^"]+)"', told)
    assert all((page.parent / link).is_file() for link in links)
    assert len(links) == 2
    assert not [name for name in names(site) if "key" in name]


def test_the_built_page_has_the_place_for_them(built_book: Path) -> None:
    assert downloads.PLACE.search((built_book / downloads.PAGE).read_text(encoding="utf-8"))
