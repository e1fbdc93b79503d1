"""Lines to write on: where a text asks something, its paper leaves room for the answer."""

from __future__ import annotations

import re
from typing import Final

STYLE: Final = "Writing line"
"""The style of such a line, in Word and in the style sheet."""

LINE: Final = f'::: {{custom-style="{STYLE}"}}\n&nbsp;\n:::'
DRAWN: Final = re.compile(r"^_{3,}[ \t]*$", re.M)
ASKED: Final = re.compile(r"^(?:.*[:?]\*\*|\*\*.*[:?]\*\*)[ \t]*$")
ENTRY: Final = re.compile(r"^\d+\. ")
BLANK: Final = re.compile(r"(?:\\?_){3}")
"""A place to fill in within a sentence, which needs no line below it."""
ESSAY: Final = re.compile(r"^## .*\bparagraph\b", re.I)

SHORT, LONG, ESSAY_LINES, FORM_LINES = 1, 3, 14, 2


def with_lines(body: str, name: str) -> str:
    """The text with lines to write on: its own, and those that its kind of paper gets."""
    if name.endswith("worksheet"):
        body = after_essays(after_entries(body))
    elif name.endswith(("form", "sheet", "rubric")):
        body = after_blanks(body)
    return DRAWN.sub(LINE, body)


def rule(count: int, indent: str = "") -> str:
    lines = "\n\n".join([LINE] * count)
    return "\n" + "".join(f"{indent}{line}\n" if line else "\n" for line in lines.split("\n"))


def after_entries(body: str) -> str:
    """A worksheet's numbered questions, each with lines below it."""
    blocks = re.split(r"\n{2,}", body)
    return "\n\n".join(numbered(block) if ENTRY.match(block) else block for block in blocks)


def numbered(block: str) -> str:
    entries: list[list[str]] = []
    for line in block.split("\n"):
        if ENTRY.match(line):
            entries.append([line])
        else:
            entries[-1].append(line)
    return "\n".join(entry(lines) for lines in entries)


def entry(lines: list[str]) -> str:
    text = "\n".join(lines)
    if BLANK.search(text):
        return text
    found = ENTRY.match(text)
    indent = " " * (found.end() if found else 0)
    count = LONG if "?" in text or text.count(". ") > 1 else SHORT
    return f"{text}\n{rule(count, indent)}"


def after_essays(body: str) -> str:
    """A worksheet with room at the end of each section that asks for a paragraph."""
    sections = re.split(r"(?m)^(?=## )", body)
    return "".join(
        f"{section.rstrip()}\n{rule(ESSAY_LINES)}\n" if ESSAY.match(section) else section
        for section in sections
    )


def after_blanks(body: str) -> str:
    """A form's bold questions, each with lines below it."""
    return "\n".join(
        f"{line}\n{rule(FORM_LINES)}" if ASKED.match(line) else line for line in body.split("\n")
    )
