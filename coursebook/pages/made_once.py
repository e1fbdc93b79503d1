"""What one build makes and later builds use again, in `_build/.coursebook`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

FOLDER = ".coursebook"
SHORT = 8


def kept(build: Path, name: str, suffix: str, make: Callable[[], str]) -> Path:
    """The file whose text `make` returns, made again only if it is missing or damaged.

    Its name ends with its checksum, and it gets that name only once it is complete.
    """
    folder = build / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob(f"{name}-*{suffix}"):
        if file.name == f"{name}-{_checksum(file)}{suffix}":
            return file
        file.unlink()
    part = folder / f"{name}{suffix}.part"
    part.write_text(make(), encoding="utf-8")
    return part.replace(folder / f"{name}-{_checksum(part)}{suffix}")


def _checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:SHORT]
