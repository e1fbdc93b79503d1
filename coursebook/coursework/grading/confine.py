"""What a submission's process may reach, and how it is ended.

container   Docker or Podman. It can read its image and write to its folder, has no network and
            at most 64 processes, which all end with it.
bubblewrap  Linux with `bwrap`. It can read Python, the packages and data/, and write to its
            folder; it has no network, and all its processes end with it.
process     Everywhere. Python's audit hook (see `inside`) refuses other programs, the network,
            the exercises and writing elsewhere: enough against the curious, not against anyone
            who means harm. Where Linux allows it, there is no network, and all processes end.

All three limit time, memory and the size of files, and discard what is printed.
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
    """What one submission may use.

    Parameters
    ----------
    seconds
        Of time on the clock.
    memory_mb, file_mb
        Of memory, and for the largest file, in megabytes.
    processes
        At most; only a container can hold a submission to it.
    """

    seconds: int = 120
    memory_mb: int = 2048
    file_mb: int = 64
    processes: int = 64

    @property
    def processor_seconds(self) -> int:
        """Seconds of processor time: fewer, because the clock also runs while others compute."""
        return max(self.seconds // 2, 1)

    @property
    def of_the_system(self) -> dict[str, int]:
        """The same as limits of the operating system, by their names in `resource`."""
        megabyte = 1024 * 1024
        return {
            "CPU": self.processor_seconds,
            # Memory in use. RLIMIT_AS would also count what libraries merely reserve.
            "DATA": self.memory_mb * megabyte,
            "FSIZE": self.file_mb * megabyte,
            "CORE": 0,
        }


@dataclass(frozen=True)
class Ended:
    """How a process ended: with an exit code, or None if it ran out of time on the clock."""

    code: int | None

    @property
    def out_of_time(self) -> bool:
        """Whether the clock or the system ended it because it took too long."""
        return self.code in (None, OUT_OF_TIME)


def best_level() -> str:
    """The strongest level of confinement that is ready on this machine."""
    if engine() and has_image():
        return "container"
    return "bubblewrap" if has_bubblewrap() else "process"


@cache
def engine() -> str | None:
    """The name of a container engine that responds, or None."""
    for name in ("podman", "docker"):
        if shutil.which(name) and _succeeds([name, "info"]):
            return name
    return None


@cache
def has_image() -> bool:
    """Whether the image for submissions has been built."""
    return _succeeds([str(engine()), "image", "inspect", IMAGE])


@cache
def has_bubblewrap() -> bool:
    """Whether Bubblewrap is installed and the kernel lets it work."""
    trial = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    return bool(shutil.which("bwrap")) and _succeeds(trial)


@cache
def can_unshare() -> bool:
    """Whether the kernel lets a user without privileges cut a process off from the network."""
    return bool(shutil.which("unshare")) and _succeeds([*UNSHARED, "true"])


def build_image() -> None:
    """Build the image that submissions run in, which takes minutes and needs a network."""
    file = Path(__file__).parent / "Containerfile"
    build = [str(engine()), "build", "--tag", IMAGE, "--file", str(file)]
    build += ["--build-arg", f"PACKAGE={book().package}", str(root())]
    subprocess.run(build, check=True)


def run(level: str, job: Path, limits: Limits) -> Ended:
    """Run a job confined, and end everything that it started.

    Parameters
    ----------
    level
        `container`, `bubblewrap` or `process`.
    job
        A folder with the request; `inside.py` writes its answers there.
    limits
        What the job may use.

    Returns
    -------
    Ended
        How the process ended.
    """
    name = f"grading-{uuid.uuid4().hex}"
    # Its output is discarded, so that no amount of it can fill a disk or a pipe.
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
    """The command that runs a job at a level; a container is given the name by which to kill it."""
    if level == "container":
        return _container(job, limits, name)
    return _bubblewrap(job) if level == "bubblewrap" else _process(job)


def environment(job: Path) -> Mapping[str, str]:
    """The environment variables that a submission sees, without any of the grader's own."""
    kept = {name: os.environ[name] for name in ("LANG", "PATH", "SYSTEMROOT") if name in os.environ}
    own = dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TEMP", "TMP", "TMPDIR"), str(job))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # No byte code: a submission must not change the project.
    paths = os.pathsep.join(dict.fromkeys([str(ENGINE.parent), str(root())]))
    found = {"PYTHONPATH": paths, ROOT_VARIABLE: str(root())}
    return {**kept, **own, **threads, **found, "PYTHONDONTWRITEBYTECODE": "1"}


def _python(job: Path) -> list[str]:
    return [sys.executable, str(job / "inside.py"), str(job / "request.json")]


def _process(job: Path) -> list[str]:
    return [*(UNSHARED if can_unshare() else ()), *_python(job)]


READ = ("pyproject.toml", "data", "book/references.bib")
"""The parts of a book that a submission may read besides its package."""


def readable() -> list[Path]:
    """What a submission may read besides Python: the engine, and the parts of the book it needs."""
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
    """End a process and its whole group, including anything that it left running."""
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
