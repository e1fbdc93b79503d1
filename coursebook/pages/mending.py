"""Leave out of a page what it does not use, and repair what the theme gets wrong.

There are two ways, and each thing goes the shorter one. What the theme writes in a template is
repaired in `templates/`, which Sphinx searches before those of the theme. What extensions add to
every page is removed here, after all of them have added it.
"""

import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from coursebook.pages.joined import name_of

TEMPLATES = Path(__file__).parent / "templates"
LAST = 900

# Linked only from pages whose body contains this text.
NEEDED_FOR = {
    "sphinx-design.min.css": 'class="sd-',
    "design-tabs.js": "sd-tab-set",
    "pygments.css": "highlight",
    "copybutton.js": "highlight",
    "clipboard.min.js": "highlight",
    "coursebook/charts.js": ('class="chart"', 'class="words ', 'class="explorer'),
    "coursebook/explorers.js": 'class="explorer',
    "coursebook/quiz.js": 'class="quiz',
    "sphinx_highlight.js": (),  # marks what Sphinx's search found; ours leads to the passage
}

# MyST-NB's label for each block of hidden code; without it, the visible words are the label.
NAMELESS = '<summary aria-label="Toggle hidden content">'
# A heading, or the frame in which a wide table scrolls and which the keyboard can reach.
HEADING_OR_FRAME = re.compile(
    r'<h[1-6][^>]*>(?P<heading>.*?)(?:<a class="headerlink".*?</a>)?</h[1-6]>'
    r'|<div class="pst-scrollable-table-container">',
    re.S,
)
# The code of a cell, folded, and the figure after it, whose actions it joins.
CODE_BEFORE = re.compile(
    r'<details class="[^"]*\bhide above-input">\s*<summary[^>]*>.*?</summary>(?P<code>.*?)'
    r'</details>(?P<figure>\s*<div class="cell_output[^>]*>\s*<div class="output[^>]*><figure.*?)'
    r"(?P<end></div></div></figure>)",
    re.S,
)
# The same before an explorer or a quiz, which stands in one line of the page.
CODE_BEFORE_A_TOOL = re.compile(
    r'(?P<code><details class="[^"]*\bhide above-input">(?:(?!</details>).)*</details>\s*)'
    r'(?P<tool><div class="cell_output[^>]*>\s*'
    r'<div class="output[^>]*><(?:section class="explorer"|div class="quiz")[^\n]*\n)',
    re.S,
)
# What a chapter teaches: a list to come back to, that must not stand before the story.
GOALS = re.compile(
    r'(?P<head><section id="learning-goals">\s*<h2>.*?</h2>)\s*<p>(?P<lead>.*?)</p>'
    r"(?P<list>.*?)</section>",
    re.S,
)
TAG = re.compile(r"<[^>]+>")
# A chapter's question: a paragraph below the title that is all emphasis.
QUESTION = re.compile(r"(</h1>\s*<p)(?=><em>[^<]*</em></p>)")
# An explorer's title does not know under which heading it will stand.
LEVEL = re.compile(r'<h(?P<before>[1-6])\b|(?P<title>role="heading" aria-level=)"\d"')


def setup(app: Sphinx) -> None:
    app.connect("config-inited", add_templates)
    app.connect("html-page-context", mend, priority=LAST)


def add_templates(app: Sphinx, config: Config) -> None:
    # Ahead of the theme's components, which are on this path too.
    config.templates_path.insert(0, str(TEMPLATES))


def mend(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Drop what this page has no use for, and set the theme that it starts with."""
    body = (context.get("body") or "").replace(NAMELESS, "<summary>")
    body = QUESTION.sub(r'\1 class="chapter-question"', body)
    body = context["body"] = with_levels(
        with_named_tables(GOALS.sub(goals_folded, with_code_after(body)))
    )
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file
            for file in context.get(kind, [])
            if is_needed(name_of(file), body) and not is_inline(file)
        ]
    context["script_files"] = [deferred(file) for file in context["script_files"]]
    # The theme writes this into the page. Without JavaScript it stays, and "auto",
    # which mode.js starts from, would leave the page without any color.
    context["default_mode"] = "light"


def with_code_after(body: str) -> str:
    """No code stands before the figure, explorer or quiz that it makes."""
    return CODE_BEFORE_A_TOOL.sub(r"\g<tool>\g<code>", CODE_BEFORE.sub(code_below, body))


def code_below(found: re.Match[str]) -> str:
    """A figure with its code among its actions instead of before it."""
    code = f'<details class="chart-code"><summary>Show the code</summary>{found["code"]}</details>'
    return f"{found['figure']}{code}{found['end']}"


def goals_folded(found: re.Match[str]) -> str:
    """The learning goals behind a button beside their heading."""
    goals = f"<details><summary>{found['lead']}</summary>{found['list']}</details>"
    return f"{found['head']}{goals}</section>"


def with_named_tables(body: str) -> str:
    """Name the frame of each table by the heading that it stands under.

    >>> with_named_tables('<h2>Key</h2><div class="pst-scrollable-table-container">')
    '<h2>Key</h2><div class="pst-scrollable-table-container" role="group" aria-label="Table: Key">'
    """
    heading = ""

    def named(found: re.Match[str]) -> str:
        nonlocal heading
        if found["heading"] is None:
            return f'{found[0][:-1]} role="group" aria-label="Table: {escape(heading)}">'
        heading = " ".join(unescape(TAG.sub("", found["heading"])).split())
        return found[0]

    return HEADING_OR_FRAME.sub(named, body)


def with_levels(body: str) -> str:
    """Put the title of each explorer one level below the heading under which it stands.

    >>> with_levels('<h1>Book</h1><p role="heading" aria-level="3">')
    '<h1>Book</h1><p role="heading" aria-level="2">'
    """
    above = 1

    def leveled(found: re.Match[str]) -> str:
        nonlocal above
        if found["before"]:
            above = int(found["before"])
            return found[0]
        return f'{found["title"]}"{above + 1}"'

    return LEVEL.sub(leveled, body)


def is_inline(file: object) -> bool:
    """Whether a script is written into the page itself, where a strict policy forbids it.

    The theme writes two: one names the page for a switch between versions that this book does not
    have, the other makes the search wait for Enter, which it does anyway.
    """
    return "body" in getattr(file, "attributes", {})


def deferred(file: Any) -> object:
    """The same script, run only after the page has been parsed, so that it delays no paint."""
    attributes = {**file.attributes, "defer": "defer"}
    return type(file)(file.filename, priority=file.priority, **attributes)


def is_needed(name: str, body: str) -> bool:
    """Whether the page's body has what a file that is linked from every page is for."""
    marks = NEEDED_FOR.get(name, "")
    return any(mark in body for mark in ([marks] if isinstance(marks, str) else marks))
