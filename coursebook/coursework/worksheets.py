"""The scenarios for classes without Python: six of each exercise, named by letters."""

from __future__ import annotations

import importlib.util
import tomllib
from types import ModuleType
from typing import Any, Final

from coursebook.book import module, root
from coursebook.catalog import uses
from coursebook.catalog.about import Listing
from coursebook.charts.markup import escape
from coursebook.coursework import draw
from coursebook.coursework.judged import Given
from coursebook.face.host import on_page

IDS: Final = dict(zip("ABCDEF", draw.WORKSHEETS, strict=True))
LETTERS: Final = "".join(IDS)
KEY: Final = "{{key}}"
"""Stands in a worksheet's answers where those of each scenario go."""


def scenario(exercise: str, letter: str) -> Any:
    """The scenario of a letter: A is the draw of the ID `worksheet-a`, and so on."""
    return module(f"coursework.{exercise}").scenario(IDS[letter])


def given(exercise: str, letter: str) -> Given:
    """What a scenario gives students to judge: a note, and in most exercises a record."""
    found: Given = module(f"coursework.judged.{exercise}").given(IDS[letter])
    return found


def markdown(exercise: str) -> str:
    """The scenarios in Markdown, for a worksheet on paper: what each sets, and gives to judge."""
    rows = [f"| Scenario {letter} | {scenario(exercise, letter)} |" for letter in LETTERS]
    blocks = ["\n".join(["| scenario | what it sets |", "|---|---|", *rows]), "## To judge"]
    for letter in LETTERS:
        own = given(exercise, letter)
        record = f"*Record.* {own.record}\n\n" if own.record else ""
        note = "\n".join(f"- {line}" for line in str(own.note).splitlines())
        blocks.append(f"### For scenario {letter}\n\n{record}*Note.*\n\n{note}")
    return "\n\n".join(blocks)


def key(slug: str) -> ModuleType:
    """The module that computes a worksheet's answers, `exercises/SLUG/key.py`.

    It has `LABELS`; `answers(scenario)` has one for each of the first of them. For the rest, what
    is judged, it has `SOUND` and, where there is a record, `NEXT_DECIMALS`. It lies beside the
    master and not in the book's package, for students have the package.
    """
    path = root() / "exercises" / slug / "key.py"
    spec = importlib.util.spec_from_file_location(f"key_{slug.replace('-', '_')}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"exercises/{slug}: found no key.py, which computes its key")
    module_ = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module_)
    return module_


def answers(slug: str) -> str:
    """The key of a worksheet, in Markdown: a block for each scenario, as this course draws it."""
    text = (root() / "exercises" / slug / "worksheet-answers.md").read_text(encoding="utf-8")
    if KEY not in text:
        return text
    told = tomllib.loads((root() / "exercises" / slug / "answers.toml").read_text(encoding="utf-8"))
    own, exercise = key(slug), told["scenario"].rpartition(".")[2]
    blocks = []
    for letter in LETTERS:
        drawn = scenario(exercise, letter)
        pairs = zip(own.LABELS, [*own.answers(drawn), *_judged(exercise, letter, own)], strict=True)
        rows = [f"| {label} | {answer} |" for label, answer in pairs]
        blocks += [f"## Scenario {letter}", f"*{drawn}*".replace("\n", " "),
                   "\n".join(["| question | answer |", "|---|---|", *rows])]  # fmt: skip
    return text.replace(KEY, "\n\n".join(blocks))


def _judged(exercise: str, letter: str, own: ModuleType) -> list[str]:
    """By which rule a record came about, with what follows by it, and what is wrong in the note."""
    judging, student_id = module(f"coursework.judged.{exercise}"), IDS[letter]
    given = judging.given(student_id)
    found = [f"{given.note.wrong(own.SOUND)}; {given.note.mended(own.SOUND)}"]
    if not given.record:
        return found
    rules = (each for each in judging.RULES if judging.record(student_id, each) == given.record)
    rule = next(rules)
    return [f"{rule}; {judging.following(student_id, rule):,.{own.NEXT_DECIMALS}f}", *found]


def title(exercise: str) -> str:
    """The title of the exercise whose scenarios a module draws, as its `answers.toml` gives it.

    The module's own name where the exercise is not there, as in what students of a course get.
    """
    for path in sorted((root() / "exercises").glob("*/answers.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if told["scenario"].rpartition(".")[2] == exercise:
            return str(told["title"])
    return exercise.capitalize()


def to_judge(exercise: str) -> Listing:
    """What each scenario gives to judge, as a table on a page."""

    def row(letter: str) -> list[str]:
        own = given(exercise, letter)
        note = "<br>".join(escape(line) for line in str(own.note).splitlines())
        return [f"Scenario {letter}", *([escape(own.record)] if own.record else []), note]

    rows = [row(letter) for letter in LETTERS]
    headings = ["Scenario", "Record", "Note"] if len(rows[0]) > 2 else ["Scenario", "Note"]
    return Listing(f"To judge: {title(exercise)}", headings, rows)


def listing(exercise: str, explorer: str = "") -> Listing:
    """The scenarios as a table on a page.

    Parameters
    ----------
    exercise
        A module of the book's `coursework`, such as `cost`.
    explorer
        The name of an explorer in Python; with one, each scenario links to it.

    Returns
    -------
    Listing
        End a cell with it.
    """
    page = uses.explorers()[explorer] if explorer else ""

    def row(letter: str) -> list[str]:
        drawn = scenario(exercise, letter)
        label = f"Scenario {letter}"
        if page and on_page():
            label = f'<a href="{page}.html{escape(drawn.link)}">{label}</a>'
        return [label, escape(str(drawn))]

    caption = f"Scenarios: {title(exercise)}"
    return Listing(caption, ["Scenario", "What it sets"], [row(letter) for letter in LETTERS])
