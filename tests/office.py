"""Office files as they are inside, read without the libraries that wrote them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "dc": "http://purl.org/dc/elements/1.1/",
}
W = f"{{{NS['w']}}}"


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(name))


def text(node: etree._Element, kind: str = "a") -> str:
    """The words of a node, with a space between paragraphs."""
    paragraphs = node.iterfind(f".//{kind}:p", NS)
    return " ".join("".join(each.itertext()) for each in paragraphs).strip()


def properties(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        core = tree(archive, "docProps/core.xml")
    return {etree.QName(each).localname: each.text or "" for each in core}


@dataclass
class Shape:
    """A shape of a slide: its kind of placeholder if any, words, sizes in points, place."""

    kind: str
    words: str
    sizes: list[float]
    box: tuple[int, int, int, int]


@dataclass
class Slide:
    """A slide: shapes, pictures by their alternative text, links, notes."""

    shapes: list[Shape]
    pictures: list[tuple[str, tuple[int, int, int, int]]]
    links: list[str]
    notes: str

    @property
    def title(self) -> str:
        return next(shape.words for shape in self.shapes if shape.kind == "title")


def slides(path: Path) -> tuple[list[Slide], tuple[int, int]]:
    """The slides in their order, and the size of each."""
    with zipfile.ZipFile(path) as archive:
        show = tree(archive, "ppt/presentation.xml")
        size = show.find("p:sldSz", NS)
        related = relations(archive, "ppt/presentation.xml")
        ids = [each.get(f"{{{NS['r']}}}id") for each in show.iterfind(".//p:sldId", NS)]
        found = [slide(archive, related[identity]) for identity in ids]
    return found, (int(size.get("cx")), int(size.get("cy")))


def slide(archive: zipfile.ZipFile, name: str) -> Slide:
    root, related = tree(archive, name), relations(archive, name)
    notes = next(target for target in related.values() if "notesSlide" in target)
    return Slide(
        [shape(each) for each in root.iterfind(".//p:sp", NS)],
        [
            (each.find(".//p:cNvPr", NS).get("descr", ""), place(each))
            for each in root.iter(f"{{{NS['p']}}}pic", f"{{{NS['p']}}}graphicFrame")
        ],
        [related[each.get(f"{{{NS['r']}}}id")] for each in root.iterfind(".//a:hlinkClick", NS)],
        text(tree(archive, notes)),
    )


def shape(node: etree._Element) -> Shape:
    kind = node.find(".//p:ph", NS)
    sizes = [int(each.get("sz")) / 100 for each in node.iterfind(".//a:rPr[@sz]", NS)]
    return Shape("" if kind is None else kind.get("type", "body"), text(node), sizes, place(node))


def place(node: etree._Element) -> tuple[int, int, int, int]:
    offset, extent = node.find(".//a:off", NS), node.find(".//a:ext[@cx]", NS)
    return int(offset.get("x")), int(offset.get("y")), int(extent.get("cx")), int(extent.get("cy"))


def relations(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    path = PurePosixPath(name)
    listed = tree(archive, f"{path.parent}/_rels/{path.name}.rels")
    return {
        each.get("Id"): each.get("Target")
        if each.get("TargetMode") == "External"
        else resolved(path.parent / each.get("Target"))
        for each in listed
    }


def resolved(path: PurePosixPath) -> str:
    return re.sub(r"[^/]+/\.\./", "", path.as_posix())


def styled(path: Path) -> list[tuple[str, str]]:
    """The paragraphs of a Word file that have a style: its name and their words."""
    with zipfile.ZipFile(path) as archive:
        body, sheet = tree(archive, "word/document.xml"), tree(archive, "word/styles.xml")
    names = {
        each.get(f"{W}styleId"): each.find("w:name", NS).get(f"{W}val")
        for each in sheet.iterfind("w:style", NS)
    }
    return [
        (names[each.find("w:pPr/w:pStyle", NS).get(f"{W}val")], "".join(each.itertext()))
        for each in body.iterfind(".//w:p", NS)
        if each.find("w:pPr/w:pStyle", NS) is not None
    ]


def language(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        found = tree(archive, "word/styles.xml").find(".//w:rPrDefault//w:lang", NS)
    return str(found.get(f"{W}val"))


def header_rows(path: Path) -> list[list[str]]:
    """The rows of a Word file's tables that are marked as headers."""
    with zipfile.ZipFile(path) as archive:
        body = tree(archive, "word/document.xml")
    return [
        ["".join(cell.itertext()) for cell in row.iterfind("w:tc", NS)]
        for row in body.iterfind(".//w:tr", NS)
        if row.find("w:trPr/w:tblHeader", NS) is not None
    ]
