"""Where a book lives, where its sources lie: known from the build's surroundings, or left out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_book import HEADER, build, make_book

from coursebook.pages.launch import OTHERWISE

EXERCISE = "what-would-it-cost"
LAUNCH = f"[Open on Binder](launch:binder/{EXERCISE}) [Open on the hub](launch:hub/{EXERCISE})\n"
HUB = "https://hub.example.edu"
HOME = "https://example.org/books/alliance/"
FORK = "https://github.com/someone/a-fork"
BINDER = "https://mybinder.org/v2/gh/someone/a-fork/teaching?urlpath="
OF_A_REPOSITORY = re.compile(r"github\.com|gitlab\.com|bitbucket\.org|mybinder\.org|git-pull")


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with one page, a notebook without cells that offers an exercise."""
    book = make_book(root, tmp_path_factory.mktemp("clone"), {})
    front = HEADER.format(title="Start", code="").partition("```")[0]
    (book / "book" / "start.md").write_text(front + LAUNCH, encoding="utf-8")
    (book / "_toc.yml").write_text("format: jb-book\nroot: book/start\n", encoding="utf-8")
    git(book, "init", "--quiet")
    return book


def git(book: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(book), *arguments], check=True)


def built_page(book: Path, **variables: str) -> BeautifulSoup:
    done = build(book, **variables)
    assert done.returncode == 0, done.stdout
    text = (book / "_build" / "html" / "book" / "start.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def links_to_a_repository(page: BeautifulSoup) -> set[str]:
    links = {str(link["href"]) for link in page.find_all("a", href=True)}
    return {link for link in links if OF_A_REPOSITORY.search(link)}


def test_without_a_repository_there_are_no_buttons_for_one(clone: Path) -> None:
    page = built_page(clone, BOOK_JUPYTERHUB_URL=HUB)
    assert links_to_a_repository(page) == set()
    assert OTHERWISE in page.get_text()
    assert not page.find_all("a", href=re.compile(r"^launch:"))
    assert all(link.get("href") for link in page.find_all("a")), "a button that leads nowhere"


def test_buttons_of_a_fork_lead_to_the_fork(clone: Path) -> None:
    git(clone, "remote", "add", "origin", "git@github.com:someone/a-fork.git")
    git(clone, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/teaching")
    links = links_to_a_repository(built_page(clone, BOOK_JUPYTERHUB_URL=HUB))
    git(clone, "remote", "remove", "origin")
    assert FORK in links
    assert f"{FORK}/edit/teaching/book/start.md" in links
    assert any(link.startswith(f"{FORK}/issues/new?") for link in links)
    assert f"{BINDER}lab/tree/book/start.md" in links
    assert f"{BINDER}lab%2Ftree%2Fexercises%2Fstudent%2F{EXERCISE}.ipynb" in links
    assert any(link.startswith(f"{HUB}/hub/user-redirect/git-pull") for link in links)
    assert all("a-fork" in link for link in links), "none leads to another repository"


def test_addresses_come_from_the_environment(clone: Path) -> None:
    address = "https://someone:secret@github.com/someone/book.git"
    page = built_page(clone, BOOK_BASE_URL=HOME.rstrip("/"), BOOK_REPOSITORY_URL=address)
    assert page.select_one(f'meta[property="og:url"][content="{HOME}book/start.html"]')
    assert page.select_one(f'link[rel=canonical][href="{HOME}book/start.html"]')
    assert "https://github.com/someone/book" in links_to_a_repository(page)
    assert "secret" not in str(page)

    html = clone / "_build" / "html"
    assert (html / "_static" / "coursebook" / "preview.png").is_file()
    not_found = (html / "404.html").read_text(encoding="utf-8")
    assert 'href="/books/alliance/book/start.html"' in not_found
    sitemap = (html / "sitemap.xml").read_text(encoding="utf-8")
    assert re.findall("<loc>(.*)</loc>", sitemap) == [f"{HOME}book/start.html"]
    robots = (html / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {HOME}sitemap.xml" in robots.splitlines()
