"""Runs a submission, and writes down its answers; started by the grader in a confined process.

Stands alone, so that it can be copied to where nothing else of exercises/ is. What it writes is
data only: whoever reads it need not trust it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import types
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

DEEPEST: Final = 12
PRIVATE: Final = 0o077  # files of a submission are for nobody else
OUT_OF_TIME: Final = 124  # as the command `timeout` says it
GRACE: Final = 2  # seconds

# What a submission has no need of: other programs, the network, foreign code.
REFUSED: Final = (
    "ctypes.dlopen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.kill",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
)
LOOKED_AT: Final = ("open", "os.listdir", "os.scandir", "os.chdir", "os.link", "os.symlink")
CHANGED: Final = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree")


def main(request_file: str) -> None:
    request = json.loads(Path(request_file).read_text(encoding="utf-8"))
    os.umask(PRIVATE)
    limit(request["limits"])
    shell = quiet_shell(request["modules"])
    refused: list[str] = []
    guard(request["hidden"], request["writable"], refused)
    stopped = run(shell, request["cells"])
    answers = collect(shell.user_ns, request["values"], request["calls"])
    told = {"answers": answers, "stopped": stopped, "refused": sorted(set(refused))[:20]}
    Path(request["result"]).write_text(json.dumps(told), encoding="utf-8")


def limit(limits: Mapping[str, int]) -> None:
    """Hold this process and all that it starts to the limits that the system knows."""
    try:
        import resource
    except ImportError:  # Windows: the grader's time limit and a container remain
        return
    signal.signal(signal.SIGXCPU, lambda *_: os._exit(OUT_OF_TIME))
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            # Processor time is first a signal that names the reason, and then the end.
            last = most + GRACE if name == "CPU" else most
            last = last if hard == resource.RLIM_INFINITY else min(last, hard)
            resource.setrlimit(kind, (min(most, last), last))


def quiet_shell(modules: list[str]) -> Any:
    """An IPython without history and display, in which the exercise's modules are loaded."""
    import altair  # noqa: F401 - loaded before the guard stands
    import pandas as pd  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    for name in modules:
        import_module(name)

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell: Any = InteractiveShell.instance(config=config)
    # Nobody looks: no chart has to be drawn.
    shell.display_formatter.format = lambda *_, **__: ({"text/plain": ""}, {})
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


def guard(hidden: list[str], writable: str, refused: list[str]) -> None:
    """Refuse, and note, what no exercise asks for. A hook once added cannot be taken away.

    It sees what Python does, and no more: it keeps out the curious, not the determined. Those
    are kept out by a container or by Bubblewrap.
    """
    closed = {_folder(path): Path(path).name for path in hidden}
    open_to_all = (_folder(writable), _folder(os.devnull))

    def refuse(what: str) -> None:
        refused.append(what)
        raise PermissionError(f"refused by the grader: {what}")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in REFUSED:
            refuse(event)
        if event not in (*LOOKED_AT, *CHANGED):
            return
        changes = event in CHANGED or (event == "open" and _writes(*arguments[1:3]))
        for path in _paths(event, arguments):
            if path.startswith(open_to_all):
                continue
            for folder, name in closed.items():
                if path.startswith(folder):
                    refuse(f"{event} in {name}")
            if changes:
                refuse(f"{event} to write outside its folder")

    sys.addaudithook(hook)


def _paths(event: str, arguments: tuple[Any, ...]) -> list[str]:
    """The paths that an event is about: of two arguments where it links or renames."""
    number = 2 if event in ("os.link", "os.symlink", "os.rename") else 1
    named = (str, bytes, os.PathLike)
    return [_folder(each) for each in arguments[:number] if isinstance(each, named)]


def _folder(path: Any) -> str:
    """A path without links, closed by a separator, so that it begins nothing but its own."""
    return os.path.realpath(os.fsdecode(path)) + os.sep


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def run(shell: Any, cells: list[str]) -> list[list[Any]]:
    """Run the cells in order, each whatever became of the others; what stopped, and why."""
    stopped = []
    for number, source in enumerate(cells, start=1):
        outcome = shell.run_cell(source, store_history=False, silent=False)
        error = outcome.error_before_exec or outcome.error_in_exec
        if error is not None:
            stopped.append([number, type(error).__name__, str(error)[:200]])
    return stopped


def collect(
    namespace: Mapping[str, Any], values: list[str], calls: Mapping[str, list[list[Any]]]
) -> dict[str, Any]:
    """The named values, and what the named functions return, as plain data."""
    found = {name: told(namespace[name]) for name in values if name in namespace}
    for name, cases in calls.items():
        if callable(function := namespace.get(name)):
            found[name] = {"function": [[case, returned(function, case)] for case in cases]}
    return found


def returned(function: Callable[..., Any], arguments: list[Any]) -> Any:
    try:
        return told(function(*arguments))
    except Exception as error:  # noqa: BLE001 - a student's function may raise anything
        return {"raised": f"{type(error).__name__}: {error}"[:200]}


def told(value: Any) -> Any:
    """A value as JSON can hold it; anything that cannot be told becomes the name of its type."""
    try:
        return _told(value, 0)
    except Exception:  # noqa: BLE001 - nor need a student's object be what it says
        return {"other": type(value).__name__}


def _told(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        return {"other": "nested too deeply"}
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return float(value) if isinstance(value, float) else int(value)
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
        return {"chart": json.loads(json.dumps(value.to_dict(), default=str))}
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
