"""Where everything goes on a slide and how large it is, in points: the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from coursebook.teaching import fitting, native, pictures
from coursebook.teaching.deck import (
    ChartSlide,
    Deck,
    Item,
    ListSlide,
    QuestionSlide,
    Slide,
    TitleSlide,
)

WIDTH: Final = 960.0
HEIGHT: Final = 540.0
MARGIN: Final = 40.0
ACROSS: Final = WIDTH - 2 * MARGIN
FOOT: Final = 506.0
"""Where the line at the foot begins."""

TITLE_SIZES: Final = (32, 30, 28, 26, 24)
BOLD: Final = 0.86
"""Bold letters are wider, so only this share of a line is counted on."""
TITLE_ROOM: Final = 86
SIDE_TITLE_SIZES: Final = (26, 24, 22, 20, 18)
BODY_SIZES: Final = (30, 28, 26, 24, 22, 20)
QUESTION_SIZES: Final = (40, 36, 32, 28, 26, 24)
SPLIT_SIZE: Final = 24
"""Entries that do not fit on one slide are divided among several, at about this size."""
SOURCE_SIZES: Final = (13, 12, 11)
OPEN: Final = "Open the explorer in the book"
LINK_SIZE: Final = 16
LOW: Final = 425
LOW_IN_ROWS: Final = 340
"""A chart up to this height, in pixels, stays readable below its title; a higher one beside it."""
SIDE: Final = 236.0
"""The width of the column beside a high chart."""
GAP: Final = 10.0


class Role(StrEnum):
    """What a text is on its slide: a title, a source, and so on."""

    TITLE = "title"
    BODY = "body"
    LINK = "link"
    SOURCE = "source"
    FOOT = "foot"


class Ground(StrEnum):
    """The background of a slide: blue, pale blue or white."""

    COVER = "cover"
    TINTED = "tinted"
    PLAIN = "plain"


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Words:
    """Text in its place."""

    role: Role
    box: Box
    items: list[Item]
    size: float
    bullets: bool = False
    first_number: int = 0
    """For a numbered list, the number of its first entry."""


@dataclass(frozen=True)
class Picture:
    """A drawn chart in its place."""

    box: Box
    drawn: pictures.Picture
    alt: str
    bars: native.Bars | None = None
    """The same as bars that PowerPoint can draw, where the chart is nothing else."""


@dataclass(frozen=True)
class Page:
    """A slide, laid out."""

    slide: Slide
    title: Words
    rest: list[Words]
    picture: Picture | None = None

    @property
    def ground(self) -> Ground:
        match self.slide:
            case TitleSlide():
                return Ground.COVER
            case QuestionSlide():
                return Ground.TINTED
            case _:
                return Ground.PLAIN


def pages(deck: Deck) -> list[Page]:
    """Lay out the slides of a deck; all but the first get a line at the foot."""
    first, *others = [page for slide in deck.slides for page in lay_out(slide)]
    numbered = [
        replace(page, rest=[*page.rest, foot(deck, page.slide, number)])
        for number, page in enumerate(others, start=2)
    ]
    return [first, *numbered]


def lay_out(slide: Slide) -> Iterator[Page]:
    match slide:
        case TitleSlide():
            yield cover(slide)
        case QuestionSlide():
            yield question(slide)
        case ChartSlide():
            yield chart_beside(slide) if is_high(slide) else chart_below(slide)
        case ListSlide():
            yield from lists(slide)
        case _:
            raise TypeError(f"no layout for {type(slide).__name__}")


def is_high(slide: ChartSlide) -> bool:
    spec = slide.chart.spec
    return pictures.height(spec) > (LOW_IN_ROWS if pictures.in_rows(spec) else LOW)


def foot(deck: Deck, slide: Slide, number: int) -> Words:
    known = deck.title.endswith(slide.chapter)  # a chapter's own deck
    where = Item(deck.title if known else f"{deck.title} \N{MIDDLE DOT} {slide.chapter}")
    return Words(Role.FOOT, Box(MARGIN, FOOT, ACROSS, 22), [where, Item(str(number))], 12)


def cover(slide: TitleSlide) -> Page:
    title = Words(Role.TITLE, Box(64, 120, WIDTH - 128, 80), [Item(slide.title)], 54)
    subtitle = Words(Role.BODY, Box(64, 84, WIDTH - 128, 36), [Item(slide.subtitle)], 22)
    room = Box(64, 226, WIDTH - 128, 270)
    size = fitting.largest(slide.lines, room.width, room.height, (24, 22, 20, 18)) or 18
    lines = Words(Role.BODY, room, [Item(line) for line in slide.lines], size)
    return Page(slide, title, [subtitle, lines])


def question(slide: QuestionSlide) -> Page:
    title = headline(slide.title)
    top = title.box.top + title.box.height + 24
    room = Box(MARGIN, top, ACROSS - 60, FOOT - top - 8)
    size = fitting.largest(slide.question, room.width, room.height, QUESTION_SIZES)
    items = [Item(text) for text in slide.question]
    return Page(slide, title, [Words(Role.BODY, room, items, size or QUESTION_SIZES[-1])])


def headline(text: str) -> Words:
    """A title over the whole width, two lines at most."""
    size = fitting.largest([text], ACROSS * BOLD, TITLE_ROOM, TITLE_SIZES) or TITLE_SIZES[-1]
    high = fitting.height([text], size, ACROSS * BOLD)
    return Words(Role.TITLE, Box(MARGIN, 22, ACROSS, high), [Item(text)], size)


def chart_below(slide: ChartSlide) -> Page:
    """The title above, the chart over the whole width, the sources at its foot."""
    title = headline(slide.title)
    source, above_foot = source_line(slide.chart.source, ACROSS, FOOT - 2)
    rest = [source]
    if slide.link or slide.where:
        above_foot -= 26
        rest.append(link(slide, Box(MARGIN, above_foot, ACROSS, 24)))
    top = title.box.top + title.box.height + 4
    room = Box(MARGIN, top, ACROSS, above_foot - top - GAP)
    return Page(slide, title, rest, picture(slide, room))


def chart_beside(slide: ChartSlide) -> Page:
    """The chart over the whole height, title and sources in a column beside it."""
    source, above = source_line(slide.chart.source, SIDE, FOOT - 2)
    rest = [source]
    if slide.link or slide.where:
        above -= 48
        rest.append(link(slide, Box(MARGIN, above, SIDE, 44)))
    room = above - 28 - GAP
    narrow = SIDE * BOLD
    size = fitting.largest([slide.title], narrow, room, SIDE_TITLE_SIZES) or SIDE_TITLE_SIZES[-1]
    high = min(room, fitting.height([slide.title], size, narrow))
    title = Words(Role.TITLE, Box(MARGIN, 28, SIDE, high), [Item(slide.title)], size)
    left = MARGIN + SIDE + 2 * GAP
    place = Box(left, 24, WIDTH - left - MARGIN / 2, FOOT - 30)
    return Page(slide, title, rest, picture(slide, place))


def source_line(text: str, width: float, bottom: float) -> tuple[Words, float]:
    """The sources, ending at `bottom`, and the height at which they begin."""
    room = 40 if width == ACROSS else 260
    size = fitting.largest([text], width, room, SOURCE_SIZES) or SOURCE_SIZES[-1]
    high = fitting.height([text], size, width)
    top = bottom - high
    return Words(Role.SOURCE, Box(MARGIN, top, width, high), [Item(text)], size), top


def link(slide: ChartSlide, box: Box) -> Words:
    item = Item("", OPEN, slide.link) if slide.link else Item(slide.where)
    return Words(Role.LINK, box, [item], LINK_SIZE)


def picture(slide: ChartSlide, room: Box) -> Picture:
    drawn = pictures.fill(slide.chart.spec, room.width, room.height)
    left = room.left + (room.width - drawn.width) / 2
    top = room.top + (room.height - drawn.height) / 2
    box = Box(left, top, drawn.width, drawn.height)
    return Picture(box, drawn, slide.chart.alt, native.bars(slide.chart.spec))


def lists(slide: ListSlide) -> Iterator[Page]:
    """One page, or as many as the entries need at a readable size."""
    title = headline(slide.title)
    counted = headline(f"{slide.title} (2)").box  # may need a line more than the title alone
    top = max(title.box.top + title.box.height, counted.top + counted.height) + 12
    box = Box(MARGIN, top, ACROSS, FOOT - top - 8)
    texts = [f"{item.label} {item.text}" for item in slide.items]
    inside = box.width - 40  # room for the bullet or the number
    whole = fitting.largest(texts, inside, box.height, BODY_SIZES)
    cuts = [(0, len(texts))] if whole else fitting.groups(texts, inside, box.height, SPLIT_SIZE)
    for part, (start, end) in enumerate(cuts, start=1):
        size = fitting.largest(texts[start:end], inside, box.height, BODY_SIZES)
        body = Words(
            Role.BODY,
            box,
            slide.items[start:end],
            size or BODY_SIZES[-1],
            bullets=True,
            first_number=start + 1 if slide.numbered else 0,
        )
        yield Page(slide, title if part == 1 else headline(f"{slide.title} ({part})"), [body])
