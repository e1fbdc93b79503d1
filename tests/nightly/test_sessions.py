"""Live sessions without an installation: on Binder, on a course's JupyterHub."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from lab import PATIENCE, Lab, Notebook, serving
from nightly import hub as jupyterhub
from nightly import image as images
from playwright.sync_api import Browser, Page, expect

from coursebook.pages.launch import address

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Binder and hubs do not run on Windows"),
    # Installing an environment takes longer than the usual limit where others work too.
    pytest.mark.timeout(900),
]

REPOSITORY = "https://github.com/someone/book"
CHAPTER = "lab/tree/book/augment-defense-expenditures.md"
EXERCISE = "what-would-it-cost"


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> images.Image:
    """The repository and its environment, as Binder makes them."""
    return images.build(tmp_path_factory.mktemp("image"))


@pytest.fixture(scope="module")
def binder(image: images.Image) -> Iterator[Lab]:
    """A session on Binder: a JupyterLab below an address of its own, started in the repository."""
    command = [
        *(image.python, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *("--ServerApp.port=0", "--ServerApp.base_url=/user/someone-book/"),
        f"--ServerApp.root_dir={image.repository}",
    ]
    with serving(command, image.variables()) as (place, token):
        yield Lab(place, token, image.repository)


@pytest.fixture(scope="module")
def hub(image: images.Image, tmp_path_factory: pytest.TempPathFactory) -> Iterator[jupyterhub.Hub]:
    """A JupyterHub whose servers run in the environment that the hub's image has."""
    image.run(image.python, "tools/session.py", "--hub")
    with jupyterhub.running(image, tmp_path_factory.mktemp("hub")) as started:
        yield started


def run(notebook: Notebook) -> None:
    """Run all cells, and see none fail."""
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)


def test_binder_builds_by_this_repository_s_own_step_and_no_other(image: images.Image) -> None:
    taken = images.pack(image.repository)
    assert type(taken).__name__ == "PythonBuildPack"
    assert taken.python_version == "3.13"
    assert [*taken.get_preassemble_scripts(), *taken.get_assemble_scripts()] == []
    assert taken.get_post_build_scripts() == [".binder/postBuild"]


def test_a_session_has_all_packages_but_those_that_none_uses(image: images.Image) -> None:
    packages = next((image.environment / "lib").glob("python3*/site-packages"))
    installed = {folder.name.partition("-")[0] for folder in packages.glob("*.dist-info")}
    assert {"alliance", "otter_grader", "jupytext", "jupyterlab"} <= installed
    assert "playwright" not in installed
    assert not (packages / "alliance").exists()  # a copy here would look in vain for data/


def test_binder_opens_a_chapter_as_a_notebook_that_runs_and_answers(
    binder: Lab, page: Page
) -> None:
    notebook = binder.follow(page, CHAPTER)
    run(notebook)
    explorer = notebook.shown_by("spending_path").locator(".notebook-explorer")
    result = explorer.locator(".explorer-readouts tbody td").first
    before = result.inner_text()
    explorer.get_by_role("slider").first.press("ArrowRight")
    expect(result).not_to_have_text(before)


def test_binder_opens_an_exercise_by_its_button_and_checks_answers(binder: Lab, page: Page) -> None:
    link = address(f"launch:binder/{EXERCISE}", REPOSITORY, "main", "")
    notebook = binder.follow(page, parse_qs(urlsplit(link).query)["urlpath"][0])
    run(notebook)
    expect(notebook.cells.get_by_text("message:").first).to_be_attached()


def test_a_hub_gives_each_student_a_copy_that_computes_with_its_own_model(
    hub: jupyterhub.Hub, browser: Browser
) -> None:
    # A page without a watch on its console: the proxy of these checks, unlike a hub's usual one,
    # refuses JupyterLab's first way to talk to a kernel, and JupyterLab takes its second.
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    link = address(f"launch:hub/{EXERCISE}", hub.repository, "main", hub.address)
    hub.log_in(page, "student", link)
    copy = hub.homes / "student" / "repository"
    notebook = Notebook.ready(page, copy / "exercises" / "student" / f"{EXERCISE}.ipynb")
    run(notebook)
    used = notebook.add("import alliance; print(alliance.__file__)")
    expect(used).to_contain_text(str(copy / "alliance"))
    page.close()
