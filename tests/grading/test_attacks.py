"""Attacks on the boundary: each is tried at each level that is here, and none gets anything.

One run for a level: every attack is a cell of its own, which names what it got.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import ATTACKS

from coursebook.book import root
from coursebook.coursework.grading import confine, machine
from coursebook.coursework.grading.watch import Heard, Limits

HERE = {"bubblewrap": machine.has_bubblewrap(), "container": machine.has_container()}
LEVELS = [level for level, here in HERE.items() if here]
NAME = "\0grader-of-the-tests"


@pytest.fixture(scope="module", params=LEVELS)
def tried(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """What each attack got, by name; an attack that got nothing has an empty text."""
    jobs = tmp_path_factory.mktemp("jobs")
    neighbor = tmp_path_factory.mktemp("neighbor") / "submission.ipynb"
    neighbor.write_text("{}", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(NAME)
        local.listen()
        world = {
            "ROOT": str(root()),
            "NEIGHBOR": str(neighbor),
            "PORT": server.getsockname()[1],
            "PID": os.getpid(),
            "SECRET": 'note.mends(put_right, "',
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COURSE_TOKEN", "a secret of the course")
            heard = run(request.param, world, jobs)
    assert heard.done, heard
    assert not heard.errors, "an attack is refused by the system, or gets something"
    got = heard.values["got"]
    assert isinstance(got, dict)
    yield {str(name): str(value) for name, value in got["dict"]}
    assert neighbor.read_text(encoding="utf-8") == "{}"


def run(level: str, world: dict[str, object], jobs: Path) -> Heard:
    begin = "\n".join(f"{name} = {value!r}" for name, value in world.items())
    cells = [f"import ctypes, os\ngot = {{}}\n{begin}"]
    for name, code in ATTACKS.items():
        body = "".join(f"    {line}\n" for line in code.splitlines())
        kept = f"    got[{name!r}] = str(found or '')[:200]\n"
        cells.append(
            f"got[{name!r}] = ''\ntry:\n{body}{kept}except (OSError, ValueError):\n    pass"
        )
    request = {"cells": cells, "skip": [], "step_seconds": 30, "values": ["got"], "calls": {}}
    return confine.run(confine.Boundary(level, [root(), jobs]), request, Limits(), jobs, 200)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_gets_nothing(attack: str, tried: dict[str, str]) -> None:
    assert tried[attack] == ""


def test_attacks_are_tried_where_bubblewrap_can_be_had() -> None:
    could = shutil.which("apt-get") and os.geteuid() == 0 and os.environ.get("CI")
    assert LEVELS or not could, "python tools/boundary.py installs Bubblewrap, and did not"


@pytest.mark.parametrize(
    "attack", ["reads the masters", "reads its neighbor", "a shell", "programs"]
)
def test_without_a_boundary_it_would_get_something(attack: str) -> None:
    # Else the attacks would hold for want of trying. Only some that do no harm.
    space: dict[str, object] = {"os": os, "ROOT": str(root()), "NEIGHBOR": __file__}
    exec(ATTACKS[attack], space)  # noqa: S102 - an attack from this folder
    assert space["found"]


def test_the_boundary_itself_knows_nothing_of_the_grader_s_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where nobody is the administrator, a submission reads the variables of the process around it.
    given: list[dict[str, str]] = []

    def watched(_: object, variables: dict[str, str], *__: object, **___: object) -> Heard:
        given.append(variables)
        return Heard()

    monkeypatch.setenv("COURSE_SALT", "a secret of the course")
    monkeypatch.setenv("COURSE_TOKEN", "another one")
    monkeypatch.setattr(confine, "watch", watched)
    request = {"cells": [], "skip": [], "step_seconds": 20, "values": [], "calls": {}}
    confine.run(confine.Boundary("bubblewrap"), request, Limits(), tmp_path, 100)
    assert set(given[0]) <= {"PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}


@pytest.mark.parametrize("place", ["/usr/lib/course", "/opt/course"])
def test_a_book_inside_of_what_is_shown_is_covered(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not machine.has_bubblewrap() or not os.access("/usr/lib", os.W_OK):
        return
    folder = Path(place)
    folder.mkdir()
    try:
        (folder / "master.md").write_text("a key", encoding="utf-8")
        request = {"cells": [f"import os\nx = os.path.exists('{place}/master.md')"], "skip": [],
                   "step_seconds": 20, "values": ["x"], "calls": {}}  # fmt: skip
        boundary = confine.Boundary("bubblewrap", [folder])
        heard = confine.run(boundary, request, Limits(), tmp_path, 100)
    finally:
        shutil.rmtree(folder)
    assert heard.values == {"x": False}
