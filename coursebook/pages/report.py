"""The link by which a reader reports a fault: to the issues of the book's repository.

A page writes `[an issue](report:issues)`. Only the build knows which repository that is; if it
knows none, the words stay and the link goes.
"""

from typing import Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

REPORT: Final = "report:issues"


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", fill_in)


def fill_in(app: Sphinx, document: nodes.document, _: str) -> None:
    """Give each such link its address, or leave only its words if there is none."""
    address = issues(app.config.html_theme_options.get("repository_url", ""))
    for link in list(document.findall(nodes.reference)):
        if link.get("refuri") != REPORT:
            continue
        if address:
            link["refuri"] = address
        else:
            link.parent.replace(link, link.children)


def issues(repository: str) -> str:
    """The page on which a repository lists its issues; empty if no repository is known.

    >>> issues("https://github.com/someone/book")
    'https://github.com/someone/book/issues'
    >>> issues("https://gitlab.com/someone/book")
    'https://gitlab.com/someone/book/-/issues'
    """
    if not repository:
        return ""
    own = "/-/issues" if urlsplit(repository).hostname == "gitlab.com" else "/issues"
    return repository + own
