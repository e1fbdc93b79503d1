"""The link by which a reader reports a fault: to the issues of the book's repository.

A page writes `[an issue](report:issues)`. Which repository that is, is known only when the book is
built; where it is not, the words stay without a link.
"""

from typing import Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

REPORT: Final = "report:issues"


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", fill_in)


def fill_in(app: Sphinx, document: nodes.document, _: str) -> None:
    """Give each such link its address; leave its words where there is none."""
    address = issues(app.config.html_theme_options.get("repository_url", ""))
    for link in list(document.findall(nodes.reference)):
        if link.get("refuri") != REPORT:
            continue
        if address:
            link["refuri"] = address
        else:
            link.parent.replace(link, link.children)


def issues(repository: str) -> str:
    """Where a repository keeps its issues; empty where no repository is known.

    >>> issues("https://github.com/someone/book")
    'https://github.com/someone/book/issues'
    >>> issues("https://gitlab.com/someone/book")
    'https://gitlab.com/someone/book/-/issues'
    """
    if not repository:
        return ""
    own = "/-/issues" if urlsplit(repository).hostname == "gitlab.com" else "/issues"
    return repository + own
