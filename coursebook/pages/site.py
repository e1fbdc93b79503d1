"""Where the book lives: its address, its repository, and the pages of the site itself.

Nothing of this is written down in the repository, so that a fork is right at once.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config

from coursebook.book import book

# The hosts whose addresses the theme knows how to build for "edit" and "issue".
HOSTS = ("github.com", "gitlab.com", "bitbucket.org")
BINDER = "https://mybinder.org"
RELATIVE = re.compile(r'(?<=\s)(href|src|action)="(?!#|/|[a-z]+:)([^"]*)"')


def setup(app: Sphinx) -> None:
    app.connect("config-inited", set_addresses)
    app.connect("html-collect-pages", own_pages)
    app.connect("build-finished", root_not_found_page)
    app.connect("build-finished", write_front_door)
    app.connect("build-finished", write_sitemap)


def set_addresses(app: Sphinx, config: Config) -> None:
    """Take the site's address from BOOK_BASE_URL and the repository's from git."""
    base = os.environ.get("BOOK_BASE_URL", "").strip()
    if base:
        config.html_baseurl = base.rstrip("/") + "/"
    repository = repository_address(Path(app.srcdir))
    if not repository:
        return
    config.html_theme_options.update(
        repository_url=repository,
        repository_branch=branch(Path(app.srcdir)),
        use_repository_button=True,
        use_issues_button=True,
        use_edit_page_button=True,
        launch_buttons={
            "binderhub_url": BINDER,
            "jupyterhub_url": hub_address(),
            "notebook_interface": "jupyterlab",
        },
    )


def hub_address() -> str:
    """The address of the course's JupyterHub, or an empty text."""
    return os.environ.get("BOOK_JUPYTERHUB_URL", "").strip()


def repository_address(root: Path) -> str:
    """The web page of the repository that readers are sent to, or nothing if it is not known.

    A course that keeps its keys in a private repository names the one that its students get, as
    `student-repository` in `[tool.coursebook]`.
    """
    named = os.environ.get("BOOK_REPOSITORY_URL") or book().student_repository
    return web_address(named or _git(root, "remote", "get-url", "origin"))


def web_address(remote: str) -> str:
    """The web page that belongs to a git remote, or an empty text if it has none.

    >>> web_address("git@github.com:someone/book.git")
    'https://github.com/someone/book'
    >>> web_address("/srv/git/book.git")
    ''
    """
    scp_like = re.fullmatch(r"[\w.-]+@([\w.-]+):(?!/)(.+)", remote.strip())
    if scp_like:
        host, path = scp_like.groups()
    else:
        parts = urlsplit(remote.strip())
        # Not `netloc`, which may include a user name and a token.
        host, path = parts.hostname or "", parts.path
    path = path.strip("/").removesuffix(".git")
    return f"https://{host}/{path}" if host in HOSTS and path.count("/") == 1 else ""


def branch(root: Path) -> str:
    """The branch to which links into the repository should point."""
    head = _git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    return os.environ.get("BOOK_REPOSITORY_BRANCH") or head.removeprefix("origin/") or "main"


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""  # no git here, as in a downloaded archive
    return done.stdout.strip() if done.returncode == 0 else ""


def own_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that a host shows for an address that does not exist."""
    yield "404", {"title": "Page not found"}, "404.html"


def root_not_found_page(app: Sphinx, error: Exception | None) -> None:
    """Make the addresses in 404.html begin at the site's root.

    A host shows that page at any address and depth, where relative addresses would lead astray.
    """
    page = Path(app.outdir) / "404.html"
    if error or app.builder.name != "html" or not page.exists():
        return
    root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
    text = page.read_text(encoding="utf-8")
    text = RELATIVE.sub(rf'\1="{root}\2"', text)
    text = text.replace('data-content_root="./"', f'data-content_root="{root}"')
    page.write_text(text, encoding="utf-8")


def write_front_door(app: Sphinx, error: Exception | None) -> None:
    """Write index.html, which leads to the first page of the book.

    Jupyter Book writes one only if there is none, and leaves out language and title.
    """
    if error or app.builder.name != "html" or app.config.root_doc == "index":
        return
    context = {
        "title": app.config.html_title,
        "start": app.builder.get_target_uri(app.config.root_doc),
        "language": app.config.language,
    }
    page = app.builder.templates.render("front-door.html", context)
    (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")


def write_sitemap(app: Sphinx, error: Exception | None) -> None:
    """List all pages for search engines, which want full addresses: only if the site's is known."""
    if error or app.builder.name != "html" or not app.config.html_baseurl:
        return
    addresses = [
        escape(app.config.html_baseurl + app.builder.get_target_uri(page))
        for page in sorted(app.env.found_docs)
    ]
    entries = "".join(f"  <url><loc>{address}</loc></url>\n" for address in addresses)
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n",
        encoding="utf-8",
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {app.config.html_baseurl}sitemap.xml\n"
    Path(app.outdir, "robots.txt").write_text(robots, encoding="utf-8")
