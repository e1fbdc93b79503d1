"""The book's quizzes, as the checks read them."""

from __future__ import annotations

from collections.abc import Iterator

from coursebook.quizzes.items import Item
from coursebook.quizzes.reading import Questions, names, read
from coursebook.tables.frames import data_dir

QUIZZES: tuple[Questions, ...] = tuple(read(name) for name in names(data_dir()))
ITEMS: tuple[tuple[Questions, Item], ...] = tuple(
    (questions, item) for questions in QUIZZES for item in questions.items
)
IDS = [f"{questions.name}/{item.id}" for questions, item in ITEMS]


def texts(value: object) -> Iterator[str]:
    """Every text of an item that a reader may see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"id", "kind", "passage", "figure"}:
                yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
