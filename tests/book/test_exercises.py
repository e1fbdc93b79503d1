"""Exercises in the built book: links lead somewhere, and no page gives an answer away."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from exercise_text import all_secrets, leaked

from coursebook.coursework.build import slugs
from coursebook.pages import styles
from coursebook.pages.launch import BUTTON, OTHERWISE, address

READABLE = (".html", ".js", ".json", ".md", ".txt", ".ipynb", ".csv")


def test_no_file_of_the_book_holds_an_answer(built_book: Path) -> None:
    kept = all_secrets()
    searched = [path for path in built_book.rglob("*") if path.suffix in READABLE]
    assert any(path.name == "search-text.js" for path in searched)
    for path in searched:
        assert not leaked(path.read_text(encoding="utf-8"), kept), path


@pytest.mark.parametrize("slug", slugs())
def test_every_exercise_stands_on_the_page_of_exercises(slug: str, built_book: Path) -> None:
    page = (built_book / "book" / "exercises.html").read_text(encoding="utf-8")
    assert f"{slug}.ipynb" in page
    assert OTHERWISE[:40] in page or f"exercises%2Fstudent%2F{slug}.ipynb" in page


def test_no_launch_link_is_left_without_an_address(built_book: Path) -> None:
    for path in (built_book / "book").glob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for link in page.find_all("a", href=True):
            assert not str(link["href"]).startswith("launch:"), path


def test_links_of_worksheets_open_the_explorer_in_their_scenario(built_book: Path) -> None:
    from coursebook.coursework import worksheets

    page = BeautifulSoup(
        (built_book / "book" / "worksheets.html").read_text(encoding="utf-8"), "html.parser"
    )
    link = page.find("a", string="Scenario A")
    assert link is not None
    drawn = worksheets.scenario("cost", "A")
    assert link["href"] == f"augment-defense-expenditures.html{drawn.link}"


GITHUB = "https://github.com/someone/book"
PATH = "urlpath=lab%2Ftree%2Fexercises%2Fstudent%2Fa.ipynb"


@pytest.mark.parametrize(
    ("repository", "branch", "expected"),
    [
        (GITHUB, "main", f"https://mybinder.org/v2/gh/someone/book/main?{PATH}"),
        (GITHUB, "a/b", f"https://mybinder.org/v2/gh/someone/book/a%2Fb?{PATH}"),
        (
            "https://gitlab.com/someone/book",
            "main",
            f"https://mybinder.org/v2/gl/someone%2Fbook/main?{PATH}",
        ),
        (
            "https://bitbucket.org/someone/book",
            "main",
            f"https://mybinder.org/v2/git/https%3A%2F%2Fbitbucket.org%2Fsomeone%2Fbook/main?{PATH}",
        ),
        ("", "main", ""),
    ],
)
def test_binder_is_asked_for_the_repository_that_is_known(
    repository: str, branch: str, expected: str
) -> None:
    assert address("launch:binder/a", repository, branch, "") == expected


def test_a_hub_is_asked_where_one_is_known() -> None:
    hub = "https://hub.example.edu/"
    assert address("launch:hub/a", GITHUB, "main", hub) == (
        "https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fsomeone"
        "%2Fbook&branch=main&urlpath=lab%2Ftree%2Fbook%2Fexercises%2Fstudent%2Fa.ipynb"
    )
    assert address("launch:hub/a", GITHUB, "main", "") == ""
    assert address("launch:hub/a", GITHUB, "main", "javascript:alert(1)") == ""
    assert address("launch:hub/a", "", "main", hub) == ""


def test_the_buttons_of_a_book_whose_repository_is_known_keep_their_styles() -> None:
    assert all(styles.is_kept(name) for name in BUTTON)
