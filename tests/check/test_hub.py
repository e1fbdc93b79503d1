"""What Binder and a JupyterHub are told: versions that agree, settings that their tools know."""

from __future__ import annotations

import os
import pkgutil  # noqa: F401 - runpy wants it, while sys.path is another
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import links
import pytest
import session
import yaml

from coursebook.pages import launch

HASHED = """\
# made by a tool
altair==6.3.0 \\
    --hash=sha256:00 \\
    --hash=sha256:01
    # via alliance
playwright==1.65.2 ; sys_platform != 'wasi' \\
    --hash=sha256:02
playwright-extra==1.0
"""


def known(**values: Any) -> dict[str, Any]:
    """A schema of exactly these keys, as the chart's schema forbids any other."""
    return {"type": "object", "additionalProperties": False, "properties": values}


TRUTH, WHOLE, NUMBER, TEXT = ({"type": t} for t in ("boolean", "integer", "number", "string"))
SIZE = {"type": "string", "pattern": r"^\d+[KMGT]i?$"}

# The part of the chart's values.schema.yaml that we use, as of chart 4.4.
CHART = known(
    singleuser=known(
        image=known(name=TEXT, tag=TEXT) | {"required": ["name", "tag"]},
        defaultUrl=TEXT,
        memory=known(guarantee=SIZE, limit=SIZE),
        cpu=known(guarantee=NUMBER, limit=NUMBER),
        storage=known(capacity=SIZE),
        networkPolicy=known(enabled=TRUTH),
    ),
    cull=known(enabled=TRUTH, timeout=WHOLE, every=WHOLE),
    prePuller=known(hook=known(enabled=TRUTH), continuous=known(enabled=TRUTH)),
    scheduling=known(userScheduler=known(enabled=TRUTH)),
)


@pytest.fixture(scope="module")
def hub(root: Path) -> Path:
    return root / "deploy" / "jupyterhub"


@pytest.fixture(scope="module")
def guide(hub: Path) -> str:
    return (hub / "README.md").read_text(encoding="utf-8")


def test_the_chart_knows_every_setting(hub: Path, guide: str) -> None:
    values = yaml.safe_load((hub / "values.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(values, CHART)
    assert f"limits.memory {values['singleuser']['memory']['limit']}" in guide


def test_hub_and_servers_are_of_one_version(hub: Path, guide: str) -> None:
    told = re.findall(r"JupyterHub (\d\.\d)\b", guide + (hub / "values.yaml").read_text("utf-8"))
    locked = re.search(r"^jupyterhub==(\d\.\d)\.", (hub / "requirements.txt").read_text(), re.M)
    assert locked
    assert set(told) == {locked[1]}


def test_binder_hub_and_grading_take_one_python(root: Path, hub: Path) -> None:
    runtime = (root / ".binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    assert re.fullmatch(r"python-3\.\d+", runtime)
    image = f"FROM docker.io/library/{runtime.replace('-', ':')}-slim"
    for file in (
        hub / "Dockerfile",
        root / "coursebook" / "coursework" / "grading" / "Containerfile",
    ):
        assert image in file.read_text(encoding="utf-8"), file


def test_the_image_holds_what_a_session_reads_and_no_solution(
    root: Path, hub: Path, tmp_path: Path
) -> None:
    for line in re.findall(r"^COPY (.+)", (hub / "Dockerfile").read_text("utf-8"), re.M):
        *sources, target = line.split()
        for source in sources:
            copied = tmp_path / target / (Path(source).name if len(sources) > 1 else "")
            copied.parent.mkdir(parents=True, exist_ok=True)
            if (root / source).is_dir():
                shutil.copytree(root / source, copied)
            else:
                shutil.copy(root / source, copied)
    assert not (tmp_path / "exercises").exists()
    code = """
import alliance, session
from alliance import quiz
from alliance.coursework import claim, cost, deal, opcon, troops
from alliance.explorers import package_deal
quiz("conclusion")
package_deal.compute()
read = [session.LOCKED, session.HUB / "requirements.txt", session.HUB / "ipython_config.py"]
read += [session.lab_settings.SETTINGS, session.ROOT / "pyproject.toml"]
print(alliance.__file__, all(file.is_file() for file in read))
"""
    paths = os.pathsep.join([str(tmp_path), str(tmp_path / "tools")])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(tmp_path / "alliance" / "__init__.py"), "True"]


def test_a_session_leaves_out_what_it_never_uses_and_its_checksums() -> None:
    kept = session.needed(HASHED)
    assert re.findall(r"^\w[\w.-]*==\S+", kept, re.M) == ["altair==6.3.0", "playwright-extra==1.0"]
    assert re.findall(r"--hash=sha256:(\d+)", kept) == ["00", "01"]


def test_every_package_of_the_lock_file_but_playwright_is_installed(root: Path) -> None:
    locked = session.LOCKED.read_text(encoding="utf-8")
    names = re.compile(r"^([a-z0-9][\w.-]*)==", re.M)
    left_out = set(names.findall(locked)) - set(names.findall(session.needed(locked)))
    assert left_out == {"playwright"}


@pytest.mark.parametrize("place", ["copy", "copy/book", "copy/exercises/student"])
def test_a_notebook_on_a_hub_computes_with_the_copy_that_it_lies_in(
    place: str, hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy" / "alliance" / "models").mkdir(parents=True)
    (tmp_path / place).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / place)
    monkeypatch.setattr(sys, "path", ["the image's"])
    runpy.run_path(str(hub / "ipython_config.py"))
    assert sys.path == [str(tmp_path / "copy"), "the image's"]


def test_a_notebook_outside_a_copy_computes_with_the_image_s_package(
    hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["the image's"])
    runpy.run_path(str(hub / "ipython_config.py"))
    assert sys.path == ["the image's"]


def test_links_are_printed_for_every_chapter_and_exercise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    address, hub = "https://github.com/someone/book", "https://hub.example.edu"
    monkeypatch.setenv("BOOK_REPOSITORY_URL", address)
    monkeypatch.setenv("BOOK_REPOSITORY_BRANCH", "spring")
    monkeypatch.setattr(sys, "argv", ["links.py", hub])
    links.main()
    printed = capsys.readouterr().out
    for file in ("book/opcon-transition.md", "exercises/student/reading-a-claim.ipynb"):
        assert launch.on_hub(hub, address, "spring", file) in printed.split()
    exercises = len(list((root / "exercises" / "student").glob("*.ipynb")))
    assert printed.count("exercises%2Fstudent%2F") == exercises


@pytest.mark.parametrize(
    ("repository", "hub", "said"),
    [
        ("/srv/git/book.git", "https://hub.example.edu", "BOOK_REPOSITORY_URL"),
        ("https://github.com/someone/book", "hub.example.edu", "https://"),
    ],
)
def test_no_link_is_printed_that_would_lead_nowhere(
    repository: str, hub: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOK_REPOSITORY_URL", repository)
    monkeypatch.setattr(sys, "argv", ["links.py", hub])
    with pytest.raises(SystemExit, match=said):
        links.main()
