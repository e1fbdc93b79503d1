"""One build at a time in a folder: two would overwrite each other's pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from coursebook.pages.made_once import FOLDER

PATIENCE = 1800
"""Seconds to wait for another build: longer than any takes that does not hang."""


class BusyError(RuntimeError):
    """Another build is running and has not ended in the time allowed."""


def take(folder: Path, say: Callable[[str], object], patience: float = PATIENCE) -> FileLock:
    """Wait for the lock of a build folder and take it.

    The system releases it when this process ends, however it ends.

    Parameters
    ----------
    folder
        The folder to be built in.
    say
        Called with a sentence if another build has the lock.
    patience
        How many seconds to wait for it.

    Returns
    -------
    FileLock
        The lock, held.

    Raises
    ------
    BusyError
        If the other build has not ended by then.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / FOLDER / "build.lock")
    try:
        return _acquired(lock, 0)
    except Timeout:
        say(f"Another build is at work in {folder.name}/. This one waits for its end.")
    try:
        return _acquired(lock, patience)
    except Timeout:
        raise BusyError(
            f"{folder.name}/ was in use by another build for {patience:g} seconds; "
            "end that one, if it hangs, and build again"
        ) from None


def _acquired(lock: FileLock, patience: float) -> FileLock:
    lock.acquire(timeout=patience)
    return lock
