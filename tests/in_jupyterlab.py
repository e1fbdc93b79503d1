"""What all checks in a JupyterLab share: a watched page, one JupyterLab, time for kernels."""

from __future__ import annotations

from collections.abc import Iterator

import lab as laboratory
import pytest
from playwright.sync_api import Browser, Page
from watched import OF_A_STOPPED_KERNEL, patience, watched_page

# A kernel may still be answering when its notebook is closed and the next one opened.
OF_A_CLOSED_NOTEBOOK = "Comm not found for comm id"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page for JupyterLab, watched like those of the book."""
    with watched_page(browser, OF_A_STOPPED_KERNEL) as opened:
        yield opened


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """Let expectations wait until a kernel has started and run a chapter."""
    with patience(laboratory.PATIENCE):
        yield


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[laboratory.Lab]:
    """A JupyterLab that knows nothing but a copy of this project, and reaches nobody."""
    with laboratory.running(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture(scope="module")
def desk(lab: laboratory.Lab, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """JupyterLab in a browser, shared, for it takes longer to load than a notebook to open."""
    with watched_page(browser, OF_A_STOPPED_KERNEL, OF_A_CLOSED_NOTEBOOK) as page:
        lab.sit_down(page, workspace=request.path.stem)
        yield page
    lab.stop_kernels()
