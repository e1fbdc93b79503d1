"""What students must not see of an exercise: solutions, hidden tests, the rubric, the key."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from coursebook.coursework import worksheets
from coursebook.coursework.build import exercises, slugs

SHORTEST = 24
"""A shorter line may stand anywhere by chance."""

CELL = re.compile(r"^```\{(code-cell|raw-cell)\}[^\n]*\n(.*?)^```$", re.M | re.S)


def secrets(slug: str) -> dict[str, list[str]]:
    """Lines of an exercise that only instructors see, by their kind; none is also a student's."""
    folder = exercises() / slug
    master = (folder / "master.md").read_text(encoding="utf-8")
    student = re.sub(r"\s+", " ", _shown(master))
    found = {
        "solutions": _solutions(master),
        "hidden tests": _hidden_tests(master),
        "model answers": _model_answers(master),
        "rubric": _rows(folder / "rubric.md"),
        "worksheet answers": _key(slug),
    }
    return {
        kind: [line for line in lines if len(line) >= SHORTEST and line not in student]
        for kind, lines in found.items()
    }


def all_secrets() -> list[str]:
    """The secrets of all exercises."""
    return [line for slug in slugs() for lines in secrets(slug).values() for line in lines]


def leaked(text: str, kept: list[str]) -> list[str]:
    """What of the secrets stands in a text, as written or as JSON or HTML write it."""
    plain = re.sub(r"\s+", " ", text.replace("\\n", " ").replace('\\"', '"').replace("&quot;", '"'))
    return [line for line in kept if line in plain]


def _shown(master: str) -> str:
    """The text that students see: all that is in no cell, and the visible tests."""
    prose = CELL.sub(
        "", re.sub(r"# BEGIN SOLUTION\n```.*?# END SOLUTION\n```", "", master, flags=re.S)
    )
    visible = [
        code for _, code in CELL.findall(master) if "TEST CONFIG" in code and not _hidden(code)
    ]
    given = [
        code
        for _, code in CELL.findall(master)
        if "TEST CONFIG" not in code and "SOLUTION" not in code
    ]
    return "\n".join([prose, *visible, *given])


def _hidden(code: str) -> bool:
    return "hidden: true" in code


def _solutions(master: str) -> list[str]:
    lines = []
    for _, code in CELL.findall(master):
        for block in re.findall(r"# BEGIN SOLUTION[^\n]*\n(.*?)\s*# END SOLUTION", code, re.S):
            lines += [line.strip() for line in block.splitlines()]
        lines += [
            line.partition("# SOLUTION")[0].partition(" = ")[2].strip()
            for line in code.splitlines()
            if "# SOLUTION" in line
        ]
    return lines


def _hidden_tests(master: str) -> list[str]:
    return [
        line.strip().removeprefix("failure_message: ")
        for _, code in CELL.findall(master)
        if _hidden(code)
        for line in code.splitlines()
    ]


def _model_answers(master: str) -> list[str]:
    blocks = re.findall(
        r"```\{raw-cell\}\n# BEGIN SOLUTION\n```\n(.*?)```\{raw-cell\}\n# END SOLUTION",
        master,
        re.S,
    )
    prose = [CELL.sub("", block) for block in blocks]
    return [s.strip() for text in prose for s in re.split(r"(?<=[.:;])\s", text.replace("\n", " "))]


@cache
def _key(slug: str) -> list[str]:
    """The rows of the worksheet's key, whole as in Markdown, and their cells as on a page."""
    rows = re.findall(r"^\| \d+\. .* \|$", worksheets.answers(slug), re.M)
    return [*rows, *(cell for row in rows for cell in row.strip("| ").split(" | "))]


def _rows(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [cell.strip() for line in lines if line.startswith("| ") for cell in line.split("|")]
    return [*cells, *(line[2:] for line in lines if line.startswith("- "))]
