"""Serve the built book on this machine: python tools/serve.py [FOLDER] [--port N].

Standard library only. When the port is taken, the next free one is used.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build" / "html"
# The book listens to this machine only. Its number instead of "localhost", which may
# mean an IPv6 address that another server holds.
HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TO_TRY = 100


class BookHandler(SimpleHTTPRequestHandler):
    """Files as a plain static host serves them: own 404 page, no folder listings."""

    protocol_version = "HTTP/1.1"  # keeps connections open: a page has many small files
    # Python asks the system for the types, and Windows may say text/plain for scripts.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        # A rebuilt page shows at once; an unchanged one still costs no transfer (304).
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> BytesIO | None:
        self.send_error(404)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal shows the address, and keeps showing it."""


class BookServer(ThreadingHTTPServer):
    """A server that refuses a port in use, also on Windows, and forgives a closed tab."""

    allow_reuse_address = os.name != "nt"
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://{HOST}:{self.server_port}"


def bind(folder: Path, port: int = 0) -> BookServer:
    """A server of `folder`, bound but not yet answering. Port 0 takes any free one."""
    handler = partial(BookHandler, directory=str(folder))
    for candidate in range(port, port + PORTS_TO_TRY) if port else [0]:
        try:
            return BookServer((HOST, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        except OverflowError:  # past port 65535
            break
    raise SystemExit(f"No free port from {port} on. Choose another: make serve PORT=9000")


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the built book on this machine.")
    parser.add_argument("folder", nargs="?", type=Path, default=BUILT)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="default: %(default)s")
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        raise SystemExit(f"There is no built book in {options.folder}. Build it first: make build")
    with bind(options.folder, options.port) as server:
        print(f"\nThe book is at {server.address}/   (Ctrl-C stops it)\n", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
