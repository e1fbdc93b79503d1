"""Check `_toc.yml`, the order of the book, before Sphinx reads it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from coursebook.text import strict_yaml
from coursebook.text.strict_yaml import YamlError

NAME: Final = "_toc.yml"
FORMAT: Final = "jb-book"
SUFFIXES: Final = (".md", ".ipynb")
_TOP: Final = ("format", "root", "defaults", "options", "parts", "chapters")
_PART: Final = ("caption", "chapters", "options", "numbered", "maxdepth")
_PAGE: Final = ("file", "url", "title", "sections", "options")
Fields = dict[str, yaml.Node]


def problems(root: Path) -> list[str]:
    """Check a book's table of contents.

    Parameters
    ----------
    root
        The book's folder.

    Returns
    -------
    list of str
        A line for each fault: a page that does not exist or is listed twice, an unknown field.
    """
    path = root / NAME
    try:
        top = strict_yaml.nodes(path)
    except OSError:
        return [f"{NAME}: found no file; allowed: the order of the book's pages"]
    except YamlError as error:
        return [f"{NAME}: found no YAML ({error}); allowed: the order of the book's pages"]
    if not isinstance(top, yaml.MappingNode):
        return [f"{NAME}: found no fields; allowed: {', '.join(_TOP)}"]
    walk = _Walk(root)
    walk.book(top)
    return walk.found


class _Walk:
    """One pass through the file: the faults found so far, and the pages met."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[str] = []
        self.met: dict[str, int] = {}

    def say(self, node: yaml.Node, field: str, found: str, allowed: str) -> None:
        place = f"{NAME}, line {_line(node)}" + (f", field {field}" if field else "")
        self.found.append(f"{place}: found {found}; allowed: {allowed}")

    def book(self, top: yaml.MappingNode) -> None:
        fields = self.fields(top, _TOP)
        kind = fields.get("format")
        if kind is None or kind.value != FORMAT:
            self.say(kind or top, "format", _shown(kind), repr(FORMAT))
        if "root" in fields:
            self.page(fields["root"], "root")
        else:
            self.say(top, "root", "nothing", "the first page of the book")
        if "parts" in fields and "chapters" in fields:
            self.say(fields["chapters"], "chapters", "chapters beside parts", "one of the two")
        for part in self.entries(fields, "parts"):
            inner = self.fields(part, _PART)
            if isinstance(part, yaml.MappingNode) and "chapters" not in inner:
                self.say(part, "chapters", "nothing", "a list of pages")
            self.pages(inner, "chapters")
        self.pages(fields, "chapters")

    def pages(self, fields: Fields, name: str) -> None:
        for entry in self.entries(fields, name):
            inner = self.fields(entry, _PAGE)
            if isinstance(entry, yaml.MappingNode) and ("file" in inner) == ("url" in inner):
                self.say(entry, "", f"{'both' if inner else 'neither'}", "a file or a url")
            if "file" in inner:
                self.page(inner["file"], "file")
            url = inner.get("url")
            if url is not None and not str(url.value).startswith(("https://", "http://")):
                self.say(url, "url", _shown(url), "an address that begins with https://")
            self.pages(inner, "sections")

    def page(self, node: yaml.Node, field: str) -> None:
        name = node.value
        if not isinstance(node, yaml.ScalarNode) or not name.strip():
            self.say(node, field, _shown(node), "a page, such as book/introduction")
            return
        page = name.removesuffix(".md").removesuffix(".ipynb")
        if _leads_out(name):
            self.say(node, field, repr(name), "a page inside the book")
        elif not any((self.root / f"{page}{suffix}").is_file() for suffix in SUFFIXES):
            self.say(node, field, repr(name), f"a page that exists; {page}.md does not")
        elif page in self.met:
            self.say(node, field, f"{name!r}, as in line {self.met[page]}", "each page once")
        self.met.setdefault(page, _line(node))

    def fields(self, node: yaml.Node, allowed: tuple[str, ...]) -> Fields:
        """The fields that are known; all others are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.say(node, "", _shown(node), ", ".join(allowed))
            return {}
        known = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in allowed:
                known[key.value] = value
            else:
                self.say(key, "", _shown(key), ", ".join(allowed))
        return known

    def entries(self, fields: Fields, name: str) -> list[yaml.Node]:
        """The entries of a list; if something else is there, that is a fault."""
        node = fields.get(name)
        if isinstance(node, yaml.SequenceNode) and node.value:
            return list(node.value)
        if node is not None:
            self.say(node, name, _shown(node), "a list")
        return []


def _leads_out(name: str) -> bool:
    return "\\" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _shown(node: yaml.Node | None) -> str:
    if node is None:
        return "nothing"
    return repr(node.value) if isinstance(node, yaml.ScalarNode) else "a list or fields"
