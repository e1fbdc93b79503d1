"""The scripts that a plain page takes from content networks, put on the page's own host.

This favors the plain page: no second host to find, to connect to and to agree on keys with. The
files come from npm, at the versions that the page names, and are kept in `_build/.coursebook/npm`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "_build" / ".coursebook" / "npm"
FOLDER = "from-networks"

# https://network/npm/vega-lite@6.4.1, or the same with a file of the package behind it.
PACKAGE = re.compile(
    r"https://[\w.-]+/npm/(?P<name>(?:@[\w.-]+/)?[\w.-]+)@(?P<version>[\w.-]+)(?P<file>/[\w./-]+\w)?"
)
# The manager of widgets looks for its fonts on the host that it comes from.
WIDGETS = ("@jupyter-widgets/html-manager", "1.0.6", "/dist/embed-amd.js")
SMALL_REQUIRE = "require.min.js"
REQUIRE = re.compile(r"https://[\w.-]+/ajax/libs/require\.js/(?P<version>[\d.]+)/require\.min\.js")
# The checksum of a network's own copy.
INTEGRITY = re.compile(r'(?<=\s)integrity="[^"]*"\s')


def available() -> bool:
    return shutil.which("npm") is not None


def put_on_own_host(pages: Path) -> list[str]:
    """Fetch what the built pages ask of content networks and lead them to their own host.

    Returns the files by name. Raises RuntimeError where npm does not give one.
    """
    used: dict[str, Path] = {}

    def package(found: re.Match[str]) -> str:
        return place(found["name"], found["version"], found["file"] or "")

    def require(found: re.Match[str]) -> str:
        return place("requirejs", found["version"], SMALL_REQUIRE)

    def place(name: str, version: str, file: str) -> str:
        source = fetched(name, version, file)
        target = f"{name.replace('/', '-')}-{version}{source.suffix}"
        used[target] = source
        return f"/{FOLDER}/{target}"

    for path in pages.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = REQUIRE.sub(require, PACKAGE.sub(package, text))
        path.write_text(INTEGRITY.sub("", text), encoding="utf-8")
    (pages / FOLDER).mkdir()
    for target, source in used.items():
        shutil.copyfile(source, pages / FOLDER / target)
    fonts = fetched(*WIDGETS).parent
    shutil.copytree(
        fonts, pages / WIDGETS[0] / "dist", ignore=shutil.ignore_patterns("*.js", "*.map")
    )
    return sorted(used)


@cache
def fetched(name: str, version: str, file: str) -> Path:
    """The file of a package, or the one that the package names for content networks."""
    folder = KEPT / f"{name.replace('/', '-')}-{version}"
    if not folder.is_dir():
        unpack(name, version, folder)
    if not file:
        described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        file = described.get("jsdelivr") or described.get("unpkg") or described["main"]
    if file == SMALL_REQUIRE and not (folder / file).exists():
        # The package has it in full and the tool that makes it small.
        own = ["baseUrl=.", "paths.whole=require", "name=whole", f"out={file}"]
        run(["node", "bin/r.js", "-o", *own], folder)
    return folder / file.removeprefix("/")


def unpack(name: str, version: str, folder: Path) -> None:
    """Get a package from npm and lay it down; whole or not at all."""
    KEPT.mkdir(parents=True, exist_ok=True)
    packed_as = run(["npm", "pack", "--silent", f"{name}@{version}"], KEPT)
    archive = KEPT / packed_as.strip().splitlines()[-1]
    with tarfile.open(archive) as packed:
        packed.extractall(folder.with_suffix(".part"), filter="data")
    archive.unlink()
    (folder.with_suffix(".part") / "package").rename(folder)
    folder.with_suffix(".part").rmdir()


def run(command: list[str], folder: Path) -> str:
    """What a command says. Raises RuntimeError with its complaint where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-300:]}")
    return done.stdout
