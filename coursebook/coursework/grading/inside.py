"""Runs a submission, and tells its answers cell by cell; started by the grader in its boundary.

Stands alone, so that it can be copied to where nothing else of the project is. What it writes to
its standard output is a line of JSON for each thing that happens:

    {"kind": "begin", "step": "3"}
    {"kind": "end", "step": "3", "error": "", "values": {"share": 2.6}}
    {"kind": "done"}

A step is a code cell, by its number, or a function that is called, by its name. The student's code
runs in the same process and can write such lines as well, so whoever reads them trusts none.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from json import dumps, loads  # by name, for a cell may exchange the module's own
from pathlib import Path
from typing import Any, Final

DEEPEST: Final = 12
LARGEST: Final = 1_000_000
"""Characters of JSON for one answer."""
LONGEST_NUMBER: Final = 10**400
PRIVATE: Final = 0o077  # files of a submission are for nobody else
TELLING: Final = 5
"""Seconds of the processor to read one value; six times as many by the clock."""
RESTLESS: Final = 0.5
"""Seconds after which the alarm rings again, for code that catches everything."""


class OutOfTimeError(BaseException):
    """A step took longer than it may; no `Exception`, so that few programs catch it."""


def main(request_file: str) -> None:
    request = loads(Path(request_file).read_text(encoding="utf-8"))
    say = channel()
    become(request["user"])
    limit(request["limits"])
    os.umask(PRIVATE)
    shell = quiet_shell()
    refuse(bytes.fromhex(request["filter"]))
    programs: list[str] = []
    shell.system = programs.append
    silence(2)  # until here, for what keeps Python from starting
    Session(shell, request, say, programs).run()
    say({"kind": "done"})
    # Neither threads nor functions for the end of Python are waited for.
    os._exit(0)


def channel() -> Callable[[Mapping[str, Any]], None]:
    """A function that writes a line to what was standard output; prints go nowhere from now on."""
    out = os.dup(1)
    silence(0, 1)
    own = os.getpid()

    def say(line: Mapping[str, Any]) -> None:
        # A process that the student's code has forked does not go on as if it were the first.
        if os.getpid() != own:
            os._exit(0)
        text = (dumps(line) + "\n").encode()
        while text:
            text = text[os.write(out, text) :]

    return say


def silence(*numbers: int) -> None:
    """Let files of this process, by number, lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in numbers:
        os.dup2(nowhere, number)


def become(user: int | None) -> None:
    """Give up the administrator's rights for those of a user whom nobody else is."""
    if user is not None and os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def limit(limits: Mapping[str, int]) -> None:
    """Hold this process and all that it starts to the limits that the system knows."""
    try:
        import resource
    except ImportError:  # Windows: the grader's clock remains
        return
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(ValueError, OSError):  # macOS refuses some
                resource.setrlimit(kind, (most, most))


def refuse(program: bytes) -> None:
    """Let the kernel refuse what a filter of system calls forbids, from now on and for all."""
    if not program:
        return
    import ctypes

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("words", ctypes.c_char_p))

    libc = ctypes.CDLL(None, use_errno=True)
    told = Filter(len(program) // 8, program)
    for asked in ((38, 1, 0, 0, 0), (22, 2, ctypes.byref(told), 0, 0)):  # no new rights; the filter
        if libc.prctl(*asked) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


def quiet_shell() -> Any:
    """An IPython without history and display."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell: Any = InteractiveShell.instance(config=config)
    # Nobody looks: no chart has to be drawn.
    shell.display_formatter.format = lambda *_, **__: ({"text/plain": ""}, {})
    shell.ask_exit = lambda: None
    sys.modules["otter"] = no_checks()
    return shell


def no_checks() -> types.ModuleType:
    """In the place of Otter: visible checks are for the student, and run there."""
    stub = types.ModuleType("otter")

    class Notebook:
        def __init__(self, *_: object, **__: object) -> None: ...

        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_, **__: None

    stub.__dict__["Notebook"] = Notebook
    return stub


class Session:
    """A submission's cells, run in order, each whatever became of the others."""

    def __init__(
        self,
        shell: Any,
        request: Mapping[str, Any],
        say: Callable[[Mapping[str, Any]], None],
        programs: list[str],
    ) -> None:
        self.shell, self.request, self.say, self.programs = shell, request, say, programs
        self.told: dict[str, str] = {}
        self.functions: dict[str, int] = {}
        self.own = os.getpid()

    def run(self) -> None:
        for number, source in enumerate(self.request["cells"], start=1):
            if str(number) not in self.request["skip"]:
                self._cell(str(number), source)
                self._functions(only_new=True)
        # Once more: what they return may depend on what came after them.
        self._functions(only_new=False)

    def _cell(self, step: str, source: str) -> None:
        self.say({"kind": "begin", "step": step})
        error, self.programs[:] = "", []
        try:
            with alarm(self.request["step_seconds"], self.request["clock_seconds"]):
                outcome = self.shell.run_cell(source, store_history=False, silent=False)
                stopped = outcome.error_before_exec or outcome.error_in_exec
                error = described(stopped) if stopped is not None else ""
        except BaseException as stopped:  # noqa: BLE001 - it costs this cell, whatever it was
            error = described(stopped)
        program = str(self.programs[0])[:100] if self.programs else ""
        self._alone()
        self._end(step, error, self._values(), program)

    def _alone(self) -> None:
        """End what a cell has left running, where all that can be reached is the submission's."""
        if os.getpid() != self.own:
            os._exit(0)  # one of those itself
        if self.request["alone"]:
            with contextlib.suppress(OSError):
                os.kill(-1, signal.SIGKILL)

    def _values(self) -> dict[str, Any]:
        """The named values that are not as they were last told."""
        space = self.shell.user_ns
        return self._new({name: in_time(space.get(name)) for name in self.request["values"]})

    def _functions(self, *, only_new: bool) -> None:
        for name, cases in self.request["calls"].items():
            function = self.shell.user_ns.get(name)
            if not callable(function) or name in self.request["skip"]:
                continue
            if only_new and self.functions.get(name) == id(function):
                continue
            self.functions[name] = id(function)
            self.say({"kind": "begin", "step": name})
            results, error = [], ""
            try:
                with alarm(self.request["step_seconds"], self.request["clock_seconds"]):
                    for case in cases:
                        results.append([case, returned(function, case)])
            except BaseException as stopped:  # noqa: BLE001 - likewise
                error = described(stopped)
            results += [[case, {"raised": error}] for case in cases[len(results) :]]
            self._end(name, error, self._new({name: {"function": results}}))

    def _new(self, values: Mapping[str, Any]) -> dict[str, Any]:
        new = {}
        for name, value in values.items():
            text = dumps(value)
            if len(text) > LARGEST:
                value, text = {"other": "too large to be an answer"}, name
            if self.told.get(name) != text:
                self.told[name] = text
                new[name] = value
        return new

    def _end(self, step: str, error: str, values: Mapping[str, Any], program: str = "") -> None:
        line = {"kind": "end", "step": step, "error": error, "values": values}
        self.say({**line, "program": program})


@contextlib.contextmanager
def alarm(seconds: float, by_the_clock: float) -> Iterator[None]:
    """Raise OutOfTimeError in the block once it has computed so long, and again until it ends.

    What counts is the processor's time, so that a busy machine costs nobody a point. What waits
    and does not compute ends by the clock, which grants more.
    """
    if not hasattr(signal, "setitimer"):  # Windows: the grader's clock remains
        yield
        return
    timers = (
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, by_the_clock),
    )

    def ring(number: int, _: object) -> None:
        over = next(most for _, rung, most in timers if rung == number)
        raise OutOfTimeError(f"it took more than {over:.0f} seconds")

    for timer, rung, most in timers:
        signal.signal(rung, ring)
        signal.setitimer(timer, most, RESTLESS)
    try:
        yield
    finally:
        for timer, rung, _ in timers:
            signal.signal(rung, signal.SIG_IGN)
            signal.setitimer(timer, 0)


def described(error: BaseException) -> str:
    """An error's kind and words, of a length for a table."""
    try:
        words = str(error)[:200]
    except BaseException:  # noqa: BLE001 - the student's own class may raise here as well
        words = ""
    kind = type(error).__name__
    return f"{kind}: {words}"[:240] if words else kind[:240]


def returned(function: Callable[..., Any], arguments: list[Any]) -> Any:
    """What a function returns, or which error it raises, as plain data."""
    try:
        return told(function(*arguments))
    except OutOfTimeError:
        raise
    except BaseException as error:  # noqa: BLE001 - a student's function may raise anything
        return {"raised": described(error)}


def in_time(value: Any) -> Any:
    """A value as plain data, or that it takes too long to tell."""
    try:
        with alarm(TELLING, 6 * TELLING):
            return told(value)
    except OutOfTimeError:
        return {"other": "takes too long to read"}


def told(value: Any) -> Any:
    """A value as JSON can hold it; anything that cannot be told becomes the name of its type."""
    try:
        return _told(value, 0)
    except OutOfTimeError:
        raise
    except BaseException:  # noqa: BLE001 - nor need a student's object be what it says
        return {"other": type(value).__name__}


def _told(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        return {"other": "nested too deeply"}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int):
        small = -LONGEST_NUMBER < value < LONGEST_NUMBER
        return int(value) if small else {"other": "a number of more than 400 digits"}
    if isinstance(value, float):
        return float(value)
    if value is ...:
        return {"unanswered": True}
    inner = depth + 1
    if isinstance(value, (list, tuple, set, frozenset)):
        kind = "tuple" if isinstance(value, tuple) else "list" if isinstance(value, list) else "set"
        return {kind: [_told(each, inner) for each in value]}
    if isinstance(value, dict):
        return {"dict": [[_told(k, inner), _told(v, inner)] for k, v in value.items()]}
    family = type(value).__module__.partition(".")[0]
    if family == "numpy":
        return _told(value.tolist(), inner)
    if family == "pandas":
        return _told_pandas(value, inner)
    if family == "altair":
        return {"chart": loads(dumps(value.to_dict(), default=str))}
    return {"other": type(value).__name__}


def _told_pandas(value: Any, inner: int) -> Any:
    if hasattr(value, "columns"):
        columns = [[_told(name, inner), _column(value[name], inner)] for name in value.columns]
        return {"table": columns, "index": _column(value.index, inner)}
    if hasattr(value, "index") and hasattr(value, "name"):
        return {"series": _column(value, inner), "index": _column(value.index, inner)}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return {"other": type(value).__name__}


def _column(column: Any, inner: int) -> list[Any]:
    return [_told(each, inner) for each in column.tolist()]


if __name__ == "__main__":
    main(sys.argv[1])
