"""How sources are cited in a sentence, listed on their page, and linked to."""

from dataclasses import dataclass, field
from typing import cast

from docutils import nodes
from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def no_brackets() -> BracketStyle:
    return BracketStyle(left="", right="")


def round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class AuthorYearInProse(AuthorYearReferenceStyle):
    """Cite as "Lee, 2025" and "Lee (2025)".

    The chapters write the brackets themselves, because most citations go on inside
    them: "(Lee, 2025, note 29)".
    """

    bracket_parenthetical: BracketStyle = field(default_factory=no_brackets)
    bracket_textual: BracketStyle = field(default_factory=round_brackets)


class AuthorFirst(PlainStyle):  # type: ignore[misc]  # pybtex has no types
    """List by author, and begin with the name that the list is sorted by."""

    default_name_style = "lastfirst"


class Entries(SphinxPostTransform):
    """Turn the bibliography into a plain list, with the anchor `ref-<key>` on each entry.

    `bibtex_cite_id` alone would lower the case of a key and turn its underscores into
    hyphens, while the source line under a chart links to the key as it stands. Docutils
    would number the entries, by which nothing cites, and give them deprecated roles.
    """

    default_priority = 6  # just after the bibliography has been filled in (5)

    def run(self, **_: object) -> None:
        domain = cast(BibtexDomain, self.env.get_domain("cite"))
        keys = {citation.citation_id: citation.key for citation in domain.citations}
        for box in list(self.document.findall(nodes.container)):
            if box.children and all(isinstance(child, nodes.citation) for child in box.children):
                box.replace_self(reference_list(box, keys))


def reference_list(box: nodes.container, keys: dict[str, str]) -> nodes.bullet_list:
    """Return the entries of a bibliography as a list."""
    entries = nodes.bullet_list(classes=["references"])
    for citation in box.findall(nodes.citation):
        ids: list[str] = list(citation["ids"])
        anchors = [f"ref-{keys[identifier]}" for identifier in ids if identifier in keys]
        content = [node for node in citation.children if not isinstance(node, nodes.label)]
        entries += nodes.list_item("", *content, ids=list(dict.fromkeys([*anchors, *ids])))
    return entries


def set_anchor(app: Sphinx, config: Config) -> None:
    config.bibtex_cite_id = "ref-{key}"


def setup(app: Sphinx) -> None:
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_in_prose", AuthorYearInProse
    )
    register_pybtex_plugin("pybtex.style.formatting", "author_first", AuthorFirst)
    app.connect("config-inited", set_anchor)
    app.add_post_transform(Entries)
