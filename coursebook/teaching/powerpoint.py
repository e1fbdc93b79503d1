"""A deck as a PowerPoint file: real titles, text that can be edited, pictures with descriptions."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from coursebook.charts import theme
from coursebook.teaching import chart, layout
from coursebook.teaching.deck import Item
from coursebook.teaching.layout import Box, Ground, Page, Role, Words
from coursebook.teaching.look import COLORS, FONT, GROUNDS, INK, MUTED, WHITE

TITLE_AND_CONTENT: Final = 1
TITLE_ONLY: Final = 5
"""Layouts of python-pptx's own template: what stands in their places can be edited as an outline,
and takes on another theme."""
ACCENTS: Final = 6
"""How many colors a theme of PowerPoint has for series."""


def write(title: str, pages: list[Page], path: Path, *, author: str) -> None:
    """Write a laid-out deck; title and author go into the file's properties."""
    file = Presentation()
    file.slide_width, file.slide_height = Pt(layout.WIDTH), Pt(layout.HEIGHT)
    widen(file)
    dress(file)
    properties = file.core_properties
    properties.title, properties.author, properties.language = title, author, "en-US"
    for page in pages:
        add(file, page)
    file.save(str(path))


def widen(file: Any) -> None:
    """Fit the template's placeholders, made for 4:3, to the shape of the slides."""
    for sheet in (file.slide_master, *file.slide_layouts):
        for shape in sheet.placeholders:
            shape.left, shape.width = shape.left * 4 // 3, shape.width * 4 // 3


def dress(file: Any) -> None:
    """Give the template the book's font and colors, so that slides added later have them too."""
    part = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = part.blob.decode("utf-8")
    xml = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", xml)
    series = dict.fromkeys(color for name, color in theme.COLORS.items() if name != "muted")
    for number, color in enumerate([*series][:ACCENTS], start=1):
        accent = rf"(<a:accent{number}>\s*<a:srgbClr val=\")[0-9A-Fa-f]+"
        xml = re.sub(accent, rf"\g<1>{color.lstrip('#').upper()}", xml)
    part._blob = xml.encode("utf-8")


def add(file: Any, page: Page) -> None:
    body = next((words for words in page.rest if words.role is Role.BODY), None)
    kind = TITLE_ONLY if body is None or page.ground is Ground.COVER else TITLE_AND_CONTENT
    slide = file.slides.add_slide(file.slide_layouts[kind])
    if page.ground is not Ground.PLAIN:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor.from_string(GROUNDS[page.ground])
    place(slide.shapes.title, page.title.box)
    write_words(slide.shapes.title, page.title, ground=page.ground)
    if page.picture is not None and page.picture.bars is not None:
        chart.add(slide, page.picture, page.picture.bars)
    elif page.picture is not None:
        add_picture(slide, page.picture)
    for words in page.rest:
        if words is body and kind == TITLE_AND_CONTENT:
            shape = slide.placeholders[1]
            place(shape, words.box)
        else:
            box = words.box
            shape = slide.shapes.add_textbox(
                *(Pt(each) for each in (box.left, box.top, box.width, box.height))
            )
            shape.name = words.role.capitalize()
        write_words(shape, words, ground=page.ground)
    slide.notes_slide.notes_text_frame.text = page.slide.notes


def place(shape: Any, box: Box) -> None:
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)


def add_picture(slide: Any, picture: layout.Picture) -> None:
    box = picture.box
    shape = slide.shapes.add_picture(
        io.BytesIO(picture.drawn.png), Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    shape.name = "Chart"
    shape._element.nvPicPr.cNvPr.set("descr", picture.alt)


def write_words(shape: Any, words: Words, *, ground: Ground) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    if words.role is Role.FOOT:
        return write_foot(frame, words)
    for number, item in enumerate(words.items):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        paragraph.space_after = Pt(words.size * 0.5)
        if words.bullets:
            mark(paragraph, words)
        elif shape.is_placeholder:
            plain(paragraph)
        write_item(paragraph, item, words, ground=ground)
    return None


def write_item(paragraph: Any, item: Item, words: Words, *, ground: Ground) -> None:
    color = WHITE if ground is Ground.COVER else COLORS.get(words.role, INK)
    if item.label:
        run = a_run(paragraph, item.label, words.size, color)
        run.font.bold = True
        if item.link:
            run.hyperlink.address = item.link
    if item.text:
        gap = ": " if item.label else ""
        run = a_run(paragraph, gap + item.text, words.size, color)
        run.font.bold = words.role is Role.TITLE


def a_run(paragraph: Any, text: str, size: float, color: str) -> Any:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor.from_string(color)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_US
    return run


def mark(paragraph: Any, words: Words) -> None:
    """A bullet, or a number that PowerPoint continues by itself."""
    properties = paragraph._p.get_or_add_pPr()
    indent = int(Pt(words.size * 1.2))
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    if words.first_number:
        sign = properties.makeelement(
            qn("a:buAutoNum"), {"type": "arabicPeriod", "startAt": str(words.first_number)}
        )
    else:
        sign = properties.makeelement(qn("a:buChar"), {"char": "\N{BULLET}"})
    properties.append(sign)


def plain(paragraph: Any) -> None:
    """No bullet, where the place's own layout would set one."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def write_foot(frame: Any, words: Words) -> None:
    """Write the place in the book and the slide's number, which follows when slides are moved."""
    place_name, number = words.items
    paragraph = frame.paragraphs[0]
    a_run(paragraph, f"{place_name.text}  \N{MIDDLE DOT}  ", words.size, MUTED)
    field = paragraph._p.makeelement(
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    run = a_run(paragraph, number.text, words.size, MUTED)._r
    for part in list(run):
        field.append(part)
    paragraph._p.replace(run, field)
