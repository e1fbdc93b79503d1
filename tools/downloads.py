"""The files of the page *Downloads for Class*: laid beside the site, and linked from that page.

The page says in its place, marked by the class `downloads`, that a copy of the book has no files.
Where `make teach` has written them, the links take the place of that sentence.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Final

PAGE: Final = Path("book", "instructors", "downloads.html")
FOLDER: Final = Path("book", "downloads")
PLACE: Final = re.compile(r'(<div class="downloads[^"]*">).*?(</div>)', re.S)
TITLE: Final = re.compile(r"<dc:title>(.*?)</dc:title>", re.S)
PROPERTIES: Final = "docProps/core.xml"
KINDS: Final = {
    ".pptx": "PowerPoint",
    ".pdf": "PDF",
    ".docx": "Word",
    ".ipynb": "notebook",
    ".zip": "zip",
    ".txt": "text",
}
GROUPS: Final = {
    "Slides for each plan": "slides/plans/*",
    "Slides for each chapter": "slides/chapters/*",
    "Slides for each part": "slides/*.p*",
    "Handouts and worksheets": "handouts/**/*.*",
    "Graded exercises": "exercises/*/*.ipynb",
    "Quizzes for Canvas (QTI 1.2)": "lms/qti-1.2/*",
    "Quizzes for Blackboard and others (QTI 2.1)": "lms/qti-2.1/*",
    "Quizzes for Moodle (GIFT)": "lms/gift/*",
    "Quizzes that report a score (SCORM 1.2)": "lms/scorm-1.2/*",
}
"""What is offered, below which heading, as patterns in `_build`. The keys' folder is not there."""


def add(built: Path, site: Path) -> int:
    """Lay all files beside the site's pages and link them; returns their number.

    Parameters
    ----------
    built
        The folder `_build`.
    site
        The folder of the site, which is changed.
    """
    page = site / PAGE
    sections = {name: [path for path in sorted(built.glob(pattern)) if path.suffix in KINDS]
                for name, pattern in GROUPS.items()}  # fmt: skip
    count = sum(map(len, sections.values()))
    if not count or not page.is_file():
        return 0
    for path in (each for paths in sections.values() for each in paths):
        target = site / FOLDER / path.relative_to(built)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    links = "".join(_section(name, paths, built) for name, paths in sections.items() if paths)
    text = page.read_text(encoding="utf-8")
    page.write_text(PLACE.sub(lambda found: found[1] + links + found[2], text), encoding="utf-8")
    return count


def _section(name: str, paths: list[Path], built: Path) -> str:
    together: dict[Path, list[Path]] = {}
    for path in paths:
        together.setdefault(path.with_suffix(""), []).append(path)
    entries = "".join(f"<li>{_entry(each, built)}</li>" for each in together.values())
    return f"<h2>{escape(name)}</h2><ul>{entries}</ul>"


def _entry(paths: list[Path], built: Path) -> str:
    title = next(filter(None, map(_title, paths)), "") or _by_name(paths[0])
    return f"{escape(title)}: " + ", ".join(_links(title, paths, built))


def _links(title: str, paths: list[Path], built: Path) -> Iterator[str]:
    for path in paths:
        kind = KINDS[path.suffix]
        address = f"../downloads/{path.relative_to(built).as_posix()}"
        yield (
            f'<a href="{escape(address)}" download aria-label="{escape(f"{title}, {kind}")}">'
            f"{kind}</a>"
        )


def _title(path: Path) -> str:
    """The title in a file's properties, without the book's before it."""
    if path.suffix not in (".pptx", ".docx"):
        return ""
    with zipfile.ZipFile(path) as archive:
        found = TITLE.search(archive.read(PROPERTIES).decode())
    title = unescape(found[1]) if found else ""
    return title.partition(": ")[2] or title if path.suffix == ".pptx" else title


def _by_name(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()
