"""What goes into the reader's own browser: Python, its packages, the book's data, the chapters."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from in_browser import book, pyodide, site, wheels

from alliance import load, quiz
from coursebook import tables
from coursebook.catalog import uses
from coursebook.tables import sources

LISTED = {
    "numpy": {"name": "numpy", "file_name": "numpy-1.whl", "depends": []},
    "pandas": {"name": "pandas", "file_name": "pandas-1.whl", "depends": ["numpy"]},
    "pydantic": {"name": "pydantic", "file_name": "pydantic-1.whl", "depends": ["pydantic_core"]},
    "pydantic-core": {"name": "pydantic_core", "file_name": "core-1.whl", "depends": []},
    "rpds-py": {"name": "rpds-py", "file_name": "rpds-1.whl", "depends": []},
    "micropip": {"name": "micropip", "file_name": "micropip-1.whl", "depends": []},
    "altair": {"name": "altair", "file_name": "altair-1.whl", "depends": []},
}


@pytest.fixture(scope="module")
def chosen() -> wheels.Chosen:
    return wheels.choose((*site.CELLS, *site.KERNEL), LISTED, "3.14")


def release(folder: Path, **core: bytes) -> pyodide.Release:
    """A release of Pyodide that is these files, written into a folder."""
    sums = {}
    for name, content in core.items():
        (folder / name).write_bytes(content)
        sums[name] = hashlib.sha256(content).hexdigest()
    return dataclasses.replace(pyodide.PINNED, core=sums, core_address=folder.as_uri())


def test_only_what_is_compiled_comes_from_pyodide(chosen: wheels.Chosen) -> None:
    assert set(chosen.pyodide) == {*LISTED} - {"altair"}
    assert {"altair", "anywidget", "ipywidgets", "psygnal", "pyyaml"} <= set(chosen.installed)


def test_whatever_is_chosen_brings_what_it_needs(chosen: wheels.Chosen) -> None:
    there = {*chosen.installed, *chosen.pyodide}
    assert {need for needs in chosen.needs.values() for need in needs} <= there
    assert "widgetsnbextension" not in there, "the kernel brings its own"


def test_a_package_that_no_browser_runs_is_named() -> None:
    with pytest.raises(wheels.MissingError, match="vl-convert-python is compiled"):
        wheels.choose(["vl-convert-python"], LISTED, "3.14")


def test_a_package_without_its_compiled_part_works_as_before(
    chosen: wheels.Chosen, tmp_path: Path
) -> None:
    entry = wheels.pack(chosen.installed["pyyaml"], tmp_path)
    path = tmp_path / entry["file_name"]
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if name.endswith((".so", ".pyd"))]
    assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "yaml" in entry["imports"]
    code = "import yaml; print(yaml.__file__, yaml.safe_load('a: [1, 2]'))"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(path)!r}); {code}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert str(path) in told
    assert "{'a': [1, 2]}" in told


def test_the_same_package_makes_the_same_file(tmp_path: Path) -> None:
    first, second = (
        wheels.write("name", "1.0", {"name/__init__.py": b"x = 1\n"}, tmp_path) for _ in range(2)
    )
    assert first == second


def test_a_file_of_pyodide_is_fetched_once_and_held_to_its_checksum(tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    given = release(published, **{"pyodide.mjs": b"export {};"})
    here = pyodide.Pyodide(tmp_path / "here", fetches=True, release=given)
    (file,) = here.core()
    assert file.read_bytes() == b"export {};"
    (published / "pyodide.mjs").unlink()
    assert here.core() == [file]
    file.write_bytes(b"export { other };")
    with pytest.raises(pyodide.PyodideError, match=r"found the checksum \w+; allowed is"):
        here.core()


@pytest.mark.parametrize("fetches", [True, False])
def test_a_file_that_cannot_be_had_is_named(tmp_path: Path, fetches: bool) -> None:
    given = release(tmp_path, **{"python_stdlib.zip": b"PK"})
    (tmp_path / "python_stdlib.zip").unlink()
    missing = pyodide.Pyodide(tmp_path / "here", fetches=fetches, release=given)
    with pytest.raises(pyodide.PyodideError, match=r"python_stdlib\.zip"):
        missing.core()


def test_the_package_finds_its_data_sources_and_quizzes_beside_itself(
    root: Path, tmp_path: Path
) -> None:
    entry = wheels.write("alliance", "0.1.0", book.package(root), tmp_path)
    with zipfile.ZipFile(tmp_path / entry["file_name"]) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import json, alliance; from alliance import load, quiz, sources, tables, uses; "
        "print(json.dumps([alliance.__file__, tables.names(), len(load('gdp')), "
        "len(sources.known()), len(quiz('china').questions.items), uses.explorers()]))"
    )
    command = [sys.executable, "-c", code]
    place = tmp_path / "site"
    told = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True).stdout
    where, *found = json.loads(told)
    assert Path(where).parent.parent == place
    assert found == [
        tables.names(),
        len(load("gdp")),
        len(sources.known()),
        len(quiz("china").questions.items),
        uses.explorers(),
    ]


def test_every_chapter_is_a_notebook_with_all_its_code(root: Path) -> None:
    notebooks = dict(book.chapters(root))
    assert len(notebooks) == 16
    assert list(notebooks) == [name for name in uses.pages(root) if name in notebooks]
    for name, notebook in notebooks.items():
        text = (root / "book" / f"{name}.md").read_text(encoding="utf-8")
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert len(code) == text.count("\n```{code-cell}")
        assert all(source in text for source in code)
        nbformat.validate(notebook)


def test_a_notebook_has_links_and_works_in_place_of_what_only_the_book_knows(root: Path) -> None:
    for name, notebook in book.chapters(root):
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert "{cite" not in text, name
        assert ".md)" not in text, name
        assert "](launch:" not in text, name
    assert book.as_read("As {cite:t}`song2025part` says.", []).startswith("As [Song (2025)](https")
