"""Run the book's own scripts without a browser: Deno, started once, answers one call a line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

_LISTENER = """
globalThis.window = globalThis;
const reader = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader();
let rest = "";
for (;;) {
  const { done, value } = await reader.read();
  if (done) break;
  const found = (rest + value).split("\\n");
  rest = found.pop();
  for (const line of found) {
    let answer;
    try {
      const [call, given] = JSON.parse(line);
      answer = { value: (0, eval)(`(${call})`)(...given) };
    } catch (error) {
      answer = { error: String(error) };
    }
    const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
    await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(answer, plain) + "\\n"));
  }
}
"""


class JavaScriptError(RuntimeError):
    """The script raised an error; the message is its own."""


def deno() -> str:
    """The Deno of this environment; it comes from PyPI with the other packages for checks."""
    found = shutil.which("deno", path=str(Path(sys.executable).parent)) or shutil.which("deno")
    if found is None:
        raise FileNotFoundError(
            "no deno found beside this Python or on the PATH; the checks of the scripts need it: "
            "pip install -r requirements-test.txt"
        )
    return found


class JavaScript:
    """Scripts of the book, loaded as a page loads them; `call` calls what they define."""

    def __init__(self, scripts: Iterable[Path | str]) -> None:
        listener = f"data:text/javascript,{quote(_LISTENER)}"
        self._process = subprocess.Popen(
            [deno(), "run", "--no-prompt", "--quiet", listener],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for each in scripts:
            text = each.read_text(encoding="utf-8") if isinstance(each, Path) else each
            self.call("(text) => void (0, eval)(text)", text)

    def call(self, function: str, *given: Any) -> Any:
        """What a function, named or written, returns for values that JSON can hold."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([function, given]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise JavaScriptError(f"Deno ended while it was asked for {function[:80]}")
        answer = json.loads(line)
        if "error" in answer:
            raise JavaScriptError(answer["error"])
        return answer.get("value")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()
