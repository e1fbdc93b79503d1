"""A JupyterHub on this machine, whose students log in by name and get a home each."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lab import NEARBY
from nightly.image import Image
from playwright.sync_api import Page

PROXY = [sys.executable, "-c", "from configurable_http_proxy.cli import main; main()"]

SETTINGS = """\
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = "/lab"
c.Spawner.environment = {{"PATH": {path!r}}}
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
"""


@dataclass(frozen=True)
class Hub:
    """A running hub: its address, the homes of its students, and the repository it can pull."""

    address: str
    homes: Path
    repository: str

    def log_in(self, page: Page, name: str, link: str) -> None:
        """Follow a link as a student who has not logged in yet."""
        page.goto(link)
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("any")
        page.get_by_role("button", name="Sign in").click()


@contextmanager
def running(image: Image, folder: Path) -> Iterator[Hub]:
    """Start a hub below `folder`, from an image's environment; stop it at the end."""
    ports, homes = _free_ports(3), folder / "homes"
    homes.mkdir()
    variables = image.variables()
    settings = folder / "jupyterhub_config.py"
    settings.write_text(
        SETTINGS.format(ports=ports, homes=str(homes), path=variables["PATH"], proxy=PROXY),
        encoding="utf-8",
    )
    address = f"http://127.0.0.1:{ports[0]}"
    log = folder / "log.txt"
    with (
        log.open("w", encoding="utf-8") as messages,
        subprocess.Popen(
            [image.python, "-m", "jupyterhub", "--config", str(settings)],
            cwd=folder,
            env=variables,
            stdout=messages,
            stderr=subprocess.STDOUT,
        ) as hub,
    ):
        try:
            _wait_for(f"{address}/hub/health", hub, log)
            yield Hub(address, homes, image.repository.as_uri())
        finally:
            hub.terminate()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait_for(address: str, hub: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the hub answers."""
    end = time.monotonic() + 120
    while hub.poll() is None and time.monotonic() < end:
        try:
            with NEARBY.open(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The hub did not start:\n" + log.read_text(encoding="utf-8"))
