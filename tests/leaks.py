"""Texts that only instructors may see, and how to find them again in what is public."""

from __future__ import annotations

import calendar
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pypdf import PdfReader

from coursebook.teaching.documents import Audience, Document, documents
from coursebook.teaching.places import Places

RUN = 8
"""So many words in a row are taken for a text's own, unless something public has them too."""

PRIVATE = "instructor"
BUILDERS_OWN = (".doctrees", ".jupyter_cache", "jupyter_execute")
ZIPPED = {".zip", ".docx", ".pptx"}
WORDS = {".html", ".js", ".json", ".txt", ".md", ".xml", ".rels", ".csv", ".ipynb", ".py", ".css"}

MASTER = "master.md"
# Otter's marks. Those in raw cells say what a question's solution is; of the code in it only
# what is marked again inside is taken out of the student's file, of the words all.
CELL = re.compile(r"^```\{(?:raw|code)-cell\}.*?^```$", re.M | re.S)
ANSWER = re.compile(
    r"^```\{raw-cell\}\n# BEGIN SOLUTION\b.*?^```$(.*?)^```\{raw-cell\}\n# END SOLUTION",
    re.M | re.S,
)
SOLUTION_BLOCK = re.compile(r"# BEGIN SOLUTION.*?# END SOLUTION", re.S)
SOLUTION_LINE = re.compile(r"^.*# SOLUTION *$", re.M)
FENCE = re.compile(r"^```.*$", re.M)
HIDDEN_TEST = re.compile(r"^hidden: true$", re.M)
MONTHS = {month.lower() for month in calendar.month_name if month}
TAG = re.compile(r"<[^>]*>")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


@cache
def read(root: Path) -> list[Document]:
    """All documents; the keys among them are computed, which takes seconds."""
    return documents(Places(root))


def confidential(root: Path) -> dict[str, str]:
    """Every text that must not be published, by where it stands."""
    found = {
        f"{each.source} ({each.name.name})": each.body
        for each in read(root)
        if each.audience is Audience.INSTRUCTOR
    }
    for master in sorted(Places(root).exercises.glob(f"*/{MASTER}")):
        secret = " ".join(solutions(master.read_text(encoding="utf-8")))
        found[master.relative_to(root).as_posix()] = secret
    return found


def solutions(master: str) -> Iterator[str]:
    """What Otter takes out of a master: words, marked code, hidden tests."""
    for answer in ANSWER.findall(master):
        yield from filter(str.strip, CELL.split(answer))
    for cell in CELL.findall(master):
        if cell.startswith("```{code-cell}"):
            yield from SOLUTION_BLOCK.findall(cell)
            yield from SOLUTION_LINE.findall(cell)
            if HIDDEN_TEST.search(cell):
                yield cell


def published(root: Path) -> str:
    """The sources of what is public: a run of words that stands there gives nothing away."""
    texts = [each.body for each in read(root) if each.audience is Audience.STUDENTS]
    for master in Places(root).exercises.glob(f"*/{MASTER}"):
        text = master.read_text(encoding="utf-8")
        for solution in solutions(text):
            text = text.replace(solution, " ")
        texts.append(FENCE.sub("", text))  # in a notebook there is none between words and code
    sources = [*(root / "book").rglob("*.md"), *(root / "alliance").rglob("*.py")]
    sources += (root / "data").rglob("*.csv")
    return "\n".join([*texts, *(path.read_text(encoding="utf-8") for path in sources)])


def own_runs(root: Path) -> dict[str, set[str]]:
    """What gives each confidential text away."""
    public = runs(published(root))
    return {
        where: {run for run in runs(text) - public if not is_calendar(run)}
        for where, text in confidential(root).items()
    }


def is_calendar(run: str) -> bool:
    """Whether a run of words is a list of months, which every library of dates has too."""
    return len(MONTHS.intersection(run.split())) > RUN / 2


def public_files(root: Path) -> Iterator[Path]:
    """Everything that was built to be seen by everyone, and what students are given."""
    built = root / "_build"
    for folder in (built, root / "exercises" / "student"):
        for path in sorted(folder.rglob("*")):
            top = path.relative_to(folder).parts[0]
            hidden = folder == built and top in (PRIVATE, *BUILDERS_OWN)
            if path.is_file() and not hidden:
                yield path


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The words in a file; in an archive, those of each file in it."""
    suffix = Path(name).suffix
    if suffix in ZIPPED:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from texts(f"{name}/{inner}", archive.read(inner))
    elif suffix == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        yield name, " ".join(page.extract_text() for page in pages)
    elif suffix == ".ipynb":
        cells = json.loads(content)["cells"]
        yield name, " ".join(word for cell in cells for word in cell["source"])
        yield name, " ".join("".join(cell["source"]) for cell in cells)
    elif suffix in WORDS:
        text = content.decode("utf-8", errors="replace")
        yield name, text
        yield name, html.unescape(TAG.sub(" ", text).replace("\\n", " "))
        yield name, html.unescape(TAG.sub("", text))  # a word may be cut by a tag


def leaks(secrets: dict[str, set[str]], name: str, content: bytes) -> Iterator[str]:
    """A line for each confidential text that a file gives away."""
    for place, text in texts(name, content):
        shown = runs(text)
        for where, own in secrets.items():
            if common := own & shown:
                yield f"{place} has words of {where}: {min(common)!r}"
