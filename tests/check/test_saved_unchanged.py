"""A chapter opened in JupyterLab and saved without a change is the same file, byte by byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "book").rglob("*.md"))
    if "\nkernelspec:\n" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("chapter", NOTEBOOKS, ids=lambda path: path.stem)
def test_saving_what_was_only_read_changes_nothing(chapter: Path, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    copy = tmp_path / chapter
    copy.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / chapter, copy)
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(tmp_path))
    opened = manager.get(chapter.as_posix(), type="notebook")["content"]
    model = {"type": "notebook", "format": "json", "content": opened}
    manager.save(model, chapter.as_posix())
    assert copy.read_bytes() == (ROOT / chapter).read_bytes()
