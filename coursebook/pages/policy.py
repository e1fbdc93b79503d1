"""What a page may load and run: only what comes from its own host, and no inline script.

Each page carries this policy, because on many hosts nobody can set headers. Where headers can be
set, `deploy/` sets the same and more.
"""

from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

# `data:` is for the theme's icons and for charts saved as pictures. What a page fetches ahead, and
# no line names, Firefox holds to `default-src`; frames, media, plugins and workers have no place.
DIRECTIVES: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",  # the search reads pages for its excerpts
    "frame-src": "'none'",
    "media-src": "'none'",
    "object-src": "'none'",
    "worker-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",  # the search field
}
POLICY: Final = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_policy)


def add_policy(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the policy ahead of everything that it governs."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}" />\n'
    context["metatags"] = tag + context.get("metatags", "")
