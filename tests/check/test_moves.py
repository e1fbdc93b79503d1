"""Pages that have moved lead on, and a list that leads nowhere stops the build."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from coursebook.pages import moves
from coursebook.pages.policy import POLICY

PAGES = {"book/new-name", "book/china"}


def config(**moved: str) -> Any:
    return SimpleNamespace(language="en", coursebook_moved=moved)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("book/china", "book/new-name", "found a page that exists"),
        ("book/old", "book/nowhere", "found 'book/nowhere', which is no page"),
        ("../old", "book/china", "allowed is a page inside the book"),
        ("/old", "book/china", "allowed is a page inside the book"),
    ],
)
def test_an_entry_that_leads_nowhere_is_named(old: str, new: str, fault: str) -> None:
    (told,) = moves.problems(config(**{old: new}), PAGES)
    assert told.startswith(f"_config.yml, coursebook_moved, {old}:")
    assert fault in told


def test_a_right_list_has_no_faults() -> None:
    assert moves.problems(config(**{"book/old": "book/china"}), PAGES) == []


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    folder = Path(moves.__file__).parent / "templates"
    templates = Environment(loader=FileSystemLoader(folder), autoescape=True)
    app: Any = SimpleNamespace(
        config=config(**{"book/deep/old": "book/new-name"}),
        outdir=tmp_path,
        builder=SimpleNamespace(
            name="html",
            get_target_uri=lambda page: f"{page}.html",
            templates=SimpleNamespace(
                render=lambda name, context: templates.get_template(name).render(context)
            ),
        ),
    )
    moves.write(app, None)
    text = (tmp_path / "book" / "deep" / "old.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    (link,) = page.select("a")
    assert link["href"] == page.select("link[rel=canonical]")[0]["href"] == "../new-name.html"
    assert page.select("script")[0]["src"] == "../../_static/coursebook/moved.js"
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert policy["content"] == POLICY
