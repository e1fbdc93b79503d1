"""Damaged files: each is refused by file and place before a page is built, or does no harm."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import corrupted_tables
import corrupted_texts as texts
import pandas as pd
import pytest
from corruptions import Corruption
from few_files import QUIZ, TABLES, problems
from sphinx_external_toc.parsing import parse_toc_yaml

from alliance.explorers import from_tables, spending_path
from coursebook import tables
from coursebook.charts import markup
from coursebook.checks import toc
from coursebook.explorers.controls import ControlError
from coursebook.quizzes import reading
from coursebook.tables import sources
from coursebook.text.unsafe import formula


def every_corruption(book: Path) -> Iterator[Corruption]:
    described = json.loads((book / texts.DESCRIPTOR).read_text("utf-8"))
    for table in described["resources"]:
        fields = table["schema"]["fields"]
        yield from corrupted_tables.corruptions(book / "data", table["name"], fields)
    yield from texts.corruptions(book, texts.BIBLIOGRAPHY, texts.BIBLIOGRAPHY_CHANGES)
    yield from texts.corruptions(book, texts.TOC, texts.TOC_CHANGES)
    yield from texts.corruptions(book, QUIZ, texts.QUIZ_CHANGES)
    yield from texts.corruptions(book, texts.DESCRIPTOR, texts.DESCRIPTOR_CHANGES)


def test_the_few_files_are_valid(sound: Path) -> None:
    assert problems(sound) == []


def test_there_are_hundreds_of_corruptions_of_every_kind_of_file(sound: Path) -> None:
    corruptions = list(every_corruption(sound))
    assert len({each.name for each in corruptions}) == len(corruptions) >= 200
    assert {each.file for each in corruptions} == set(FILES)


FILES = (
    *(f"data/{name}.csv" for name in TABLES),
    *(texts.BIBLIOGRAPHY, texts.TOC, texts.DESCRIPTOR, QUIZ),
)


@pytest.mark.parametrize("file", FILES)
def test_every_corruption_is_refused_with_file_and_place(
    book: Path, sound: Path, file: str
) -> None:
    # All of a file in one test: each would copy the book for itself.
    wrong = []
    for each in every_corruption(sound):
        if each.file == file:
            each.put(book)
            wrong += complaints(each, toc.problems(book) if file == texts.TOC else problems(book))
    assert not wrong, "\n".join(wrong)
    shutil.copyfile(sound / file, book / file)
    assert problems(book) == []


def complaints(each: Corruption, told: list[str]) -> Iterator[str]:
    """What is missing in the answer to a corruption."""
    # The presets of a table are missed by the table that names them.
    answers = [line for line in told if Path(each.file).stem in line and each.place in line]
    if not any(re.search(r"found .*; allowed.*: .|cannot be read: .", line) for line in answers):
        yield f"{each.name} ({each.place}): {[line[:200] for line in told[:3]]}"
    if any(len(line) > 1000 for line in told):
        yield f"{each.name}: an answer of {max(map(len, told))} characters"


# --- presets, which only their explorer can judge ------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("hold,target,2.56", "hold,target,99", "hold, target: Target share of GDP: found '99'"),
        ("hold,target,2.56", "hold,aim,2.56", "hold, aim: found no such control; allowed: target"),
        ("hold,definition,core", "hold,definition,all", "hold, definition: "),
    ],
)
def test_a_preset_that_its_explorer_does_not_know_is_told(
    book: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, told: str
) -> None:
    table = book / "data" / "explorer_preset_values.csv"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setenv("COURSEBOOK_DATA", str(book / "data"))
    with pytest.raises(ControlError) as error:
        from_tables.presets(spending_path.name, list(spending_path.controls))
    assert str(error.value).startswith(f"data/explorer_preset_values.csv, spending-path, {told}")


# --- what does no harm ----------------------------------------------------------------------------

HARMLESS = {
    "quotes around every cell": (
        "data/gdp.csv",
        lambda content: re.sub(rb"[^,\n]+", rb'"\g<0>"', content),
    ),
    "no line feed at the end of a table": ("data/gdp.csv", lambda content: content.rstrip(b"\n")),
    "another indent in the descriptor": (
        texts.DESCRIPTOR,
        lambda content: json.dumps(json.loads(content), indent=7).encode(),
    ),
    "carriage returns in the descriptor": (texts.DESCRIPTOR, lambda c: c.replace(b"\n", b"\r\n")),
    "carriage returns in the bibliography": (
        texts.BIBLIOGRAPHY,
        lambda content: content.replace(b"\n", b"\r\n"),
    ),
    "a remark in the bibliography": (texts.BIBLIOGRAPHY, lambda content: b"A remark.\n" + content),
    "carriage returns in the table of contents": (
        texts.TOC,
        lambda content: content.replace(b"\n", b"\r\n"),
    ),
    "remarks and mixed line ends in the table of contents": (
        texts.TOC,
        lambda content: b"# A remark.\r\n" + content.replace(b"parts:\n", b"parts:  # all\r\n"),
    ),
    "a byte order mark before the table of contents": (
        texts.TOC,
        lambda content: b"\xef\xbb\xbf" + content,
    ),
    "carriage returns in a quiz": (QUIZ, lambda content: content.replace(b"\n", b"\r\n")),
    "quotes and remarks in a quiz": (
        QUIZ,
        lambda content: content.replace(b"kind: single", b"kind: 'single'  # one of three"),
    ),
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_does_no_harm_is_read_as_before(
    sound: Path, book: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, change = HARMLESS[kind]
    content = (book / file).read_bytes()
    assert change(content) != content
    (book / file).write_bytes(change(content))
    assert problems(book) == []
    assert as_read(book, monkeypatch) == as_read(sound, monkeypatch)


def as_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """All that pages take from the files of a book."""
    monkeypatch.setenv("COURSEBOOK_DATA", str(book / "data"))
    loaded = {name: tables.load(name) for name in TABLES}
    works = sources.entries(book / texts.BIBLIOGRAPHY)
    return [
        {name: (table.to_csv(), str(table.dtypes)) for name, table in loaded.items()},
        {name: tables.schema(name) for name in TABLES},
        {key: (dict(entry.fields), str(entry.persons)) for key, entry in works.items()},
        reading.read("introduction", book / "data", book / "book").items,
        parse_toc_yaml(book / texts.TOC).as_json(),
    ]


# --- what a page would make of it, had it come so far ---------------------------------------------

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>&'


class Tags(HTMLParser):
    """The names of all tags, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_table_shows_markup_as_the_text_that_it_is() -> None:
    hostile = pd.DataFrame({HOSTILE: [HOSTILE, HOSTILE], "n": [1.5, -2]})
    tags = Tags(markup.data_tools(hostile, name=HOSTILE, caption=HOSTILE)).found
    assert {"table", "td", "a", "details"} <= {tag for tag, _ in tags}
    assert not {"script", "img"} & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    (link,) = [attributes for tag, attributes in tags if tag == "a"]
    assert HOSTILE in unquote(link["href"] or "")


@pytest.mark.parametrize("name", tables.names())
def test_no_download_holds_a_cell_that_a_spreadsheet_would_compute(name: str) -> None:
    shown = markup.data_tools(tables.load(name), name=name, caption=name)
    (link,) = [attributes for tag, attributes in Tags(shown).found if tag == "a"]
    saved = unquote((link["href"] or "").partition(",")[2])
    for row in csv.reader(io.StringIO(saved)):
        for cell in row:
            assert not formula(cell) or float(cell) < 0
