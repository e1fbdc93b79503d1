"""Both books on nginx as `deploy/` configures it, or on the local server where nginx is not here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import serve
import servers
import website

POLICY = "Content-Security-Policy"


def named() -> str:
    """The server, for the line above the table."""
    if servers.find("nginx"):
        return "nginx with deploy/nginx.conf, files compressed beforehand"
    return "the local server, uncompressed: nginx is not here"


@contextmanager
def hosted(pages: Path, folder: Path, *, strict: bool) -> Iterator[str]:
    """A server of built pages; gives its address. Without `strict` it states no policy.

    A plain page has scripts within it, which the policy of our pages forbids.
    """
    if not servers.find("nginx"):
        with serve.bind(pages) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server.address
            server.shutdown()
        return
    folder.mkdir()
    website.make_site(pages, folder / "site")
    website.compress(folder / "site")
    without = "" if strict else POLICY
    with servers.running("nginx", folder / "site", folder, without=without) as port:
        yield f"http://{serve.HOST}:{port}"
