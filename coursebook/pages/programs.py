"""Move the programs of explorers to files beside the pages, because pages run no inline script.

The output of a chapter's cell carries each program as text; see `coursebook.explorers.page`.
"""

import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from coursebook.explorers.page import PROGRAM
from coursebook.pages.assets import SHORT, TARGET

_FOUND: Final = re.compile(
    rf'(?s)<script type="text/plain" class="{PROGRAM}" data-name="([^"]+)">(.*?)</script>'
)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", put_aside)


def put_aside(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the programs of a page to files, and load them ahead of the scripts that run them."""

    def written(found: re.Match[str]) -> str:
        name, script = f"model-{unescape(found[1])}.js", found[2]
        address = (TARGET / name).as_posix()
        Path(app.outdir, address).write_text(script, encoding="utf-8")
        version = hashlib.sha256(script.encode()).hexdigest()[:SHORT]
        source = f"{context['pathto'](address, 1)}?v={version}"
        context["metatags"] = (
            context.get("metatags", "") + f'<script defer="defer" src="{source}"></script>\n'
        )
        return ""

    context["body"] = _FOUND.sub(written, context.get("body") or "")
