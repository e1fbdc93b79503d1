"""A deck as one HTML document, a page for each slide, which the browser prints as a PDF."""

from __future__ import annotations

import base64
from html import escape
from typing import Final

from coursebook.teaching import layout
from coursebook.teaching.deck import Item
from coursebook.teaching.layout import Box, Ground, Page, Role, Words
from coursebook.teaching.look import COLORS, FONT, GROUNDS, INK, WHITE

FONTS: Final = f"{FONT}, Liberation Sans, sans-serif"
STYLE: Final = f"""
@page {{ size: {layout.WIDTH}pt {layout.HEIGHT}pt; margin: 0 }}
* {{ margin: 0; padding: 0; box-sizing: border-box }}
body {{ font: 12pt/1.2 {FONTS}; color: #{INK} }}
section {{ position: relative; overflow: hidden; break-after: page;
  width: {layout.WIDTH}pt; height: {layout.HEIGHT}pt; print-color-adjust: exact }}
section > * {{ position: absolute }}
li, p {{ margin-bottom: .5em }}
ol, ul {{ padding-left: 1.2em }}
a {{ color: #{COLORS[Role.LINK]} }}
"""


def html(title: str, pages: list[Page]) -> str:
    """The whole deck; only links that work from every machine are kept."""
    slides = "".join(section(page) for page in pages)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{slides}</body></html>"
    )


def section(page: Page) -> str:
    color = WHITE if page.ground is Ground.COVER else INK
    heading = "h1" if page.ground is Ground.COVER else "h2"
    title = page.title
    parts = [
        f'<{heading} style="{place(title, page.ground)}">{entry(title.items[0])}</{heading}>',
        picture(page.picture) if page.picture else "",
        *(block(words, page.ground) for words in page.rest),
    ]
    ground = f"background: #{GROUNDS[page.ground]}; color: #{color}"
    return f'<section style="{ground}">{"".join(parts)}</section>'


def block(words: Words, ground: Ground) -> str:
    style = place(words, ground)
    if words.role is Role.FOOT:
        where, number = words.items
        return f'<p style="{style}">{entry(where)} \N{MIDDLE DOT} {entry(number)}</p>'
    if not words.bullets:
        lines = "".join(f"<p>{entry(item)}</p>" for item in words.items)
        return f'<div style="{style}">{lines}</div>'
    entries = "".join(f"<li>{entry(item)}</li>" for item in words.items)
    if words.first_number:
        return f'<ol start="{words.first_number}" style="{style}">{entries}</ol>'
    return f'<ul style="{style}">{entries}</ul>'


def entry(item: Item) -> str:
    label = f"<strong>{escape(item.label)}</strong>" if item.label else ""
    if label and item.link.startswith("https:"):
        label = f'<a href="{escape(item.link)}">{label}</a>'
    gap = ": " if label and item.text else ""
    return label + gap + escape(item.text)


def place(words: Words, ground: Ground) -> str:
    color = WHITE if ground is Ground.COVER else COLORS.get(words.role, INK)
    return f"{at(words.box)}; font-size: {words.size}pt; color: #{color}"


def at(box: Box) -> str:
    return (
        f"left: {box.left:.1f}pt; top: {box.top:.1f}pt; "
        f"width: {box.width:.1f}pt; height: {box.height:.1f}pt"
    )


def picture(picture: layout.Picture) -> str:
    # The font that the drawing was measured with; system-ui is another one in each browser.
    svg = picture.drawn.svg.replace("system-ui, sans-serif", FONTS)
    drawn = base64.b64encode(svg.encode()).decode()
    return (
        f'<img alt="{escape(picture.alt)}" style="{at(picture.box)}" '
        f'src="data:image/svg+xml;base64,{drawn}">'
    )
