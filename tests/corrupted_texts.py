"""Ways in which the bibliography, the table of contents, a quiz and the descriptor are damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from corruptions import BYTES, Corruption

BIBLIOGRAPHY: Final = "book/references.bib"
TOC: Final = "_toc.yml"
DESCRIPTOR: Final = "data/datapackage.json"

Changes = dict[str, tuple[str, str, str]]
"""By name: the text to replace once (or nothing, to add at the end), its replacement, the place."""


def corruptions(book: Path, file: str, changes: Changes) -> Iterator[Corruption]:
    """Every way to damage one file: its bytes, and its text."""
    content = (book / file).read_bytes()
    for kind, change in BYTES.items():
        yield Corruption(f"{file}: {kind}", file, change(content), "")
    text = content.decode()
    for kind, (old, new, place) in changes.items():
        assert old in text, f"{file} has no {old!r}, which {kind!r} changes"
        changed = text.replace(old, new, 1) if old else text + new
        yield Corruption(f"{file}: {kind}", file, changed.encode(), place)


def _bomb(levels: int, indent: str = "") -> str:
    lines = [f"{indent}a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{indent}a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels + 1)
    ]
    return "\n".join(lines) + "\n"


_DEEP: Final = "[" * 3000 + "]" * 3000

BIBLIOGRAPHY_CHANGES: Final[Changes] = {
    "a brace that is not closed": ("title = {", "title = {{", "line"),
    "an entry that is cut off": ("", "\n@misc{cut, title = {No end", "line"),
    "a key that stands twice": ("", "\n@misc{klingner2025, title={A}, year={1}}\n", "klingner2025"),
    "a key twice in other letters": (
        "",
        "\n@misc{KLINGNER2025, title={A}, year={1}}\n",
        "KLINGNER",
    ),
    "a comma that is missing": ("", "\n@misc{nocomma title = {A}}\n", "line"),
    "an entry without a title": ("", "\n@misc{bare, shortauthor={A}, year={1}}\n", "entry bare"),
    "an entry without a year": ("", "\n@misc{bare, shortauthor={A}, title={A}}\n", "entry bare"),
    "an entry without an author": ("", "\n@misc{bare, title={A}, year={2025}}\n", "entry bare"),
    "a script for a title": (
        "",
        "\n@misc{odd, shortauthor={A}, title={<script>alert(1)</script>}, year={2025}}\n",
        "entry odd, field title",
    ),
    "an address that is a script": (
        "",
        "\n@misc{odd, shortauthor={A}, title={A}, year={2025}, url={javascript:alert(1)}}\n",
        "entry odd, field url",
    ),
    "a day that does not exist": (
        "",
        "\n@misc{odd, shortauthor={A}, title={A}, year={2025}, date={2025-02-30}}\n",
        "entry odd, field date",
    ),
    "a name of a month for a macro": (
        "",
        "\n@misc{odd, shortauthor={A}, title={A}, year={2025}, month=brumaire}\n",
        "brumaire",
    ),
    "a key that is markup": (
        "",
        '\n@misc{a"><b>, shortauthor={A}, title={A}, year={2025}}\n',
        'entry a"><b>',
    ),
}

TOC_CHANGES: Final[Changes] = {
    "a page that does not exist": ("book/about", "book/nowhere", "line 7, field file"),
    "a page above the book": ("book/about", "../../etc/passwd", "line 7, field file"),
    "a page by its place on the disk": ("book/about", "/etc/passwd", "line 7, field file"),
    "a page by a path of Windows": ("book/about", '"..\\\\secret"', "line 7, field file"),
    "a way around inside the book": ("book/about", "book/../book/about", "line 7, field file"),
    "the same page twice": ("book/about", "book/introduction", "line 7, field file"),
    "the first page again": ("book/about", "book/intro", "line 7, field file"),
    "no name for a page": ("book/about", "", "line 7, field file"),
    "a list for a page": ("book/about", "[book/about]", "line 7, field file"),
    "a word that it does not know": ("- file: book/about", "- page: book/about", "line 7"),
    "a page for all": ("- file: book/about", "- glob: book/*", "line 7"),
    "an address that is a script": ("- file: book/about", "- url: javascript:alert(1)", "line 7"),
    "a page that is also an address": (
        "- file: book/about",
        "- file: book/about\n        url: https://example.org",
        "line 7",
    ),
    "a word for a page": ("- file: book/about", "- about", "line 7"),
    "no pages in a part": (
        "      - file: book/introduction\n      - file: book/about\n",
        "",
        "line",
    ),
    "no chapters in a part": ("    chapters:\n", "", "line"),
    "another format": ("jb-book", "jb-novel", "line 1, field format"),
    "no format": ("format: jb-book\n", "", "field format"),
    "no first page": ("root: book/intro\n", "", "field root"),
    "chapters beside parts": ("", "chapters:\n  - file: book/about\n", "line 9"),
    "a field that stands twice": ("", "root: book/about\n", "line 8"),
    "a tab for an indent": ("  - caption", "\t- caption", "line 4"),
    "a quote that is not closed": ("caption: Opening", 'caption: "Opening', "line"),
    "a bracket that is not closed": ("caption: Opening", "caption: [Opening", "line"),
    "an object of Python": (
        "caption: Opening",
        "caption: !!python/object/apply:os.system [id]",
        "line 4",
    ),
    "a bomb of aliases": ("", _bomb(9), "line 9"),
    "lists in lists in lists": ("caption: Opening", f"caption: {_DEEP}", "line 4"),
    "a list for the whole": ("format: jb-book\nroot", "- a\n- b\n#", ""),
}

QUIZ_CHANGES: Final[Changes] = {
    "a script in a question": (
        "question: ",
        "question: <script>alert(1)</script> ",
        "field question",
    ),
    "an image that runs a script": ("question: ", "question: <img onerror=x> ", "field question"),
    "a quote that is not closed": ("question: ", 'question: "', "line"),
    "a field that stands twice": ("  kind: ", "  kind: single\n  kind: ", "line"),
    "an object of Python": ("goal: 1", "goal: !!python/object/apply:os.system [id]", "line"),
    "a name of Python": ("goal: 1", "goal: !!python/name:os.system", "line"),
    "a bomb of aliases": ("", _bomb(9), "line"),
    "an alias of itself": ("goal: 1", "goal: &a [*a]", "line"),
    "lists in lists in lists": ("goal: 1", f"goal: {_DEEP}", "line"),
    "a goal that the chapter does not have": ("goal: 1", "goal: 99", "field goal"),
    "a goal in words": ("goal: 1", "goal: one", "field goal"),
    "a goal that is true": ("goal: 1", "goal: true", "field goal"),
    "a goal that is nothing": ("goal: 1", "goal: ~", "field goal"),
    "a goal that is not a number": ("goal: 1", "goal: .nan", "field goal"),
    "a day that does not exist": ("goal: 1", "goal: 2025-02-30", ""),
    "a passage that is not there": ("passage: ", "passage: no-such-", "field passage"),
    "a kind that is not known": ("kind: ", "kind: no-", "item"),
    "no kind": ("  kind: ", "  kinds: ", "item"),
    "an answer that is infinite": ("answer: ", "answer: .inf\n  answer_was: ", "field answer"),
    "an answer that is text": ("answer: ", "answer: about ", "field answer"),
    "an answer a digit off": ("answer: ", "answer: 9", "field answer"),
    "no tolerance": ("tolerance: ", "tolerances: ", "field tolerance"),
    "a tolerance of nothing": ("tolerance: ", "tolerance: -", "field tolerance"),
    "a table that does not exist": ("table: gdp", "table: moon", "field figure"),
    "a table above data": ("table: gdp", "table: ../gdp", "field figure"),
    "a column that does not exist": ("field: krw_trillion", "field: won", "field figure"),
    "a formula that is a program": (
        "formula: ",
        "formula: __import__('os').system #",
        "field figure",
    ),
    "an extra field": ("goal: 1", "goal: 1\n  color: red", "field color"),
    "an item that is a word": ("items:\n", "items:\n- word\n", "item number 1"),
    "a megabyte of question": ("question: ", f"question: {'x' * 1_000_000} ", "field question"),
    "a NUL byte": ("question: ", "question: \0", "line"),
}

DESCRIPTOR_CHANGES: Final[Changes] = {
    "a brace that is not closed": ("{", "{{", ""),
    "cut off in its middle": ("\n", "\n\0", ""),
    "a field that stands twice": ('"profile"', '"name": "again", "profile"', "twice"),
    "NaN for a bound": ('"minimum": 1', '"minimum": NaN, "maximum_was": 1', "NaN"),
    "infinity for a bound": ('"minimum": 1', '"minimum": -Infinity, "was": 1', "Infinity"),
    "words for a bound": ('"minimum": 1990', '"minimum": "early"', "fields[1]"),
    "a day for the bound of a number": ('"minimum": 1990', '"minimum": "1990-01-01"', "fields[1]"),
    "words for a bound's name": ('"minimum"', '"minimun"', "minimun"),
    "lists in lists in lists": (
        '"version": ',
        f'"deep": {"[" * 100_000}{"]" * 100_000}, "version": ',
        "",
    ),
    "a table above data": ('"path": "gdp.csv"', '"path": "../gdp.csv"', "resources[1]"),
    "a table on another host": (
        '"path": "gdp.csv"',
        '"path": "https://example.org/gdp.csv"',
        "[1]",
    ),
    "a table by its place on the disk": ('"path": "gdp.csv"', '"path": "/etc/passwd"', "[1]"),
    "a list of files for a table": (
        '"path": "gdp.csv"',
        '"path": ["gdp.csv"]',
        "resources[1].path",
    ),
    "two tables of one name": ('"name": "explorer_presets"', '"name": "gdp"', "resources"),
    "a type that is not known": ('"type": "integer"', '"type": "money"', "type"),
    "a type that is a list": ('"type": "integer"', '"type": ["integer"]', "type"),
    "a column without a title": ('"title": "Year",', "", "fields[1].title"),
    "a script for a title": ('"title": "Year"', '"title": "<script>alert(1)</script>"', "title"),
    "a key that is no column": ('"primaryKey": [', '"primaryKey": ["moon", ', "schema"),
    "a reference to no table": ('"resource": "explorer_presets"', '"resource": "moon"', "moon ("),
    "a reference to no column": ('"resource": "explorer_presets"', '"resource": "gdp"', "gdp ("),
    "a pattern that is none": ('"pattern": "^', '"pattern": "([', "pattern"),
    "another separator": ('"delimiter": ","', '"delimiter": ";"', "delimiter"),
    "another encoding": ('"encoding": "utf-8"', '"encoding": "latin-1"', "encoding"),
    "a number for the name": ('"name": "gdp"', '"name": 5', "resources[1].name"),
    "no tables": ('"resources": [', '"tables": [', "resources"),
    "a word for the tables": ('"resources": [', '"resources": "https://example.org", "was": [', ""),
    "a license that is a script": ('"path": "https://', '"path": "javascript:https://', "path"),
}
