"""Make of the built book what a host serves: python tools/website.py. `make site` calls it.

Writes the folder `_build/site` and the same as a file, `_build/divergent-priorities.zip`, to hand
out on a stick or to upload where a course keeps its files. Both are whole or not there at all.
"""

from __future__ import annotations

import gzip
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import downloads
import serve

from coursebook import zips
from coursebook.pages import lock
from coursebook.pages.swap import digest, open_to_servers

NAME = "divergent-priorities"
SITE = serve.ROOT / "_build" / "site"
ARCHIVE = serve.ROOT / "_build" / f"{NAME}.zip"
HEADERS = serve.ROOT / "deploy" / "_headers"
# Sphinx keeps them for its next build and for other books; no reader asks for them.
LEFT_OUT = (".buildinfo", ".doctrees", ".DS_Store")
COMPRESSED = {".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
SMALLEST = 1024  # bytes; below it a compressed copy saves nothing
STATIC = "_static"
LINK_TO_STATIC = re.compile(rf'((?:src|href|content)="[^"]*?)\b{STATIC}/')
NAMED_STATIC = re.compile(rf"\b{STATIC}\.[0-9a-f]{{8}}\b")


def main() -> None:
    if not (serve.BUILT / "index.html").is_file():
        raise SystemExit(f"There is no built book in {serve.BUILT}. Build it first: make build")
    with exchanged(SITE) as part:
        building = lock.take(serve.BUILT.parent, print)  # else a build could change pages meanwhile
        lay_out(serve.BUILT, part)
        building.release()
        pack(part, ARCHIVE)  # what is handed out stays small: the site has the files for class
        count = downloads.add(serve.BUILT.parent, part)
        keep_static(SITE, part)
        compress(part)
        open_to_servers(part)
    print(f"{count} files to download, from the page {downloads.PAGE.as_posix()}")
    print(f"{SITE.relative_to(serve.ROOT)}/  {size(SITE):.1f} MB, to put on a web server")
    print(f"{ARCHIVE.relative_to(serve.ROOT)}  {ARCHIVE.stat().st_size / 1e6:.1f} MB, to hand out")
    print("How to host either: deploy/README.md")


def make_site(built: Path, site: Path) -> None:
    """Make a site of built pages, in the place of an older one."""
    with exchanged(site) as part:
        lay_out(built, part)
        keep_static(site, part)


@contextmanager
def exchanged(site: Path) -> Iterator[Path]:
    """A folder to fill, whose files then take the places of the site's.

    What pages need is there before them, and each file is exchanged at once, so that a reader who
    comes meanwhile finds every page whole. What a broken-off exchange leaves, the next one mends.
    """
    part = site.with_name(f"{site.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    yield part
    files = [path.relative_to(part) for path in part.rglob("*") if path.is_file()]
    for file in sorted(files, key=lambda path: (".html" in path.name, path)):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (part / file).replace(site / file)
    kept = set(files)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path.relative_to(site) not in kept:
            path.unlink()
    shutil.rmtree(part)


def lay_out(built: Path, site: Path) -> None:
    """Copy the pages and what hosts want to find beside them."""
    shutil.copytree(built, site, ignore=shutil.ignore_patterns(*LEFT_OUT))
    name_static(site)
    shutil.copyfile(HEADERS, site / "_headers")
    # Without it GitHub Pages leaves out the folders whose names begin with "_".
    (site / ".nojekyll").touch()


def name_static(site: Path) -> None:
    """Name the folder of styles and scripts by what it holds, in all pages.

    A page and its scripts are of one build then, whatever a server exchanges meanwhile.
    """
    named = f"{STATIC}.{digest(site / STATIC)[:8]}"
    (site / STATIC).rename(site / named)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(LINK_TO_STATIC.sub(rf"\1{named}/", text), encoding="utf-8", newline="\n")


def keep_static(old: Path, site: Path) -> None:
    """Keep the styles and scripts of the last site for the pages of it that readers have open."""
    page = old / "index.html"
    found = NAMED_STATIC.search(page.read_text(encoding="utf-8")) if page.is_file() else None
    if found and not (site / found[0]).exists():
        shutil.copytree(old / found[0], site / found[0])


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
