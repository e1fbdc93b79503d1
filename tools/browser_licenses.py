"""Write coursebook/pages/licenses/browser.txt anew: python tools/browser_licenses.py.

The licenses of what the installed packages have taken from the npm registry and put into one
file, without its notice: Vega, Bootstrap, Font Awesome and others. Needed after an upgrade of
vl-convert-python, of the theme or of the copy button, as a test then says. Needs npm.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from coursebook.pages.licenses import BROWSER, LINE, browser_versions

# What only the command-line programs of these packages use, and types, which are no code.
NOT_BUNDLED = {"@types/estree", "@types/geojson", "commander", "iconv-lite", "rw", "yargs"}
# By the same author under the same license; their own packages hold no text.
SAME_LICENSE = {"delegate": "clipboard", "good-listener": "clipboard", "select": "clipboard"}
ALSO = ("@popperjs/core",)
"""Part of Bootstrap, which npm would not bring along."""


def main() -> None:
    versions = browser_versions()
    with tempfile.TemporaryDirectory() as folder:
        modules = install(Path(folder), versions)
        names = sorted(bundled(modules, [*versions, *ALSO]))
        by_text = defaultdict(list)
        for name in names:
            part = " ".join(filter(None, (name, versions.get(name))))
            license_name = described(modules, name)["license"].strip("()")
            by_text[license_text(modules, name)].append(f"{part} ({license_name})")
    notices = ["\n".join(titles) + f"\n\n{text}" for text, titles in by_text.items()]
    BROWSER.write_text(f"\n\n{LINE}\n".join(notices) + "\n", encoding="utf-8")
    print(f"{BROWSER}: {len(names)} packages, {len(notices)} notices")


def install(folder: Path, versions: dict[str, str]) -> Path:
    """Fetch the packages without running any of their scripts."""
    wanted = [f"{name}@{version}" for name, version in versions.items()]
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder))
    subprocess.run(["npm", "install", *options, *wanted, *ALSO], check=True)
    return folder / "node_modules"


def bundled(modules: Path, names: list[str]) -> set[str]:
    """The packages and all that they use in a browser."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name in NOT_BUNDLED:
            continue
        found.add(name)
        waiting.extend(described(modules, name).get("dependencies", {}))
    return found


def described(modules: Path, name: str) -> dict[str, Any]:
    """What a package says of itself."""
    package: dict[str, Any] = json.loads(
        (modules / name / "package.json").read_text(encoding="utf-8")
    )
    return package


def license_text(modules: Path, name: str) -> str:
    """The license in a package's folder."""
    folder = modules / SAME_LICENSE.get(name, name)
    files = sorted(path for path in folder.iterdir() if path.stem.upper() == "LICENSE")
    if not files:
        raise SystemExit(f"{name} holds no license: look for it, and add it to SAME_LICENSE")
    lines = files[0].read_text(encoding="utf-8").strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


if __name__ == "__main__":
    main()
