"""What the pages carry from others goes out with its license."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from coursebook.pages import licenses


@pytest.fixture(scope="module")
def notices(built_book: Path) -> str:
    return (built_book / licenses.NAME).read_text(encoding="utf-8")


def test_each_script_style_and_picture_of_the_theme_has_a_known_origin(built_book: Path) -> None:
    static = built_book / "_static"
    files = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    assert "coursebook/vega.js" in files
    assert {file for file in files if not licenses.is_known(file)} == set()


@pytest.mark.parametrize("name", licenses.ORIGINS)
def test_each_package_is_named_with_its_version_and_its_whole_license(
    notices: str, name: str
) -> None:
    assert f"\n{name} {version(name)}\n" in notices
    text = licenses.package_license(name)
    assert "opyright" in text
    assert text in notices


def test_a_package_without_a_license_file_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "bare-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1\n")
    (info / "RECORD").write_text("bare-1.dist-info/METADATA,,\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LookupError, match="bare 1 brings no license file"):
        licenses.package_license("bare")


@pytest.mark.parametrize("name", licenses.browser_versions())
def test_the_notices_are_those_of_the_versions_in_the_pages(notices: str, name: str) -> None:
    """If not: python tools/browser_licenses.py."""
    written = {part.name: part.version for part in licenses.browser_parts()}
    assert written[name] == licenses.browser_versions()[name]
    assert f"\n{name} {written[name]} (" in notices


def test_every_part_from_the_npm_registry_stands_under_a_permissive_license() -> None:
    allowed = {"0BSD", "BSD-3-Clause", "ISC", "MIT", "Unlicense", "CC-BY-4.0 AND OFL-1.1 AND MIT"}
    parts = licenses.browser_parts()
    assert len(parts) > len(licenses.browser_versions())
    assert {part.license for part in parts} <= allowed


@pytest.mark.parametrize("page", ["book/intro.html", "book/instructors/guide.html", "404.html"])
def test_a_page_leads_to_the_licenses(built_book: Path, page: str) -> None:
    head = BeautifulSoup((built_book / page).read_text(encoding="utf-8"), "html.parser").head
    assert head is not None
    link = head.find("link", rel="license")
    assert link is not None
    if page != "404.html":  # its addresses begin at the root of the site
        assert (built_book / page).parent.joinpath(str(link["href"])).resolve() == (
            built_book / licenses.NAME
        ).resolve()
    else:
        assert link["href"] == f"/{licenses.NAME}"
