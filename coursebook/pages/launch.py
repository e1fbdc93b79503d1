"""Buttons that open an exercise on Binder or on a course's JupyterHub.

A page writes `[Open on Binder](launch:binder/SLUG)`. Only the build knows where the exercise can be
reached: it takes the repository's address from git and the hub's from BOOK_JUPYTERHUB_URL. A button
without an address is left out; if none is left, a sentence says what to do instead.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from coursebook.pages.site import BINDER, hub_address

SCHEME: Final = "launch:"
BUTTON: Final = ("sd-btn", "sd-btn-outline-primary", "sd-mb-2")
NOTEBOOK: Final = "exercises/student/{slug}.ipynb"
OTHERWISE: Final = (
    "This copy of the book was built where no public repository was known, so it has no button "
    "for Binder or a JupyterHub: open the notebook in JupyterLab."
)


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", fill_in)


def fill_in(app: Sphinx, document: nodes.document, _: str) -> None:
    """Give each launch link its address, or remove the link if there is none."""
    options = app.config.html_theme_options
    repository = options.get("repository_url", "")
    branch = options.get("repository_branch", "main")
    hub = hub_address()
    for paragraph in list(document.findall(nodes.paragraph)):
        links = [
            link
            for link in paragraph.findall(nodes.reference)
            if link.get("refuri", "").startswith(SCHEME)
        ]
        if not links:
            continue
        known = [
            (link.astext(), target)
            for link in links
            if (target := address(link["refuri"], repository, branch, hub))
        ]
        paragraph.replace_self(_buttons(known) if known else nodes.paragraph("", OTHERWISE))


def address(launch: str, repository: str, branch: str, hub: str) -> str:
    """Where a launch link leads.

    Parameters
    ----------
    launch
        What the page wrote: `launch:binder/SLUG` or `launch:hub/SLUG`.
    repository, branch
        The web address of the repository, and the branch to open.
    hub
        The address of the JupyterHub.

    Returns
    -------
    str
        An address, or an empty text if it is not known.

    Examples
    --------
    >>> address("launch:binder/a", "https://github.com/someone/book", "main", "")
    'https://mybinder.org/v2/gh/someone/book/main?urlpath=lab%2Ftree%2Fexercises%2Fstudent%2Fa.ipynb'
    >>> address("launch:hub/a", "https://github.com/someone/book", "main", "")
    ''
    """
    place, _, slug = launch.removeprefix(SCHEME).partition("/")
    path = NOTEBOOK.format(slug=slug)
    if not repository:
        return ""
    if place == "hub":
        return on_hub(hub, repository, branch, path)
    return f"{BINDER}/v2/{_provider(repository)}/{quote(branch, safe='')}?" + urlencode(
        {"urlpath": f"lab/tree/{path}"}
    )


def _provider(repository: str) -> str:
    """A repository as Binder writes it: /gh/owner/name, /gl/owner%2Fname, /git/address."""
    parts = urlsplit(repository)
    name = parts.path.strip("/")
    if parts.hostname == "github.com":
        return f"gh/{name}"
    if parts.hostname == "gitlab.com":
        return f"gl/{quote(name, safe='')}"
    return f"git/{quote(repository, safe='')}"


def on_hub(hub: str, repository: str, branch: str, path: str) -> str:
    """A link for nbgitpuller, which pulls the repository into a student's folder and opens a file.

    Returns an empty text if `hub` is not the address of a web page.
    """
    if not hub.startswith(("https://", "http://")):
        return ""
    folder = repository.rstrip("/").rpartition("/")[2]
    asked = {"repo": repository, "branch": branch, "urlpath": f"lab/tree/{folder}/{path}"}
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


def _buttons(links: list[tuple[str, str]]) -> nodes.paragraph:
    paragraph = nodes.paragraph()
    for text, target in links:
        paragraph += nodes.reference("", text, refuri=target, internal=False, classes=[*BUTTON])
        paragraph += nodes.Text(" ")
    return paragraph
