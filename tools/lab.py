"""A JupyterLab of its own for the checks, and the notebooks in it as a reader drives them.

The server works on a copy of the project and with a home of its own: nothing that is run or saved
in it reaches the project or the user's settings.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parent.parent
OVERRIDES = ROOT / "tools" / "lab-overrides.json"
COPIED = ("alliance", "book", "data", "exercises/student")
PATIENCE = 90_000  # milliseconds for a kernel to start and run a chapter on a busy machine

# Beside a cell stands "[3]:" after its run, "[*]:" during it, "[ ]:" before.
_HAS_RUN = r"/^\[\d+\]/.test(text)"

# What this process may have been told about kernels is not for that user's.
_OURS = ("ALLIANCE", "JUPYTER")

# Nobody listens there: a kernel that asks another host is refused at once.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the project that it works on."""

    address: str
    token: str
    project: Path

    def open(self, page: Page, chapter: str) -> Notebook:
        """Open a chapter as the notebook that it is, in a workspace of its own."""
        source = self._open(page, f"book/{chapter}.md")
        return Notebook(page, source, source.count("\n```{code-cell}"))

    def open_exercise(self, page: Page, slug: str) -> Notebook:
        """Open a student's notebook."""
        source = self._open(page, f"exercises/student/{slug}.ipynb")
        return Notebook(page, source, source.count('"cell_type": "code"'))

    def _open(self, page: Page, path: str) -> str:
        """Open a file in a workspace of its own, wait for its kernel, and return its text."""
        page.set_default_timeout(PATIENCE)
        workspace = Path(path).stem
        page.goto(f"{self.address}/lab/workspaces/{workspace}/tree/{path}?token={self.token}")
        page.get_by_text(re.compile(r"\| Idle$")).wait_for()
        return (self.project / path).read_text(encoding="utf-8")


@dataclass
class Notebook:
    """A notebook in JupyterLab, driven by its menus and its keys; `size` counts cells with code."""

    page: Page
    source: str
    size: int

    @property
    def cells(self) -> Locator:
        """The cells with code, from top to bottom."""
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    def output(self, cell: int = -1) -> Locator:
        """What a cell shows, brought into view, for charts are drawn there; -1 is the last cell."""
        shown = self.cells.nth(cell).locator(".jp-Cell-outputArea")
        shown.evaluate("(output) => output.scrollIntoView()")
        return shown

    def shown_by(self, name: str) -> Locator:
        """What the cell shows whose last line is a name."""
        code = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)\n```$", self.source, re.M | re.S)
        return self.output([cell.rsplit("\n", 1)[-1] for cell in code].index(name))

    def run_all(self) -> None:
        """Run all cells, to the end."""
        self.choose("Run", "Run All Cells")
        self._wait_for(_HAS_RUN)

    def restart_and_run_all(self) -> None:
        """Run all cells with a new kernel, which imports everything anew."""
        self.choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        self._wait_for(f"!{_HAS_RUN}", "some")
        self._wait_for(_HAS_RUN)

    def add(self, code: str) -> Locator:
        """Write a cell below the last one, run it, and return what it shows."""
        self.cells.last.locator(".jp-InputArea-prompt").click()
        for key in ("Escape", "b", "Enter"):
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        self.size += 1
        self._wait_for(_HAS_RUN)
        return self.output()

    def choose(self, menu: str, *items: str) -> None:
        """Choose an item of a menu, by way of submenus."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        for item in items:
            self.page.locator(".lm-Menu").get_by_text(item, exact=True).click()

    def _wait_for(self, condition: str, quantity: str = "every") -> None:
        """Wait until what stands beside every cell, or some, is so."""
        self.page.wait_for_function(
            f"""(size) => {{
                const prompts = [...document.querySelectorAll(
                    '.jp-Notebook .jp-CodeCell .jp-InputArea-prompt')];
                return prompts.length === size
                    && prompts.map((each) => each.textContent).{quantity}((text) => {condition});
            }}""",
            arg=self.size,
        )


@contextmanager
def running(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the project below `folder`; stop it at the end."""
    project, home = folder / "project", folder / "home"
    for name in COPIED:
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    shutil.copyfile(OVERRIDES, settings / "default_setting_overrides.json")
    # JupyterLab's debugger complains in the console when a kernel is restarted while it listens.
    debugger = {"disabledExtensions": {"@jupyterlab/debugger-extension": True}}
    (settings / "page_config.json").write_text(json.dumps(debugger), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={project}"),
    ]
    with subprocess.Popen(
        command, env=environment(project, home), stderr=subprocess.PIPE, text=True
    ) as server:
        messages = server.stderr or ()
        # Reads on to the end, so that the server never waits for a reader of its messages.
        reader = threading.Thread(target=lambda: [*messages])
        try:
            address, token = announced(messages)
            reader.start()
            yield Lab(address, token, project)
        finally:
            server.terminate()
            if reader.ident:
                reader.join()


def environment(project: Path, home: Path) -> dict[str, str]:
    """The variables of a user who has nothing but this project, and no network."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith(_OURS)},
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), NOWHERE),
        "NO_PROXY": "127.0.0.1,localhost",
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "PYTHONPATH": str(project),
    }


def announced(messages: Iterable[str]) -> tuple[str, str]:
    """The address and the token that the server prints when it is ready."""
    heard = []
    for line in messages:
        heard.append(line)
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=(\w+)", line):
            return found[1], found[2]
    raise RuntimeError("JupyterLab did not start:\n" + "".join(heard))
