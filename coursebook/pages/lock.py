"""One at a time in a build folder: two builds would write over each other's pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from coursebook.pages.made_once import FOLDER

PATIENCE = 1800
"""Seconds to wait for another build: longer than any takes that does not hang."""


class BusyError(RuntimeError):
    """Another build is at work, and does not end."""


def take(folder: Path, say: Callable[[str], object], patience: float = PATIENCE) -> FileLock:
    """Return the lock of a build folder, held; `say` is told if another one holds it meanwhile.

    The system lets go of it when its process ends, in whatever way, so that none is left behind.
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
