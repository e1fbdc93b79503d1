"""Pages are exchanged as a whole, by one build at a time."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import build as tool
import pytest
import serve

from coursebook.pages import lock, stop
from coursebook.pages.made_once import kept
from coursebook.pages.swap import SEAL, Swap


def an_app(root: Path) -> Any:
    """As much of a Sphinx application as decides where pages go."""
    (root / "_build" / "html").mkdir(parents=True, exist_ok=True)
    return SimpleNamespace(
        outdir=root / "_build" / "html",
        doctreedir=root / "_build" / ".doctrees",
        statuscode=0,
        keep_going=True,
        _warncount=0,
    )


def write(app: Any, text: str) -> None:
    """What builders do: pages in one folder, what Sphinx remembers in the other."""
    (app.outdir / "page.html").write_text(text, "utf-8")
    app.doctreedir.mkdir(exist_ok=True)
    (app.doctreedir / "environment.pickle").write_text(text, "utf-8")


def built(root: Path, text: str, *, warnings: int = 0, error: Exception | None = None) -> Any:
    app = an_app(root)
    swap = Swap(app)
    swap.begin(app, None)  # type: ignore[arg-type]
    write(app, text)
    app._warncount = warnings
    swap.end(app, error)
    if swap.lock:
        swap.lock.release()  # as the end of the process does
    return app


def page(root: Path) -> str:
    return (root / "_build" / "html" / "page.html").read_text("utf-8")


def test_a_good_build_replaces_the_pages_and_leaves_nothing_beside(tmp_path: Path) -> None:
    assert built(tmp_path, "one").outdir.name == "html"
    assert page(tmp_path) == "one"
    built(tmp_path, "two")
    assert page(tmp_path) == "two"
    assert {each.name for each in (tmp_path / "_build").iterdir()} == {
        "html",
        ".doctrees",
        ".coursebook",
    }


@pytest.mark.parametrize("fault", [{"warnings": 1}, {"error": ValueError("a fault")}])
def test_a_build_at_fault_leaves_the_pages_as_they_were(
    tmp_path: Path, fault: dict[str, Any]
) -> None:
    built(tmp_path, "good")
    built(tmp_path, "at fault", **fault)
    assert page(tmp_path) == "good"


def test_pages_are_not_changed_while_a_build_is_writing(tmp_path: Path) -> None:
    built(tmp_path, "old")
    app = an_app(tmp_path)
    swap = Swap(app)
    swap.begin(app, None)  # type: ignore[arg-type]
    assert (app.outdir / "page.html").read_text("utf-8") == "old"
    write(app, "new")
    assert page(tmp_path) == "old"
    swap.end(app, None)
    assert page(tmp_path) == "new"


def test_pages_can_be_read_by_a_web_server_s_account(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        app = built(tmp_path, "for all")
    finally:
        os.umask(before)
    assert app.outdir.stat().st_mode & 0o777 == 0o755
    assert (app.outdir / "page.html").stat().st_mode & 0o777 == 0o644


def remembered(root: Path) -> bool:
    """Whether a build that begins now still finds what the last one left for it."""
    app = an_app(root)
    swap = Swap(app)
    swap.begin(app, None)  # type: ignore[arg-type]
    if swap.lock:
        swap.lock.release()
    return (root / "_build" / ".doctrees" / "environment.pickle").is_file()


def test_what_a_good_build_remembers_is_used_by_the_next(tmp_path: Path) -> None:
    built(tmp_path, "good")
    assert remembered(tmp_path)


def test_what_a_build_remembers_that_did_not_end_is_dropped(tmp_path: Path) -> None:
    built(tmp_path, "good")
    app = an_app(tmp_path)
    swap = Swap(app)
    swap.begin(app, None)  # type: ignore[arg-type]
    write(app, "half")
    if swap.lock:
        swap.lock.release()
    assert not remembered(tmp_path)


def test_what_was_damaged_since_is_dropped(tmp_path: Path) -> None:
    built(tmp_path, "good")
    (tmp_path / "_build" / ".doctrees" / "environment.pickle").write_text("goof", "utf-8")
    assert not remembered(tmp_path)


def test_what_an_older_release_left_is_dropped(tmp_path: Path) -> None:
    built(tmp_path, "good")
    (tmp_path / "_build" / ".doctrees" / SEAL).unlink()
    assert not remembered(tmp_path)


def test_a_build_that_ends_between_its_two_renamings_loses_no_page(tmp_path: Path) -> None:
    built(tmp_path, "good")
    (tmp_path / "_build" / "html").rename(tmp_path / "_build" / ".html.old")
    built(tmp_path, "at fault", warnings=1)
    assert page(tmp_path) == "good"


def test_pages_that_cannot_take_their_place_leave_the_old_ones_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, "good")
    rename = Path.rename

    def refuse(source: Path, target: Path) -> Path:
        if source.name == ".html.part":
            raise PermissionError(13, "in use", str(source))
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        built(tmp_path, "new")
    assert page(tmp_path) == "good"


# --- one at a time --------------------------------------------------------------------------------


def test_a_second_build_is_told_of_the_first_and_gives_up_in_the_end(tmp_path: Path) -> None:
    said: list[str] = []
    first = lock.take(tmp_path, said.append)
    assert said == []
    with pytest.raises(lock.BusyError, match=r"in use by another build for 0\.1 seconds"):
        lock.take(tmp_path, said.append, patience=0.1)
    assert said == [f"Another build is at work in {tmp_path.name}/. This one waits for its end."]
    first.release()
    lock.take(tmp_path, said.append).release()
    assert len(said) == 1


def test_a_lock_that_a_dead_build_left_behind_is_no_lock(tmp_path: Path) -> None:
    lock.take(tmp_path, print).release()
    (tmp_path / ".coursebook" / "build.lock").write_text("12345\n", "utf-8")
    lock.take(tmp_path, pytest.fail).release()


# --- what is made once ----------------------------------------------------------------------------


def test_what_is_made_once_is_made_again_when_it_was_damaged(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("once")
        return "a long script"

    first = kept(tmp_path, "vega-1.0", ".js", make)
    assert kept(tmp_path, "vega-1.0", ".js", make) == first
    assert len(made) == 1
    first.write_text("a long", "utf-8")
    assert kept(tmp_path, "vega-1.0", ".js", make).read_text("utf-8") == "a long script"
    assert len(made) == 2
    assert [each.name for each in (tmp_path / ".coursebook").iterdir()] == [first.name]


# --- in words -------------------------------------------------------------------------------------


def test_what_the_system_refuses_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(stop, "say", lambda what, lines: said.append((what, lines)))
    full = OSError(28, "No space left on device", "_build/.html.part/page.html")
    error = RuntimeError("There was an error in building your book.")
    error.__cause__ = ValueError("a handler threw an exception")
    error.__cause__.__cause__ = full
    stop.tell(RuntimeError, error, None)
    assert said == [
        (
            "The build could not read or write a file",
            ["_build/.html.part/page.html: No space left on device"],
        )
    ]


def test_any_other_error_keeps_its_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop, "say", pytest.fail)
    stop.tell(ValueError, ValueError("a mistake in the book's code"), None)
    assert "ValueError: a mistake in the book's code" in capsys.readouterr().err


def test_a_table_of_contents_that_is_no_yaml_is_told_before_jupyter_book_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_toc.yml").write_text('format: jb-book\nroot: "book/intro\n', "utf-8")
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as told:
        tool.main()
    assert str(told.value).startswith("The table of contents is not valid. No page was written.\n")
    assert "_toc.yml: found no YAML (line 3: found unexpected end of stream)" in str(told.value)
