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
import tempfile
import threading
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TookTooLong

ROOT = Path(__file__).resolve().parent.parent
OVERRIDES = ROOT / "tools" / "lab-overrides.json"
COPIED = ("alliance", "coursebook", "pyproject.toml", "book", "data", "exercises/student")
PATIENCE = 90_000  # milliseconds for a kernel to start and run a chapter on a busy machine

# Beside a cell stands "[3]:" after its run, "[*]:" during it, "[ ]:" before.
_HAS_RUN = r"/^\[\d+\]/.test(text)"

# What this process may have been told about kernels is not for that user's.
_OURS = ("ALLIANCE", "JUPYTER")

# The notebook in front, for others may be open behind it, and its cells with code.
_FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook"
_CELLS = f"{_FRONT} .jp-CodeCell"

# Nobody listens there: a kernel that asks another host is refused at once.
NEARBY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks this machine's own servers, past any proxy that is set for the rest of the world."""

NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the project that it works on."""

    address: str
    token: str
    project: Path

    def open(self, page: Page, chapter: str) -> Notebook:
        """Open a chapter as the notebook that it is, in a workspace of its own."""
        return self.follow(page, f"lab/workspaces/{chapter}/tree/book/{chapter}.md")

    def open_exercise(self, page: Page, slug: str) -> Notebook:
        """Open a student's notebook, in a workspace of its own."""
        return self.follow(page, f"lab/workspaces/{slug}/tree/exercises/student/{slug}.ipynb")

    def follow(self, page: Page, place: str) -> Notebook:
        """Open the notebook that a link to this server leads to, as in "lab/tree/book/x.md"."""
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.address}/{place}?token={self.token}")
        return Notebook.ready(page, self.project / place.partition("/tree/")[2])

    def sit_down(self, page: Page, workspace: str) -> None:
        """Open JupyterLab with its list of files, and no notebook yet in a new workspace."""
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.address}/lab/workspaces/{workspace}?token={self.token}")
        page.locator(".jp-DirListing-item").first.wait_for()

    def double_click(self, page: Page, path: str) -> Notebook:
        """Open a file from the list, by way of its folders."""
        folder, _, name = path.rpartition("/")
        with dialogs_told(page):
            # Only where need be: JupyterLab looks at the folder every ten seconds, and an answer
            # that comes late brings its list back under the pointer.
            if page.locator(f".jp-BreadCrumbs-item[data-path='{folder}']").count() == 0:
                page.locator(".jp-BreadCrumbs-home").click()
                for step in folder.split("/"):
                    listed(page, step).dblclick()
            listed(page, name).dblclick()
        return Notebook.ready(page, self.project / path)

    def stop_kernels(self) -> None:
        """Stop every kernel."""
        for session in json.loads(self._ask("GET", "api/sessions")):
            self._ask("DELETE", f"api/sessions/{session['id']}")

    def _ask(self, method: str, path: str) -> bytes:
        head = {"Authorization": f"token {self.token}"}
        asked = urllib.request.Request(f"{self.address}/{path}", method=method, headers=head)  # noqa: S310 - our own server
        with NEARBY.open(asked) as answer:
            found: bytes = answer.read()
        return found


@dataclass
class Notebook:
    """A notebook in JupyterLab, driven by its menus and its keys; `size` counts cells with code."""

    page: Page
    source: str
    size: int

    @classmethod
    def ready(cls, page: Page, file: Path) -> Notebook:
        """The notebook that a page shows, once its kernel waits; `file` is what it shows."""
        # Below, JupyterLab tells of the notebook in front: the kernel's state, then the name.
        below = re.compile(rf"\| Idle.*{re.escape(file.name)}", re.S)
        page.locator("#jp-main-statusbar").filter(has_text=below).wait_for()
        source = file.read_text(encoding="utf-8")
        cell = '"cell_type": "code"' if file.suffix == ".ipynb" else "\n```{code-cell}"
        return cls(page, source, source.count(cell))

    @property
    def cells(self) -> Locator:
        """The cells with code, from top to bottom."""
        return self.page.locator(_CELLS)

    @property
    def errors(self) -> Locator:
        """What cells of the notebook printed as errors."""
        return self.page.locator(f"{_FRONT} [data-mime-type='application/vnd.jupyter.stderr']")

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

    def restart(self) -> None:
        """End the kernel and start another, which has run nothing."""
        self.choose("Kernel", "Restart Kernel…")
        self.page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()

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
        with dialogs_told(self.page):
            self.page.get_by_role("menuitem", name=menu, exact=True).click()
            for item in items:
                self.page.locator(".lm-Menu").get_by_text(item, exact=True).click()

    def _wait_for(self, condition: str, quantity: str = "every") -> None:
        """Wait until what stands beside every cell, or some, is so."""
        self.page.wait_for_function(
            f"""(size) => {{
                const prompts = [...document.querySelectorAll('{_CELLS} .jp-InputArea-prompt')];
                return prompts.length === size
                    && prompts.map((each) => each.textContent).{quantity}((text) => {condition});
            }}""",
            arg=self.size,
        )


def listed(page: Page, name: str) -> Locator:
    """A file or folder in JupyterLab's list."""
    items = page.locator(".jp-DirListing-item")
    return items.filter(has=page.get_by_text(name, exact=True))


@contextmanager
def dialogs_told(page: Page) -> Iterator[None]:
    """Where JupyterLab puts a question in the way, raise AssertionError with its words."""
    try:
        yield
    except TookTooLong as late:
        questions = page.locator("dialog.jp-Dialog").all_inner_texts()
        if not questions:
            raise
        raise AssertionError(f"JupyterLab asks: {'; '.join(questions)}") from late


@contextmanager
def running(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the project below `folder`; stop it at the end."""
    project, home = folder / "project", folder / "home"
    for name in COPIED:
        if (ROOT / name).is_dir():
            no_bytecode = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, project / name, ignore=no_bytecode)
        else:
            shutil.copy(ROOT / name, project / name)
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
    with runtime() as (options, variables):
        variables = environment(home) | variables | {"PYTHONPATH": str(project)}
        with serving([*command, *options], variables) as (address, token):
            yield Lab(address, token, project)


@contextmanager
def runtime() -> Iterator[tuple[list[str], dict[str, str]]]:
    """Options and variables with which a server and its kernels talk through files, not ports.

    A kernel listens a second after the server has chosen its ports; what else runs here may have
    taken one by then, and the kernel dies of it.
    """
    if sys.platform == "win32":
        yield [], {}
        return
    # The system allows such a file a hundred letters, and some systems' own folder takes half.
    with tempfile.TemporaryDirectory(prefix="lab-", dir="/tmp") as folder:
        yield ["--KernelManager.transport=ipc"], {"JUPYTER_RUNTIME_DIR": folder}


@contextmanager
def serving(command: list[str], variables: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Start a JupyterLab by its command, give its address and token; stop it at the end."""
    with subprocess.Popen(
        command, env=variables, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        messages = server.stderr or ()
        # Reads on to the end, so that the server never waits for a reader of its messages.
        reader = threading.Thread(target=lambda: [*messages])
        try:
            place = announced(messages)
            reader.start()
            yield place
        finally:
            server.terminate()
            if reader.ident:
                reader.join()


def environment(home: Path) -> dict[str, str]:
    """The variables of a user who has nothing but an empty home, and no network."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith(_OURS)},
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), NOWHERE),
        "NO_PROXY": "127.0.0.1,localhost",
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }


def announced(messages: Iterable[str]) -> tuple[str, str]:
    """The address and the token that the server prints when it is ready."""
    heard = []
    for line in messages:
        heard.append(line)
        if found := re.search(r"(http://127\.0\.0\.1:\d+[\w/-]*)/lab\?token=(\w+)", line):
            return found[1], found[2]
    raise RuntimeError("JupyterLab did not start:\n" + "".join(heard))
