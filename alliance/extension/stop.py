"""End a build with a message of our own."""

from pathlib import Path
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.console import red

LOGGER = logging.getLogger(__name__)


def stop(what: str, lines: list[str]) -> NoReturn:
    """Print what went wrong, line by line, and leave with exit code 1.

    SystemExit rather than an exception of Sphinx's: Jupyter Book prints a page of
    traceback after the latter, and the message that matters is lost above it.
    """
    LOGGER.info("")
    LOGGER.info(red(f"{what}. No page was written."))
    for line in lines:
        LOGGER.info(red(f"  {line}"))
    raise SystemExit(1)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", forget_failed_build, priority=999)


def forget_failed_build(app: Sphinx, error: Exception | None) -> None:
    """Let the next build read everything again, as Sphinx does after an exception.

    A document that was read with a warning would otherwise count as up to date, and
    the same build would pass when it is simply run a second time.
    """
    if app.statuscode or (app.keep_going and app._warncount):
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
