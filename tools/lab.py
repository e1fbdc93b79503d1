"""A JupyterLab of its own for the checks, and the notebooks in it as a reader drives them.

The server works on a copy of the project and with a home of its own: nothing that is run or saved
in it reaches the project or the user's settings.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OVERRIDES = ROOT / "tools" / "lab-overrides.json"
COPIED = ("alliance", "book", "data")
PATIENCE = 90_000  # milliseconds for a kernel to start and run a chapter on a busy machine

# Nobody listens there: a kernel that asks another host is refused at once.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the project that it works on."""

    address: str
    token: str
    project: Path

    def url(self, file: str, workspace: str) -> str:
        """Where a file of book/ opens, in a workspace that starts empty."""
        return f"{self.address}/lab/workspaces/{workspace}/tree/book/{file}?token={self.token}&reset"


@contextmanager
def running(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the project below `folder`; stop it at the end."""
    project, home = folder / "project", folder / "home"
    for name in COPIED:
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    shutil.copyfile(OVERRIDES, settings / "default_setting_overrides.json")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={project}"),
    ]
    server = subprocess.Popen(
        command, env=environment(project, home), stderr=subprocess.PIPE, text=True
    )
    try:
        address, token = announced(server)
        yield Lab(address, token, project)
    finally:
        server.terminate()
        server.wait(timeout=30)


def environment(project: Path, home: Path) -> dict[str, str]:
    """The variables of a user who has nothing but this project, and no network."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith("JUPYTER")},
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), NOWHERE),
        "NO_PROXY": "127.0.0.1,localhost",
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "PYTHONPATH": str(project),
    }


def announced(server: subprocess.Popen[str]) -> tuple[str, str]:
    """The address and the token that the server prints when it is ready."""
    assert server.stderr is not None
    heard = []
    for line in server.stderr:
        heard.append(line)
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=(\w+)", line):
            # Reads on, so that the server never waits for a reader of its messages.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return found[1], found[2]
    raise RuntimeError("JupyterLab did not start:\n" + "".join(heard))
