"""A quiz's package in scorm-again, a runtime that platforms use; it is fetched for this check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from quizzes_of_the_book import QUIZZES
from scorm_judge import answer_all, opened, platform, served

from coursebook.quizzes.scorm12 import scorm12

VERSION = "3.4.3"
START = """
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
window.finished = false;
API.on("LMSFinish", () => { window.finished = true; });
const kept = JSON.parse(document.querySelector("#start").textContent);
if (kept.cmi) API.loadFromJSON(kept.cmi, "cmi");
"""


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("npm")
    deno = Path(sys.executable).with_name("deno")
    command = [deno, "install", "--quiet", "--node-modules-dir=auto", f"npm:scorm-again@{VERSION}"]
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run(command, cwd=folder, check=True)
    made = folder / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
    return made.read_text(encoding="utf-8") + START


def test_a_quiz_is_scored_completed_and_resumed(page: Page, runtime: str, tmp_path: Path) -> None:
    (quiz,) = [each for each in QUIZZES if each.name == "opcon-transition"]
    (tmp_path / "quiz.zip").write_bytes(scorm12(quiz))
    with served(tmp_path) as address:
        shown = platform(tmp_path, tmp_path / "quiz.zip", runtime=runtime)
        frame = opened(page, address, shown)
        answer_all(frame)
        right = len(frame.query_selector_all("[data-verdict=right]"))
        told = "API.LMSGetValue('cmi.core.%s')"
        assert page.evaluate(told % "lesson_status") == "completed"
        assert page.evaluate(told % "score.raw") == str(round(100 * right / len(quiz.items)))
        kept = page.evaluate("JSON.stringify({ cmi: { suspend_data: API.cmi.suspend_data } })")
        page.evaluate("document.querySelector('iframe').src = 'about:blank'")
        page.wait_for_function("finished")
        shown = platform(tmp_path, tmp_path / "quiz.zip", kept, runtime)
        frame = opened(page, address, shown)
        assert len(frame.query_selector_all("[data-verdict]")) == len(quiz.items)
