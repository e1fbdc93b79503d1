"""Mark who is speaking: the paper, its author, or this book.

A paragraph that begins with one of the labels below, in bold, gets a class, and so
does all that follows it up to the next label or the end of the section.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

VOICES = {
    "Reported.": "voice-reported",
    "The author's judgment.": "voice-judgment",
    "Added here.": "voice-added",
}
SILENT = (nodes.Invisible, nodes.Titular, nodes.target, nodes.system_message, nodes.transition)


class Voices(SphinxTransform):
    """Give the paragraphs their class while a document is read."""

    default_priority = 500

    def apply(self) -> None:
        for paragraph in list(self.document.findall(nodes.paragraph)):
            voice = label_of(paragraph)
            if voice:
                paragraph["classes"].append("voice-start")
                mark(paragraph, voice)


def label_of(node: nodes.Node) -> str | None:
    """Return the class that belongs to a paragraph's label, if it has one."""
    label = first_strong(node) if isinstance(node, nodes.paragraph) else None
    if label is None:
        return None
    return VOICES.get(label.astext().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def first_strong(paragraph: nodes.paragraph) -> nodes.strong | None:
    """Return the bold text with which a paragraph begins."""
    # MyST puts an empty text before it.
    visible = (child for child in paragraph.children if child.astext().strip())
    first = next(visible, None)
    return first if isinstance(first, nodes.strong) else None


def mark(start: nodes.paragraph, voice: str) -> None:
    """Add the class to a paragraph and to what it introduces."""
    siblings = start.parent.children
    label = first_strong(start)
    if label is not None:
        label["classes"].append("voice-label")
    for node in siblings[siblings.index(start) :]:
        if isinstance(node, nodes.section) or (node is not start and label_of(node)):
            return
        if isinstance(node, nodes.Element) and not isinstance(node, SILENT):
            node["classes"].extend(["voice", voice])


def setup(app: Sphinx) -> None:
    app.add_transform(Voices)
