"""Put together what a release offers: python tools/release.py. `make release` calls it.

Gathers in `_build/release` the site as a zip, the book as a PDF and the list of what they are
made of, and writes their checksums beside them. With `--tag v0.1.0` it only holds the tag to
the versions that pyproject.toml and CITATION.cff name.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "divergent-priorities"
OFFERED = (f"{NAME}.zip", f"{NAME}.pdf", f"{NAME}.cdx.json")
CHECKSUMS = "SHA256SUMS"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Put together what a release offers.")
    parser.add_argument("--tag", help="hold this tag to the versions in the files, and stop")
    tag = parser.parse_args(arguments).tag
    faults = wrong_versions(ROOT, tag) if tag else gather(ROOT / "_build")
    if faults:
        raise SystemExit("\n".join(faults))
    print(f"{tag} fits" if tag else "_build/release: " + ", ".join((*OFFERED, CHECKSUMS)))


def wrong_versions(root: Path, tag: str) -> list[str]:
    """Say which file names another version than the tag."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    cited = re.search(r"^version: *(\S+)", citation, re.M)
    found = {
        "pyproject.toml": project["project"]["version"],
        "CITATION.cff": cited[1] if cited else "none",
    }
    return [
        f"{file}: found version {version}; the tag {tag} allows {tag.removeprefix('v')}"
        for file, version in found.items()
        if version != tag.removeprefix("v")
    ]


def gather(build: Path) -> list[str]:
    """Copy the files and write their checksums; say which file is missing."""
    missing = [name for name in OFFERED if not (build / name).is_file()]
    if missing:
        return [f"There is no _build/{name}. Make it first: make release" for name in missing]
    folder = build / "release"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = []
    for name in OFFERED:
        shutil.copyfile(build / name, folder / name)
        lines.append(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n")
    # Line feeds on every system, as `sha256sum --check` wants them.
    (folder / CHECKSUMS).write_bytes("".join(lines).encode())
    return []


if __name__ == "__main__":
    main()
