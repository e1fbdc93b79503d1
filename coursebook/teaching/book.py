"""What the built pages say: the parts of the book, and what a slide can show of each chapter."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

import yaml
from bs4 import BeautifulSoup, Tag

from coursebook.book import module
from coursebook.charts import drawing
from coursebook.explorers import specification
from coursebook.quizzes import reading
from coursebook.quizzes.chapter import plain
from coursebook.quizzes.items import Single
from coursebook.tables.frames import data_dir
from coursebook.teaching.places import Places, TeachingError

Spec = dict[str, Any]

SCENARIOS: Final = "ready-scenarios"
DISCUSSIONS: Final = "instructors/discussions"
SOURCE_CHECK: Final = "check-the-source"
EXPLORER: Final = re.compile(r"#explore=([\w-]+)")
LINES: Final = ".event, .words-table tbody tr, .index-card"
"""What becomes a line on a slide, of all kinds of figures of words."""
PARTS: Final = (
    ".when, .kind, .lane, .who, .happened, .words-table :is(th, td), "
    ".index-card > :not(.card-source)"
)
READING: Final = re.compile(r"^How to read it\.\s*")


@dataclass(frozen=True)
class Chart:
    """A figure of a page, or an explorer as it first appears."""

    name: str
    title: str
    alt: str
    source: str
    reading: str
    spec: Spec


@dataclass(frozen=True)
class Read:
    """A figure of words: what it says, line by line."""

    title: str
    subtitle: str
    source: str
    lines: list[str]


@dataclass(frozen=True)
class Scenario:
    """An explorer with its controls set; `address` begins with the file of its page."""

    label: str
    question: str
    address: str


@dataclass(frozen=True)
class Explorer:
    """An explorer: its chart, and the scenarios that a class can try with it."""

    chart: Chart
    anchor: str
    scenarios: list[Scenario]


@dataclass(frozen=True)
class Chapter:
    """What a chapter asks, shows and concludes."""

    page: str
    title: str
    question: list[str]
    charts: list[Chart | Read]
    explorers: list[Explorer]
    takeaways: list[str]
    discuss: list[str]
    goals: list[str] = field(default_factory=list)
    source_check: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """Likely answers to the questions for discussion, and what to ask next."""
    poll: Poll | None = None


@dataclass(frozen=True)
class Poll:
    """A question of the quiz, to be put to a room by show of hands."""

    question: str
    options: list[str]
    feedback: list[str]


@dataclass(frozen=True)
class Part:
    """A part of the table of contents."""

    title: str
    chapters: list[Chapter]

    @property
    def slug(self) -> str:
        return re.sub(r"\W+", "-", self.title.lower()).strip("-")


def parts(places: Places) -> list[Part]:
    """The parts of the book that hold chapters, read from the pages of the last build.

    Parameters
    ----------
    places
        The folders of the book.

    Returns
    -------
    list of Part
        In the order of the table of contents.

    Raises
    ------
    TeachingError
        If the book has not been built, or a page lacks what a slide needs.
    """
    toc = yaml.safe_load((places.root / "_toc.yml").read_text(encoding="utf-8"))
    ready = scenarios(built(places, SCENARIOS))
    likely = likely_answers(places)
    found = []
    for part in toc["parts"]:
        names = [entry["file"].removeprefix("book/") for entry in part["chapters"]]
        pages = [(name, built(places, name)) for name in names]
        chapters = [
            replace(chapter(name, page, ready), answers=likely.get(name, []), poll=poll(name))
            for name, page in pages
            if page.select_one("#takeaways")
        ]
        if chapters:
            found.append(Part(part["caption"], chapters))
    return found


def built(places: Places, page: str) -> BeautifulSoup:
    """A page of the last build, parsed; TeachingError if there is none."""
    path = places.pages / f"{page}.html"
    if not path.is_file():
        raise TeachingError(
            f"_build/html/book/{page}.html is not there, and the slides are made from the built\n"
            "pages. Build the book first: make build"
        )
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def scenarios(page: BeautifulSoup) -> dict[str, list[Scenario]]:
    """The ready scenarios, by the explorer that they open."""
    found: dict[str, list[Scenario]] = {}
    for row in page.select(".catalog tbody tr"):
        link = row.select_one("th a[href]")
        explorer = EXPLORER.search(str(link["href"])) if link else None
        if link and explorer:
            question = words(row.select("td")[1])
            each = Scenario(words(link), question, str(link["href"]))
            found.setdefault(explorer[1], []).append(each)
    return found


def chapter(name: str, page: BeautifulSoup, ready: dict[str, list[Scenario]]) -> Chapter:
    """One chapter, read from its page."""
    for mark in page.select("a.headerlink"):
        mark.decompose()
    heading = page.select_one("article h1")
    return Chapter(
        page=name,
        title=words(heading),
        question=asked(name, page),
        charts=[figure(name, each) for each in page.select("figure.chart, figure.words")],
        explorers=[explorer(name, each, ready) for each in page.select("section.explorer")],
        takeaways=[words(each) for each in section(name, page, "takeaways", "li")],
        discuss=[words(each) for each in section(name, page, "discuss", "li")],
        goals=[words(each) for each in page.select("section#learning-goals li")],
        source_check=[
            words(each)
            for each in page.select(f"section#{SOURCE_CHECK} > :is(p, ol > li, ul > li)")
        ],
    )


def asked(name: str, page: BeautifulSoup) -> list[str]:
    """The chapter's question: its subtitle, or the text under a heading of its own."""
    subtitle = page.select_one("article h1 + p > em:only-child")
    if subtitle is not None:
        return [words(subtitle)]
    return [words(each) for each in section(name, page, "question", "p")]


def likely_answers(places: Places) -> dict[str, list[str]]:
    """What a guide to discussions says on each chapter, by the chapter's page; nothing without."""
    if not (places.pages / f"{DISCUSSIONS}.html").is_file():
        return {}
    found = {}
    for part in built(places, DISCUSSIONS).select("article section section"):
        link = part.select_one("a.reference.internal[href$='.html']")
        if link:
            name = str(link["href"]).removeprefix("../").removesuffix(".html")
            found[name] = [words(each) for each in part.select("p") if link not in each.find_all()]
    return found


def poll(name: str) -> Poll | None:
    """The first question of a chapter's quiz with one right answer, if there is one."""
    if name not in reading.names(data_dir()):
        return None
    items = reading.read(name, data_dir()).items
    chosen = next((each for each in items if isinstance(each, Single)), None)
    if chosen is None:
        return None
    told = [f"{'Right' if each.correct else 'Not so'}. {each.feedback}" for each in chosen.options]
    options = [plain(each.text) for each in chosen.options]
    return Poll(plain(chosen.question), options, [plain(each) for each in told])


def section(name: str, page: BeautifulSoup, anchor: str, parts: str) -> list[Tag]:
    found = page.select(f"section#{anchor} {parts}")
    if not found:
        raise TeachingError(
            f"book/{name}.md: found nothing to put on a slide under '## {anchor.capitalize()}'; "
            "every chapter needs that heading with text below it"
        )
    return found


def figure(name: str, tag: Tag) -> Chart | Read:
    picture = tag.select_one(".chart-view[aria-label]")
    if "place-map" in tag["class"] and picture:
        lines = [str(picture["aria-label"])]
    else:
        lines = [spoken(line) for line in tag.select(LINES)]
    if "words" in tag["class"]:
        return Read(
            title=words(tag.select_one(".chart-title")),
            subtitle=words(tag.select_one(".chart-subtitle")),
            source=words(tag.select_one(".chart-source")),
            lines=lines,
        )
    specs = declared(name, tag, "script.chart-spec")
    cell = tag.find_parent("div", class_="cell")
    below = cell.find_next_sibling() if cell else None
    reading = words(below) if below is not None and below.name == "p" else ""
    return chart(name, tag, specs["wide"], title=".chart-title", reading=READING.sub("", reading))


def explorer(name: str, tag: Tag, ready: dict[str, list[Scenario]]) -> Explorer:
    about = words(tag.select_one(".explorer-about"))
    anchor = str(tag["id"])
    explorers = vars(module("explorers")).values()
    found = next(each for each in explorers if getattr(each, "name", None) == anchor)
    spec = specification.compiled(found).picture(found, found.compute(), drawing.WIDE)
    drawn = chart(name, tag, spec, title=".explorer-title", reading=about)
    return Explorer(drawn, anchor, ready.get(anchor, []))


def chart(name: str, tag: Tag, spec: Spec, *, title: str, reading: str) -> Chart:
    picture = tag.select_one("[role=img][aria-label]")
    return Chart(
        name=f"{name}-{str(tag['id']).removeprefix('fig-')}",
        title=words(tag.select_one(title)),
        alt=str(picture["aria-label"]) if picture else "",
        source=words(tag.select_one(".chart-source")),
        reading=reading,
        spec=spec,
    )


def declared(name: str, tag: Tag, selector: str) -> Spec:
    """The JSON that a figure carries for the page's script."""
    block = tag.select_one(selector)
    if block is None:
        raise TeachingError(
            f"_build/html/book/{name}.html: {tag.get('id')} has no '{selector}', from which its "
            "picture is drawn. Build the book anew: make clean build"
        )
    return dict(json.loads(block.get_text()))


def spoken(line: Tag) -> str:
    """A line of a figure of words: its parts, set apart as a voice would."""
    parts = (" ".join(part.get_text(" ").split()) for part in line.select(PARTS))
    return " ".join(said if said[-1] in ".!?:" else f"{said}." for said in parts if said)


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split()) if tag is not None else ""
