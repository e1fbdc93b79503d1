"""Make of the built book what a host serves: python tools/website.py. `make site` calls it.

Writes the folder `_build/site` and the same as a file, `_build/divergent-priorities.zip`, to hand
out on a stick or to upload where a course keeps its files. Both are whole or not there at all.
"""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import downloads
import serve

from coursebook import zips
from coursebook.pages import lock
from coursebook.pages.swap import open_to_servers

NAME = "divergent-priorities"
SITE = serve.ROOT / "_build" / "site"
ARCHIVE = serve.ROOT / "_build" / f"{NAME}.zip"
HEADERS = serve.ROOT / "deploy" / "_headers"
# Sphinx keeps them for its next build and for other books; no reader asks for them.
LEFT_OUT = (".buildinfo", ".doctrees", ".DS_Store")
COMPRESSED = {".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
SMALLEST = 1024  # bytes; below it a compressed copy saves nothing


def main() -> None:
    if not (serve.BUILT / "index.html").is_file():
        raise SystemExit(f"There is no built book in {serve.BUILT}. Build it first: make build")
    building = lock.take(serve.BUILT.parent, print)  # else a build could change pages meanwhile
    make_site(serve.BUILT, SITE)
    building.release()
    pack(SITE, ARCHIVE)  # what is handed out stays small: the site has the files for class
    count = downloads.add(serve.BUILT.parent, SITE)
    compress(SITE)
    open_to_servers(SITE)
    print(f"{count} files to download, from the page {downloads.PAGE.as_posix()}")
    print(f"{SITE.relative_to(serve.ROOT)}/  {size(SITE):.1f} MB, to put on a web server")
    print(f"{ARCHIVE.relative_to(serve.ROOT)}  {ARCHIVE.stat().st_size / 1e6:.1f} MB, to hand out")
    print("How to host either: deploy/README.md")


def make_site(built: Path, site: Path) -> None:
    """Copy the pages and what hosts want to find beside them."""
    part = site.with_name(f"{site.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(built, part, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copyfile(HEADERS, part / "_headers")
    # Without it GitHub Pages leaves out the folders whose names begin with "_".
    (part / ".nojekyll").touch()
    shutil.rmtree(site, ignore_errors=True)
    part.replace(site)


def pack(site: Path, archive: Path) -> None:
    """Write the folder as a zip, under one folder of the book's name."""
    part = archive.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(each for each in site.rglob("*") if each.is_file()):
            entry = zips.entry(f"{NAME}/{path.relative_to(site).as_posix()}")
            entry.external_attr = 0o644 << 16
            file.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    part.replace(archive)


def compress(site: Path) -> None:
    """Lay a compressed copy beside each text, for servers that look for one."""
    for path in [each for each in site.rglob("*") if each.suffix in COMPRESSED]:
        content = path.read_bytes()
        if len(content) >= SMALLEST:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def size(folder: Path) -> float:
    """The size of all files in megabytes."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6


if __name__ == "__main__":
    main()
