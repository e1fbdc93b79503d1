"""Find a browser: `python -m coursebook.teaching.browsers [--headless]` prints its path.

Chrome, Chromium or Edge on this machine comes first, then Playwright's own download; where that
cannot be had and the user is root, Debian's package is installed. CHROMIUM=/path/to/browser decides
for all of them.

With --headless, Debian's Chromium without windows comes first: the same pages for a fifth less
work. The checks and the PDFs use it; benchmarks measure a browser such as readers have.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

WITHOUT_WINDOWS = "chromium-headless-shell"
COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PROGRAMS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)

# New versions keep a process beside each window to draw suggestions below the address bar. Nobody
# sees them here, and they cost a third of the time that a page takes to open. This list replaces
# Playwright's, so it repeats the entries of that one that a page can notice.
NOT_NEEDED = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
PLAYWRIGHTS = ("HttpsUpgrades", "PaintHolding", "ThirdPartyStoragePartitioning")
LEAN = f"--disable-features={','.join(NOT_NEEDED + PLAYWRIGHTS)}"


def installed(*, headless: bool = False) -> Iterator[Path]:
    """Every place where this system may keep a suitable browser."""
    for command in (WITHOUT_WINDOWS, *COMMANDS) if headless else COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            for app in MAC_APPS:
                yield folder / f"{app}.app" / "Contents" / "MacOS" / app
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            for program in WINDOWS_PROGRAMS:
                if variable in os.environ:
                    yield Path(os.environ[variable]) / program


def works(browser: Path) -> bool:
    """Whether the browser exists and starts, which a stub or one without its libraries does not."""
    if not browser.is_file():
        return False
    if sys.platform == "win32":  # where Chrome opens a window when asked for its version
        return True
    try:
        answer = subprocess.run([browser, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def playwrights_own() -> Path | None:
    """Where Playwright keeps its download, whether or not it is there yet."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def find(*, headless: bool = False) -> Path | None:
    """Find a browser on this machine.

    Parameters
    ----------
    headless
        Whether one without windows comes first.

    Returns
    -------
    Path or None
        A browser that starts, or None.
    """
    if named := os.environ.get("CHROMIUM"):
        if works(Path(named)):
            return Path(named)
        raise SystemExit(f"CHROMIUM={named} is not a browser that starts.")
    for browser in installed(headless=headless):
        if works(browser):
            return browser
    own = playwrights_own()
    return own if own and works(own) else None


def download() -> bool:
    """Download Playwright's own build; False if that is not possible here."""
    say("No Chrome, Chromium or Edge found: fetching Playwright's Chromium.")
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        reasons = [line for line in answer.stderr.splitlines() if line.startswith("Error:")]
        say(f"That failed: {reasons[0] if reasons else answer.stderr.strip()[-200:]}")
    return answer.returncode == 0


def install_packages(names: Sequence[str]) -> bool:
    """Install Debian packages, if there is apt and the user may use it."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"Installing from Debian: {', '.join(names)}.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *names]):
        command = ["apt-get", "--quiet", "--quiet", *step]
        # apt prints to stderr, because stdout is for the path alone
        if subprocess.run(command, env=environment, stdout=sys.stderr).returncode:
            return False
    return True


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the path of a browser.")
    parser.add_argument("--headless", action="store_true", help="one without windows will do")
    headless: bool = parser.parse_args().headless
    packages = [WITHOUT_WINDOWS, "chromium"] if headless else ["chromium"]
    browser = find(headless=headless)
    if browser is None and download():
        browser = find(headless=headless)
    while browser is None and packages:
        install_packages([packages.pop(0)])
        browser = find(headless=headless)
    if browser is None:
        raise SystemExit(
            "The checks need a browser, and none could be had. Install Google Chrome, Chromium or\n"
            "Microsoft Edge, or name one: make test CHROMIUM=/path/to/browser"
        )
    print(browser)


if __name__ == "__main__":
    main()
