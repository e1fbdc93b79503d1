"""The configurations in deploy/, tried on the servers that they are for."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest
import servers
import website
from served import need

from coursebook.pages.policy import POLICY


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """A running server of the site."""

    port: int
    site: Path

    @property
    def static(self) -> str:
        """Where styles and scripts are."""
        (folder,) = self.site.glob("_static.*")
        return f"/{folder.name}"

    def get(self, path: str, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response: HTTPResponse = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, named, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="module", params=servers.COMMANDS)
def server(
    request: pytest.FixtureRequest,
    built_book: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    need(request.param)
    folder = tmp_path_factory.mktemp("server")
    site = folder / "site"
    website.make_site(built_book, site)
    website.compress(site)
    with servers.running(request.param, site, folder) as port:
        yield Server(port, site)


def test_a_page_comes_with_the_policy_and_is_asked_for_again(server: Server) -> None:
    answer = server.get("/book/china.html")
    assert answer.status == 200
    assert answer.headers["content-type"].replace(" ", "").lower() == "text/html;charset=utf-8"
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-cache"
    again = server.get("/book/china.html", If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_what_is_named_by_its_checksum_is_kept_for_ever(server: Server) -> None:
    kept = server.get(f"{server.static}/coursebook/book.css?v=12345678").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    digest = server.get(f"{server.static}/scripts/bootstrap.js?digest=12345678").headers[
        "cache-control"
    ]
    assert digest == kept
    assert server.get(f"{server.static}/coursebook/book.css").headers["cache-control"] == "no-cache"


def test_texts_travel_compressed(server: Server) -> None:
    plain = server.get(f"{server.static}/coursebook/vega.js")
    packed = server.get(f"{server.static}/coursebook/vega.js", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_an_address_that_does_not_exist_gets_the_books_own_page(server: Server) -> None:
    for address in ("/nowhere.html", "/book/nowhere", "/book/", "/.nojekyll.bak"):
        answer = server.get(address)
        assert answer.status in (403, 404), address
    answer = server.get("/book/nowhere.html")
    assert answer.status == 404
    assert b"Page not found" in answer.body
    assert answer.headers["content-security-policy"] == POLICY


def test_the_front_door_opens(server: Server) -> None:
    answer = server.get("/")
    assert answer.status == 200
    assert b"book/intro.html" in answer.body


@pytest.mark.parametrize("address", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_outside_the_site_is_served(server: Server, address: str) -> None:
    assert b"root:" not in server.get(address).body
