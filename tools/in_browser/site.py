"""A folder for any web server: JupyterLite, Python for the browser, and the book's notebooks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from in_browser import book, wheels
from in_browser.pyodide import LIST, Pyodide

# What the chapters' cells import, and what `alliance` imports for them.
CELLS: Final = ("altair", "anywidget", "ipywidgets", "pandas", "pybtex", "pydantic", "pyyaml")

# What the kernel asks for at its start: first of this environment, then of JupyterLite.
KERNEL: Final = ("comm", "ipython", "jedi", "micropip")
OF_JUPYTERLITE: Final = ("ipykernel", "piplite", "pyodide-kernel", "widgetsnbextension")

JUPYTERLITE: Final = Path(sys.prefix) / "lite"
"""Where JupyterLite is installed: apart, since JupyterLab would load its extension too."""

_KERNEL: Final = "@jupyterlite/pyodide-kernel-extension"
_WIDGETS: Final = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
_EXTENSIONS: Final = Path("share", "jupyter", "labextensions")

_NAME: Final = "Divergent Priorities"


class SiteError(Exception):
    """JupyterLite could not build the site."""


@dataclass(frozen=True)
class Site:
    """A site that is being made: `work` is laid out for JupyterLite, which makes `made` of it."""

    root: Path
    work: Path
    made: Path
    pyodide: Pyodide

    def build(self, cells: Sequence[str] = CELLS) -> None:
        """Make it, with the packages that `cells` name; `alliance` goes with all of them."""
        shutil.rmtree(self.work, ignore_errors=True)
        self._python(cells)
        self._notebooks()
        self._settings()
        self._assemble()

    def _python(self, cells: Sequence[str]) -> None:
        """Python, its packages, and the list by which Pyodide finds a package for an import."""
        place = self.work / "static" / "pyodide"
        place.mkdir(parents=True)
        python = self.pyodide.release.python
        chosen = wheels.choose((*cells, *KERNEL), self.pyodide.packages(), python)
        for path in (*self.pyodide.core(), *self.pyodide.wheels(chosen.pyodide.values())):
            shutil.copyfile(path, place / path.name)
        packed = {name: wheels.pack(each, place) for name, each in chosen.installed.items()}
        entries = {
            name: entry | {"depends": chosen.needs[name]}
            for name, entry in (chosen.pyodide | packed).items()
        }
        for name in OF_JUPYTERLITE:
            pattern = f"{name.replace('-', '_')}-*.whl"
            path = sorted((_extension(_KERNEL) / "static" / "pypi").glob(pattern))[-1]
            entries[name] = wheels.described(Path(shutil.copy(path, place)))
        release, files = book.drawing()
        entries["vl-convert-python"] = wheels.write("vl-convert-python", release, files, place)
        own = wheels.write("alliance", "0.1.0", book.package(self.root), place)
        needs = [*cells, "vl-convert-python"]
        entries["alliance"] = own | {"imports": ["alliance"], "depends": needs}
        listed = json.loads((place / LIST).read_text(encoding="utf-8"))
        _write(place / LIST, listed | {"packages": entries})

    def _notebooks(self) -> None:
        folder = self.work / "notebooks"
        folder.mkdir()
        for name, notebook in book.chapters(self.root):
            _write(folder / f"{name}.ipynb", notebook)

    def _settings(self) -> None:
        kernel = {
            "pyodideUrl": "./static/pyodide/pyodide.mjs",
            "disablePyPIFallback": True,  # no page of the book asks another host for anything
            "loadPyodideOptions": {"packages": [*KERNEL, *OF_JUPYTERLITE]},
        }
        shown = {
            "appName": _NAME,
            # Readers' notebooks, kept in their browsers apart from those of the host's other sites.
            "contentsStorageName": _NAME,
            "settingsStorageName": f"{_NAME}, settings",
            "workspacesStorageName": f"{_NAME}, workspaces",
            "litePluginSettings": {f"{_KERNEL}:kernel": kernel},
        }
        lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": shown}
        _write(self.work / "jupyter-lite.json", lite)
        extensions = [str(_extension(name)) for name in (_KERNEL, *_WIDGETS)]
        build = {"federated_extensions": extensions, "ignore_sys_prefix": True}
        _write(self.work / "jupyter_lite_config.json", {"LiteBuildConfig": build})

    def _assemble(self) -> None:
        command = [
            *(sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(self.work)),
            *("--output-dir", str(self.made), "--contents", str(self.work / "notebooks")),
            *("--apps", "lab", "--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"),
        ]
        shutil.rmtree(self.made, ignore_errors=True)
        found_by = os.environ | {"PYTHONPATH": str(JUPYTERLITE)}
        done = subprocess.run(
            command, cwd=self.work, env=found_by, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SiteError(f"JupyterLite stopped:\n{done.stdout}{done.stderr}")


def made_for() -> str:
    """The release of Pyodide for which the installed JupyterLite is made."""
    about = JUPYTERLITE / "jupyterlite_pyodide_kernel" / "constants.py"
    found = re.search(r'^PYODIDE_VERSION = "(.+)"$', about.read_text(encoding="utf-8"), re.M)
    if not found:
        raise SiteError(f"{about} names no release of Pyodide")
    return found[1]


def _extension(name: str) -> Path:
    prefix = JUPYTERLITE if name == _KERNEL else Path(sys.prefix)
    return prefix / _EXTENSIONS / name


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
