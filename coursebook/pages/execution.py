"""Execute the chapters whose outputs are not in the cache, side by side.

jupyter-cache has an executor of that kind, `local-parallel`. It keeps a failure as a traceback
without the cell's number and line, goes on after Ctrl-C, and saves the state of widgets, for which
MyST-NB links scripts from a CDN.
"""

import asyncio
import atexit
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from jupyter_cache import get_cache
from jupyter_cache.base import JupyterCacheAbstract
from jupyter_client.kernelspec import NoSuchKernel
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from coursebook.pages import content_key as inputs
from coursebook.pages import outputs
from coursebook.pages.stop import stop

LOGGER = logging.getLogger(__name__)
KERNEL_START_SECONDS = 120
ERROR_LINES = 8
# Errors only: a kernel also warns that its local connection is not encrypted.
KERNEL_ARGUMENTS = ["--log-level=40"]


@dataclass
class Chapter:
    """A notebook that has to be executed; `reads` is the key of what this chapter alone reads."""

    path: Path
    name: str
    notebook: NotebookNode
    read_format: dict[str, Any]
    reads: str = ""
    seconds: float = 0
    failure: str = ""


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", execute)


def execute(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute what is not in the cache, several notebooks at a time, and fill the cache with it.

    By itself MyST-NB would execute one notebook after another, and most of that time goes into
    starting kernels and importing libraries.
    """
    cache = get_cache(app.config.nb_execution_cache_path)
    stale = stale_chapters(env, docnames, cache)
    if not stale:
        return
    slots = min(os.cpu_count() or 1, len(stale))
    LOGGER.info("executing %d notebooks, %d at a time", len(stale), slots)
    started = time.perf_counter()
    asyncio.run(run_all(stale, slots, app.config.nb_execution_timeout))
    LOGGER.info("executed in %.1f s", time.perf_counter() - started)
    for chapter in stale:
        if not chapter.failure:
            record = {"execution_seconds": chapter.seconds, "reads": chapter.reads}
            outputs.keep(cache, chapter.path, chapter.notebook, chapter.read_format, record)
    failures = [chapter.failure for chapter in stale if chapter.failure]
    if failures:
        stop("A cell failed", [line for text in failures for line in text.splitlines()])


def stale_chapters(
    env: BuildEnvironment, docnames: list[str], cache: JupyterCacheAbstract
) -> list[Chapter]:
    """The documents that hold code and whose outputs are not in the cache."""
    chapters = []
    for docname in docnames:
        path = Path(env.doc2path(docname))
        source = path.read_text(encoding="utf-8")
        reader = create_nb_reader(
            str(path),
            env.myst_config,  # type: ignore[attr-defined]  # set by MyST-NB
            env.mystnb_config,  # type: ignore[attr-defined]
            source,
        )
        if reader is None:
            continue
        notebook = reader.read(source)
        if not any(cell.cell_type == "code" for cell in notebook.cells):
            continue
        reads = inputs.chapter_key(Path(env.srcdir), path.stem)
        if not outputs.has(cache, notebook, reads):
            name = path.relative_to(env.srcdir).as_posix()
            chapters.append(Chapter(path, name, notebook, reader.read_fmt or {}, reads))
    return chapters


async def run_all(chapters: list[Chapter], slots: int, timeout: int) -> None:
    """Run each chapter in a kernel of its own, at most `slots` of them at a time."""
    asyncio.get_running_loop().add_signal_handler = leave_signals  # type: ignore[assignment, method-assign]
    free = asyncio.Semaphore(slots)

    async def run_when_free(chapter: Chapter) -> None:
        async with free:
            await run(chapter, timeout)

    await asyncio.gather(*(run_when_free(chapter) for chapter in chapters))


def leave_signals(*_: object) -> NoReturn:
    """Keep nbclient from taking over Ctrl-C.

    It would end the kernel that started last and leave the others running, whereas `asyncio.run`
    ends them all. nbclient copes without a handler, as it must on Windows.
    """
    raise NotImplementedError


async def run(chapter: Chapter, timeout: int) -> None:
    """Execute one notebook in place; a failure is noted in the chapter."""
    started = time.perf_counter()
    reached = 0

    def note_cell(cell: NotebookNode, cell_index: int) -> None:
        nonlocal reached
        reached = cell_index

    client = NotebookClient(
        chapter.notebook,
        timeout=timeout,
        startup_timeout=KERNEL_START_SECONDS,
        resources={"metadata": {"path": str(chapter.path.parent)}},
        extra_arguments=KERNEL_ARGUMENTS,
        shutdown_kernel="immediate",  # or else, after Ctrl-C, it waits for the cell to end
        record_timing=False,
        # Saved widget state would make MyST-NB link scripts from a CDN.
        store_widget_state=False,
        on_cell_start=note_cell,
    )
    try:
        await client.async_execute()
    except CellExecutionError:
        chapter.failure = describe(chapter, reached, raised_in(chapter.notebook.cells[reached]))
    except CellTimeoutError:
        chapter.failure = describe(chapter, reached, f"no end after {timeout} seconds")
    except DeadKernelError:
        chapter.failure = describe(chapter, reached, "the end of its Python process")
    except (OSError, RuntimeError, NoSuchKernel) as error:  # no kernel could be started
        chapter.failure = f"{chapter.name}: {type(error).__name__}: {error}"
    finally:
        # nbclient has cleaned up when it was cancelled, and must not do so again at exit.
        atexit.unregister(client._cleanup_kernel)
    chapter.seconds = time.perf_counter() - started


def raised_in(cell: NotebookNode) -> str:
    """The error that a cell shows.

    The one that nbclient reports is empty if an object raised it while being displayed.
    """
    error = next(output for output in cell.outputs if output.output_type == "error")
    lines = f"{error.ename}: {error.evalue}".splitlines()
    return "\n  ".join(lines[:ERROR_LINES])


def describe(chapter: Chapter, index: int, error: str) -> str:
    """Say where a cell is, how it begins, and what went wrong in it."""
    cells = chapter.notebook.cells
    number = sum(cell.cell_type == "code" for cell in cells[: index + 1])
    first_line = next((line for line in cells[index].source.splitlines() if line.strip()), "")
    lines = chapter.notebook.metadata.get("source_map")
    place = f"{chapter.name}, line {lines[index] + 1}" if lines else chapter.name
    return f"{place}: code cell {number} ({first_line.strip()!r}) raised\n  {error}"
