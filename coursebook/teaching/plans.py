"""Decks for plans by the minute: a slide for each row of a plan in the instructor's guide.

A plan is a table with the columns *Minutes*, *You*, *Students*. What stands in quotation marks is
said to the class, and goes on the slide; the rest is for the speaker, and goes into the notes. A
row that speaks of a chart or an explorer shows it: of the chapter that the row links to, or else
the one that the plan links to before its table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Final

from bs4 import Tag

from coursebook.teaching import deck
from coursebook.teaching.book import Chapter, Chart, built, words
from coursebook.teaching.deck import ChartSlide, Deck, QuestionSlide, Slide
from coursebook.teaching.places import Places

GUIDE: Final = "instructors/guide"
COLUMNS: Final = ["Minutes", "You", "Students"]
SAID: Final = re.compile(r"[“\"]([^”\"]+)[”\"]")
CHART: Final = re.compile(r"\bcharts?\b", re.I)
EXPLORER: Final = re.compile(r"\bexplorer\b", re.I)

Address = Callable[[str], str]


def decks(
    places: Places, book: str, chapters: Mapping[str, Chapter], address: Address
) -> Iterator[Deck]:
    """A deck for each plan of the guide; none where the book has no guide."""
    if (places.pages / f"{GUIDE}.html").is_file():
        for table in built(places, GUIDE).select("table"):
            if [words(each) for each in table.select("thead th")] == COLUMNS:
                yield _deck(book, table, chapters, address)


def _deck(book: str, table: Tag, chapters: Mapping[str, Chapter], address: Address) -> Deck:
    title, start = _heading(table), ""
    for before in table.find_all_previous(["p", "h2", "h3", "table"]):
        if before.name != "p":
            break
        start = start or _linked(before, chapters)
    slides, shown = [], {page: count() for page in chapters}
    for row in table.select("tbody tr"):
        minutes, you, students = row.select("td")
        page = _linked(you, chapters) or start
        start = page
        slides.append(_slide(minutes, you, students, chapters.get(page), shown, address))
    name = re.sub(r"\W+", "-", title.lower()).strip("-")
    return Deck(f"{book}: {title}", name, slides)


def _heading(table: Tag) -> str:
    """What the plan is called: the bold words before its table, or else the heading above."""
    for before in table.find_all_previous(["p", "h2", "h3"]):
        bold = before.select_one("strong") if before.name == "p" else None
        if bold and words(before).startswith(words(bold)) and words(bold).endswith((".", "?")):
            return words(bold).rstrip(".")
        if before.name != "p":
            for mark in before.select("a.headerlink"):
                mark.decompose()
            return words(before)
    return "Plan"


def _linked(tag: Tag, chapters: Mapping[str, Chapter]) -> str:
    for link in tag.select("a[href]"):
        page = str(link["href"]).partition("#")[0].removeprefix("../").removesuffix(".html")
        if page in chapters:
            return page
    return ""


def _slide(
    minutes: Tag,
    you: Tag,
    students: Tag,
    chapter: Chapter | None,
    shown: Mapping[str, Iterator[int]],
    address: Address,
) -> Slide:
    when, say, do = f"Minutes {words(minutes)}", words(you), words(students)
    notes = "\n\n".join(filter(None, [f"{when}. {say}", f"Students: {do}" if do else ""]))
    where = chapter.title if chapter else when
    if chapter and EXPLORER.search(say) and chapter.explorers:
        found = chapter.explorers[0]
        link = deck.anchored(address, f"{chapter.page}.html#{found.anchor}")
        told = link or deck.named(chapter)
        return ChartSlide(f"{when}: {found.chart.title}", where,
                          f"{notes}\n\n{deck.chart_notes(found.chart, told)}",
                          chart=found.chart, link=link, where=f"Explorer: {told}")  # fmt: skip
    if chapter and CHART.search(say):
        charts = [each for each in chapter.charts if isinstance(each, Chart)]
        place = next(shown[chapter.page])
        if place < len(charts):
            here = address(chapter.page) or deck.named(chapter)
            about = deck.chart_notes(charts[place], here)
            return ChartSlide(charts[place].title, where, f"{notes}\n\n{about}",
                              chart=charts[place])  # fmt: skip
    title = f"{when}: {_short(do)}" if do else when
    return QuestionSlide(title, where, notes, SAID.findall(say) or [say])


def _short(text: str) -> str:
    """The first clause of what students do, for a title."""
    first = re.split(r"[.;]", text)[0].strip()
    return first if len(first) <= 70 else f"{first[:67].rsplit(' ', 1)[0]} ..."
