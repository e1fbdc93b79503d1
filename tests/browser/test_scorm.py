"""Quizzes in a learning platform: packages that report score and completion, and resume."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page
from quizzes_of_the_book import QUIZZES
from scorm_judge import answer_all, opened, platform, served

from coursebook.quizzes.scorm12 import PACKAGING, scorm12

NAME = "opcon-transition"
BY_NAME = {quiz.name: quiz for quiz in QUIZZES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("platform")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


def test_a_package_reports_completes_and_resumes(page: Page, folder: Path, address: str) -> None:
    quiz = BY_NAME[NAME]
    (folder / "quiz.zip").write_bytes(scorm12(quiz))
    shown = platform(folder, folder / "quiz.zip")
    frame = opened(page, address, shown)
    assert page.evaluate("cmi['cmi.core.lesson_status']") == "incomplete"
    answer_all(frame)
    right = len(frame.query_selector_all("[data-verdict=right]"))
    found = page.evaluate("committed")
    assert found["cmi.core.lesson_status"] == "completed"
    assert found["cmi.core.score.raw"] == str(round(100 * right / len(quiz.items)))
    # The platform hands what it kept to the next visit, in a browser that kept nothing.
    kept = page.evaluate("cmi")
    frame.evaluate("localStorage.clear()")
    shown = platform(folder, folder / "quiz.zip", json.dumps(kept))
    frame = opened(page, address, shown)
    assert len(frame.query_selector_all("[data-verdict]")) == len(quiz.items)
    # Another student in the same browser begins anew.
    shown = platform(folder, folder / "quiz.zip")
    frame = opened(page, address, shown)
    assert frame.query_selector_all("[data-verdict]") == []
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("cmi['cmi.core.exit'] === 'suspend'")
    assert page.evaluate("[cmi['cmi.core.lesson_status'], cmi['cmi.core.score.raw']]") == [
        "incomplete",
        None,
    ], "who only looked has no score"
    assert page.evaluate("faults") == []


def test_without_a_platform_it_says_so(page: Page, folder: Path, address: str) -> None:
    (folder / "quiz.zip").write_bytes(scorm12(BY_NAME[NAME]))
    platform(folder, folder / "quiz.zip")
    page.goto(f"{address}/package/index.html")
    page.wait_for_selector(".quiz[data-ready]")
    assert page.inner_text("#platform") == "No learning platform answers here: nothing is reported."


@pytest.mark.parametrize("name", BY_NAME)
def test_a_manifest_names_all_files(name: str, tmp_path: Path) -> None:
    (tmp_path / "quiz.zip").write_bytes(scorm12(BY_NAME[name]))
    platform(tmp_path, tmp_path / "quiz.zip")
    root = etree.fromstring((tmp_path / "package" / "imsmanifest.xml").read_bytes())
    assert root.findtext(f"{{{PACKAGING}}}metadata/{{{PACKAGING}}}schemaversion") == "1.2"
    named = {each.get("href") for each in root.iter(f"{{{PACKAGING}}}file")}
    there = {each.name for each in (tmp_path / "package").iterdir()} - {"imsmanifest.xml"}
    assert named == there
