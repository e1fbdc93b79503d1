"""A small chapter with a quiz of every kind, to change and to break."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from coursebook.quizzes.reading import Questions, read

CHAPTER = """# A chapter

## Learning goals

After this chapter you can

- **name** a thing;
- **count** things.

## The argument

```{code-cell} ipython3
figure(
    chart,
    name="a-figure",
    title="Things grow",
)
```

## Takeaways
"""
SHEET: dict[str, Any] = {
    "items": [
        {
            "id": "one-thing",
            "kind": "single",
            "goal": 1,
            "passage": "the-argument",
            "question": "Which *thing*?",
            "options": [
                {"text": "A", "feedback": "No: a."},
                {"text": "B", "feedback": "Yes: b.", "correct": True},
                {"text": "C", "feedback": "No: c."},
            ],
        },
        {
            "id": "some-things",
            "kind": "several",
            "goal": 1,
            "passage": "a-figure",
            "question": "Which things?",
            "options": [
                {"text": "A", "feedback": "No: a."},
                {"text": "B", "feedback": "Yes: b.", "correct": True},
                {"text": "C", "feedback": "Yes: c.", "correct": True},
            ],
        },
        {
            "id": "how-much",
            "kind": "numeric",
            "goal": 2,
            "passage": "the-argument",
            "question": "How much?",
            "unit": "things",
            "answer": 12,
            "tolerance": 0.5,
            "figure": {
                "values": {
                    "many": {
                        "table": "things",
                        "where": {"kind": "many", "old": False},
                        "field": "n",
                    },
                    "few": {"table": "things", "where": {"kind": "few"}, "field": "n"},
                },
                "formula": "many - few",
            },
            "feedback": {
                "right": "Yes.",
                "wrong": "No.",
                "near": [{"value": 15, "tolerance": 0.5, "text": "Subtract."}],
            },
        },
        {
            "id": "in-order",
            "kind": "order",
            "goal": 2,
            "passage": "the-argument",
            "question": "In which order?",
            "sequence": ["first", "second", "third"],
            "feedback": {"right": "Yes.", "wrong": "No."},
        },
        {
            "id": "which-kind",
            "kind": "match",
            "goal": 1,
            "passage": "the-argument",
            "question": "Who speaks?",
            "claims": [
                {"text": "It was.", "is": "reported", "feedback": "Seen."},
                {"text": "It is bad.", "is": "judgment", "feedback": "Judged."},
                {"text": "It will be.", "is": "forecast", "feedback": "Expected."},
            ],
        },
    ]
}
THINGS = "kind,old,n\nmany,false,15\nmany,true,9\nfew,true,3\n"


Change = Callable[[dict[str, Any]], object]
SINGLE, SEVERAL, NUMERIC, ORDER, MATCH = range(5)


def project(folder: Path) -> Path:
    """Write a chapter, a table, and room for a quiz."""
    (folder / "data" / "quizzes").mkdir(parents=True)
    (folder / "data" / "things.csv").write_text(THINGS, encoding="utf-8")
    (folder / "book").mkdir()
    (folder / "book" / "a.md").write_text(CHAPTER, encoding="utf-8")
    return folder


def written(folder: Path, content: str) -> Questions:
    """The quiz of a file with this content."""
    (folder / "data" / "quizzes" / "a.yaml").write_text(content, encoding="utf-8")
    return read("a", folder / "data", folder / "book")


def changed(change: Change, item: int) -> str:
    """The content of the file after a change of one item."""
    sheet = copy.deepcopy(SHEET)
    change(sheet["items"][item])
    return yaml.safe_dump(sheet)
