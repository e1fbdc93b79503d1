"""An old address leads to the new one, with all that the old one carried."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page
from served import serving

from coursebook.pages import moves
from coursebook.pages.assets import SOURCE
from coursebook.pages.policy import POLICY


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    templates = Environment(
        loader=FileSystemLoader(Path(moves.__file__).parent / "templates"), autoescape=True
    )
    page = templates.get_template("moved.html").render(
        language="en", policy=POLICY, target="new.html", script=moves.SCRIPT, icon="data:,"
    )
    (tmp_path / "old.html").write_text(page, encoding="utf-8")
    (tmp_path / "new.html").write_text("<!DOCTYPE html><title>new</title>", encoding="utf-8")
    shutil.copyfile(SOURCE / moves.SCRIPT, tmp_path / moves.SCRIPT)
    with serving(tmp_path) as address:
        yield address


def test_a_link_with_a_scenario_still_opens_the_scenario(page: Page, host: str) -> None:
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(f"{host}/old.html?a=b#explore=spending-path&v=1")
    page.wait_for_url(f"{host}/new.html?a=b#explore=spending-path&v=1")
