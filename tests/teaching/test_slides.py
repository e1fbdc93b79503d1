"""The slides of each part: complete, readable from the back, with words for every picture."""

from __future__ import annotations

import re
import zipfile
from itertools import combinations
from pathlib import Path

import pytest
from office import Slide, properties, slides
from pypdf import PdfReader

from coursebook.teaching import book, deck, layout, native
from coursebook.teaching.book import Chart, Part
from coursebook.teaching.places import Places

POINT = 12700
SOURCES = ("Source: ", "Positions from: ")
SMALLEST = 11
SMALLEST_READ_ALOUD = 18
ROOT = Path(__file__).resolve().parents[2]
PARTS = ("opening", "seoul", "washington", "the-demands", "the-summits-and-after")


@pytest.fixture(scope="module")
def parts(root: Path, built_book: Path) -> dict[str, Part]:
    return {part.slug: part for part in book.parts(Places(root))}


@pytest.fixture(scope="module")
def decks(root: Path) -> dict[str, list[Slide]]:
    folder = Places(root).slides
    if not folder.is_dir():
        pytest.fail("There are no slides in _build/slides. Make them first: make slides")
    return {path.stem: slides(path)[0] for path in folder.glob("*.pptx")}


def charts(part: Part) -> list[Chart]:
    return [
        chart
        for chapter in part.chapters
        for chart in [*chapter.charts, *(explorer.chart for explorer in chapter.explorers)]
        if isinstance(chart, Chart)
    ]


def test_every_part_with_chapters_has_a_deck(
    parts: dict[str, Part], decks: dict[str, list[Slide]], root: Path
) -> None:
    assert set(parts) == set(decks) == set(PARTS)
    assert {path.stem for path in Places(root).slides.glob("*.pdf")} == set(decks)


@pytest.mark.parametrize("name", PARTS)
def test_every_chart_is_on_a_slide_with_its_finding_words_and_sources(
    parts: dict[str, Part], decks: dict[str, list[Slide]], name: str
) -> None:
    shown = {slide.title: slide for slide in decks[name] if slide.pictures}
    assert [chart.title for chart in charts(parts[name])] == list(shown)
    for chart in charts(parts[name]):
        slide = shown[chart.title]
        assert [words for words, _ in slide.pictures] == [chart.alt]
        assert chart.source.startswith(SOURCES)
        assert chart.source in [shape.words for shape in slide.shapes]
        assert chart.alt in slide.notes
        assert chart.reading
        assert chart.reading in slide.notes


@pytest.mark.parametrize("name", PARTS)
def test_every_question_takeaway_and_task_is_there(
    parts: dict[str, Part], decks: dict[str, list[Slide]], name: str
) -> None:
    said = " ".join(shape.words for slide in decks[name] for shape in slide.shapes)
    for chapter in parts[name].chapters:
        for sentence in [*chapter.question, *chapter.takeaways, *chapter.discuss]:
            assert sentence in said


@pytest.mark.parametrize("name", PARTS)
def test_every_explorer_has_a_link_and_its_scenarios_have(
    parts: dict[str, Part], name: str
) -> None:
    made = deck.deck("A book", parts[name], "https://book.example/book/{}.html".format).slides
    links = [slide.link for slide in made if isinstance(slide, deck.ChartSlide) and slide.link]
    links += [i.link for s in made if isinstance(s, deck.ListSlide) for i in s.items if i.link]
    for chapter in parts[name].chapters:
        for explorer in chapter.explorers:
            own = [link for link in links if f"{chapter.page}.html#" in link]
            assert any(link.endswith(f"#{explorer.anchor}") for link in own)
            assert sum(f"#explore={explorer.anchor}&" in link for link in own) == len(
                explorer.scenarios
            )
    assert all(link.startswith("https://book.example/book/") for link in links)


@pytest.mark.parametrize("name", PARTS)
def test_without_an_address_the_chapter_is_named_and_no_link_can_break(
    parts: dict[str, Part], decks: dict[str, list[Slide]], name: str
) -> None:
    assert all(link.startswith("http") for slide in decks[name] for link in slide.links)
    made = deck.deck("A book", parts[name], lambda _: "").slides
    shown = {slide.title: slide for slide in made if isinstance(slide, deck.ChartSlide)}
    for chapter in parts[name].chapters:
        for explorer in chapter.explorers:
            slide = shown[explorer.chart.title]
            assert slide.where == f"Explorer: the chapter “{chapter.title}” ({chapter.page}.html)"
            assert slide.where.removeprefix("Explorer: ") in slide.notes


def test_plain_bars_are_charts_of_powerpoint_with_words_for_the_back_row(root: Path) -> None:
    found = {}
    for path in sorted(Places(root).slides.glob("*.pptx")):
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("ppt/charts/chart")]
            found |= {(path.stem, name): archive.read(name).decode("utf-8") for name in names}
    assert len(found) >= 5
    for where, xml in found.items():
        assert {int(size) for size in re.findall(r'sz="(\d+)"', xml)} == {1800}, where
        assert "<c:ptCount" in xml
        assert "externalData" in xml, "its numbers can be changed"


def test_a_chart_is_drawn_by_powerpoint_only_if_it_is_nothing_but_bars() -> None:
    rows = [{"lake": "Erie", "km": 388}, {"lake": "Ontario", "km": 311}]
    bar = {"x": {"scale": "x", "field": "km_end"}, "x2": {"scale": "x", "field": "km_start"},
           "y": {"scale": "y", "field": "lake"}, "fill": {"value": "#112233"}}  # fmt: skip
    spec = {
        "data": [{"name": "d", "values": rows}],
        "marks": [{"type": "rect", "from": {"data": "d"}, "encode": {"update": bar}}],
        "scales": [{"name": "x", "type": "linear", "domain": [0, 400]},
                   {"name": "y", "type": "band", "domain": ["Erie", "Ontario"]}],
        "axes": [{"scale": "x", "title": "Kilometers"}],
    }  # fmt: skip
    found = native.bars(spec)
    assert found is not None
    assert (found.names, found.axis, found.most) == (["Erie", "Ontario"], "Kilometers", 400)
    assert [each.values for each in found.series] == [[388, 311]]
    assert found.from_below().names == ["Ontario", "Erie"]
    for more in ({"type": "line"}, {"type": "symbol"}, {"type": "rule"}):
        assert native.bars({**spec, "marks": [*spec["marks"], more]}) is None
    twice = [{"name": "d", "values": [*rows, rows[0]]}]
    assert native.bars({**spec, "data": twice}) is None, "two bars of one name"
    assert native.bars({**spec, "scales": spec["scales"][:1]}) is None
    assert native.bars({"marks": [], "data": []}) is None


@pytest.mark.parametrize("name", PARTS)
def test_every_slide_has_a_title_of_its_own_and_notes(
    decks: dict[str, list[Slide]], name: str
) -> None:
    titles = [slide.title for slide in decks[name][1:]]
    assert all(titles)
    # The question of a chapter stands under the chapter's name.
    assert len(set(titles)) == len(titles)
    assert all(slide.notes for slide in decks[name])


@pytest.mark.parametrize("name", PARTS)
def test_texts_are_large_enough_for_the_back_row(decks: dict[str, list[Slide]], name: str) -> None:
    for slide in decks[name]:
        for shape in slide.shapes:
            assert min(shape.sizes) >= SMALLEST, (slide.title, shape.words)
            aside = shape.words.startswith((*SOURCES, "Divergent", layout.OPEN, "Explorer: "))
            if not aside:
                assert min(shape.sizes) >= SMALLEST_READ_ALOUD, (slide.title, shape.words)


@pytest.mark.parametrize("name", PARTS)
def test_nothing_stands_on_something_else_or_off_the_slide(root: Path, name: str) -> None:
    shown, (width, height) = slides(Places(root).slides / f"{name}.pptx")
    for slide in shown:
        boxes = [shape.box for shape in slide.shapes] + [box for _, box in slide.pictures]
        for left, top, across, down in boxes:
            assert left >= 0
            assert top >= 0
            assert left + across <= width + POINT, slide.title
            assert top + down <= height + POINT, slide.title
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), f"{slide.title}: {one} and {other}"


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    bottom = min(one[1] + one[3], other[1] + other[3])
    return right - left > POINT and bottom - top > POINT


@pytest.mark.parametrize("name", PARTS)
def test_charts_fill_most_of_their_slide(root: Path, name: str) -> None:
    shown, (width, height) = slides(Places(root).slides / f"{name}.pptx")
    for slide in shown:
        for _, (_, _, across, down) in slide.pictures:
            assert across >= 0.6 * width, slide.title
            assert down >= 0.5 * height, slide.title


@pytest.mark.parametrize("name", PARTS)
def test_the_pdf_shows_the_same_slides_tagged_and_titled(
    decks: dict[str, list[Slide]], root: Path, name: str
) -> None:
    path = Places(root).slides / name
    pdf = PdfReader(path.with_suffix(".pdf"))
    assert len(pdf.pages) == len(decks[name])
    assert pdf.metadata is not None
    assert pdf.metadata.title == properties(path.with_suffix(".pptx"))["title"]
    assert pdf.root_object["/Lang"] == "en"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    first_words = "".join(pdf.pages[0].extract_text().split())
    assert "".join(decks[name][0].title.split()) in first_words


def test_every_chapter_has_a_deck_with_goals_source_check_and_poll(
    parts: dict[str, Part], root: Path
) -> None:
    folder = Places(root).slides / "chapters"
    chapters = [chapter for part in parts.values() for chapter in part.chapters]
    named = {f"{number:02}-{each.page}" for number, each in enumerate(chapters, start=1)}
    assert {path.stem for path in folder.glob("*.pptx")} == named
    assert {path.stem for path in folder.glob("*.pdf")} == named
    for number, chapter in enumerate(chapters, start=1):
        shown, _ = slides(folder / f"{number:02}-{chapter.page}.pptx")
        titles = [slide.title for slide in shown]
        assert f"{chapter.title}: after class you can" in titles
        checked = any(title.startswith(f"{chapter.title}: check the source") for title in titles)
        assert checked == bool(chapter.source_check)
        assert chapter.poll
        asked = f"{chapter.title}: by show of hands"
        polls = [slide for slide in shown if slide.title.startswith(asked)]
        said = " ".join(shape.words for slide in polls for shape in slide.shapes)
        assert chapter.poll.question in said
        assert "Right." in polls[0].notes
        assert "Right." not in said
        asked = f"{chapter.title}: discuss"
        discuss = next(slide for slide in shown if slide.title.startswith(asked))
        assert chapter.answers
        assert all(answer in discuss.notes for answer in chapter.answers)


def test_every_plan_has_a_slide_for_each_of_its_rows(root: Path) -> None:
    folder = Places(root).slides / "plans"
    counts = {path.stem: len(slides(path)[0]) for path in folder.glob("*.pptx")}
    assert len(counts) == 4
    assert next(n for name, n in counts.items() if name.startswith("one-class-of-50")) == 8
    for path in folder.glob("*.pptx"):
        shown, _ = slides(path)
        assert any(slide.pictures for slide in shown)
        assert all("Minutes " in slide.notes for slide in shown)


def test_texts_stand_in_places_that_can_be_edited_as_an_outline(
    decks: dict[str, list[Slide]],
) -> None:
    lists = [slide for shown in decks.values() for slide in shown[1:] if not slide.pictures]
    assert lists
    assert all("body" in {shape.kind for shape in slide.shapes} for slide in lists)
