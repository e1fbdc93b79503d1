"""The style sheets are one system: what they measure by stands in one of them."""

import re
from pathlib import Path

import pytest

from coursebook.face import scripts, sheets
from coursebook.quizzes import scorm12

TOKENS = (scripts.FOLDER / "tokens.css").read_text(encoding="utf-8")
DRESSED = sorted(path for path in scripts.FOLDER.glob("*.css") if path.name != "tokens.css")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
COLOR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(")
USED = re.compile(r"var\((--cb-[\w-]+)")
SIZE = re.compile(r"font-size: (?!var\(|inherit|[\d.]+em)[^;]+")
RING = re.compile(r":focus-visible[^{]*\{[^}]*outline: (?!var\(--cb-ring\))[^;]+")


@pytest.fixture(params=DRESSED, ids=lambda path: path.stem)
def sheet(request: pytest.FixtureRequest) -> tuple[Path, str]:
    path: Path = request.param
    return path, COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_each_sheet_has_its_place() -> None:
    placed = [*sheets.PAGES, *sheets.NOTEBOOK]
    assert sorted(placed) == sorted(path.name for path in scripts.FOLDER.glob("*.css"))


def test_a_sheet_takes_color_size_and_focus_from_the_system(sheet: tuple[Path, str]) -> None:
    path, rules = sheet
    if path.name not in sheets.NOTEBOOK:  # there JupyterLab has the colors
        assert COLOR.findall(rules) == []
    assert SIZE.findall(rules) == []
    assert RING.findall(rules) == []


def test_what_a_sheet_takes_is_there(sheet: tuple[Path, str]) -> None:
    _, rules = sheet
    unknown = {name for name in USED.findall(rules) if f"{name}:" not in TOKENS + rules}
    assert unknown <= {"--cb-field"}, "set where fields are smaller than the text around them"


@pytest.mark.parametrize(
    "hosts_own",
    [
        (scripts.FOLDER / "notebook.css").read_text(encoding="utf-8"),
        (scorm12.OWN / "scorm.css").read_text(encoding="utf-8"),
    ],
    ids=["notebook", "platform"],
)
def test_who_has_no_theme_gives_each_of_its_colors(hosts_own: str) -> None:
    of_the_theme = re.findall(r"(--cb-[\w-]+): var\(--pst", TOKENS)
    assert len(of_the_theme) > 5
    assert [name for name in of_the_theme if f"{name}: " not in hosts_own] == []
