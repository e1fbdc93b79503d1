"""Confinement: what a submission's process may reach, and how it is ended.

container   Docker or Podman. Reads its image, writes its folder, has no network and at most 64
            processes, which all end with it.
bubblewrap  Linux with `bwrap`. Reads Python, the packages and data/, writes its folder, has no
            network; all its processes end with it.
process     Everywhere. Python's audit hook (see `inside`) refuses other programs, the network,
            the exercises and writing elsewhere: enough against the curious, not against who means
            harm. Where Linux lets it, there is no network, and all processes end.

In all three, time, memory and the size of files are limited, and what is printed goes nowhere.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import coursebook
from coursebook.book import ROOT_VARIABLE, book, root
from coursebook.coursework.grading.inside import OUT_OF_TIME

ENGINE: Final = Path(coursebook.__file__).resolve().parent
LEVELS: Final = ("container", "bubblewrap", "process")
SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt")
IMAGE: Final = "coursebook-grading"
UNSHARED: Final = ("unshare", "--user", "--map-current-user", "--net", "--pid", "--fork",
                   "--kill-child")  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    seconds: int = 120
    memory_mb: int = 2048
    file_mb: int = 64
    processes: int = 64

    @property
    def processor_seconds(self) -> int:
        """Less than by the clock, which also runs while others have the processor."""
        return max(self.seconds // 2, 1)

    @property
    def of_the_system(self) -> dict[str, int]:
        """As the system's own limits, by their names in `resource`."""
        megabyte = 1024 * 1024
        return {
            "CPU": self.processor_seconds,
            # Memory that is written to. RLIMIT_AS would count what libraries only reserve.
            "DATA": self.memory_mb * megabyte,
            "FSIZE": self.file_mb * megabyte,
            "CORE": 0,
        }


@dataclass(frozen=True)
class Ended:
    """How the process ended: its exit code, or None where it was ended by the clock."""

    code: int | None

    @property
    def out_of_time(self) -> bool:
        """Whether the clock or the system ended it, for the time that it took."""
        return self.code in (None, OUT_OF_TIME)


def best_level() -> str:
    """The strongest level that this machine has ready."""
    if engine() and has_image():
        return "container"
    return "bubblewrap" if has_bubblewrap() else "process"


@cache
def engine() -> str | None:
    """A container engine that answers."""
    for name in ("podman", "docker"):
        if shutil.which(name) and _succeeds([name, "info"]):
            return name
    return None


@cache
def has_image() -> bool:
    return _succeeds([str(engine()), "image", "inspect", IMAGE])


@cache
def has_bubblewrap() -> bool:
    """Whether Bubblewrap is installed, and the kernel lets it work."""
    trial = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    return bool(shutil.which("bwrap")) and _succeeds(trial)


@cache
def can_unshare() -> bool:
    """Whether the kernel gives an unprivileged process a network of its own, which is none."""
    return bool(shutil.which("unshare")) and _succeeds([*UNSHARED, "true"])


def build_image() -> None:
    """Build the image that submissions run in; takes some minutes, and a network."""
    file = Path(__file__).parent / "Containerfile"
    build = [str(engine()), "build", "--tag", IMAGE, "--file", str(file)]
    build += ["--build-arg", f"PACKAGE={book().package}", str(root())]
    subprocess.run(build, check=True)


def run(level: str, job: Path, limits: Limits) -> Ended:
    """Run `inside.py` on the job's request, and end all that it started."""
    name = f"grading-{uuid.uuid4().hex}"
    # What it prints goes nowhere, so that no amount of it can fill anything.
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command(level, job, limits, name),
        cwd=job,
        env=None if level == "container" else environment(job),
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        return Ended(process.wait(timeout=limits.seconds))
    except subprocess.TimeoutExpired:
        return Ended(None)
    finally:
        if level == "container":
            subprocess.run([str(engine()), "kill", name], stdout=quiet, stderr=quiet, check=False)
        _end_group(process)


def command(level: str, job: Path, limits: Limits, name: str) -> list[str]:
    """The command that runs a job at a level; a container gets the name, to be ended by it."""
    if level == "container":
        return _container(job, limits, name)
    return _bubblewrap(job) if level == "bubblewrap" else _process(job)


def environment(job: Path) -> Mapping[str, str]:
    """The variables that a submission sees: none of the grader's own."""
    kept = {name: os.environ[name] for name in ("LANG", "PATH", "SYSTEMROOT") if name in os.environ}
    own = dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TEMP", "TMP", "TMPDIR"), str(job))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # No byte code is written: the project is not the submission's to change.
    paths = os.pathsep.join(dict.fromkeys([str(ENGINE.parent), str(root())]))
    found = {"PYTHONPATH": paths, ROOT_VARIABLE: str(root())}
    return {**kept, **own, **threads, **found, "PYTHONDONTWRITEBYTECODE": "1"}


def _python(job: Path) -> list[str]:
    return [sys.executable, str(job / "inside.py"), str(job / "request.json")]


def _process(job: Path) -> list[str]:
    return [*(UNSHARED if can_unshare() else ()), *_python(job)]


READ = ("pyproject.toml", "data", "book/references.bib")
"""What of a book a submission may read besides its package: the figures and the bibliography."""


def readable() -> list[Path]:
    """What a submission may read besides Python: the engine, and of the book what it needs."""
    package = book().package
    return [ENGINE, *(root() / each for each in (*READ, *([package] if package else [])))]


def _bubblewrap(job: Path) -> list[str]:
    read = [*SYSTEM, sys.base_prefix, sys.prefix, *map(str, readable())]
    shown = [word for path in read if Path(path).exists() for word in ("--ro-bind", path, path)]
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108 - its own, and empty
        *shown,
        *("--bind", str(job), str(job), "--chdir", str(job)),
        *_python(job),
    ]


def _container(job: Path, limits: Limits, name: str) -> list[str]:
    memory = f"{limits.memory_mb}m"
    return [
        *(str(engine()), "run", "--rm", "--name", name, "--network", "none", "--read-only"),
        *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
        *("--memory", memory, "--memory-swap", memory, "--pids-limit", str(limits.processes)),
        *("--cpus", "1", "--tmpfs", "/tmp:size=64m", "--env", "HOME=/tmp"),  # noqa: S108 - likewise
        *("--user", _owner(job), "--volume", f"{job}:{job}", "--workdir", str(job), IMAGE),
        *("python", str(job / "inside.py"), str(job / "request.json")),
    ]


def _owner(job: Path) -> str:
    found = job.stat()
    return f"{found.st_uid}:{found.st_gid}"


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and all of its group, also what it left running."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _succeeds(trial: list[str]) -> bool:
    try:
        done = subprocess.run(trial, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
