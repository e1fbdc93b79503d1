"""The cache of executed chapters: where it is, what is in it, and whether it is sound."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from coursebook.pages.content_key import cache_folder

LOGGER = logging.getLogger(__name__)
KEPT_CACHES = 3
DATABASE = "global.db"
NOTEBOOK = "base.ipynb"
CHECKSUM = "base.sha256"


def setup(app: Sphinx) -> None:
    app.connect("config-inited", choose_cache)


def choose_cache(app: Sphinx, config: Config) -> None:
    """Give every content key a cache of its own, and keep only the latest ones."""
    folder = cache_folder(app)
    if folder.is_dir() and not is_sound(folder / DATABASE):
        LOGGER.info("The cache of outputs is damaged: all chapters are executed anew.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    config.nb_execution_cache_path = str(folder)
    caches = [path for path in folder.parent.iterdir() if path.is_dir()]
    caches.sort(key=lambda path: path.stat().st_mtime)
    for old in caches[:-KEPT_CACHES]:
        shutil.rmtree(old, ignore_errors=True)


def is_sound(database: Path) -> bool:
    """Whether the database of the cache can be read; one that does not exist yet is sound."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(database)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
            connection.execute("SELECT count(*) FROM nbcache")
    except sqlite3.DatabaseError:
        return False
    return bool(answer == "ok")


def has(cache: JupyterCacheAbstract, notebook: NotebookNode, reads: str) -> bool:
    """Whether the outputs of this code, for what the chapter alone reads, are there unharmed."""
    try:
        record = cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    folder = _folder(cache, record.hashkey)
    if not _is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)  # jupyter-cache fails if it exists
        return False
    return bool((record.data or {}).get("reads", "") == reads)


def keep(
    cache: JupyterCacheAbstract,
    path: Path,
    notebook: NotebookNode,
    read_format: dict[str, Any],
    record: dict[str, Any],
) -> None:
    """Put an executed notebook where MyST-NB looks for it, with its checksum beside it."""
    project = cache.add_nb_to_project(str(path), read_data=read_format)
    bundle = CacheBundleIn(notebook, project.uri, data=record)
    kept = cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    folder = _folder(cache, kept.hashkey)
    (folder / CHECKSUM).write_text(_sum(folder), encoding="utf-8")


def _folder(cache: JupyterCacheAbstract, hashkey: str) -> Path:
    return Path(cache.path, "executed", hashkey)


def _is_whole(folder: Path) -> bool:
    try:
        return (folder / CHECKSUM).read_text(encoding="utf-8") == _sum(folder)
    except (OSError, UnicodeDecodeError):
        return False


def _sum(folder: Path) -> str:
    return hashlib.sha256((folder / NOTEBOOK).read_bytes()).hexdigest()
