"""A thousand readers at once: the site on nginx with the configuration of deploy/.

Needs nginx and wrk (on Debian: apt-get install nginx-light wrk). Readers ask for pages and what
the pages load, compressed, one file after the other, as fast as they can; server and readers share
the machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import serve  # noqa: E402
import servers  # noqa: E402
import website  # noqa: E402

# Each request asks for the next file of the list.
ASK = """local paths = {{{paths}}}
local next = 0
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next], {{["Accept-Encoding"] = "gzip"}})
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readers", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--seconds", type=int, default=60, help="default: %(default)s")
    options = parser.parse_args()
    if not shutil.which("wrk") or not servers.find("nginx"):
        print("Hosting: not measured, nginx or wrk is not here (apt-get install nginx-light wrk)")
        return
    wanted = 8 * options.readers
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, most), most))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        website.make_site(serve.BUILT, folder / "site")
        website.compress(folder / "site")
        files = [
            f"/{path.relative_to(folder / 'site').as_posix()}"
            for kind in ("*.html", "*.css", "*.js")
            for path in sorted((folder / "site").rglob(kind))
        ]
        quoted = ", ".join(f'"{each}"' for each in files)
        (folder / "ask.lua").write_text(ASK.format(paths=quoted), encoding="utf-8")
        print(f"Hosting: nginx, {os.cpu_count()} cores shared with the readers; {len(files)} files")
        with servers.running("nginx", folder / "site", folder, connections=wanted) as port:
            subprocess.run(
                ["wrk", "--threads", "2", "--connections", str(options.readers), "--latency",
                 "--duration", f"{options.seconds}s", "--timeout", "10s",
                 "--script", str(folder / "ask.lua"), f"http://{serve.HOST}:{port}"],
                check=True,
            )  # fmt: skip
        errors = (folder / "log").read_text(encoding="utf-8").strip()
        print(f"What nginx said: {errors or 'nothing'}")


if __name__ == "__main__":
    main()
