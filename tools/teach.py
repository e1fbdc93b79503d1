"""Make slides, handouts and answer keys: python tools/teach.py [slides] [handouts] [answers] [pdf].

The slides come from the built book, the rest from `exercises/` and `data/quizzes/`. Without an
argument all of it is made, but for the book as a PDF.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coursebook.teaching import produce
from coursebook.teaching.places import Places, TeachingError

ROOT: Final = Path(__file__).resolve().parent.parent
WORK: Final = {
    "slides": (produce.slides, "one deck per part, to present and to change"),
    "handouts": (produce.handouts, "for students: hand out or publish"),
    "answers": (produce.answers, "FOR THE INSTRUCTOR ONLY: do not publish"),
}
ALSO: Final = {"pdf": (produce.whole_book, "the whole book on paper")}
"""Made only where it is asked for by name."""


def main(arguments: Sequence[str] | None = None) -> None:
    known = WORK | ALSO
    parser = argparse.ArgumentParser(description="Make slides, handouts and answer keys.")
    parser.add_argument(
        "what", nargs="*", metavar="what", help=f"{', '.join(known)}; default: all but pdf"
    )
    asked = parser.parse_args(arguments).what or list(WORK)
    unknown = [what for what in asked if what not in known]
    if unknown:
        parser.error(f"found {unknown[0]!r}; allowed: {', '.join(known)}")
    places = Places(ROOT)
    sys.path.append(str(ROOT))  # where `exercises` is found
    for what in asked:
        make, note = known[what]
        try:
            written = make(places)
        except TeachingError as error:
            raise SystemExit(str(error)) from None
        print(summary(written, note))


def summary(written: list[Path], note: str) -> str:
    """How many files of which kind went where."""
    if not written:
        return "Nothing to write: no text in exercises/ is for this purpose."
    kinds = Counter(path.suffix.lstrip(".") for path in written)
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    folder = common(written).relative_to(ROOT).as_posix()
    return f"{folder}/: {counted}  ({note})"


def common(paths: list[Path]) -> Path:
    return ROOT / "_build" / paths[0].relative_to(ROOT / "_build").parts[0]


if __name__ == "__main__":
    sys.exit(main())
