"""Print links that open the notebooks on a course's JupyterHub, to paste into a course page.

    python tools/links.py https://hub.example.edu

A link brings the repository, or what is new in it, into the student's folder, and opens the file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))

from coursebook.catalog import uses  # noqa: E402 - found by the line above
from coursebook.pages import launch, site  # noqa: E402

UNKNOWN = (
    "The address of the repository is not known: git has no public one as `origin`. "
    "Name it: BOOK_REPOSITORY_URL=https://github.com/someone/book make links HUB=..."
)


def notebooks() -> dict[str, str]:
    """The file of each chapter with code and of each exercise, by its name for people."""
    files = {uses.title(name): f"book/{name}.md" for name in uses.pages() if "/" not in name}
    chapters = {
        title: file
        for title, file in files.items()
        if "```{code-cell}" in (ROOT / file).read_text(encoding="utf-8")
    }
    student = sorted((ROOT / "exercises" / "student").glob("*.ipynb"))
    return chapters | {f"Exercise: {file.stem}": str(file.relative_to(ROOT)) for file in student}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hub", help="the hub's address")
    hub = parser.parse_args().hub
    repository, branch = site.repository_address(ROOT), site.branch(ROOT)
    if not repository:
        sys.exit(UNKNOWN)
    if not hub.startswith(("https://", "http://")):
        sys.exit(f"{hub!r} is no address of a hub: it begins with https:// or http://")
    for name, file in notebooks().items():
        print(f"{name}\n  {launch.on_hub(hub, repository, branch, file)}")


if __name__ == "__main__":
    main()
