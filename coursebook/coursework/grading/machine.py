"""What this machine has to make a boundary of: programs that the kernel lets work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Final

IMAGE: Final = "coursebook-grading"
PLACES: Final = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
"""Debian keeps runc where a user's PATH does not look."""


@cache
def has_bubblewrap() -> bool:
    """Whether Bubblewrap is installed, new enough, and the kernel lets it work."""
    trial = ["bwrap", *apart(), "--ro-bind", "/", "/", "--size", "4096", "--tmpfs", "/mnt"]
    return bool(shutil.which("bwrap")) and _succeeds([*trial, "true"])


def apart() -> list[str]:
    """What the submission shares with no one; the administrator's becomes another user inside."""
    if os.geteuid() == 0:
        rights = [word for right in ("SETUID", "SETGID") for word in ("--cap-add", f"CAP_{right}")]
        apart = ["ipc", "pid", "net", "uts", "cgroup-try"]
        return [*(f"--unshare-{each}" for each in apart), "--cap-drop", "ALL", *rights]
    return ["--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL"]


@cache
def engine() -> tuple[str, ...]:
    """The command of a container engine that answers; empty where there is none."""
    for name in ("podman", "docker"):
        if shutil.which(name) and _succeeds([name, "info"]):
            # Where both are installed, runc also runs on older kinds of control groups.
            linux = name == "podman" and sys.platform == "linux"
            runc = linux and shutil.which("runc", path=PLACES)
            return (name, "--runtime", "runc") if runc else (name,)
    return ()


@cache
def has_image() -> bool:
    return bool(engine()) and _succeeds([engine()[0], "image", "inspect", IMAGE])


def has_container() -> bool:
    """Whether an engine answers that has the image, or needs none."""
    return has_image() or without_image()


def without_image() -> bool:
    """Whether containers are made of this machine's own Python: Podman can, on Linux."""
    return bool(engine()) and engine()[0] == "podman" and sys.platform == "linux"


@cache
def has_scopes() -> bool:
    trial = [*scope_with("MemoryMax=100M", "TasksMax=16"), "true"]
    return bool(shutil.which("systemd-run")) and _succeeds(trial)


def scope_with(*properties: str) -> list[str]:
    """The beginning of a command that runs the rest in a control group with such properties."""
    whose = () if os.geteuid() == 0 else ("--user",)
    asked = [word for each in properties for word in ("--property", each)]
    return ["systemd-run", *whose, "--scope", "--quiet", "--collect", *asked]


def _succeeds(trial: Sequence[str]) -> bool:
    try:
        done = subprocess.run(trial, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
