"""Mark the Korean words of a page, so that a screen reader pronounces them as Korean.

Authors need not mark anything: the letters show which words are Korean.
"""

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from coursebook.text.korean import KOREAN

LANGUAGE = "language-ko"
"""A class that docutils writes as the attribute `lang`."""


class Korean(SphinxPostTransform):
    """Put each run of Korean words into an element of its own."""

    default_priority = 900  # after the bibliography has been filled in

    def run(self, **_: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            if KOREAN.search(text) and is_prose(text):
                text.parent.replace(text, list(parts(text)))


def is_prose(text: nodes.Text) -> bool:
    """Whether a text may hold elements: not in code, not in what goes out as it stands."""
    return not isinstance(text.parent, nodes.FixedTextElement | nodes.raw)


def parts(text: str) -> Iterator[nodes.Node]:
    """Split a text into pieces, the Korean ones marked."""
    end = 0
    for found in KOREAN.finditer(text):
        if found.start() > end:
            yield nodes.Text(text[end : found.start()])
        yield nodes.inline("", found.group(), classes=[LANGUAGE])
        end = found.end()
    if end < len(text):
        yield nodes.Text(text[end:])


def setup(app: Sphinx) -> None:
    app.add_post_transform(Korean)
