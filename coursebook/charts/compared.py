"""`compared`: texts side by side, with what they share and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Final

import pandas as pd

from coursebook.charts import grid
from coursebook.charts.words import Cite, FigureError, Words, fields, row_name, text, unseen

_WORD: Final = re.compile(r"\s+")
_EDGES: Final = re.compile(r"^\W+|\W+$")

KEY: Final = (
    '<p class="compared-key"><mark class="new">Bold and underlined</mark>: not in the text before. '
    '<mark class="gone">Dotted</mark>: not in the text after.</p>'
)


def compared(
    data: pd.DataFrame,
    *,
    label: str,
    words: str,
    topic: str | None = None,
    blank: str = "not in this text",
) -> Words:
    """Texts side by side, each compared with its neighbors word by word, for `figure`.

    Words that the text before does not have are bold and underlined; words that the text after does
    not have are underlined with dots. A screen reader hears where each begins and ends. On a phone
    the texts stand below one another.

    Parameters
    ----------
    data
        A row for each text, or for each passage of one, with a column `source`.
    label
        The field that names the texts, in their order, such as their years.
    words
        The field with the passage, word for word.
    topic
        A field by which passages are compared, each topic in a row of its own.
    blank
        What stands where a text has nothing on a topic.

    Returns
    -------
    Words
        For `figure`, which refuses fewer than two texts, and passages that are empty, by figure and
        row.

    Examples
    --------
    >>> from coursebook.charts.figure import figure
    >>> drafts = pd.DataFrame(
    ...     {
    ...         "year": ["1905", "1909"],
    ...         "text": ["The waters should not be polluted.", "The waters shall not be polluted."],
    ...         "source": "epa1995atlas",
    ...     }
    ... )
    >>> shown = figure(
    ...     compared(drafts, label="year", words="text"),
    ...     name="drafts",
    ...     title="Four years made a duty of a wish",
    ...     subtitle="Two wordings, with what changed.",
    ... )
    >>> marked("should not", before=None, after="shall not").count("<mark")
    1
    """

    def make(where: str, cite: Cite) -> str:
        fields(where, data, label, words, topic)
        labels = list(dict.fromkeys(data[label].astype(str)))
        if len(labels) < 2:
            raise FigureError(f"{where}: {len(labels)} text in field {label}; two can be compared")
        passages: dict[str, dict[str, str]] = {}
        for index, row in data.to_dict("index").items():
            said = text(row, words)
            if not said:
                raise FigureError(f"{where}, {row_name(index, row)}: field {words} is empty")
            there = passages.setdefault(text(row, topic), {})
            if text(row, label) in there:
                raise FigureError(f"{where}, {row_name(index, row)}: stands here twice")
            there[text(row, label)] = said
        cells = {
            (about, name): grid.Cell(words=said)
            for about, there in passages.items()
            for name, said in _marked_each(labels, there)
        }
        columns = {name: name for name in labels}
        return KEY + grid.html("Topic", list(passages), columns, cells, blank=blank)

    return Words("compared", data, make)


def marked(words: str, *, before: str | None, after: str | None) -> str:
    """A passage as HTML, with marks on what the passages before and after it do not have.

    >>> marked("at the current level", before=None, after="at a level")
    'at <mark class="gone"><span class="unseen">[only here and before: </span>the current\
<span class="unseen">]</span></mark> level'
    """
    parts = _WORD.split(words.strip())
    new = _missing(parts, before)
    gone = _missing(parts, after)
    shown = []
    for start, end in _runs(list(zip(new, gone, strict=True))):
        run = escape(" ".join(parts[start:end]))
        kinds = [name for name, on in (("new", new[start]), ("gone", gone[start])) if on]
        if kinds:
            opening = unseen(f"[{_SPOKEN[tuple(kinds)]}: ")
            run = f'<mark class="{" ".join(kinds)}">{opening}{run}{unseen("]")}</mark>'
        shown.append(run)
    return " ".join(shown)


_SPOKEN: Final = {
    ("new",): "new",
    ("gone",): "only here and before",
    ("new", "gone"): "only here",
}


def _marked_each(labels: Sequence[str], there: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each passage of a topic, compared with the nearest ones that have it."""
    having = [name for name in labels if name in there]
    for place, name in enumerate(having):
        before = there[having[place - 1]] if place else None
        after = there[having[place + 1]] if place + 1 < len(having) else None
        yield name, marked(there[name], before=before, after=after)


def _missing(parts: Sequence[str], other: str | None) -> list[bool]:
    """For each word, whether the other passage lacks it in this place."""
    if other is None:
        return [False] * len(parts)
    matcher = SequenceMatcher(
        a=[_plain(part) for part in _WORD.split(other.strip())],
        b=[_plain(part) for part in parts],
        autojunk=False,
    )
    missing = [True] * len(parts)
    for block in matcher.get_matching_blocks():
        missing[block.b : block.b + block.size] = [False] * block.size
    return missing


def _plain(word: str) -> str:
    """A word as it is compared: without its case and the marks around it."""
    return _EDGES.sub("", word).casefold() or word


def _runs(flags: Sequence[tuple[bool, bool]]) -> Iterator[tuple[int, int]]:
    """Where each run of words with the same marks begins and ends."""
    start = 0
    for place in range(1, len(flags) + 1):
        if place == len(flags) or flags[place] != flags[start]:
            yield start, place
            start = place
