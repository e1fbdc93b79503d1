"""The command that runs a submission's request at each level."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from coursebook.book import ROOT_VARIABLE, root
from coursebook.coursework.grading import machine, shown
from coursebook.coursework.grading.watch import MEGABYTE, Limits

NOTHING: Final = ("--size", "4096", "--tmpfs")
NOBODY: Final = 64000
"""The first of the users whom a submission runs as where the grader is the administrator."""


def system_limits(level: str, limits: Limits) -> dict[str, int]:
    """The limits for each process; that of processes only where others' are not counted."""
    told = limits.of_the_system
    return {**told, "NPROC": limits.processes} if level != "process" else told


def user(level: str) -> int | None:
    """The user whom a submission becomes where it would be the administrator."""
    if level == "bubblewrap" and os.geteuid() == 0:
        return nobody()
    return None


def nobody() -> int:
    """A user whom nobody else is, not even a submission that runs beside: limits count by user."""
    return NOBODY + os.getpid() % 1000


def bubblewrap(secrets: Sequence[Path], job: Path, limits: Limits) -> list[str]:
    """The command at the level *bubblewrap*."""
    what = shown.shown(job)
    size = ("--size", str(limits.disk_mb * MEGABYTE))
    folders = {parent: None for s in what for parent in reversed(s.target.parents[:-1])}
    open_to_read = [word for path in folders for word in ("--perms", "0755", "--dir", str(path))]
    binds = [word for s in what for word in ("--ro-bind", str(s.source), str(s.target))]
    hide = [word for path in shown.covered(what, secrets)
            for word in (*NOTHING, str(path), "--remount-ro", str(path))]  # fmt: skip
    variables = [word for pair in shown.environment().items() for word in ("--setenv", *pair)]
    return [
        *("bwrap", "--die-with-parent", "--new-session", "--clearenv", *machine.apart()),
        *open_to_read,
        *binds,
        *hide,
        *("--proc", "/proc", "--dev", "/dev", *size, "--tmpfs", "/dev/shm"),  # noqa: S108 - its own
        *("--perms", "1777", *size, "--tmpfs", str(shown.OWN)),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(shown.OWN)),
        *variables,
        *_python(),
    ]


def own_environment() -> Mapping[str, str]:
    """The variables of the boundary's own process, which a submission of the same user can read."""
    kept = ("PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")  # the last two find systemd
    return {name: os.environ[name] for name in kept if name in os.environ}


def container(secrets: Sequence[Path], job: Path, limits: Limits, name: str) -> list[str]:
    """The command at the level *container*, which gets a name to be ended by."""
    memory, disk = f"{limits.memory_mb}m", f"{limits.disk_mb}m"
    what = [shown.Shown(job, shown.JOB)]
    made: tuple[str, ...] = (machine.IMAGE, "python")
    variables = {"HOME": str(shown.OWN), **shown.SETTINGS, **shown.seeds()}
    if not machine.has_image():
        what, variables = shown.shown(job), shown.environment()
        empty = job.parent / "root"
        empty.mkdir(exist_ok=True)
        made = ("--rootfs", str(empty), str(Path(sys.executable).resolve()))
    inner = [word for pair in variables.items() for word in ("--env", "=".join(pair))]
    volumes = [word for s in what for word in ("--volume", f"{s.source}:{s.target}:ro")]
    hide = [word for path in shown.covered(what, secrets)
            for word in ("--tmpfs", f"{path}:size=4k,ro")]  # fmt: skip
    processes = str(limits.processes)
    only = ("--read-only-tmpfs=false",) if machine.engine()[0] == "podman" else ()
    return [
        *(
            *machine.engine(),
            "run",
            "--rm",
            "--name",
            name,
            "--network",
            "none",
            "--read-only",
            *only,
        ),
        *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
        *("--user", f"{nobody()}:{nobody()}"),
        *("--memory", memory, "--memory-swap", memory, "--pids-limit", processes, "--cpus", "1"),
        *("--ulimit", "nofile=256:256", "--ulimit", f"nproc={processes}:{processes}"),
        *("--shm-size", disk, "--tmpfs", f"{shown.OWN}:size={disk},mode=1777"),
        *(*inner, *volumes, *hide, "--workdir", str(shown.OWN), *made, *_arguments()),
    ]


def process(job: Path) -> list[str]:
    """The command at the level *process*."""
    return [sys.executable, str(job / "inside.py"), str(job / "request.json")]


def process_environment(own: Path, job: Path) -> Mapping[str, str]:
    """The variables at the level *process*: none of the grader's own."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    names = ("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TEMP", "TMP", "TMPDIR")
    folder = dict.fromkeys(names, str(own))
    paths = os.pathsep.join(dict.fromkeys([str(shown.ENGINE.parent), str(root())]))
    found = {"PYTHONPATH": paths, ROOT_VARIABLE: str(root())}
    return {**kept, **shown.SETTINGS, **folder, **found, **shown.seeds(str(job))}


def _python() -> list[str]:
    return [str(Path(sys.executable).resolve()), *_arguments()]


def _arguments() -> list[str]:
    return [str(shown.JOB / "inside.py"), str(shown.JOB / "request.json")]


def scope(limits: Limits) -> list[str]:
    """A control group for all that the command after it starts, where systemd gives one."""
    if not machine.has_scopes():
        return []
    return machine.scope_with(f"MemoryMax={limits.memory_mb}M", "MemorySwapMax=0",
                  f"TasksMax={limits.processes + 8}")  # fmt: skip
