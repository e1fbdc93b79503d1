"""What `make site` writes: a folder for a web server, and the same as a zip."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import downloads
import pytest
import website


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
