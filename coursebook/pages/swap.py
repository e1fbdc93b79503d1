"""Build beside the pages that are being read, and swap the new ones in once they are complete.

A build writes to `_build/.html.part`, which begins as a copy of `_build/html`. Only a build without
a fault is renamed to `html`, so a server always serves a complete book, the old one or the new.
What Sphinx remembers for the next build, in `_build/.doctrees`, carries a seal, which is broken
when a build begins and set when it ends well. Without the seal nothing there is trusted: after a
build that was killed, interrupted, out of space or at fault, every page is read and written anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path

from filelock import FileLock
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from coursebook.pages import lock
from coursebook.pages.stop import stop

LOGGER = logging.getLogger(__name__)
SEAL = ".seal"
ATTEMPTS = 5
PAUSE = 0.5  # seconds; a virus scanner may hold a new file for a moment


def setup(app: Sphinx) -> None:
    swap = Swap(app)
    app.connect("config-inited", swap.begin, priority=0)
    app.connect("build-finished", swap.end, priority=1000)


class Swap:
    """The two folders of a build: the pages being read, and the pages being written."""

    def __init__(self, app: Sphinx) -> None:
        self.built = Path(app.outdir)
        self.part = self.built.with_name(f".{self.built.name}.part")
        self.old = self.built.with_name(f".{self.built.name}.old")
        self.doctrees = Path(app.doctreedir)
        self.lock: FileLock | None = None

    def begin(self, app: Sphinx, config: Config) -> None:
        """Wait for other builds to end, then direct this one to the folder beside the pages."""
        try:
            self.lock = lock.take(self.built.parent, LOGGER.info)
        except lock.BusyError as error:
            stop("Another build is at work", [str(error)])
        self.forget_what_is_broken()
        if self.old.is_dir() and not any(self.built.iterdir()):
            # The last build was killed between its two renames; Sphinx made the empty folder.
            self.built.rmdir()
            self.old.rename(self.built)
        for rest in (self.part, self.old):
            shutil.rmtree(rest, ignore_errors=True)
        shutil.copytree(self.built, self.part)
        app.outdir = type(app.outdir)(self.part)

    def forget_what_is_broken(self) -> None:
        """Break the seal; if it was not right, drop what the last build left for this one."""
        seal = self.doctrees / SEAL
        kept = seal.read_text(encoding="utf-8") if seal.is_file() else ""
        seal.unlink(missing_ok=True)
        if self.doctrees.is_dir() and kept != digest(self.doctrees):
            LOGGER.info("The last build did not end well: all pages are read anew.")
            shutil.rmtree(self.doctrees)

    def end(self, app: Sphinx, error: Exception | None) -> None:
        """Swap the new pages in, if nothing went wrong."""
        if error or app.statuscode or (app.keep_going and app._warncount):
            shown = f"{self.built.parent.name}/{self.built.name}"
            LOGGER.info(f"The pages in {shown} are still those of the last good build.")
            return
        self.put_in_place()
        (self.doctrees / SEAL).write_text(digest(self.doctrees), encoding="utf-8")
        app.outdir = type(app.outdir)(self.built)  # Sphinx prints that the pages are here
        if self.lock:
            self.lock.release()

    def put_in_place(self) -> None:
        open_to_servers(self.part)
        rename(self.built, self.old)
        try:
            rename(self.part, self.built)
        except OSError:
            rename(self.old, self.built)
            raise
        shutil.rmtree(self.old, ignore_errors=True)


def open_to_servers(folder: Path) -> None:
    """Let every account read a folder: a web server's is seldom the one that built it.

    Under `umask 077`, which many shared machines set, pages would be for their builder alone.
    """
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def rename(source: Path, target: Path) -> None:
    """Rename a folder, trying again for a moment: Windows refuses while a file in it is open."""
    for attempt in range(ATTEMPTS):
        try:
            source.rename(target)
        except PermissionError:
            if os.name != "nt" or attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE)
        else:
            return


def digest(folder: Path) -> str:
    """A hash of all files of a folder, by name and content, without its seal."""
    key = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SEAL:
            content = path.read_bytes()
            key.update(f"\n{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            key.update(content)
    return key.hexdigest()
