"""No script of a page uses a name that neither it nor a browser has.

Such a name raises only in the one line that asks for it, which may be the answer to a rare click.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OF_BROWSERS = {
    *("CSS", "Image", "IntersectionObserver", "MutationObserver", "Node", "ResizeObserver"),
    *(
        "StorageEvent",
        "XMLSerializer",
        "cancelAnimationFrame",
        "document",
        "getComputedStyle",
        "history",
    ),
    *("innerHeight", "innerWidth", "matchMedia", "requestAnimationFrame", "scrollX", "scrollY"),
}
"""Names that a browser's window has and Deno's, for which it is linted, has not."""


def unknown_names(*paths: Path) -> set[str]:
    """Names in scripts that nothing defines, each with its file and line."""
    deno = shutil.which("deno", path=Path(sys.executable).parent)
    assert deno
    told = subprocess.run(
        [deno, "lint", "--json", "--rules-tags=", "--rules-include=no-undef", *map(str, paths)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    found = json.loads(told)["diagnostics"]
    return {
        f"{Path(each['filename']).name}:{each['range']['start']['line']} {name}"
        for each in found
        if (name := each["message"].split()[0]) not in OF_BROWSERS
    }


def test_every_name_in_the_scripts_is_somebodys(root: Path) -> None:
    assert unknown_names(root / "coursebook" / "face") == set()


@pytest.mark.parametrize("line", ["show(theFigure);", "if (written(1)) document.title = 'a';"])
def test_a_forgotten_name_is_found(line: str, tmp_path: Path) -> None:
    script = tmp_path / "page.js"
    script.write_text(f"function show(figure) {{ return figure; }}\nshow(1);\n{line}\n")
    assert len(unknown_names(script)) == 1
