"""Packages as files that Pyodide loads: each as installed here, the book's own with its data.

What is plain Python comes from this environment, in the versions that the book is tested with.
What is compiled comes from Pyodide.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The zip's own oldest date: the same package makes the same file.
_STILL: Final = (1980, 1, 1, 0, 0, 0)

# Asked for by ipywidgets, and brought by JupyterLab and the kernel.
_BROUGHT: Final = frozenset({"jupyterlab-widgets", "widgetsnbextension"})

# Compiled for speed alone: the Python beside it does the same.
_FOR_SPEED: Final = frozenset({"markupsafe", "psygnal", "pyyaml", "wcwidth"})
_COMPILED: Final = frozenset({".so", ".pyd"})

# Plain Python, but of use only beside the compiled part of the same release.
_TIED: Final = frozenset({"pydantic"})


@dataclass
class Chosen:
    """The packages that something needs: from this environment, and from Pyodide, by name."""

    installed: dict[str, Distribution] = field(default_factory=dict)
    pyodide: dict[str, dict[str, Any]] = field(default_factory=dict)
    needs: dict[str, list[str]] = field(default_factory=dict)


class MissingError(Exception):
    """A package that runs in no browser, or is not installed."""


def choose(roots: Iterable[str], listed: dict[str, dict[str, Any]], python: str) -> Chosen:
    """All packages that `roots` need in a browser with this `python`."""
    chosen = Chosen()
    waiting: list[str] = [canonicalize_name(name) for name in roots]
    while waiting:
        name = waiting.pop()
        if name in chosen.needs or name in _BROUGHT:
            continue
        here = _plain(name)
        if here:
            chosen.installed[name] = here
            needs = _needs(here, python)
        elif name in listed:
            chosen.pyodide[name] = listed[name]
            needs = [canonicalize_name(each) for each in listed[name]["depends"]]
        else:
            raise MissingError(f"{name} is compiled or not installed, and Pyodide does not have it")
        chosen.needs[name] = [each for each in needs if each not in _BROUGHT]
        waiting += chosen.needs[name]
    return chosen


def _plain(name: str) -> Distribution | None:
    """The package as installed here, if it works as Python alone."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    plain = "Root-Is-Purelib: true" in (found.read_text("WHEEL") or "")
    return found if (plain and name not in _TIED) or name in _FOR_SPEED else None


def _needs(installed: Distribution, python: str) -> list[str]:
    there = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
    there |= {"python_version": python, "python_full_version": f"{python}.0"}
    asked = [Requirement(text) for text in installed.requires or ()]
    return [
        canonicalize_name(each.name)
        for each in asked
        if each.marker is None or each.marker.evaluate(there)
    ]


def pack(installed: Distribution, folder: Path) -> dict[str, Any]:
    """Write an installed package as a wheel; return its entry in Pyodide's list."""
    files = {
        path.as_posix(): Path(str(path.locate())).read_bytes()
        for path in installed.files or ()
        if path.suffix not in _COMPILED and not {"..", "__pycache__"} & {*path.parts}
    }
    return write(installed.metadata["Name"], installed.version, files, folder)


def write(name: str, version: str, files: dict[str, bytes], folder: Path) -> dict[str, Any]:
    """Write files as a wheel; return its entry in Pyodide's list, which needs nothing else."""
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    about = f"{name.replace('-', '_')}-{version}.dist-info"
    if not any(each.endswith(".dist-info/METADATA") for each in files):
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        wheel = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        files |= {f"{about}/METADATA": metadata.encode(), f"{about}/WHEEL": wheel.encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for place in sorted(files):
            archive.writestr(zipfile.ZipInfo(place, _STILL), files[place], zipfile.ZIP_DEFLATED, 9)
    return described(path)


def described(wheel: Path) -> dict[str, Any]:
    """A wheel's entry in Pyodide's list, without what it needs."""
    name, version, *_ = wheel.name.split("-")
    with zipfile.ZipFile(wheel) as archive:
        imports = _imports(archive.namelist())
    return {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": imports,
        "depends": [],
    }


def _imports(files: Iterable[str]) -> list[str]:
    """The names by which code imports what these files hold."""
    tops = {path.partition("/")[0] for path in files if path.endswith(".py")}
    return sorted(top.removesuffix(".py") for top in tops)
