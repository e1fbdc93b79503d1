"""Both books, built and served: where their pages, charts and controls are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comparison import books, cdn, growth, hosts, visits

BUILT = books.ROOT / "_build" / "html"
EXPLORER = '<section class="explorer"'


@dataclass(frozen=True)
class Side:
    """A served book: its address, that of its chapters, and what is moved and watched there."""

    address: str
    where: visits.Selectors

    def page(self, chapter: str) -> str:
        return f"{self.address}/{chapter}.html"


@dataclass(frozen=True)
class Sides:
    """Our book as it was built, its pages made for growth, and the plain book with both."""

    ours: Side
    ours_grown: Side
    plain: Side


@contextmanager
def served(folder: Path, chapters: Sequence[str], *, grown: bool) -> Iterator[Sides]:
    """Build the plain book with these chapters, and where asked the pages for growth; serve all."""
    more = growth.chapters() if grown else {}
    texts = {name: books.chapter(name) for name in chapters}
    plain = books.plain_book(folder / "plain", texts | more)
    plain.build()
    cdn.put_on_own_host(plain.pages)
    pages_grown = BUILT
    if grown:
        book = books.our_book(folder / "grown", more)
        book.build()
        pages_grown = book.pages
    with (
        hosts.hosted(BUILT, folder / "host-ours", strict=True) as ours,
        hosts.hosted(pages_grown, folder / "host-grown", strict=True) as ours_grown,
        hosts.hosted(plain.pages, folder / "host-plain", strict=False) as beside,
    ):
        yield Sides(
            Side(f"{ours}/book", visits.OURS),
            Side(f"{ours_grown}/book", visits.OURS),
            Side(beside, visits.PLAIN),
        )


def sample() -> list[str]:
    """Three chapters: the lightest, a median one, and the heaviest with an explorer."""
    names = [path.stem for path in (books.ROOT / "data" / "quizzes").glob("*.yaml")]
    pages = {name: (BUILT / "book" / f"{name}.html").read_bytes() for name in sorted(names)}
    weights = {name: len(gzip.compress(page)) for name, page in pages.items()}
    ordered = sorted(weights, key=lambda name: weights[name])
    exploring = [name for name in ordered if EXPLORER.encode() in pages[name]]
    return [ordered[0], ordered[len(ordered) // 2], exploring[-1]]
