"""The web servers that `deploy/` has a configuration for: python tools/servers.py gets them.

On Debian and Ubuntu, as root, what is missing is installed. Elsewhere it is named, and the checks
that need it are left out, unless the variable CI is set.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import serve

from coursebook.teaching import browsers as chromium

DEPLOY = serve.ROOT / "deploy"
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}
# Debian keeps servers where a user's PATH does not look.
PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
SITE_LINE = "/srv/divergent-priorities"
"""Where the configurations look for the site; it stands in each of them once."""


def find(server: str) -> Path | None:
    """The server's program, or None."""
    found = shutil.which(server, path=PLACES)
    return Path(found) if found else None


@contextmanager
def running(server: str, site: Path, folder: Path) -> Iterator[int]:
    """A server of the site with our configuration, as any user; gives its port.

    `folder` holds what it writes. Raises RuntimeError with the server's words where it does not
    start.
    """
    port = free_port()
    command = COMMANDS[server](site, folder, port)
    log = folder / "log"
    own = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, env=own)
    try:
        while not answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{server} does not start: {log.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def nginx(site: Path, folder: Path, port: int) -> list[str]:
    """The command that starts nginx."""
    server = at(DEPLOY / "nginx.conf", site)
    server = server.replace("listen 80;", f"listen {port};").replace("  listen [::]:80;\n", "")
    # Root's nginx hands the work to a user who may not read a test's folder.
    user = "user root; " if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log stderr warn; worker_processes auto;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; include /etc/nginx/mime.types;\n{server}\n}}\n",
        encoding="utf-8",
    )
    return [str(find("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(site: Path, folder: Path, port: int) -> list[str]:
    """The command that starts Caddy."""
    server = at(DEPLOY / "Caddyfile", site).replace("\n:80 {", f"\nhttp://:{port} {{")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + server, encoding="utf-8")
    own = ["--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    return [str(find("caddy")), "run", *own]


COMMANDS = {"nginx": nginx, "caddy": caddy}


def at(configuration: Path, site: Path) -> str:
    """A configuration's text, for a site in another place."""
    before, after = configuration.read_text(encoding="utf-8").split(SITE_LINE)
    return f"{before}{site}{after}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        socket.create_connection((serve.HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def main() -> None:
    missing = [server for server in PACKAGES if find(server) is None]
    if missing:
        chromium.install_packages([PACKAGES[server] for server in missing])
    for server in missing:
        if find(server) is None:
            print(f"{server} is not here: its configuration is not checked.", file=sys.stderr)


if __name__ == "__main__":
    main()
