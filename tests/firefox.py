"""A real Firefox, asked over WebDriver BiDi: the protocol that it speaks itself, without a driver.

The protocol: W3C, *WebDriver BiDi*, https://www.w3.org/TR/webdriver-bidi/.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

NAMES = ("firefox-esr", "firefox")
PATIENCE = 120  # seconds for one answer, on a busy machine
# Firefox asks nobody but the book.
QUIET = """\
user_pref("remote.active-protocols", 1);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""
VIOLATIONS = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}"""


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(
            f"{address}/session", suppress_origin=True, timeout=PATIENCE
        )
        self.asked = 0
        self.errors: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.ask("script.addPreloadScript", functionDeclaration=VIOLATIONS)
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; errors in the console are kept meanwhile."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv())
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"].get("text", ""))
            if told.get("id") == self.asked:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]

    def open(self, address: str) -> None:
        self.errors.clear()
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def move(self) -> None:
        """Give a sign of a reader: figures rest without one."""
        moves = [{"type": "pointerMove", "x": 50 + n, "y": 60 + n} for n in range(5)]
        action = {"type": "pointer", "id": "hand", "actions": moves}
        self.ask("input.performActions", context=self.tab, actions=[action])

    def evaluate(self, expression: str) -> Any:
        """What an expression, or the promise that it is, comes to in the page."""
        found = self.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self.tab},
            awaitPromise=True,
        )
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value", "null"))


@contextmanager
def firefox(home: Path) -> Iterator[Firefox]:
    """Start Firefox with an empty profile in `home`; end it afterwards."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "found no Firefox. On Debian and Ubuntu: sudo apt install firefox-esr"
    (home / "user.js").write_text(QUIET, encoding="utf-8")
    options = ["--headless", "--no-remote", "--profile", str(home), "--remote-debugging-port", "0"]
    running = subprocess.Popen(
        [program, *options, "about:blank"], env={**os.environ, "HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stderr
    try:
        for line in running.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                break
        else:
            raise RuntimeError("Firefox ended before it could be asked")
        threading.Thread(target=running.stderr.read, daemon=True).start()
        asked = Firefox(found[1])
        yield asked
        asked.socket.close()
    finally:
        running.terminate()
        running.wait()
        running.stderr.close()
