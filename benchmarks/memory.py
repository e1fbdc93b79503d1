"""How much memory a student's session takes: JupyterLab's server, and the kernel of each notebook.

Starts a JupyterLab of its own on a copy of the project, opens every chapter and every exercise in a browser,
and runs it from top to bottom. Reads from /proc, so that it needs Linux. `--only PATTERN` measures those whose
names it matches.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import lab  # noqa: E402

from coursebook.catalog import uses  # noqa: E402
from coursebook.teaching import browsers  # noqa: E402


def peak(process: psutil.Process) -> float:
    """The most memory that a process has had at one time, in MB (resident, shared pages included)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def own(process: psutil.Process) -> float:
    """Its proportional share now, in MB: a page that n processes share counts as 1/n."""
    return process.memory_full_info().pss / 2**20


def measure(server: lab.Lab, browser: Browser, name: str, exercise: bool) -> list[float]:
    """Peak, share and seconds of processor of the kernel that ran a notebook from top to bottom."""
    page: Page = browser.new_page()
    notebook = server.open_exercise(page, name) if exercise else server.open(page, name)
    notebook.run_all()
    (kernel,) = (each for each in children() if "ipykernel_launcher" in each.cmdline())
    times = kernel.cpu_times()
    found = [peak(kernel), own(kernel), times.user + times.system]
    page.close()
    server.stop_kernels()
    return found


def children() -> list[psutil.Process]:
    """The processes that this one started, and theirs."""
    return psutil.Process().children(recursive=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="PATTERN")
    pattern = parser.parse_args().only
    lab.PATIENCE = 600_000  # a busy machine takes longer and no more memory
    exercises = sorted(file.stem for file in (ROOT / "exercises" / "student").glob("*.ipynb"))
    chapters = [name for name in uses.pages() if is_notebook(name)]
    notebooks = [(name, False) for name in chapters] + [(name, True) for name in exercises]
    print(f"JupyterLab; {os.cpu_count()} cores, Python {platform.python_version()}; memory in MB")
    print(f"{'':32}{'at most':>10}{'own share at the end':>24}{'processor, s':>14}")
    with (
        tempfile.TemporaryDirectory() as folder,
        lab.running(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        (process,) = (each for each in children() if "jupyterlab" in each.cmdline())
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=[browsers.LEAN])
        for name, exercise in notebooks:
            if re.search(pattern, name):
                most, share, work = measure(server, browser, name, exercise)
                print(f"{name:32}{most:10.0f}{share:24.0f}{work:14.1f}", flush=True)
        print(f"{'the server, after all of them':32}{peak(process):10.0f}{own(process):24.0f}")
        browser.close()


def is_notebook(name: str) -> bool:
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    return "/" not in name and "```{code-cell}" in text


if __name__ == "__main__":
    main()
