"""Lighthouse's scores of a page, as its mobile preset gives them: simulated slow 4G, 4x slower.

The program is the one on the path, else the one that npm puts into `_build/.coursebook/npm`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comparison import cdn

PACKAGE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PASSED = 0.9  # of 1: what Lighthouse itself marks green
INSTALLED = cdn.KEPT / "node_modules" / ".bin" / "lighthouse"
LONGEST = 300  # seconds


@dataclass(frozen=True)
class Report:
    """Scores out of 100 by category, and the audits that cost some: by name, with what they found."""

    scores: dict[str, int]
    failing: list[str]


def program() -> Path | None:
    """Lighthouse, fetched by npm where it is not here; None where neither is."""
    if found := shutil.which("lighthouse"):
        return Path(found)
    if not INSTALLED.exists() and cdn.available():
        cdn.KEPT.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(cdn.KEPT), PACKAGE]
        subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
    return INSTALLED if INSTALLED.exists() else None


def run(program: Path, chromium: Path, address: str) -> Report:
    """Judge one page. Raises RuntimeError with Lighthouse's words where it gives no score."""
    command = [str(program), address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox"]
    own = os.environ | {"CHROME_PATH": str(chromium)}
    done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=LONGEST)
    if done.returncode:
        raise RuntimeError(f"Lighthouse on {address}: {done.stderr.strip()[-500:]}")
    return read(json.loads(done.stdout))


def read(result: dict[str, Any]) -> Report:
    """The scores, and the audits that count in them and are not passed."""
    failing, scores = [], {}
    for name in CATEGORIES:
        category = result["categories"][name]
        if category["score"] is None:
            raise RuntimeError(f"Lighthouse gives {result['finalDisplayedUrl']} no score in {name}")
        scores[name] = round(100 * category["score"])
        for reference in category["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < PASSED:
                found = audit.get("displayValue", audit["title"])
                failing.append(f"{name}: {audit['id']} ({found})")
    return Report(scores, failing)
