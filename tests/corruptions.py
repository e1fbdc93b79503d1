"""What a corruption is, and those that any file of text can suffer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Corruption:
    """A file with a fault, and what is to be said of it."""

    name: str  # what was done to which file
    file: str
    content: bytes | None  # None: the file is gone
    place: str  # what the answer names besides the file

    def put(self, book: Path) -> None:
        """Damage this file of a book."""
        path = book / self.file
        if self.content is None:
            path.unlink()
        else:
            path.write_bytes(self.content)


def _with_latin(content: bytes) -> bytes:
    middle = content.index(b"\n", len(content) // 2)
    return content[:middle] + "é".encode("latin-1") + content[middle:]


BYTES: Final[dict[str, Callable[[bytes], bytes | None]]] = {
    "gone": lambda content: None,
    "empty": lambda content: b"",
    "in UTF-16": lambda content: content.decode().encode("utf-16"),
    "a letter of Latin-1 in its middle": _with_latin,
    "NUL bytes at its end": lambda content: content + b"\0" * 64,
    "another file's picture in its place": lambda content: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a conflict of a merge left in it": lambda content: (
        content + b"<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> theirs\n"
    ),
}
"""What can happen to a file whatever it holds."""
