"""The Word file of a document: Pandoc writes it, and here it gets the book's look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from coursebook.teaching import columns, markdown
from coursebook.teaching.classroom import PLATE
from coursebook.teaching.lines import STYLE
from coursebook.teaching.look import BLUE, FONT, MUTED

HEADINGS: Final = {"Heading 1": 20, "Heading 2": 15, "Heading 3": 12.5}
TEXT: Final = 11
SIDE: Final = Inches(1)
ACROSS: Final = Inches(8.5) - 2 * SIDE
WRITABLE: Final = Pt(26)
"""The least height of a table row to write in."""


def write(title: str, body: str, path: Path, *, author: str) -> None:
    """Write a text as a Word file; title and author go into its properties."""
    markdown.word(body, path)
    file = docx.Document(str(path))
    properties = file.core_properties
    properties.title, properties.author, properties.language = title, author, "en-US"
    for section in file.sections:  # what fits on Letter with these margins fits on A4 too
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = SIDE
        section.top_margin = section.bottom_margin = Inches(0.9)
        add_page_number(section)
    dress(file)
    for table in file.tables:
        rule_table(table)
    file.save(str(path))


def dress(file: Any) -> None:
    for style in file.styles:
        if getattr(style, "font", None) is not None and style.name in {"Normal", *HEADINGS}:
            set_font(style)
    file.styles["Normal"].font.size = Pt(TEXT)
    for name, size in HEADINGS.items():
        if name in file.styles:
            style = file.styles[name]
            style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
            style.font.color.rgb = RGBColor.from_string(BLUE)
            style.paragraph_format.keep_with_next = True
    if PLATE in file.styles:
        plate = file.styles[PLATE]
        plate.font.size, plate.paragraph_format.alignment = Pt(36), WD_ALIGN_PARAGRAPH.CENTER
        plate.paragraph_format.keep_together = True
    if STYLE in file.styles:
        line = file.styles[STYLE]
        line.paragraph_format.space_before = Pt(6)
        line.paragraph_format.space_after = Pt(6)
        line.element.get_or_add_pPr().append(border("pBdr", "bottom", "between"))


def set_font(style: Any) -> None:
    """Use one font for all scripts in place of the theme fonts that Pandoc's styles name."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), FONT)


def rule_table(table: Any) -> None:
    """Give a table lines, widths that fit its texts, and height where something is to be filled in.

    If its header row is empty, the headers are in its first column.
    """
    header = table.rows[0]
    if is_header(header) and not any(texts(header)):
        header._tr.getparent().remove(header._tr)
        head_first_column(table)
    elif is_header(header):
        embolden(header.cells)
    properties = table._tbl.tblPr
    properties.append(border("tblBorders", "top", "left", "bottom", "right", "insideH", "insideV"))
    widen(table)
    for row in table.rows:
        if not all(texts(row)):
            row.height, row.height_rule = WRITABLE, WD_ROW_HEIGHT_RULE.AT_LEAST


def texts(row: Any) -> list[str]:
    return [cell.text.strip() for cell in row.cells]


def is_header(row: Any) -> bool:
    """Whether the row is marked to head its columns on every page."""
    properties = row._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def head_first_column(table: Any) -> None:
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:firstRow"), "0")
        look.set(qn("w:firstColumn"), "1")
    embolden([row.cells[0] for row in table.rows])


def widen(table: Any) -> None:
    """Make the table as wide as the text, and each column as wide as its own texts need."""
    shares = columns.shares([texts(row) for row in table.rows])
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(ACROSS * share)
        for cell in column.cells:
            cell.width = int(ACROSS * share)


def embolden(cells: Iterable[Any]) -> None:
    for cell in cells:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.font.bold = True


def border(name: str, *sides: str) -> Any:
    group = OxmlElement(f"w:{name}")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "7F8794")):
            line.set(qn(f"w:{key}"), value)
        group.append(line)
    return group


def add_page_number(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(MUTED)
    field.append(run._r)
    paragraph._p.append(field)
