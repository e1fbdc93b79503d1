"""A submission's process under watch: what it says is read with limits, and it is ended in time."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final, Literal

import psutil
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

LARGEST: Final = 10_000_000
"""Bytes of all that a process says."""
EACH: Final = 0.2
"""Seconds from one look at memory and processes to the next."""
PATIENCE: Final = 3
"""So many times as long as a step may compute, it may take by the clock on a quiet machine."""
GRACE: Final = 5
"""Seconds that a step has beyond its time, for Python to stop it, before the grader does."""
START: Final = 60
"""Seconds for Python and the packages to start, on a busy machine."""
KILLED: Final = 9
MEGABYTE: Final = 1024 * 1024


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Step = Annotated[str, Field(max_length=100)]
Words = Annotated[str, Field(max_length=300)]


class Begin(_Line):
    """A step begins."""

    kind: Literal["begin"]
    step: Step


class End(_Line):
    """A step has ended: with which error, and with which new values."""

    kind: Literal["end"]
    step: Step
    error: Words = ""
    program: Words = ""
    values: dict[Step, JsonValue]


class Done(_Line):
    """All steps have ended."""

    kind: Literal["done"]


LINE: Final[TypeAdapter[Begin | End | Done]] = TypeAdapter(
    Annotated[Begin | End | Done, Field(discriminator="kind")]
)


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    seconds: int = 120
    step_seconds: int = 20
    memory_mb: int = 2048
    disk_mb: int = 64
    processes: int = 64
    patience: float = PATIENCE

    @property
    def clock_seconds(self) -> float:
        """What a step may take by the clock, whether it computes or waits."""
        return self.step_seconds * self.patience

    @property
    def of_the_system(self) -> dict[str, int]:
        """As the system's own limits for each process, by their names in `resource`."""
        return {
            "CPU": self.seconds,
            # Memory that is written to, and all that is asked for: libraries reserve more.
            "DATA": self.memory_mb * MEGABYTE,
            "AS": (self.memory_mb + 1024) * MEGABYTE,
            "FSIZE": self.disk_mb * MEGABYTE,
            "NOFILE": 256,
            "CORE": 0,
        }


def as_busy(limits: Limits) -> Limits:
    """The same limits, with the more patience the more programs wait for each processor now.

    Still a third of the whole time at most, so that one step that waits costs no other.
    """
    if not hasattr(os, "getloadavg"):  # Windows
        return limits
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    most = limits.seconds / 3 / limits.step_seconds
    return replace(limits, patience=max(PATIENCE, min(PATIENCE * waiting, most)))


@dataclass
class Heard:
    """What a process has said, and how it ended.

    `ended` is empty where it came to its end by itself, otherwise a sentence's end for the table.
    `step` is the one that had begun and not ended.
    """

    values: dict[str, JsonValue] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    programs: list[tuple[str, str]] = field(default_factory=list)
    step: str = ""
    since: float = 0
    done: bool = False
    ended: str = ""
    strange: bool = False

    def take(self, text: bytes) -> None:
        """Take in one line; raises ValueError where the runner would not write it, or not now."""
        match LINE.validate_json(text):
            case Begin(step=step) if not self.step:
                self.step, self.since = step, time.monotonic()
            case End() as end if end.step == self.step:
                self.values |= end.values
                self.errors += [(end.step, end.error)] if end.error else []
                self.programs += [(end.step, end.program)] if end.program else []
                self.step, self.since = "", time.monotonic()
            case Done() if not self.step:
                self.done = True
            case _:
                raise ValueError("out of order")


def watch(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    limits: Limits,
    seconds: float,
    words: Path,
    *,
    counts: bool = True,
) -> Heard:
    """Run a command, listen to it, and end it and all that it started.

    Parameters
    ----------
    seconds
        What is left of the submission's time.
    words
        A file for what it says on standard error, until its first step.
    counts
        Whether memory and processes are counted here; a container's engine counts itself.
    """
    heard = Heard(since=time.monotonic() + START)
    with words.open("wb") as error:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=error,
            start_new_session=True,
        )
        try:
            _listen(process, heard, limits, time.monotonic() + seconds, counts=counts)
        finally:
            end(process)
    if not heard.done and not heard.ended:
        heard.ended = _how(process.returncode)
    return heard


def _listen(
    process: subprocess.Popen[bytes], heard: Heard, limits: Limits, last: float, *, counts: bool
) -> None:
    said: queue.Queue[bytes] = queue.Queue(maxsize=16)  # no more of it lies in memory at a time
    threading.Thread(target=_read, args=(process, said), daemon=True).start()
    read, rest, looked = 0, b"", 0.0
    while not heard.done and not heard.ended:
        with contextlib.suppress(queue.Empty):
            text = said.get(timeout=EACH)
            if not text:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=1)  # how it ended is worth a moment
                return
            read += len(text)
            *lines, rest = (rest + text).split(b"\n")
            _take(lines, heard)
            if read > LARGEST:
                heard.ended, heard.strange = "it sent more than answers can be", True
        now = time.monotonic()
        if now > last:
            heard.ended = heard.ended or f"all of it took more than {limits.seconds} seconds"
        elif now > heard.since + limits.clock_seconds + GRACE:
            heard.ended = heard.ended or f"it took more than {limits.clock_seconds:.0f} seconds"
        elif counts and now > looked + EACH:
            looked = now
            heard.ended = heard.ended or too_much(process.pid, limits)


def _read(process: subprocess.Popen[bytes], said: queue.Queue[bytes]) -> None:
    """Hand on what a process says, piece by piece, and an empty one at its end."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe, as asked for above
    with process.stdout as out:
        while text := os.read(out.fileno(), 65536):
            said.put(text)
    said.put(b"")


def _take(lines: Sequence[bytes], heard: Heard) -> None:
    for line in lines:
        try:
            heard.take(line)
        except ValueError:  # pydantic's too
            heard.ended, heard.strange = "it sent what the grader's runner does not write", True
            return


def too_much(pid: int, limits: Limits) -> str:
    """What a process and all that it started use too much of, or nothing."""
    try:
        first = psutil.Process(pid)
        processes = [first, *first.children(recursive=True)]
    except psutil.Error:
        return ""
    # Some of them are those of the boundary.
    if len(processes) > limits.processes + 4:
        return f"it ran more than {limits.processes} processes at a time"
    if sum(map(memory, processes)) > limits.memory_mb * MEGABYTE:
        return f"it took more than {limits.memory_mb} MB of memory"
    return ""


def memory(process: psutil.Process) -> int:
    """Bytes of memory, of what is shared a part to each; 0 where the process is gone."""
    try:
        return int(getattr(process.memory_full_info(), "pss", 0))
    except psutil.NoSuchProcess:
        return 0
    except psutil.Error:
        with contextlib.suppress(psutil.Error):
            return int(process.memory_info().rss)
        return 0


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all of its group, also what it left running."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _how(code: int | None) -> str:
    # A boundary tells a signal as a shell does: 128 and its number.
    number = -code if code is not None and code < 0 else (code or 0) - 128
    if code is None or number == KILLED:
        return "the system ended it, most likely for the memory that it took"
    if 0 < number < 65:
        return f"Python crashed (signal {number})"
    return f"it ended Python (exit code {code})"
