"""Builds that are broken off, or meet what another left behind: the next one is right.

All tests share one small book. Each leaves it as it was, and says so by building it once more.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from small_book import build, chapter, make_book, start, written

PATIENCE = 400  # seconds; a busy machine takes long to start a kernel
CELL = """import os, pathlib, signal, time
pathlib.Path("../reached").write_text(str(os.getpid()))
while "WAITS" in os.environ and not pathlib.Path("../go-on").exists():
    time.sleep(0.1)
1 + 1"""


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two pages, built."""
    folder = make_book(root, tmp_path_factory.mktemp("book"), {"slow": CELL})
    done = build(folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture
def book(built: Path) -> Iterator[Path]:
    """The book; whatever a test does to it, its pages stay, and the next build makes the same."""
    before = written(built)
    assert len(before) > 3
    yield built
    assert written(built) == before
    edit(built, CELL)
    done = build(built)
    assert done.returncode == 0, done.stdout
    assert written(built) == before
    assert not (built / "_build" / ".html.part").exists()


def edit(book: Path, code: str) -> None:
    (book / "book" / "slow.md").write_text(chapter("slow", code), encoding="utf-8")
    for mark in ("reached", "go-on"):
        (book / mark).unlink(missing_ok=True)


def until_cell_runs(book: Path) -> int:
    """Wait until the cell runs; return the process in which it does."""
    for _ in range(PATIENCE * 10):
        if (book / "reached").is_file() and (number := (book / "reached").read_text()):
            return int(number)
        time.sleep(0.1)
    pytest.fail("the cell was not reached")


def until_said(building: subprocess.Popen[str], words: str) -> None:
    """Read what a build says until these words."""
    said = ""
    for line in building.stdout or ():
        said += line
        if words in line:
            return
    pytest.fail(f"the build did not say {words!r}, but {said}")


def ends(process: int) -> bool:
    """Whether a process is gone, or will be in a moment."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.timeout(1200)
def test_a_kernel_that_dies_stops_the_build_and_is_named(book: Path) -> None:
    edit(book, CELL.replace("1 + 1", "os.kill(os.getpid(), signal.SIGKILL)"))
    done = build(book)
    assert done.returncode == 1
    assert "book/slow.md, line 23: code cell 2 ('import os, pathlib, signal, time')" in done.stdout
    assert "the end of its Python process" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.timeout(1200)
def test_ctrl_c_ends_a_build_and_its_kernels_at_once(book: Path) -> None:
    edit(book, f"{CELL} + 1")
    building = start(book, WAITS="yes")
    kernel = until_cell_runs(book)
    building.send_signal(signal.SIGINT)
    said, _ = building.communicate(timeout=PATIENCE)
    assert building.returncode != 0
    assert "Traceback" not in said
    assert ends(kernel)


@pytest.mark.timeout(1200)
def test_a_build_that_is_killed_while_it_writes_leaves_the_old_pages(book: Path) -> None:
    edit(book, f"{CELL} + 2")
    building = start(book)
    until_said(building, "copying static files")
    building.kill()
    building.communicate(timeout=PATIENCE)
    assert building.returncode != 0
    assert (book / "_build" / ".html.part").is_dir()


@pytest.mark.timeout(1200)
def test_of_two_builds_at_once_the_second_waits(book: Path) -> None:
    before = written(book)
    shutil.rmtree(book / "_build" / ".jupyter_cache")
    edit(book, CELL)
    first = start(book, WAITS="yes")
    until_cell_runs(book)
    second = start(book, WAITS="yes")
    until_said(second, "Another build is at work")
    assert written(book) == before
    (book / "go-on").touch()
    said_first, _ = first.communicate(timeout=PATIENCE)
    said_second, _ = second.communicate(timeout=PATIENCE)
    assert (first.returncode, second.returncode) == (0, 0), said_first + said_second
    assert "executing 1 notebooks" in said_first
    assert "executing" not in said_second


@pytest.mark.timeout(1200)
def test_a_page_that_is_deleted_meanwhile_is_named(book: Path) -> None:
    page = book / "book" / "start.md"
    text = page.read_text("utf-8")
    edit(book, f"{CELL} + 3")
    building = start(book, WAITS="yes")
    until_cell_runs(book)
    page.unlink()
    (book / "go-on").touch()
    said, _ = building.communicate(timeout=PATIENCE)
    page.write_text(text, "utf-8")
    assert building.returncode == 1
    assert "The build could not read or write a file. No page was written." in said
    assert "book/start.md" in said.rpartition("No page was written.")[2]
    assert "Traceback" not in said


@pytest.mark.timeout(1200)
def test_a_full_disk_is_told_in_a_sentence(book: Path) -> None:
    # No file may grow larger: the system answers as for a full disk, but for its words.
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (300_000, 300_000))
    for options in ((), ("--path-output", "new")):
        building = start(book, *options, before=limit)
        said, _ = building.communicate(timeout=PATIENCE)
        assert building.returncode == 1
        assert "The build could not read or write a file. No page was written." in said
        assert "File too large" in said.rpartition("No page was written.")[2]
        assert "Traceback" not in said
    assert not list((book / "new" / "_build" / "html").iterdir())


@pytest.mark.timeout(1200)
def test_damage_to_what_builds_keep_is_mended(book: Path) -> None:
    kept = book / "_build"
    (database,) = kept.glob(".jupyter_cache/*/global.db")
    database.write_bytes(database.read_bytes()[:100] + b"\0garbage" * 400)
    environment = kept / ".doctrees" / "environment.pickle"
    environment.write_bytes(environment.read_bytes()[:1000])
    done = build(book)
    assert done.returncode == 0, done.stdout
    assert "The cache of outputs is damaged" in done.stdout
    assert "The last build did not end well" in done.stdout

    notebooks = kept.glob(".jupyter_cache/*/executed/*/base.ipynb")
    for each in notebooks:
        each.write_text(each.read_text("utf-8").replace("2", "3"), "utf-8")
    doctree = kept / ".doctrees" / "book" / "start.doctree"
    doctree.write_bytes(doctree.read_bytes()[:100])
    script = next(kept.glob(".coursebook/vega-*.js"))
    script.write_bytes(script.read_bytes()[:5000])
    done = build(book)
    assert done.returncode == 0, done.stdout
    assert "executing 1 notebooks" in done.stdout
    assert (kept / "html" / "_static" / "coursebook" / "vega.js").stat().st_size > 300_000


# --- faults of the book's files, through a whole build ----------------------------------------


@pytest.mark.timeout(1200)
def test_a_fault_in_a_file_stops_the_build(book: Path) -> None:
    for file, old, new, told in FAULTS:
        text = (book / file).read_text("utf-8")
        (book / file).write_text(text.replace(old, new, 1), "utf-8")
        done = build(book)
        (book / file).write_text(text, "utf-8")
        assert done.returncode == 1
        assert told in done.stdout
        assert "No page was written." in done.stdout
        assert "Traceback" not in done.stdout


FAULTS = [
    ("_toc.yml", "book/slow", "../slow", "_toc.yml, line 4, field file: found '../slow'"),
    ("book/references.bib", "@", "@misc{x, title = {\n@", "references.bib cannot be read"),
    ("data/gdp.csv", "732.7231", "732.7232", "data/gdp.csv, row 3, field krw_trillion: found"),
]
