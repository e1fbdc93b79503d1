"""The engine serves a book on another topic, installed from its wheel, with nothing of this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect
from second_book import SOURCE, stranger, wheel
from served import serving
from small_book import PROGRAM

EVERY_MODULE = """
import importlib, pkgutil, coursebook
names = [each.name for each in pkgutil.walk_packages(coursebook.__path__, "coursebook.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(coursebook.__file__, len(names))
"""


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def lakes(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages."""
    book = tmp_path_factory.mktemp("lakes") / "book of lakes"
    shutil.copytree(SOURCE, book, ignore=shutil.ignore_patterns("_build", "__pycache__"))
    command = ["-c", PROGRAM, "build", ".", "-W", "--keep-going"]
    done = stranger(installed, command, book)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return book / "_build" / "html"


def test_every_module_of_the_engine_imports_where_no_book_is(
    installed: Path, tmp_path: Path
) -> None:
    done = stranger(installed, ["-c", EVERY_MODULE], tmp_path)
    assert done.returncode == 0, done.stderr
    where, number = done.stdout.split()
    assert Path(where) == installed / "coursebook" / "__init__.py"
    assert int(number) > 50


def test_without_a_book_around_it_the_engine_says_what_it_looked_for(
    installed: Path, tmp_path: Path
) -> None:
    command = ["-c", "from coursebook.tables import load; load('lakes')"]
    done = stranger(installed, command, tmp_path)
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()[-1]
    assert "found no book" in said
    assert "[tool.coursebook]" in said
    assert str(tmp_path) in said


def test_its_page_has_a_figure_an_explorer_and_a_quiz(lakes: Path) -> None:
    text = (lakes / "book" / "water.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert len(page.select("figure.chart")) == 1
    assert len(page.select("section.explorer")) == 1
    assert len(page.select(".quiz")) == 1
    assert page.select_one(".voice-measured .voice-label") is not None
    assert "EPA and Canada (1995)" in page.select_one("figure.chart .chart-source").get_text()


def test_nothing_of_this_book_is_in_it(lakes: Path) -> None:
    for path in lakes.rglob("*.html"):
        text = path.read_text(encoding="utf-8").lower()
        for word in ("klingner", "korea", "divergent", "alliance"):
            assert word not in text, (path.name, word)


def test_its_explorer_answers(lakes: Path, page: Page) -> None:
    with serving(lakes) as address:
        page.goto(f"{address}/book/water.html")
        explorer = page.locator("section.explorer")
        explorer.scroll_into_view_if_needed()
        expect(explorer).to_have_attribute("data-ready", "true")
        most = explorer.locator('[data-readout="most"]')
        expect(most).to_have_text("94.9 %")  # 100 * (1 - 1 / 191) ** 10
        explorer.locator('input[role="spinbutton"][data-control="years"]').fill("100")
        expect(most).to_have_text("59.2 %")
        expect(explorer.locator('[data-readout="least"]')).to_have_text("0.0 %")
