"""Mark who is speaking in a paragraph, by the bold label with which it begins.

The labels are those of the book, in `[tool.coursebook.voices]`. The paragraph gets a class, and so
does everything that follows it, up to the next label or the end of the section.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from coursebook.book import book

SHEET = "voices.css"
SILENT = (nodes.Invisible, nodes.Titular, nodes.target, nodes.system_message, nodes.transition)


class Voices(SphinxTransform):
    """Gives paragraphs their class while a document is read."""

    default_priority = 500

    def apply(self) -> None:
        for paragraph in list(self.document.findall(nodes.paragraph)):
            voice = label_of(paragraph)
            if voice:
                paragraph["classes"].append("voice-start")
                mark(paragraph, voice)


def label_of(node: nodes.Node) -> str | None:
    """The class that belongs to a paragraph's label, or None if it has no label."""
    label = first_strong(node) if isinstance(node, nodes.paragraph) else None
    if label is None:
        return None
    text = label.astext().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    voices = book().voices.items()
    return next((f"voice-{name}" for name, voice in voices if voice.label == text), None)


def first_strong(paragraph: nodes.paragraph) -> nodes.strong | None:
    """The bold text with which a paragraph begins."""
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


def style() -> str:
    """The style sheet of the voices: a color and a kind of line for each label, on both themes."""
    voices = book().voices
    light, dark = (
        "\n".join(f"  --voice-{name}: {getattr(voice, theme)};" for name, voice in voices.items())
        for theme in ("light", "dark")
    )
    rules = "\n".join(
        f".voice-{name} > .voice-label {{ color: var(--voice-{name}); "
        f"border-inline-start: {_WIDTHS[voice.line]} {voice.line} var(--voice-{name}); }}"
        for name, voice in voices.items()
    )
    return (
        f':root {{\n{light}\n}}\nhtml[data-theme="dark"] {{\n{dark}\n}}\n'
        f"@media print {{\n:root, html[data-theme] {{\n{light}\n}}\n}}\n{rules}\n"
    )


_WIDTHS = {"solid": "0.25rem", "double": "0.4rem", "dashed": "0.25rem", "dotted": "0.25rem"}


def setup(app: Sphinx) -> None:
    app.add_transform(Voices)
