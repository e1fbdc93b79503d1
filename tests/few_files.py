"""A book of a few files, whole and valid, to be damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import corrupted_texts as texts
import yaml
from a_quiz import CHAPTER, NUMERIC, SHEET

from coursebook.book import pages_folder
from coursebook.checks import data, toc
from coursebook.tables.frames import DESCRIPTOR, data_dir

# Fields of every type, a key into another table, and presets and scenarios of explorers.
TABLES = (
    "gdp",
    "opcon_timeline",
    "opcon_conditions",
    "explorer_presets",
    "explorer_preset_values",
    "ready_scenarios",
)
QUIZ = "data/quizzes/introduction.yaml"
TOC = """format: jb-book
root: book/intro
parts:
  - caption: Opening
    chapters:
      - file: book/introduction
      - file: book/about
"""


def few_files(folder: Path) -> Path:
    """A few tables and the works that they name, a table of contents, a quiz and its chapter."""
    (folder / "data" / "quizzes").mkdir(parents=True)
    (folder / "book").mkdir()
    (folder / texts.TOC).write_text(TOC, "utf-8")
    for page in ("intro", "about"):
        (folder / "book" / f"{page}.md").write_text("# A page\n", "utf-8")
    asking = '\n```{code-cell} ipython3\nquiz("introduction")\n```\n'
    (folder / "book" / "introduction.md").write_text(CHAPTER + asking, "utf-8")
    (folder / QUIZ).write_text(quiz(), "utf-8")
    described = json.loads((data_dir() / DESCRIPTOR).read_text("utf-8"))
    described["resources"] = [r for r in described["resources"] if r["name"] in TABLES]
    (folder / texts.DESCRIPTOR).write_text(json.dumps(described, indent=1), "utf-8")
    for name in TABLES:
        shutil.copy(data_dir() / f"{name}.csv", folder / "data")
    (folder / texts.BIBLIOGRAPHY).write_text(works(folder / "data"), "utf-8")
    data.confirm(folder / "data", folder / texts.BIBLIOGRAPHY)
    return folder


def quiz() -> str:
    """A quiz of every kind of item, whose number is that of a table."""
    sheet = json.loads(json.dumps(SHEET))
    won = {"table": "gdp", "where": {"year": 2024}, "field": "krw_trillion"}
    sheet["items"][NUMERIC]["figure"] = {"values": {"won": won}, "formula": "won / 213"}
    return str(yaml.safe_dump(sheet, sort_keys=False))


def works(folder: Path) -> str:
    """The entries of the bibliography that the tables name."""
    cited = " ".join(path.read_text("utf-8") for path in folder.glob("*.csv"))
    entries = (pages_folder() / "references.bib").read_text("utf-8").split("\n@")
    return "".join(f"@{e}\n" for e in entries[1:] if e.split("{")[1].split(",")[0] in cited)


def problems(book: Path) -> list[str]:
    """What the build says before it begins."""
    return [*toc.problems(book), *data.problems(book / "data", book / texts.BIBLIOGRAPHY)]
