"""What the outputs of the chapters depend on besides their own cells.

jupyter-cache compares the code of a notebook and nothing else. This key is made of the content of
everything that a cell can read, so that outdated outputs are told from current ones. A quiz is read
by one chapter only, so it counts for that chapter alone.
"""

import hashlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

import coursebook
from coursebook.book import book
from coursebook.catalog import uses
from coursebook.checks import toc
from coursebook.coursework.draw import SALT, SEEDS_FILE
from coursebook.pages.stop import stop
from coursebook.quizzes import chapter as chapters
from coursebook.quizzes.reading import FOLDER as QUIZZES

BIBLIOGRAPHY = Path("book", "references.bib")
KEY_LENGTH = 16
ENGINE = Path(coursebook.__file__).parent
"""Its code counts; its styles and scripts do not: pages link them by their own checksums."""


def setup(app: Sphinx) -> None:
    # rebuild="env": with another key, Sphinx reads every document again.
    app.add_config_value("coursebook_content_key", "", "env", str)
    app.connect("config-inited", prepare)
    # Before sphinxcontrib.bibtex reads the bibliography, and Sphinx the table of contents.
    app.connect("config-inited", check_toc)
    app.connect("config-inited", check_data)
    app.connect("source-read", note_quiz)


def prepare(app: Sphinx, config: Config) -> None:
    """Set the key, and the environment in which kernels start."""
    root = Path(app.srcdir)
    config.coursebook_content_key = content_key(root)
    os.environ["COURSEBOOK_HOST"] = "page"
    # Kernels start in book/. They import the package of this checkout, also where
    # another one is installed.
    paths = [str(root), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(filter(None, paths)))


def content_key(root: Path) -> str:
    """Hash everything that a cell of any chapter can read.

    Parameters
    ----------
    root
        The book's folder.

    Returns
    -------
    str
        16 hexadecimal digits; another key means that no cached output counts any more.
    """
    key = hashlib.sha256(f"{platform.python_version()}{os.environ.get(SALT, '')}".encode())
    files = [(path.relative_to(root).as_posix(), path) for path in _files(root)]
    files += [(path.relative_to(ENGINE).as_posix(), path) for path in ENGINE.rglob("*.py")]
    for name, path in sorted(files):
        content = path.read_bytes()
        key.update(f"\n{name} {len(content)}\n".encode())
        key.update(content)
    # The catalog shows which page loads which table; the rest of a page does not matter to it.
    key.update(repr(uses.by_page(root)).encode())
    return key.hexdigest()[:KEY_LENGTH]


def _files(root: Path) -> Iterator[Path]:
    package = book().package
    for folder in (root / "data", *([root / package] if package else [])):
        for path in folder.rglob("*"):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith(".") for part in parts)
            quiz = parts[:2] == ("data", QUIZZES)
            if path.is_file() and not ("__pycache__" in parts or hidden or quiz):
                yield path
    yield from (root / "exercises").glob("*/answers.toml")  # whose titles worksheets show
    for path in (root / "requirements.txt", root / BIBLIOGRAPHY, root / SEEDS_FILE):
        if path.is_file():
            yield path


def chapter_key(root: Path, chapter: str) -> str:
    """Hash what only this chapter's cells can read: its quiz, its goals and its passages."""
    quiz = quiz_file(root, chapter)
    if not quiz.is_file():
        return ""
    refers_to = repr(chapters.read(root / "book" / f"{chapter}.md")).encode()
    return hashlib.sha256(quiz.read_bytes() + refers_to).hexdigest()[:KEY_LENGTH]


def quizzes_key(root: Path) -> str:
    """Return the hash of all quizzes and of what they refer to."""
    key = hashlib.sha256()
    for path in sorted((root / "data" / QUIZZES).glob("*.yaml")):
        key.update(path.read_bytes())
        chapter = root / "book" / f"{path.stem}.md"
        key.update(repr(chapters.read(chapter) if chapter.is_file() else path.stem).encode())
    return key.hexdigest()[:KEY_LENGTH]


def quiz_file(root: Path, chapter: str) -> Path:
    return root / "data" / QUIZZES / f"{chapter}.yaml"


def note_quiz(app: Sphinx, docname: str, content: list[str]) -> None:
    """Have Sphinx read a chapter again when its quiz has changed."""
    quiz = quiz_file(Path(app.srcdir), Path(docname).name)
    if quiz.is_file():
        app.env.note_dependency(str(quiz))


def cache_folder(app: Sphinx) -> Path:
    """The folder of executed notebooks for the current key."""
    key: str = app.config.coursebook_content_key
    return Path(app.outdir).parent / ".jupyter_cache" / key


def check_toc(app: Sphinx, config: Config) -> None:
    """Stop the build if the table of contents is at fault, before Sphinx follows it."""
    if faults := toc.problems(Path(app.srcdir)):
        stop("The table of contents is not valid", faults)


def check_data(app: Sphinx, config: Config) -> None:
    """Stop the build if `data/` is at fault; content that has been checked is not checked again."""
    root = Path(app.srcdir)
    marker = cache_folder(app) / f"data-is-valid-{quizzes_key(root)}"
    if marker.exists():
        return
    # Imported here because importing the checks takes about as long as a rebuild.
    from coursebook.checks import data

    try:
        data.check(root / "data", root / BIBLIOGRAPHY)
    except data.DataError as error:
        stop("The data is not valid", str(error).splitlines())
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
