"""Run a submission and write down its answers; the grader starts this in a confined process.

It imports nothing of the project, so that it can be copied into a container alone. Its output is
nothing but data, so that whoever reads it need not trust it.
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
PRIVATE: Final = 0o077  # a submission's files are private to it
OUT_OF_TIME: Final = 124  # the same code as the command `timeout` uses
GRACE: Final = 2  # seconds

# What no submission needs: other programs, the network, foreign code.
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
    """Run what the request file describes, and write the answers beside it."""
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
    """Apply the operating system's limits to this process and to all that it starts."""
    try:
        import resource
    except ImportError:  # Windows has none; the grader's time limit and a container still work
        return
    signal.signal(signal.SIGXCPU, lambda *_: os._exit(OUT_OF_TIME))
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            # The first limit of processor time sends a signal that gives the reason.
            last = most + GRACE if name == "CPU" else most
            last = last if hard == resource.RLIM_INFINITY else min(last, hard)
            resource.setrlimit(kind, (min(most, last), last))


def quiet_shell(modules: list[str]) -> Any:
    """An IPython without history or display, with the exercise's modules already imported."""
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
    # Nobody is watching, so no chart has to be drawn.
    shell.display_formatter.format = lambda *_, **__: ({"text/plain": ""}, {})
    sys.modules["otter"] = no_checks()
    return shell


def no_checks() -> types.ModuleType:
    """Stands in for Otter: visible checks are for the student, who has run them already."""
    stub = types.ModuleType("otter")

    class Notebook:
        def __init__(self, *_: object, **__: object) -> None: ...

        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_, **__: None

    stub.__dict__["Notebook"] = Notebook
    return stub


def guard(hidden: list[str], writable: str, refused: list[str]) -> None:
    """Refuse what no exercise asks for, and note it. Python has no way to remove such a hook.

    It sees only what goes through Python, so it stops the curious, not the determined. A container
    or Bubblewrap stops those.
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
    """The paths that an event concerns: two of them for a link or a renaming."""
    number = 2 if event in ("os.link", "os.symlink", "os.rename") else 1
    named = (str, bytes, os.PathLike)
    return [_folder(each) for each in arguments[:number] if isinstance(each, named)]


def _folder(path: Any) -> str:
    """A path without links, ended by a separator, so that `/a` is no beginning of `/ab`."""
    return os.path.realpath(os.fsdecode(path)) + os.sep


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def run(shell: Any, cells: list[str]) -> list[list[Any]]:
    """Run the cells in order, even after one has failed; return what stopped each one, and why."""
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
    """The values that an exercise asks for, and what its functions return, as plain data.

    Parameters
    ----------
    namespace
        The variables of the notebook after it has run.
    values
        Names to take from it.
    calls
        Names of functions, each with lists of arguments to call it with.

    Returns
    -------
    dict
        Plain data by name, as JSON holds it.
    """
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
    """A value as JSON can hold it; of a value that cannot be written down, the name of its type."""
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
