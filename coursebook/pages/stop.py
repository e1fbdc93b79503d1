"""How a build ends with a message of our own."""

import shutil
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.console import red

LOGGER = logging.getLogger(__name__)


def stop(what: str, lines: list[str]) -> NoReturn:
    """Print what went wrong, line by line, and exit with code 1.

    It raises SystemExit because Jupyter Book prints a page of traceback after any exception of
    Sphinx's, and the message that matters would be lost above it.
    """
    say(what, lines)
    raise SystemExit(1)


def say(what: str, lines: list[str]) -> None:
    LOGGER.info("")
    LOGGER.info(red(f"{what}. No page was written."))
    for line in lines:
        LOGGER.info(red(f"  {line}"))


def setup(app: Sphinx) -> None:
    sys.excepthook = tell


def tell(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Explain in a sentence what the system refused, such as a full disk or a missing file.

    Whichever step of the build met it, Jupyter Book passes it on as the cause of its own error.
    """
    refused = next((each for each in causes(error) if isinstance(each, OSError)), None)
    if refused is None:
        sys.__excepthook__(kind, error, traceback)
        return
    say("The build could not read or write a file", [reason(refused)])


def reason(refused: OSError) -> str:
    """Which file was refused, and why."""
    if isinstance(refused, shutil.Error) and isinstance(refused.args[0], list):
        _, file, why = refused.args[0][0]  # several files of a folder: name the first
        return f"{file}: {why}"
    file = refused.filename2 or refused.filename  # a copy: name the new file
    return f"{file}: {refused.strerror}" if file else str(refused)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that led to it, the first cause last."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
