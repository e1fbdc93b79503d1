"""The slides of a part, as values: what each one shows, and the notes for the speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from coursebook.teaching.book import Chapter, Chart, Explorer, Part, Poll, Read


@dataclass(frozen=True)
class Item:
    """An entry of a list; with a `link`, its first words, `label`, lead to a page of the book."""

    text: str
    label: str = ""
    link: str = ""


@dataclass(frozen=True)
class Slide:
    """What every slide has: a title, its place in the book, and notes for the speaker."""

    title: str
    chapter: str = ""
    notes: str = ""


@dataclass(frozen=True)
class TitleSlide(Slide):
    """The first slide."""

    subtitle: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class QuestionSlide(Slide):
    """The question that a chapter answers."""

    question: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ChartSlide(Slide):
    """A chart, its finding as the title, its sources below; an explorer says where it is."""

    chart: Chart
    link: str = ""
    where: str = ""
    """Where the explorer is to be found, if there is no link to it."""


@dataclass(frozen=True)
class ListSlide(Slide):
    """A few sentences, numbered if the class will refer to them."""

    items: list[Item] = field(default_factory=list)
    numbered: bool = False


@dataclass(frozen=True)
class Deck:
    """All slides of one part."""

    title: str
    name: str
    slides: list[Slide]


def deck(book: str, part: Part, address: Callable[[str], str]) -> Deck:
    """Make the slides of a part of the book.

    Parameters
    ----------
    book
        The book's title.
    part
        The part, read from the built pages.
    address
        Turns a page's name into an address that works from everywhere, or "" without one.

    Returns
    -------
    Deck
        A title, then for each chapter its question, charts, explorers, takeaways and questions.
    """
    titles = [chapter.title for chapter in part.chapters]
    first = TitleSlide(part.title, subtitle=book, lines=titles, notes=FIRST_NOTES)
    slides = [slide for chapter in part.chapters for slide in of_chapter(chapter, address)]
    return Deck(f"{book}: {part.title}", part.slug, [first, *slides])


def chapter_deck(book: str, number: int, chapter: Chapter, address: Callable[[str], str]) -> Deck:
    """The slides of one chapter alone; `number` puts it in its place among the others."""
    first = TitleSlide(chapter.title, subtitle=book, lines=chapter.question, notes=FIRST_NOTES)
    _, *slides = of_chapter(chapter, address)
    return Deck(f"{book}: {chapter.title}", f"{number:02}-{chapter.page}", [first, *slides])


FIRST_NOTES = (
    "Made from the book by `make slides`: charts, questions, takeaways and sources are the book's. "
    "Under each chart stand its sources; the notes say how to read it and what it shows, for a "
    "listener who does not see it."
)


def of_chapter(chapter: Chapter, address: Callable[[str], str]) -> Iterator[Slide]:
    here = address(chapter.page) or named(chapter)
    place = f"In the book: {here}"
    yield QuestionSlide(chapter.title, chapter.title, place, chapter.question)
    if chapter.goals:
        goals = [Item(text) for text in chapter.goals]
        yield ListSlide(f"{chapter.title}: after class you can", chapter.title, place, goals)
    for chart in chapter.charts:
        if isinstance(chart, Read):
            yield read_slide(chapter, chart, here)
        else:
            yield ChartSlide(chart.title, chapter.title, chart_notes(chart, here), chart=chart)
    for explorer in chapter.explorers:
        yield from of_explorer(chapter, explorer, address)
    if chapter.source_check:
        steps = [Item(text) for text in chapter.source_check]
        yield ListSlide(f"{chapter.title}: check the source", chapter.title, place, steps)
    if chapter.poll:
        yield poll_slide(chapter, chapter.poll, place)
    takeaways = [Item(text) for text in chapter.takeaways]
    yield ListSlide(f"{chapter.title}: takeaways", chapter.title, place, takeaways)
    questions = [Item(text) for text in chapter.discuss]
    notes = "\n\n".join([*chapter.answers, place])
    yield ListSlide(f"{chapter.title}: discuss", chapter.title, notes, questions, numbered=True)


def poll_slide(chapter: Chapter, poll: Poll, place: str) -> ListSlide:
    """A question for a show of hands; what to say to each answer stands in the notes."""
    lettered = zip(ascii_uppercase, poll.options, poll.feedback, strict=False)
    options = [(Item(text, letter), f"{letter}. {told}") for letter, text, told in lettered]
    notes = [
        "By show of hands, before and after two minutes with a neighbor.",
        *(told for _, told in options),
        place,
    ]
    items = [Item(poll.question), *(item for item, _ in options)]
    title = f"{chapter.title}: by show of hands"
    return ListSlide(title, chapter.title, "\n\n".join(notes), items)


def read_slide(chapter: Chapter, read: Read, link: str) -> ListSlide:
    """A figure of words, line by line."""
    notes = "\n\n".join(filter(None, (read.subtitle, read.source, f"In the book: {link}")))
    return ListSlide(read.title, chapter.title, notes, [Item(line) for line in read.lines])


def of_explorer(
    chapter: Chapter, explorer: Explorer, address: Callable[[str], str]
) -> Iterator[Slide]:
    chart, link = explorer.chart, anchored(address, f"{chapter.page}.html#{explorer.anchor}")
    where = link or named(chapter)
    notes = chart_notes(chart, where, reading="What to do")
    yield ChartSlide(
        chart.title, chapter.title, notes, chart=chart, link=link, where=f"Explorer: {where}"
    )
    if explorer.scenarios:
        items = [
            Item(each.question, each.label, anchored(address, each.address))
            for each in explorer.scenarios
        ]
        yield ListSlide(f"Scenarios: {chart.title}", chapter.title, f"In the book: {where}", items)


def named(chapter: Chapter) -> str:
    """A chapter in words, where no address leads to it from everywhere."""
    return f"the chapter “{chapter.title}” ({chapter.page}.html)"


def anchored(address: Callable[[str], str], link: str) -> str:
    """A link between pages of the book as one that works from everywhere, or "" without one."""
    page, _, fragment = link.partition(".html")
    base = address(page)
    return base + fragment if base else ""


def chart_notes(chart: Chart, link: str, *, reading: str = "How to read it") -> str:
    parts = [
        f"{reading}. {chart.reading}" if chart.reading else "",
        f"What the picture shows. {chart.alt}",
        chart.source,
        f"In the book: {link}",
    ]
    return "\n\n".join(part for part in parts if part)
