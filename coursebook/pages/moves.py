"""Old addresses that still lead to their pages: `coursebook_moved` in `_config.yml`, old to new."""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.config import Config

from coursebook.pages.assets import TARGET
from coursebook.pages.policy import POLICY
from coursebook.pages.stop import stop

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SCRIPT = "moved.js"


def setup(app: Sphinx) -> None:
    app.add_config_value("coursebook_moved", {}, "html", dict)
    app.connect("env-check-consistency", check)
    app.connect("build-finished", write)


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop the build if an entry leads nowhere, or leads away from a page that exists."""
    faults = problems(app.config, env.found_docs)
    if faults:
        stop("A moved page does not lead anywhere", faults)


def problems(config: Config, pages: set[str]) -> list[str]:
    """What is wrong with the list, one line for each entry at fault."""
    faults = []
    for old, new in config.coursebook_moved.items():
        where = f"_config.yml, coursebook_moved, {old}"
        if old in pages:
            faults.append(f"{where}: found a page that exists; allowed: one that has gone")
        if PurePosixPath(old).is_absolute() or ".." in PurePosixPath(old).parts:
            faults.append(f"{where}: allowed is a page inside the book, such as book/old-name")
        if new not in pages:
            faults.append(f"{where}: found {new!r}, which is no page of the book")
    return faults


def write(app: Sphinx, error: Exception | None) -> None:
    """Write a page at each old address that leads to the new one."""
    if error or app.builder.name != "html":
        return
    for old, new in app.config.coursebook_moved.items():
        here = app.builder.get_target_uri(old)
        folder = posixpath.dirname(here)
        context = {
            "language": app.config.language,
            "policy": POLICY,
            "target": posixpath.relpath(app.builder.get_target_uri(new), folder or "."),
            "icon": posixpath.relpath("_static/logo.svg", folder or "."),
            "script": posixpath.relpath((TARGET / SCRIPT).as_posix(), folder or "."),
        }
        page = Path(app.outdir) / here
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(app.builder.templates.render("moved.html", context), encoding="utf-8")
