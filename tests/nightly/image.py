"""What Binder would make of this repository, step by step, without a container.

The steps are those that repo2docker itself, Binder's builder, works out for the repository. An
environment made by venv stands in for the one that it would make with conda.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import lab
from serve import ROOT

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # its own, on import
    import repo2docker
    from repo2docker.app import Repo2Docker
    from repo2docker.buildpacks import BuildPack

# Of the packages that Binder's environments begin with, those that a session is made of.
SESSION = {
    "ipywidgets": "ipywidgets",
    "jupyter-offlinenotebook": "jupyter-offlinenotebook",
    "jupyter-resource-usage": "jupyter-resource-usage",
    "jupyter_server": "jupyter_server",
    "jupyterhub-base": "jupyterhub",
    "jupyterlab": "jupyterlab",
    "notebook": "notebook",
    "pip": "pip",
}


@dataclass(frozen=True)
class Image:
    """What a container would hold: the repository, an environment, and a home of its own."""

    repository: Path
    environment: Path
    home: Path

    @property
    def python(self) -> str:
        return str(self.environment / "bin" / "python")

    def variables(self) -> dict[str, str]:
        """The variables that a program in the container would see."""
        found = lab.environment(self.home)
        prefix = {name: str(self.environment) for name in ("KERNEL_PYTHON_PREFIX", "VIRTUAL_ENV")}
        return found | prefix | {"PATH": f"{self.environment / 'bin'}:{found['PATH']}"}

    def run(self, *command: str) -> None:
        """Run a step of the build, where it may reach the network as the build does."""
        build = {name: os.environ.get(name, "") for name in ("HTTP_PROXY", "HTTPS_PROXY")}
        lower = {name.lower(): value for name, value in build.items()}
        # What a container would not have and the result does not show: no second download.
        quick = {"PIP_CACHE_DIR": _cache(), "PIP_NO_COMPILE": "1", "PIP_QUIET": "2"}
        variables = self.variables() | build | lower | quick
        done = subprocess.run(
            command, cwd=self.repository, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def clone(folder: Path) -> Path:
    """A git repository of the files that git keeps or would keep, as they are now."""
    listed = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    author = ["-c", "user.name=A reader", "-c", "user.email=reader@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], [*author, "commit", "-qm", "All"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    return folder


def pack(repository: Path) -> BuildPack:
    """The way of building that repo2docker takes for a repository."""
    with contextlib.chdir(repository):
        packs = (each("the base image") for each in Repo2Docker().buildpacks)
        taken = next(each for each in packs if each.detect())
        taken.platform = "linux/amd64"
        taken.get_build_script_files()
    return taken


def build(folder: Path) -> Image:
    """Do what repo2docker would do."""
    image = Image(clone(folder / "repository"), folder / "environment", folder / "home")
    image.home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(image.environment)], check=True)
    taken = pack(image.repository)
    image.run(image.python, "-m", "pip", "install", "--no-deps", *beginning(taken))
    with contextlib.chdir(image.repository):
        steps = [*taken.get_preassemble_scripts(), *taken.get_assemble_scripts()]
        last = taken.get_post_build_scripts()
    for _, script in steps:
        image.run("bash", "-c", script)
    for script in last:
        image.run(f"./{script}")
    return image


def beginning(taken: BuildPack) -> list[str]:
    """The packages of a session, as pinned by the environment that repo2docker begins with."""
    lock = next(name for name in taken.get_build_script_files() if name.endswith(".lock"))
    text = (Path(repo2docker.__file__).parent / "buildpacks" / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"/([\w-]+)-([\d.]+)-\w+\.conda#", text)
    return [f"{SESSION[name]}=={version}" for name, version in pinned if name in SESSION]


def _cache() -> str:
    command = [sys.executable, "-m", "pip", "cache", "dir"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
