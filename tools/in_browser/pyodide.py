"""Python for the browser: what is taken from Pyodide, and proof that it is what Pyodide published.

Pyodide's core and its list of packages have the checksums that stand here; the list has the
checksum of each package. A file that differs is refused, wherever it comes from.
"""

from __future__ import annotations

import hashlib
import json
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LIST: Final = "pyodide-lock.json"
_PATIENCE: Final = 60  # seconds without a byte


@dataclass(frozen=True)
class Release:
    """A release of Pyodide: its Python, the checksums of its core, where its files are."""

    version: str
    python: str
    core: dict[str, str]
    core_address: str
    packages_address: str


PINNED: Final = Release(
    # The one that jupyterlite-pyodide-kernel is made for, as pinned in requirements-lite.txt.
    version="314.0.6",
    python="3.14",
    core={
        "pyodide.mjs": "69e3f6ccec3e14b465df60be577ca62f536251406b9a00cce019eac5252a2495",
        "pyodide.asm.mjs": "2ac5eba365ec12839c75c03b39b3be1dd63b798852cc460b014b52238be042f7",
        "pyodide.asm.wasm": "3a0a00dfeaa348ac20f9ef09904233d32d33f644339662d4af368f8a2010f37a",
        "python_stdlib.zip": "80c5be6babfe03297069703410c3c29404dcf2525d2b128746bae5536f94831f",
        LIST: "3fdaef09e9e365c85e002737720f8d0ab8f278c1c244a2dde6a37663cf488ad4",
    },
    core_address="https://cdn.jsdelivr.net/npm/pyodide@314.0.6",
    packages_address="https://cdn.jsdelivr.net/pyodide/v314.0.6/full",
)


class PyodideError(Exception):
    """A file of Pyodide that cannot be had, or is not the one that Pyodide published."""


@dataclass(frozen=True)
class Pyodide:
    """A folder with files of a release; what is missing is fetched, where that is allowed."""

    folder: Path
    fetches: bool
    release: Release = PINNED

    def core(self) -> list[Path]:
        """Python itself, and the list of packages."""
        address = self.release.core_address
        return [self._file(name, sha256, address) for name, sha256 in self.release.core.items()]

    def packages(self) -> dict[str, dict[str, Any]]:
        """The description of every package that Pyodide has, by normalized name."""
        path = self._file(LIST, self.release.core[LIST], self.release.core_address)
        listed: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["packages"]
        return {name.replace("_", "-").lower(): entry for name, entry in listed.items()}

    def wheels(self, entries: Iterable[dict[str, Any]]) -> list[Path]:
        """The files of packages."""
        address = self.release.packages_address
        return [self._file(each["file_name"], each["sha256"], address) for each in entries]

    def _file(self, name: str, sha256: str, address: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            if not self.fetches:
                raise PyodideError(
                    f"{self.folder} has no {name}, which is a part of Pyodide "
                    f"{self.release.version}"
                )
            _fetch(f"{address}/{name}", path, self.release.version)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != sha256:
            raise PyodideError(
                f"{path}: found the checksum {found}; allowed is {sha256}, that of Pyodide "
                f"{self.release.version}. Remove the file, and fetch it again"
            )
        return path


def _fetch(address: str, path: Path, version: str) -> None:
    """Load a file from its publisher; it is there whole or not at all."""
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - a constant
            content = answer.read()
    except OSError as error:
        raise PyodideError(
            f"{address} cannot be fetched: {error}. Get Pyodide {version} where the network lets "
            "it through, and name its folder: make lite PYODIDE=folder"
        ) from None
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
