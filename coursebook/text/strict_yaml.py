"""YAML, read so that nothing in a file escapes the eye of whoever reads it.

Keys that occur twice, aliases, tags and very deep nesting are errors here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DEEPEST = 20
"""Levels of nesting; the deepest file of the book has seven."""


class YamlError(ValueError):
    """A file that is not plain YAML; the message begins with the line where that is known."""


def load(path: Path) -> Any:
    """Read a YAML file.

    Parameters
    ----------
    path
        A file in UTF-8.

    Returns
    -------
    Any
        Its content as lists, dictionaries, texts, numbers, truth values, dates and None.

    Raises
    ------
    YamlError
        If the file is not valid YAML or UTF-8, repeats a key, or uses an alias or a tag.
    OSError
        If the file cannot be read.
    """
    return _read(path, _content)


def nodes(path: Path) -> yaml.Node | None:
    """Read a YAML file as PyYAML's nodes, which know on which line each part stands.

    Raises the errors of `load`.
    """
    return _read(path, _node)


def _content(text: str) -> Any:
    node = _node(text)
    return None if node is None else _Strict("").construct_document(node)


@lru_cache(maxsize=64)  # a build reads a file several times, and parsing is slow
def _node(text: str) -> yaml.Node | None:
    loader = _Strict(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _read(path: Path, how: Callable[[str], Any]) -> Any:
    try:
        text = path.read_bytes().decode("utf-8")
        return how(text)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlError(
            f"line {line}: byte 0x{error.object[error.start]:02x} is not UTF-8"
        ) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise YamlError(f"line {line}: {error.reason}, #x{error.character:04x}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}: " if mark else ""
        raise YamlError(f"{place}{error.problem or error.context}") from None
    except (ValueError, OverflowError) as error:  # a date such as 2025-02-30
        raise YamlError(str(error)) from None


class _Strict(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Refuses repeated keys, aliases, tags, and nesting deeper than a person would write."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise _fault("an alias; everything is written where it stands", event)
        if event.tag:
            raise _fault(
                f"the tag {event.tag}; there are only texts, numbers, lists, fields", event
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise _fault(f"nested deeper than {DEEPEST} levels", event)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_mapping_node(self, anchor: str | None) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _fault(f"the field {key.value!r} stands twice", key)
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return node


def _fault(problem: str, where: yaml.Node | yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.composer.ComposerError(None, None, problem, where.start_mark)
